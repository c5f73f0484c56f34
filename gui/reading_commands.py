"""What the reading page can be asked for beside marking: places, pictures, pages, the original."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.actions import Actions
from gui.reader.pane import ReaderPane
from gui.session import Notice, Session
from storage.text.pictures_in_text import without
from storage.types import ArticleText

if TYPE_CHECKING:
    from gui.originals import Originals
    from gui.pages_window import PagesWindow

NEED_ARTICLE = ("outline", "follow", "show_picture", "show_original", "save_original")
NEED_PAGES = ("page", "page_numbers")


class ReadingCommands(QObject):
    """The commands of one window; popovers open below the button of their command."""

    def __init__(
        self,
        session: Session,
        reader: ReaderPane,
        actions: Actions,
        window: QWidget,
        button: Callable[[str], QWidget],
    ) -> None:
        """Act through a session on what the reader pane shows."""
        super().__init__(window)
        self._session = session
        self._reader = reader
        self._actions = actions
        self._window = window
        self._button = button
        self._originals: Originals | None = None
        self._pages: PagesWindow | None = None
        session.opened.connect(self.show_state)
        session.travelled.connect(self.show_state)
        actions["page_numbers"].setChecked(session.settings.flag("pages", default=True))
        reader.show_pages(actions["page_numbers"].isChecked())

    def slots(self) -> dict[str, Callable[[], object]]:
        """Say what each command does."""
        return {
            "outline": self._outline,
            "page": self._page,
            "page_numbers": self._toggle_page_numbers,
            "pages": self._show_pages,
            "follow": self._reader.follower.at_caret,
            "show_picture": self._reader.follower.nearest_picture,
            "show_original": lambda: self._kept_originals().show(),
            "save_original": lambda: self._kept_originals().save(),
            "back": self._session.go_back,
            "forward": self._session.go_forward,
        }

    def show_state(self) -> None:
        """Enable what can be done now."""
        session, actions, text = self._session, self._actions, self._session.text
        for name in NEED_ARTICLE:
            actions[name].setEnabled(text is not None)
        for name in NEED_PAGES:
            actions[name].setEnabled(text is not None and bool(text.pages))
        article = session.article
        actions["pages"].setEnabled(article is not None and article.source == "pdf")
        actions["back"].setEnabled(session.history.has_back)
        actions["forward"].setEnabled(session.history.has_forward)

    def _outline(self) -> None:
        from gui.outline_popover import OutlinePopover

        text = self._session.text
        if text is None:
            return
        popover = OutlinePopover(headings_of(text), self._session.position, self._window)
        popover.chosen.connect(self._reader.follower.jump)
        popover.closed.connect(popover.deleteLater)
        popover.open_below(self._button("outline"))

    def _page(self) -> None:
        from gui.page_popover import PagePopover

        text = self._session.text
        if text is None or not text.pages:
            self._session.noticed.emit(Notice("This article has no pages."))
            return
        popover = PagePopover(text.pages, self._session.position, self._window)
        popover.chosen.connect(self._reader.follower.to_page)
        popover.closed.connect(popover.deleteLater)
        popover.open_below(self._button("outline"))

    def _toggle_page_numbers(self) -> None:
        shown = self._actions["page_numbers"].isChecked()
        self._session.settings.set_flag("pages", shown)
        self._reader.show_pages(shown)

    def _show_pages(self) -> None:
        from gui.pages_window import PagesWindow

        if self._pages is None:
            self._pages = PagesWindow(self._session, self._window)
        self._pages.open()

    def _kept_originals(self) -> Originals:
        if self._originals is None:
            from gui.originals import Originals

            self._originals = Originals(self._session, self._window)
        return self._originals


def headings_of(text: ArticleText) -> list[tuple[int, str, int]]:
    """Give level, words and position of each heading that has words."""
    found = (
        (block.level, without(text.content[block.start : block.end]).strip(), block.start)
        for block in text.blocks
        if block.kind == "heading"
    )
    return [heading for heading in found if heading[1]]
