"""What the reader says about annotations whose place in a changed text is unsure or lost."""

from __future__ import annotations

from gui import editing
from gui.reader.find_bar import FindBar
from gui.reader.page import Page
from gui.session import Notice, Session
from storage.types import UNSURE, AnnotationId

WORDS = 6  # of a passage that are looked for; with all of them a changed one would not be found


class Placing:
    """Keeps an annotation where it stands, or looks for its words and puts it there."""

    def __init__(self, session: Session, page: Page, find_bar: FindBar) -> None:
        """Act through a session on what a page shows."""
        self._session = session
        self._page = page
        self._find_bar = find_bar
        self._wanted: AnnotationId | None = None  # a place is being looked for

    def keep(self) -> None:
        """Put the annotation that is looked for on the selection, or keep the one in focus."""
        session, span = self._session, self._page.selection()
        found = session.library.annotations.among([self._wanted] if self._wanted else [])
        text = session.text
        if span is not None and text is not None and found and self._is_here(found[0].article_id):
            wanted, self._wanted = found[0].id, None
            if session.act(
                "Place annotation", lambda library: library.annotations.move(wanted, text, span)
            ):
                self._page.unselect(at=span.end)
                session.focus_on(wanted)
            return
        focused = session.focused_annotation()
        if focused is not None and focused.standing in UNSURE:
            editing.confirm(session, [focused])
        elif focused is not None and focused.standing == "lost":
            session.noticed.emit(Notice("Its words are not in this version. Look for them first."))
        else:
            session.noticed.emit(Notice("This needs no look: go to an annotation that does."))

    def find(self) -> None:
        """Look for the words of the annotation in focus, so that it can be put where they are."""
        session = self._session
        focused, text = session.focused_annotation(), session.text
        if focused is None or focused.passage is None or text is None:
            session.noticed.emit(Notice("Go to an annotation first, to look for its words."))
            return
        self._wanted = focused.id
        words = " ".join(focused.passage.exact.split()[:WORDS])
        self._find_bar.open(text.content, self._page.first_visible(), words)
        session.noticed.emit(
            Notice("Select the words that it belongs to, then press Y to put it there.")
        )

    def _is_here(self, article: int) -> bool:
        return self._session.article is not None and self._session.article.id == article
