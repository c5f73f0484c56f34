"""The index of the entity window: which entities the library has, filtered and sorted."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QToolButton, QVBoxLayout, QWidget

from gui.blank import Blank
from gui.controls import button, column, icon_button, label, row
from gui.entities.alike_strip import AlikeStrip
from gui.entities.index_list import IndexList, IndexModel
from gui.entities.reading import IndexFilter, Listed
from gui.filter_field import FilterField
from gui.flow import Flow
from gui.kinds import kind_icon
from gui.theme import Scale
from storage.finding_types import KIND_NAMES
from storage.found import ENTITY_KINDS, EntityKind
from storage.printing import counted

WAIT_MS = 150  # after the last letter
LEAST = 260  # pixels


class IndexPanel(QWidget):
    """Says which entities are wanted, and shows them when they are given.

    Signals:
        wanted_changed: other entities are wanted; see `wanted`.
    """

    wanted_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Want all entities, those in the most articles first."""
        super().__init__(parent)
        self.wanted = IndexFilter()
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = IndexModel(self)
        self.list = IndexList(self.model)
        self.strip = AlikeStrip()
        self.field = FilterField("Filter by name", "Filter entities by name")
        self.count = label("", "muted", wraps=False)
        self.order = icon_button("arrow-up-down", "", self._turn_order)
        self.confirmed = self._chip("Confirmed", "Only those that you have confirmed")
        self.kinds: dict[EntityKind, QToolButton] = {}
        self._typing = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._typing.timeout.connect(self._want)
        self._build()
        self.field.textEdited.connect(self._typing.start)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.left.connect(self.focus_list)
        self.confirmed.clicked.connect(self._want)
        self._name_order()

    def show_listed(self, listed: Listed) -> None:
        """Show what was counted."""
        total, shown = len(listed.entries), len(listed.shown)
        names = counted(total, "name")
        self.count.setText(names if self.wanted.is_empty else f"{shown:,} of {names}")
        self.strip.show_pairs(listed.pairs)
        self.model.show(listed)
        blank = self._none if not total else self._unmatched
        had_keys = self.list.hasFocus()
        self._body.setCurrentWidget(self.list if shown else blank)
        if had_keys and not shown:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_list(self) -> None:
        """Give the keyboard to the list."""
        if self.model.rowCount():
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self.list.selection_size():
                current = self.list.current()
                self.list.follow(current if current is not None else self.model.id_at(0))

    def focus_filter(self) -> None:
        """Give the keyboard to the filter."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def clear(self) -> None:
        """Want all entities."""
        self.field.clear()
        self.confirmed.setChecked(False)
        for chip in self.kinds.values():
            chip.setChecked(False)
        self._want()

    def stop(self) -> None:
        """Wait no longer for the end of what is typed."""
        self._typing.stop()

    # -- inside

    def _build(self) -> None:
        chips = QWidget()
        line = Flow(chips, gap=Scale.XS)
        for kind in ENTITY_KINDS:
            chip = self._chip("", f"Only {KIND_NAMES[kind][1].lower()}")
            chip.setAccessibleName(KIND_NAMES[kind][1])
            chip.setIcon(kind_icon(kind))
            chip.setIconSize(QSize(14, 14))
            chip.setStyleSheet("padding: 0 8px; min-width: 16px;")  # seven in a row
            chip.clicked.connect(self._want)
            self.kinds[kind] = chip
            line.addWidget(chip)
        line.addWidget(self.confirmed)
        header = row(label("Entities", "heading", buddy=self.list), self.count, None, self.order)
        header.setContentsMargins(Scale.M, Scale.XS, Scale.S, 0)
        top = QWidget()
        top.setLayout(header)
        top.setFixedHeight(44)
        filters = column(self.field, chips, self.strip)
        filters.setContentsMargins(Scale.M, 0, Scale.M, Scale.S)
        clear = button("Clear filter", self.clear, kind="quiet")
        self._unmatched = Blank("list-filter", "No name matches the filter", below=clear)
        self._none = Blank(
            "users", "No names yet", [("They come as your articles are looked through", "")]
        )
        self._waiting = Blank("users", "Counting…")
        self._body = QStackedWidget()
        for page in (self._waiting, self.list, self._unmatched, self._none):
            self._body.addWidget(page)
        content = QVBoxLayout(self)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(top)
        content.addLayout(filters)
        content.addWidget(self._body, 1)
        self.setMinimumWidth(LEAST)

    def _chip(self, text: str, tip: str) -> QToolButton:
        chip = QToolButton()
        chip.setProperty("kind", "chip")
        chip.setText(text)
        chip.setToolTip(tip)
        chip.setCheckable(True)
        return chip

    def _on_text_changed(self, text: str) -> None:
        if not text and self.wanted.words:
            self._want()  # cleared by its cross: at once

    def _turn_order(self) -> None:
        order = "name" if self.wanted.order == "count" else "count"
        self.wanted = replace(self.wanted, order=order)  # type: ignore[arg-type]  # one of the two
        self._name_order()
        self.wanted_changed.emit()

    def _name_order(self) -> None:
        by_count = self.wanted.order == "count"
        now, then = ("articles", "name") if by_count else ("name", "number of articles")
        said = f"Sorted by {now}. Press to sort by {then}"
        self.order.setToolTip(said)
        self.order.setAccessibleName(said)

    def _want(self) -> None:
        self._typing.stop()
        wanted = IndexFilter(
            words=self.field.text().strip(),
            kinds=tuple(kind for kind, chip in self.kinds.items() if chip.isChecked()),
            is_confirmed=self.confirmed.isChecked(),
            order=self.wanted.order,
        )
        if wanted != self.wanted:
            self.wanted = wanted
            self.wanted_changed.emit()
