"""Tags as chips with a field behind them to add more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRectF, QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLabel, QSizePolicy, QWidget

from gui.controls import icon_button, plain_tip
from gui.flow import Flow
from gui.fonts import set_role
from gui.offers import dress_offers
from gui.own_undo import Line
from gui.tag_dots import DOT, paint_dot
from gui.theme import current_theme
from storage.library import Library
from storage.tags import key_of
from storage.types import TagColor

CHIP_HEIGHT: Final = 24
_PILL: Final = "min-height: 22px; border-radius: 12px;"
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TagsField(QWidget):
    """Shows tags and takes others; what becomes of them is for those who listen.

    Signals:
        added: words that were entered; may hold commas.
        removed: the name of a tag.
        left: Escape was pressed in the empty field.
    """

    added = Signal(str)
    removed = Signal(str)
    left = Signal()

    def __init__(self, library: Library, parent: QWidget | None = None) -> None:
        """Offer the tags of a library while typing."""
        super().__init__(parent)
        self._library = library
        self._chips: list[_Chip] = []
        self._spare: list[_Chip] = []  # hidden
        self.entry = _Entry(library, self)
        self.entry.entered.connect(self.added)
        self.entry.rubbed_out.connect(self._remove_last)
        self.entry.left.connect(self.left)
        self._flow = Flow(self)
        self._flow.addWidget(self.entry)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """Ask for one line; how many there are depends on the width (`heightForWidth`)."""
        return QSize(200, CHIP_HEIGHT + 2)

    def minimumSizeHint(self) -> QSize:
        """Live with one line."""
        return self.sizeHint()

    def tags(self) -> list[str]:
        """Give the tags shown."""
        return [chip.name for chip in self._chips]

    def show_tags(self, tags: Iterable[str]) -> None:
        """Show tags; what is being typed stays."""
        wanted, colors = list(tags), self._library.tags.colors()
        shown = [(name, colors.get(key_of(name), "")) for name in wanted]
        if shown == [(chip.name, chip.color) for chip in self._chips]:
            return
        while len(self._chips) > len(shown):
            self._put_away(self._chips.pop())
        while len(self._chips) < len(shown):
            self._flow.insert(len(self._chips), chip := self._spare_chip())
            self._chips.append(chip)
        for chip, (name, color) in zip(self._chips, shown, strict=True):
            chip.show_tag(name, color)
            chip.show()
        self.updateGeometry()

    def _spare_chip(self) -> _Chip:
        """Give one that was put away, or a new one, which takes some milliseconds."""
        if self._spare:
            return self._spare.pop()
        chip = _Chip(self)
        chip.closer.clicked.connect(self._on_close)
        return chip

    def _put_away(self, chip: _Chip) -> None:
        self._flow.removeWidget(chip)
        chip.hide()
        self._spare.append(chip)

    def _on_close(self) -> None:
        button = self.sender()
        for chip in self._chips:
            if chip.closer is button:
                self.entry.setFocus()
                self.removed.emit(chip.name)
                return

    def _remove_last(self) -> None:
        if self._chips:
            self.removed.emit(self._chips[-1].name)


class _Chip(QWidget):
    """A tag with a cross, and a dot in its colour if it has one."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = ""
        self.color: TagColor = ""
        self._words = QLabel()
        set_role(self._words, "caption")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self.closer = icon_button("x", "Remove tag", self._nothing)
        self.closer.setIconSize(QSize(12, 12))
        self.closer.setProperty("kind", "tight")
        self.closer.setStyleSheet("padding: 0; min-width: 16px; min-height: 16px;")
        line = QHBoxLayout(self)
        line.setSpacing(1)
        line.addWidget(self._words)
        line.addWidget(self.closer)
        self._line = line
        self.setFixedHeight(CHIP_HEIGHT)

    def show_tag(self, name: str, color: TagColor) -> None:
        """Turn to a tag."""
        self.name, self.color = name, color
        metrics = self._words.fontMetrics()
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, 150)
        self._words.setText(shown)
        self._words.setToolTip(plain_tip(name) if shown != name else "")
        said = f"Remove tag “{name}”"
        self.closer.setToolTip(plain_tip(said))
        self.closer.setAccessibleName(said)
        self._line.setContentsMargins(9 + (round(DOT) + 3 if color else 0), 0, 2, 0)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.color("surface"))
        painter.setPen(QPen(theme.color("line"), 1))
        inside = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(inside, CHIP_HEIGHT / 2 - 0.5, CHIP_HEIGHT / 2 - 0.5)
        paint_dot(painter, QRectF(7, 0, DOT, CHIP_HEIGHT), self.color)

    def _nothing(self) -> None:
        """Leave it to the field, which knows whose tag it is."""


class _Entry(Line):
    """The field behind the chips: Enter or a comma adds, Backspace in front removes."""

    OWN_KEYS = (*_ENTER, Qt.Key.Key_Escape)
    entered = Signal(str)
    rubbed_out = Signal()
    left = Signal()

    def __init__(self, library: Library, parent: QWidget) -> None:
        super().__init__(parent)
        self._library = library
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        completer.activated.connect(self._on_completed)
        self.setCompleter(completer)
        self.setPlaceholderText("Add tag…")
        self.setAccessibleName("Add tag")
        self.setMinimumWidth(84)
        self.setStyleSheet(_PILL)
        self.setProperty("kind", "search")
        self.textEdited.connect(self._on_edited)

    def minimumSizeHint(self) -> QSize:
        """Give room for a short word, so that it can stand behind chips."""
        return QSize(84, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """Ask for a short word's room and take more where there is."""
        return self.minimumSizeHint()

    def enter(self) -> None:
        """Add what stands in the field."""
        words = self.text().strip()
        self.setText("")  # with its steps: undo is about the tag now
        if words:
            self.entered.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add, remove or leave."""
        if event.key() in _ENTER:
            self._hide_offers()
            self.enter()
        elif event.key() == Qt.Key.Key_Escape:
            self._on_escape()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.rubbed_out.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer the tags that there are now."""
        self._names.setStringList(self._library.tags.names())
        dress_offers(self.completer())
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Add what was typed, unless only a menu or another window is in front."""
        super().focusOutEvent(event)
        reasons = Qt.FocusReason
        if event.reason() not in (reasons.PopupFocusReason, reasons.ActiveWindowFocusReason):
            self.enter()

    def _on_edited(self, text: str) -> None:
        if "," in text:
            self._hide_offers()
            self.enter()

    def _on_completed(self, _name: str) -> None:
        QTimer.singleShot(0, self, self.enter)  # the completer writes the name after this signal

    def _on_escape(self) -> None:
        if self._hide_offers():
            return
        if self.text():
            self.clear()
        else:
            self.left.emit()

    def _hide_offers(self) -> bool:
        """Close the list of tags to choose from; False if it was not open."""
        offers = self.completer().popup()
        if offers is None or not offers.isVisible():
            return False
        offers.hide()
        return True
