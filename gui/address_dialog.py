"""Which address is to be opened: typed or pasted."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from gui.controls import button, column, fitted, framed, label, row
from gui.theme import Scale
from storage.web.hosts import address_in

WIDTH: Final = 520
HEAD: Final = "The page is fetched once and kept. PDF and other files work, too."
WRONG: Final = "This is not a complete web address yet."


class AddressDialog(QDialog):
    """One field; it starts with the address on the clipboard, if there is one."""

    def __init__(self, parent: QWidget | None = None, text: str = "") -> None:
        """Start with a text."""
        super().__init__(parent)
        self.setWindowTitle("Open address")
        self.field = QLineEdit(text)
        self.field.setPlaceholderText("https://…")
        self.field.setAccessibleName("Address")
        self.field.setMinimumWidth(WIDTH - 2 * Scale.XL)
        self.said = label("", "muted", wraps=False)
        self.opener = button("Open", self.accept, kind="primary")
        self.opener.setDefault(True)
        framed(
            self,
            column(
                column(label("Open address", "title"), label(HEAD, "muted"), spacing=Scale.XS),
                column(self.field, self.said, spacing=Scale.XS),
                row(None, button("Cancel", self.reject), self.opener),
                spacing=Scale.L,
            ),
        )
        fitted(self, WIDTH)
        self.field.textChanged.connect(self._on_changed)
        self.field.selectAll()
        self.field.setFocus()
        self._on_changed()

    @classmethod
    def ask(cls, parent: QWidget | None) -> str:
        """Give the address that the reader wants to open, or nothing."""
        dialog = cls(parent, address_in(QGuiApplication.clipboard().text()[:4000]))
        try:
            is_wanted = dialog.exec() == QDialog.DialogCode.Accepted
            return dialog.address() if is_wanted else ""
        finally:
            dialog.deleteLater()

    def address(self) -> str:
        """Give the address in the field, complete; "" while it is none."""
        return address_in(self.field.text())

    def _on_changed(self) -> None:
        is_good = bool(self.address())
        self.opener.setEnabled(is_good)
        self.said.setText("" if is_good or not self.field.text().strip() else WRONG)
