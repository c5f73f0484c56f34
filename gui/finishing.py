"""An article that was read to its end: a quiet offer to mark it as done, once."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from gui.reader.page import Page
from gui.session import Notice, Session
from gui.shelf.marking import set_state
from storage.types import ArticleId

END: Final = 0.995  # the part of a text after which it is read; some end in a line of small print


class Finishing(QObject):
    """Watches how far the page is scrolled; whether an article is done is the reader's to say."""

    def __init__(self, session: Session, page: Page) -> None:
        """Follow a page."""
        super().__init__(page)
        self._session = session
        self._page = page
        self._offered: set[ArticleId] = set()
        session.scrolled.connect(self._look)

    def _look(self) -> None:
        article, text, page = self._session.article, self._session.text, self._page
        if article is None or text is None or article.id in self._offered:
            return
        was_scrolled = page.is_complete and page.first_visible() > 0  # what fits the page was not
        if not was_scrolled or page.last_visible() + 1 < END * len(text.content):
            return
        self._offered.add(article.id)
        if article.state in ("unread", "reading"):
            mark = partial(set_state, self._session, (article.id,), "done")
            said = "You are at the end of this article."
            self._session.noticed.emit(Notice(said, "info", "Mark as done", mark, is_of_place=True))
