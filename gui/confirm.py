"""A question before a step that undo cannot take back; rare, because nearly all can be undone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from gui.controls import button, column, fitted, framed, label, row
from gui.icons import pixmap
from gui.theme import Scale

WIDTH = 440


class Confirmation(QDialog):
    """What will happen, a button that says it again, and Cancel, which Enter presses."""

    def __init__(
        self, parent: QWidget | None, title: str, text: str, action: str, *, kind: str = "danger"
    ) -> None:
        """Ask `title`, explain with `text`; `action` is what the button does, `kind` its look."""
        super().__init__(parent)
        self.setWindowTitle(title)
        sign = QLabel()
        sign.setPixmap(pixmap("triangle-alert", Scale.XL, "warning", self.devicePixelRatioF()))
        sign.setAlignment(Qt.AlignmentFlag.AlignTop)
        sign.setFixedWidth(Scale.XL)
        heading = label(title, "heading")
        self.action = button(action, self.accept, kind=kind)
        self.cancel = button("Cancel", self.reject, kind="primary")
        self.cancel.setDefault(True)
        content = column(
            row(sign, column(heading, label(text)), spacing=Scale.M),
            row(None, self.cancel, self.action),
            spacing=Scale.XL,
        )
        framed(self, content)
        fitted(self, WIDTH)
        self.setAccessibleDescription(text)
        self.cancel.setFocus()


def confirm(
    parent: QWidget | None, title: str, text: str, action: str, *, kind: str = "danger"
) -> bool:
    """Ask, and say whether the reader wants it; a step that harms nothing has `kind` ""."""
    dialog = Confirmation(parent, title, text, action, kind=kind)
    try:
        return dialog.exec() == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()
