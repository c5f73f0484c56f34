"""The menu for the selected articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu

from gui.actions import Actions, key_text
from gui.article_wording import STATES, counted
from gui.filing import articles_named
from gui.icons import icon
from gui.many import AT_ONCE
from gui.session import Notice, Session
from gui.shelf.marking import set_starred, set_state
from storage.types import Article, ArticleId, ReadingState

LOOKED_AT: Final = 200  # of more, the menu does not say in which state they are
STATE_KEYS: Final[dict[ReadingState, str]] = {
    "unread": "Shift+U",
    "reading": "Shift+R",
    "done": "Shift+D",
    "archived": "Shift+A",
}


def copy_links(session: Session, articles: Sequence[ArticleId]) -> None:
    """Put links to articles on the clipboard, one a line."""

    def copied(uids: list[str]) -> None:
        QGuiApplication.clipboard().setText("\n".join(f"postil://article/{uid}" for uid in uids))
        what = articles_named(session.library, articles)
        plural = "s" if len(uids) != 1 else ""
        session.noticed.emit(Notice(f"Copied the link{plural} to {what}."))

    if len(articles) > AT_ONCE:
        session.asking.ask(
            "links", lambda library: library.articles.uids(articles), copied, session.tell
        )
    else:
        copied(session.library.articles.uids(articles))


def add(menu: QMenu, text: str, sign: str, slot: Callable[[], object], *, key: str = "") -> QAction:
    """Add an entry; `key` is only shown, whoever has the focus answers it."""
    action = menu.addAction(icon(sign), f"{text}\t{key_text(key)}" if key else text)
    action.triggered.connect(lambda: slot())
    return action


def add_states(
    menu: QMenu, session: Session, ids: Sequence[ArticleId], articles: list[Article]
) -> None:
    """Add the reading states as a submenu, with the present one checked if it is known."""
    submenu = menu.addMenu(icon("book-open"), "Mark as")
    group = QActionGroup(submenu)
    present = {article.state for article in articles}
    for state, title in STATES.items():
        action = submenu.addAction(f"{title}\t{key_text(STATE_KEYS[state])}")
        action.setCheckable(True)
        action.setChecked(present == {state})
        action.triggered.connect(lambda _checked, state=state: set_state(session, ids, state))
        group.addAction(action)


def shelf_menu(
    menu: QMenu,
    session: Session,
    actions: Actions,
    ids: Sequence[ArticleId],
    *,
    rename: Callable[[], None],
    trash: Callable[[], None],
) -> None:
    """Fill the menu for articles on the shelf."""
    articles = session.library.articles.among(ids) if len(ids) <= LOOKED_AT else []
    is_one = len(ids) == 1
    if is_one:
        add(menu, "Open", "book-open-text", lambda: session.open(ids[0]), key="Return")
        add(menu, "Rename…", "pen-line", rename, key="F2")
    add_states(menu, session, ids, articles)
    has_star = bool(articles) and all(article.is_starred for article in articles)
    add(
        *(menu, "Remove star" if has_star else "Star", "star"),
        lambda: set_starred(session, ids, not has_star),
        key="S",
    )
    menu.addAction(actions["collect"])
    menu.addAction(actions["tag_article"])
    menu.addSeparator()
    menu.addAction(actions["export"])
    add(menu, "Copy link" if is_one else "Copy links", "link", lambda: copy_links(session, ids))
    menu.addSeparator()
    text = "Delete" if is_one else f"Delete {counted(len(ids))} articles"
    add(menu, text, "trash-2", trash, key="Del")


def trash_menu(
    menu: QMenu, count: int, *, restore: Callable[[], None], purge: Callable[[], None]
) -> None:
    """Fill the menu for articles in the trash."""
    many = f" {counted(count)} articles" if count > 1 else ""
    add(menu, f"Restore{many}", "archive-restore", restore)
    menu.addSeparator()
    add(menu, f"Delete{many} for good…", "trash-2", purge, key="Del")
