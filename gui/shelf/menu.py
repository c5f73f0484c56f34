"""The menu for the selected articles."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu

from gui.actions import Actions, key_text
from gui.article_wording import STATES, counted
from gui.icons import icon
from gui.session import Notice, Session
from gui.shelf.trash import named
from storage.types import Article, ArticleId, ReadingState


def set_state(session: Session, articles: tuple[ArticleId, ...], state: ReadingState) -> None:
    """Say how far the reader is with articles."""
    session.act(
        f"Mark as {STATES[state].lower()}",
        lambda library: library.articles.set_state(articles, state),
    )


def copy_links(session: Session, articles: tuple[ArticleId, ...]) -> None:
    """Put links to articles on the clipboard, one a line."""
    found = session.library.articles.among(articles)
    QGuiApplication.clipboard().setText("\n".join(f"postil://article/{a.uid}" for a in found))
    what = named(session.library, articles)
    session.noticed.emit(Notice(f"Copied the link{'s' if len(found) != 1 else ''} to {what}."))


def add(menu: QMenu, text: str, sign: str, slot: Callable[[], object], *, key: str = "") -> QAction:
    """Add an entry; `key` is only shown, whoever has the focus answers it."""
    action = menu.addAction(icon(sign), f"{text}\t{key_text(key)}" if key else text)
    action.triggered.connect(lambda: slot())
    return action


def add_states(menu: QMenu, session: Session, articles: list[Article]) -> None:
    """Add the reading states as a submenu, with the present one checked."""
    submenu = menu.addMenu(icon("book-open"), "Mark as")
    group = QActionGroup(submenu)
    ids = tuple(article.id for article in articles)
    present = {article.state for article in articles}
    for state, title in STATES.items():
        action = submenu.addAction(title)
        action.setCheckable(True)
        action.setChecked(present == {state})
        action.triggered.connect(lambda _checked, state=state: set_state(session, ids, state))
        group.addAction(action)


def shelf_menu(
    menu: QMenu,
    session: Session,
    actions: Actions,
    articles: list[Article],
    *,
    rename: Callable[[], None],
    trash: Callable[[], None],
) -> None:
    """Fill the menu for articles on the shelf."""
    ids = tuple(article.id for article in articles)
    is_one = len(ids) == 1
    if is_one:
        add(menu, "Open", "book-open-text", lambda: session.open(ids[0]), key="Return")
        add(menu, "Rename…", "pen-line", rename, key="F2")
    add_states(menu, session, articles)
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
