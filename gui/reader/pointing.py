"""What is under the pointer on the page, and what a click on it says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt

from gui.reader.references import reference_over
from storage.types import Mark, TextPicture

if TYPE_CHECKING:
    from gui.reader.page import Page


def click(page: Page, point: QPoint, modifiers: Qt.KeyboardModifier) -> None:
    """Let a page say what was clicked; a mark over a link goes first, but not with Ctrl."""
    position = page.position_at(point)
    is_marked = position is not None and bool(page.marks_under(position))
    if not is_marked or modifiers & Qt.KeyboardModifier.ControlModifier:
        if (reference := reference_at(page, point)) is not None:
            page.reference_clicked.emit(reference)
            return
        if link := page.anchorAt(point):
            page.link_clicked.emit(link)
            return
        if (picture := picture_at(page, point)) is not None:
            page.picture_clicked.emit(picture)
            return
    page.clicked.emit(-1 if position is None else position)
    page.findings.click(point)


def pointer_at(page: Page, point: QPoint) -> Qt.CursorShape:
    """Give the shape of the pointer at a point."""
    position = page.position_at(point)
    if page.handles.at(point) is not None:
        return Qt.CursorShape.SizeHorCursor
    is_marked = position is not None and bool(page.marks_under(position))
    is_bar = position is None and page.findings.at(point) is not None
    if is_marked or is_bar or page.anchorAt(point) or picture_at(page, point) is not None:
        return Qt.CursorShape.PointingHandCursor
    return Qt.CursorShape.IBeamCursor


def picture_at(page: Page, point: QPoint) -> TextPicture | None:
    """Give the stored picture under a point of the viewport."""
    found = page.pictures.at(page.to_document(point))
    return found if found is not None and found.id else None


def reference_at(page: Page, point: QPoint) -> Mark | None:
    """Give the mark under a point of the viewport that leads to a place in the text."""
    kind, _, target = page.anchorAt(point).partition(":")
    position = page.position_at(point)
    if page.text is None or position is None or kind not in ("note", "jump"):
        return None
    return reference_over(page.text.marks, position, target)
