"""Small questions about an entity: its name, its kind, which forms are somebody else."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QWidget

from gui.controls import button, label, plain_tip, row
from gui.kinds import KEYS, keyed_name, kind_icon
from gui.popover import Popover
from gui.theme import Scale
from storage.found import ENTITY_KINDS, EntityKind

WIDTH: Final = 320
MOST_FORMS: Final = 10  # offered for splitting


class KindMenu(QMenu):
    """The kinds, each with the key that chooses it."""

    def __init__(
        self, current: EntityKind | None, chosen: Callable[[EntityKind], object], parent: QWidget
    ) -> None:
        """Mark the kind that something has; `chosen` is called with another one."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for kind in ENTITY_KINDS:
            title = f"{keyed_name(kind)}\t{KEYS[kind]}"
            action = self.addAction(kind_icon(kind), title, partial(chosen, kind))
            action.setEnabled(kind != current)

    def open_beside(self, anchor: QWidget) -> None:
        """Show it above a widget where there is room, else below."""
        above = anchor.mapToGlobal(QPoint(0, -self.sizeHint().height() - Scale.XS))
        has_room = above.y() >= anchor.screen().availableGeometry().top()
        self.popup(above if has_room else anchor.mapToGlobal(QPoint(0, anchor.height())))


class NamePopover(Popover):
    """A field for an entity's name; Enter gives it that name.

    Signals:
        entered: the name.
    """

    entered = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        """Show the name that it has."""
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Rename")
        self.field = QLineEdit(name)
        self.field.setAccessibleName("Name")
        self.field.returnPressed.connect(self._on_enter)
        self.content.setSpacing(Scale.S)
        self.content.addWidget(label("Name in full", "strong"))
        self.content.addWidget(self.field)
        self.content.addWidget(label("The names it has now stay with it.", "muted"))
        self.closed.connect(self.deleteLater)

    def showEvent(self, event: QShowEvent) -> None:
        """Wait for a name, ready to type over this one."""
        super().showEvent(event)
        self.field.setFocus()
        self.field.selectAll()

    def _on_enter(self) -> None:
        name = self.field.text()
        self.close()
        self.entered.emit(name)


class SplitPopover(Popover):
    """The ways in which an entity is written, to mark those that mean somebody else.

    Signals:
        split: the forms that were marked, and the name of what they mean.
    """

    split = Signal(object, str)

    def __init__(self, name: str, forms: Sequence[str], parent: QWidget) -> None:
        """Offer the forms of an entity, the most frequent ones."""
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName("Split")
        self.content.setSpacing(Scale.S)
        self.content.addWidget(label(f"Which of these is not “{name}”?", "strong"))
        self.boxes = [QCheckBox() for _ in forms[:MOST_FORMS]]
        for form, box in zip(forms, self.boxes, strict=False):
            room = WIDTH - 2 * Scale.L - 3 * Scale.M
            shown = box.fontMetrics().elidedText(form, Qt.TextElideMode.ElideMiddle, room)
            box.setText(shown.replace("&", "&&"))
            box.setAccessibleName(form)
            box.setToolTip(plain_tip(form) if shown != form else "")
            box.toggled.connect(self._suggest)
            self.content.addWidget(box)
        self.field = QLineEdit()
        self.field.setAccessibleName("Name of the other one")
        self.field.setPlaceholderText("Name of the other one")
        self.field.textEdited.connect(self._on_edited)
        self.field.returnPressed.connect(self._on_done)
        self.done = button("Split", self._on_done, kind="primary")
        self.done.setEnabled(False)
        self.content.addWidget(self.field)
        self.content.addLayout(row(None, self.done))
        self._is_named = False
        self.closed.connect(self.deleteLater)

    def forms(self) -> list[str]:
        """Give the forms that are marked."""
        return [box.accessibleName() for box in self.boxes if box.isChecked()]

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the forms."""
        super().showEvent(event)
        if self.boxes:
            self.boxes[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _suggest(self) -> None:
        if not self._is_named:
            self.field.setText(max(self.forms(), key=len, default=""))
        self._show_state()

    def _on_edited(self, text: str) -> None:
        self._is_named = bool(text.strip())
        self._show_state()

    def _show_state(self) -> None:
        is_ready = bool(self.forms()) and bool(self.field.text().strip())
        self.done.setEnabled(is_ready)

    def _on_done(self) -> None:
        if self.done.isEnabled():
            forms, name = self.forms(), self.field.text()
            self.close()
            self.split.emit(forms, name)
