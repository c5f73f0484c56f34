"""How a chart is to be saved as a picture."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from gui.controls import button, column, framed, label, row
from gui.overview.picture import WIDTHS, Caption
from gui.own_undo import Line
from gui.theme import THEMES, Scale, Theme, current_theme, load_theme

WIDTH: Final = 440


class PictureDialog(QDialog):
    """Title, source, size and colours of a picture."""

    def __init__(self, words: Caption, parent: QWidget | None = None) -> None:
        """Offer words that can be changed."""
        super().__init__(parent)
        self.setWindowTitle("Save chart as picture")
        self.title = Line()
        self.title.setText(words.title)
        self.source = Line()
        self.source.setText(words.source)
        self.size_field = QComboBox()
        for width in WIDTHS:
            self.size_field.addItem(f"{width:,} pixels wide", width)
        self.size_field.setCurrentIndex(1)
        self.colors = QComboBox()
        for theme in THEMES:
            self.colors.addItem(theme.capitalize(), theme)
        self.colors.setCurrentText(current_theme().name.capitalize())
        saver = button("Save…", self.accept, kind="primary")
        saver.setDefault(True)
        fields = (
            ("Title", self.title),
            ("Source line", self.source),
            ("Size", self.size_field),
            ("Colours", self.colors),
        )
        parts: list[QWidget] = []
        for name, field in fields:
            parts += [label(name, "caption", buddy=field), field]
        foot = row(None, button("Cancel", self.reject), saver)
        inside = column(*parts, spacing=Scale.S)
        inside.addSpacing(Scale.M)
        inside.addLayout(foot)
        framed(self, inside)
        self.setFixedSize(WIDTH, self.sizeHint().height())

    @property
    def words(self) -> Caption:
        """Give the words as they are now."""
        return Caption(self.title.text().strip(), self.source.text().strip())

    @property
    def width_of_file(self) -> int:
        """Give the chosen width in pixels."""
        return int(self.size_field.currentData())

    @property
    def theme(self) -> Theme:
        """Give the chosen colours."""
        return load_theme(self.colors.currentData())

    @classmethod
    def ask(cls, words: Caption, parent: QWidget) -> PictureDialog | None:
        """Have the reader choose; None if the chart is not to be saved."""
        dialog = cls(words, parent)
        return dialog if dialog.exec() == QDialog.DialogCode.Accepted else None
