"""How an export will look: its beginning, as text or roughly as a browser would show it."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QStackedWidget, QTextBrowser, QVBoxLayout, QWidget

from gui.controls import column, label, row
from gui.export_order import Built, Order, counted
from gui.fonts import reading_font
from gui.theme import Scale, current_theme
from storage.types import COLORS

LONGEST: Final = 20_000  # characters on screen; nobody reads more of a preview
# what Qt's rich text cannot show: variables, filters by check box
_NOT_SHOWN: Final = re.compile(
    r"<head>.*?</head>|<input[^>]*>|<ul class=\"filters\".*?</ul>"
    r"|<h\d class=\"repeated\".*?</h\d>",
    re.DOTALL,
)


class ExportPreview(QWidget):
    """The beginning of an export with a line that says how much there is of it."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self._shown: tuple[Order, Built] | None = None
        self.source = QPlainTextEdit()
        self.source.setReadOnly(True)
        self.source.setProperty("kind", "field")
        self.source.setTabChangesFocus(True)
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPixelSize(Scale.CAPTION)
        self.source.setFont(mono)
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setProperty("kind", "field")
        self.page.setTabChangesFocus(True)
        self.page.document().setDefaultFont(reading_font(size=Scale.HEADING))
        self.page.document().setDocumentMargin(Scale.L)
        for view in (self.source, self.page):
            view.setAccessibleName("Preview")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.source)
        self._stack.addWidget(self.page)
        self.amount = label("", "caption", wraps=False)
        inside: QVBoxLayout = column(
            row(label("Preview", "strong", wraps=False), None, self.amount), self._stack
        )
        self.setLayout(inside)

    def show_export(self, order: Order, built: Built) -> None:
        """Show the beginning of an export."""
        self._shown = (order, built)
        name, text = built.files[0]
        if order.form in ("html", "html-text"):
            self.page.document().setDefaultStyleSheet(_style())
            self.page.setHtml(_NOT_SHOWN.sub("", text)[:LONGEST])
            self._stack.setCurrentWidget(self.page)
        else:
            wraps = order.form == "markdown"
            self.source.setLineWrapMode(
                QPlainTextEdit.LineWrapMode.WidgetWidth
                if wraps
                else QPlainTextEdit.LineWrapMode.NoWrap
            )
            self.source.setPlainText(text[:LONGEST])
            self._stack.setCurrentWidget(self.source)
        self.amount.setText(_amount(order, built, name, len(text)))

    def show_message(self, text: str) -> None:
        """Show a sentence instead."""
        self._shown = None
        self.source.setPlainText(text)
        self._stack.setCurrentWidget(self.source)
        self.amount.setText("")

    def name_for(self, order: Order) -> str:
        """Give the file name to suggest for an order; '' while it is not on screen."""
        if self._shown is None or self._shown[0] != order:
            return ""
        return self._shown[1].name

    def text(self) -> str:
        """Give what is on screen as plain text."""
        if self._stack.currentWidget() is self.page:
            return self.page.toPlainText()
        return self.source.toPlainText()


def _amount(order: Order, built: Built, name: str, length: int) -> str:
    if order.one_file_each:
        return f"{name}, the first of {counted(len(order.articles), 'file')}"
    if built.articles < len(order.articles):
        return f"The first {built.articles} of {counted(len(order.articles), 'article')}"
    parts = [counted(built.annotations, "annotation")] if built.annotations else []
    parts += [counted(built.quotes, "quote")] if built.quotes else []
    what = ", ".join(parts) or counted(0, "annotation")
    if built.articles > 1:
        what = f"{counted(built.articles, 'article')}, {what}"
    return f"{what}, the beginning" if length > LONGEST else what


def _style() -> str:
    """Give the look of an exported page as far as Qt's rich text can have it."""
    theme = current_theme()
    tokens = theme.tokens
    marks = "".join(
        f".note.{key} .quote p, .note.{key} .quote pre, mark.highlight.{key}"
        f" {{ background-color: {theme.highlights[key].seen} }}\n"
        f"mark.underline.{key} {{ text-decoration: underline }}\n"
        for key in COLORS
    )
    return (
        f"body {{ color: {tokens.text} }} a {{ color: {tokens.link} }}\n"
        f"h1 {{ font-size: 20px; font-weight: 600 }} h2 {{ font-size: 17px; font-weight: 600 }}\n"
        f"h3, h4, h5, h6 {{ font-size: 15px; font-weight: 600 }}\n"
        f".facts, .about, .context, .contents, footer {{ color: {tokens.muted};"
        f" font-size: 12px }}\n"
        f".quote {{ margin-left: 0; margin-right: 0 }} .own {{ margin-left: 16px }}\n"
        f"code, pre {{ font-size: 12px }} td {{ padding: 4px }}\n{marks}"
    )
