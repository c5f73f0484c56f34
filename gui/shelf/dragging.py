"""Dragging articles: to a place of the library, or their links to another program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QDrag, QFontMetricsF, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from gui.article_wording import counted, quoted
from gui.fonts import REGULAR, interface_font
from gui.library_place import ARTICLES_MIME
from gui.theme import Scale, current_theme
from storage.errors import PostilError
from storage.library import Library
from storage.types import ArticleId

MOST_LINKS: Final = 500  # of more, other programs get nothing: it would take too long


def data_of(library: Library, articles: Sequence[ArticleId]) -> QMimeData:
    """Give articles as they are dragged: their ids, and links to them for other programs."""
    data = QMimeData()
    data.setData(ARTICLES_MIME, QByteArray(" ".join(map(str, articles)).encode()))
    if len(articles) <= MOST_LINKS:
        uids = library.articles.uids(articles)
        data.setText("\n".join(f"postil://article/{uid}" for uid in uids))
    return data


def drag(view: QWidget, library: Library, articles: Sequence[ArticleId]) -> None:
    """Let the reader drag articles until they are dropped."""
    try:
        data, said = data_of(library, articles), _said(library, articles)
    except PostilError:
        return  # the session's poll says what is wrong with the file
    moved = QDrag(view)
    moved.setMimeData(data)
    moved.setPixmap(_picture(said, view.devicePixelRatioF()))
    moved.setHotSpot(QPoint(-Scale.M, -Scale.S))
    moved.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)


def _said(library: Library, articles: Sequence[ArticleId]) -> str:
    if len(articles) != 1:
        return f"{counted(len(articles))} articles"
    found = library.articles.among(articles)
    return quoted(found[0].title, 32) if found else "1 article"


def _picture(text: str, ratio: float) -> QPixmap:
    """Draw what is said of the dragged articles on a small card."""
    font = interface_font(Scale.BODY, REGULAR)
    width = round(QFontMetricsF(font).horizontalAdvance(text)) + 2 * Scale.M
    picture = QPixmap(round(width * ratio), round(Scale.CONTROL * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(Qt.GlobalColor.transparent))
    theme = current_theme()
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    card = QRectF(0.5, 0.5, width - 1, Scale.CONTROL - 1)
    painter.setPen(theme.color("outline"))
    painter.setBrush(theme.color("raised"))
    painter.drawRoundedRect(card, Scale.RADIUS, Scale.RADIUS)
    painter.setFont(font)
    painter.setPen(theme.color("text"))
    painter.drawText(card, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return picture
