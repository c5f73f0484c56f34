"""What happens when the reader follows something: a note, a jump, a link, a picture."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gui.reader.page import Page
from gui.reader.page_pictures import nearest_picture
from gui.reader.pictures import Pictures
from gui.reader.references import note_at, place_of, sign_at
from gui.session import Notice, Session
from storage.annotations import PlacedMark
from storage.text.addresses import is_link
from storage.types import Mark, Span, TextPicture

if TYPE_CHECKING:
    from gui.reader.note_popup import NotePopup


class Follower:
    """Follows what a page says was clicked; popups open over `host`."""

    def __init__(
        self,
        session: Session,
        page: Page,
        marks: Callable[[], list[PlacedMark]],
        host: QWidget,
    ) -> None:
        """Act through a session on what a page shows; `marks` are what a note may carry."""
        self._session = session
        self._page = page
        self._marks = marks
        self._host = host
        self._popup: NotePopup | None = None  # made for the first note
        self._pictures: Pictures | None = None  # made for the first text with pictures
        page.reference_clicked.connect(self.reference)
        page.link_clicked.connect(self.link)
        page.picture_clicked.connect(self.picture)
        session.closing.connect(self._on_closing)

    def pictures(self) -> Pictures:
        """Give what fetches the pictures of the library."""
        if self._pictures is None:
            self._pictures = Pictures(self._session.library.path, self._page)
            self._page.pictures.show_from(self._pictures)
        return self._pictures

    def get_ready(self) -> None:
        """See to it that the pictures of the open text can be shown."""
        text = self._session.text
        if text is not None and any(picture.id for picture in text.pictures):
            self.pictures()

    def reference(self, mark: Mark, *, stays: bool = True) -> None:
        """Show a note beside its sign, or jump to where a mark leads."""
        text = self._session.text
        position = place_of(mark, text) if text is not None else None
        if text is None or position is None:
            return
        note = note_at(text, position) if mark.kind == "note" else None
        if note is None:
            self.jump(position)
            return
        popup = self._note_popup()
        around = self._page.visible_rect(Span(mark.start, mark.end))
        around.translate(self._page.viewport().mapTo(self._host, QPoint(0, 0)))
        if not around.isValid() or not around.intersects(self._host.rect()):
            middle = self._host.rect().center()
            around = QRect(middle, middle)
        typography = self._session.settings.typography
        popup.show_note(note, sign_at(text, mark), self._marks(), typography, around, stays=stays)

    def rest_on(self, mark: Mark) -> bool:
        """Show the note under a resting pointer; says whether there is one."""
        if mark.kind != "note" or self.is_open:
            return mark.kind == "note"
        self.reference(mark, stays=False)
        return True

    def jump(self, position: int) -> None:
        """Go to another place of the text; "back" returns."""
        self.close_note()
        self._session.keep_place()
        self._session.revealed.emit(Span(position, position + 1))
        self._page.setFocus()

    def to_page(self, position: int) -> None:
        """Go to the beginning of a printed page; nothing of the one before stays in view."""
        self.close_note()
        self._session.keep_place()
        self._session.returned.emit(position)

    def link(self, address: str) -> None:
        """Say where a link leads, and offer to go there in the browser."""
        self._session.noticed.emit(
            Notice(
                f"This link leads to {address}",
                action="Open in browser",
                on_action=lambda: open_outside(address),
                is_of_place=True,
            )
        )

    def at_caret(self) -> None:
        """Follow the note, jump or link at the caret."""
        text = self._session.text
        if text is None:
            return
        caret = self._page.caret()
        over = [
            mark
            for mark in text.marks
            if mark.kind in ("note", "jump", "link") and mark.start <= caret <= mark.end
        ]
        if not over:
            self._session.noticed.emit(Notice("There is no link or note at the cursor."))
        elif over[0].kind == "link":
            self.link(over[0].target)
        else:
            self.reference(over[0])

    def picture(self, picture: TextPicture) -> None:
        """Open a picture large over the window."""
        from gui.picture_viewer import PictureViewer

        text = self._session.text
        if text is not None and picture.id:
            self.close_note()
            PictureViewer.open_on(self._session, text, picture, self._host.window())

    def nearest_picture(self) -> None:
        """Open the picture at the caret, or the one nearest to the middle of the view."""
        text = self._session.text
        if text is None:
            return
        first, last = self._page.first_visible(), self._page.last_visible()
        caret = self._page.caret()
        place = Span(caret, caret + 1) if first <= caret <= last else Span(first, last + 1)
        found = nearest_picture(text.pictures, place)
        if found is not None:
            self.picture(found)
        else:
            self._session.noticed.emit(Notice("This article has no picture to show."))

    @property
    def is_open(self) -> bool:
        """Whether a note is on screen."""
        return self._popup is not None and self._popup.isVisible()

    def close_note(self) -> bool:
        """Close the note; says whether one was open."""
        was_open = self.is_open
        if self._popup is not None:
            self._popup.hide()
        return was_open

    def _note_popup(self) -> NotePopup:
        if self._popup is None:
            from gui.reader.note_popup import NotePopup

            self._popup = NotePopup(self._host)
            self._popup.go_wanted.connect(self.jump)
            self._popup.link_clicked.connect(self.link)
            self._popup.reference_clicked.connect(self.reference)
            self._popup.view.show_from(self.pictures())
        return self._popup

    def _on_closing(self) -> None:
        if self._pictures is not None:
            self._pictures.close()


def open_outside(address: str) -> None:
    """Open a web or mail address in the program for it."""
    if is_link(address):
        QDesktopServices.openUrl(QUrl(address))
