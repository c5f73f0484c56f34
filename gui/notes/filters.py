"""The row that says which annotations are wanted: words, colours, tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from gui.annotations.swatches import WIDEST, ColorButton, OneStop
from gui.controls import column, icon_button, plain_tip, row
from gui.filter_field import FilterField
from gui.flow import Flow
from gui.icons import icon
from gui.session import Session
from gui.tag_dots import tag_icon
from gui.theme import Scale
from storage.tags import key_of
from storage.types import COLORS, AnnotationFilter, ColorKey

WAIT_MS = 150  # after the last letter


class FilterBar(QWidget):
    """Changes `session.wanted` and shows it.

    Signals:
        left: Escape was pressed in the empty field, or Down or Enter: the list is next.
    """

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Act through a session."""
        super().__init__(parent)
        self._session = session
        self._tags: dict[str, int] = {}
        self.field = FilterField("Filter annotations", "Filter annotations by words")
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.tag_button = icon_button("tags", "Filter by tag", self._open_menu)
        self.tag_button.setCheckable(True)
        self.colors = {color: ColorButton(color) for color in COLORS}
        self._chips = QWidget()
        self._line = Flow(self._chips, gap=Scale.XS)
        for button in self.colors.values():
            button.setFixedWidth(WIDEST)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.clicked.connect(self._on_color)
            self._line.addWidget(button)
            button.hide()
        self.look = QToolButton(self._chips)
        self.look.setProperty("kind", "chip")
        self.look.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.look.setIcon(icon("triangle-alert"))
        self.look.setIconSize(QSize(12, 12))
        self.look.setCheckable(True)
        self.look.clicked.connect(self._on_look)
        self._line.addWidget(self.look)
        self.look.hide()
        self._stop = OneStop(self.colors.values(), self)
        self._tag_chips: list[QToolButton] = []
        content = column(row(self.field, self.tag_button, spacing=Scale.XS), self._chips)
        content.setSpacing(Scale.XS)
        content.setContentsMargins(Scale.M, 0, Scale.M, Scale.S)
        self.setLayout(content)
        self._typing = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._typing.timeout.connect(self._on_typed)
        self.field.textEdited.connect(self._typing.start)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.left.connect(self.left)
        session.filtered.connect(self._show)
        self._show()

    def offer(
        self,
        colors: Sequence[ColorKey],
        tags: dict[str, int],
        names: dict[ColorKey, str],
        unsure: int = 0,
    ) -> None:
        """Offer the colours and the tags that the article's annotations have.

        `unsure` is how many need a look since the text has changed.
        """
        self.look.setText(f"{unsure:,} to look at")
        self.look.setToolTip("Only those whose place in the changed text is unsure or lost")
        self.look.setVisible(bool(unsure) or self._session.wanted.needs_a_look)
        self._tags = tags
        wanted = self._session.wanted
        offered = {*colors, *wanted.colors}
        for color, button in self.colors.items():
            button.call(names[color])
            button.setVisible(color in offered and (len(offered) > 1 or bool(wanted.colors)))
        self._stop.among(b for b in self.colors.values() if not b.isHidden())
        self.tag_button.setVisible(bool(tags) or bool(wanted.tags))
        self._arrange()

    # -- inside

    def _on_text_changed(self, text: str) -> None:
        if not text and self._session.wanted.text:
            self._on_typed()  # cleared by its cross: at once

    def _on_typed(self) -> None:
        self._typing.stop()
        self._want(text=self.field.text().strip())

    def _on_look(self) -> None:
        wanted = replace(self._session.wanted, needs_a_look=self.look.isChecked())
        self._session.filter_by(wanted)

    def _on_color(self) -> None:
        self._want(colors=tuple(c for c, button in self.colors.items() if button.isChecked()))

    def _want(
        self,
        *,
        colors: tuple[ColorKey, ...] | None = None,
        tags: tuple[str, ...] | None = None,
        text: str | None = None,
    ) -> None:
        wanted = self._session.wanted
        if colors is not None:
            wanted = replace(wanted, colors=colors)
        if tags is not None:
            wanted = replace(wanted, tags=tags)
        if text is not None:
            wanted = replace(wanted, text=text)
        self._session.filter_by(wanted)

    def _open_menu(self) -> None:
        self.tag_button.setChecked(bool(self._session.wanted.tags))
        self.menu.popup(self.tag_button.mapToGlobal(self.tag_button.rect().bottomLeft()))

    def _fill_menu(self) -> None:
        self.menu.clear()
        wanted = {key_of(tag) for tag in self._session.wanted.tags}
        colors = self._session.library.tags.colors()
        for tag, count in self._tags.items():
            entry = QAction(f"{tag.replace('&', '&&')}\t{count}", self.menu)
            if color := colors.get(key_of(tag)):
                entry.setIcon(tag_icon(color))
            entry.setData(tag)
            entry.setCheckable(True)
            entry.setChecked(key_of(tag) in wanted)
            entry.triggered.connect(self._on_tag)
            self.menu.addAction(entry)

    def _on_tag(self) -> None:
        entry = self.sender()
        if isinstance(entry, QAction):
            self._toggle_tag(str(entry.data()))

    def _on_chip(self) -> None:
        chip = self.sender()
        if isinstance(chip, QToolButton):
            self._toggle_tag(chip.accessibleName())

    def _toggle_tag(self, tag: str) -> None:
        others = tuple(t for t in self._session.wanted.tags if key_of(t) != key_of(tag))
        is_new = len(others) == len(self._session.wanted.tags)
        self._want(tags=(*others, tag) if is_new else others)

    def _show(self) -> None:
        wanted = self._session.wanted
        if self.field.text().strip() != wanted.text:
            self.field.setText(wanted.text)
        for color, button in self.colors.items():
            button.setChecked(color in wanted.colors)
        self.look.setChecked(wanted.needs_a_look)
        self.tag_button.setChecked(bool(wanted.tags))
        self._show_tag_chips(wanted)
        self._arrange()

    def _show_tag_chips(self, wanted: AnnotationFilter) -> None:
        for chip in self._tag_chips:
            self._line.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._tag_chips = []
        for tag in wanted.tags:
            chip = QToolButton(self._chips)
            chip.setProperty("kind", "chip")
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            chip.setText(tag)
            chip.setAccessibleName(tag)
            chip.setToolTip(plain_tip(f"Only with tag “{tag}”. Press to show others too"))
            chip.setIcon(icon("x"))
            chip.setIconSize(QSize(12, 12))
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.clicked.connect(self._on_chip)
            self._line.addWidget(chip)
            chip.show()
            self._tag_chips.append(chip)

    def _arrange(self) -> None:
        buttons = (self.look, *self.colors.values())
        shown = self._tag_chips or any(not b.isHidden() for b in buttons)
        self._chips.setVisible(bool(shown))
        self._line.invalidate()
        self._chips.updateGeometry()
