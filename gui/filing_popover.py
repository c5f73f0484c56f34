"""Choosing where articles go: a field, what it finds, and what of it they have already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from gui import filing
from gui.controls import label
from gui.icons import icon
from gui.many import AT_ONCE, act_on_many
from gui.own_undo import Line
from gui.popover import Popover
from gui.session import Session
from gui.tag_dots import marked_icon
from gui.theme import Scale
from storage.article_collections import names_in
from storage.library import Library
from storage.tags import cleaned, key_of
from storage.types import ArticleId, CollectionId, TagColor

QUESTION: Final = "where articles are"
MOST: Final = 200  # rows offered; who has more types a letter
SEEN: Final = 9  # rows in view at once
WIDTH: Final = 320
SIGNS: Final = {"all": "square-check", "some": "square-minus", "none": "square"}
SAID: Final = {"all": "on", "some": "on for some", "none": "off"}
_NUMBER: Final = Qt.ItemDataRole.UserRole
_MOVES: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -SEEN,
    Qt.Key.Key_PageDown: SEEN,
}
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

State = Literal["all", "some", "none"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A place to choose: what tells it apart, its name, and how many of the articles are in it."""

    key: str
    name: str
    state: State
    color: TagColor = ""


class FilingPopover(Popover):
    """Offers places while one types; `is_read` as soon as it knows them.

    Enter puts the articles into the one at hand, or out of it where all are in, and closes; a click
    or Ctrl+Enter does the same and stays.

    Signals:
        switched: the key of a place, and whether the articles are to be in it.
        named: a name that is not there yet.
    """

    switched = Signal(str, bool)
    named = Signal(str)

    def __init__(self, title: str, new_one: str, read: Callable[[], None], parent: QWidget) -> None:
        """Ask `read` for what to offer, which calls `show_choices`.

        `new_one` is what to call one that is not there ("tag").
        """
        super().__init__(parent)
        self.setAccessibleName(title)
        self.setFixedWidth(WIDTH)
        self._new_one = new_one
        self._read = read
        self._choices: list[Choice] = []
        self._has_colors = False
        self.is_read = False
        self.field = _Field(self._move, self._enter)
        self.field.setPlaceholderText(f"Find or make a {new_one}")
        self.field.setAccessibleName(title)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setFixedHeight(SEEN * Scale.ROW + 2)
        self.content.setSpacing(Scale.S)
        self.content.addWidget(label(title, "strong"))
        self.content.addWidget(self.field)
        self.content.addWidget(self.list)
        self.field.textChanged.connect(lambda: self._fill(first=True))
        self.list.itemClicked.connect(self._take)
        self.closed.connect(self.deleteLater)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; the row at hand stays the same one."""
        is_first = not self.is_read
        self._choices, self.is_read = list(choices), True
        has_colors = any(choice.color for choice in choices)
        self.list.setIconSize(QSize((2 if has_colors else 1) * Scale.ICON_S, Scale.ICON_S))
        self._has_colors = has_colors
        self._fill(first=is_first)

    def open_at(self, corner: QPoint) -> None:
        """Show it with its upper left corner at a point of the screen, or near it."""
        self.resize(self.sizeHint())
        room = self.screen().availableGeometry()
        left = min(max(corner.x(), room.left() + Scale.S), room.right() - self.width() - Scale.S)
        top = min(max(corner.y(), room.top() + Scale.S), room.bottom() - self.height() - Scale.S)
        self.move(left, top)
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def offers(self) -> list[tuple[str, str]]:
        """Give what is offered now: names, and whether all, some or none of the articles are in."""
        found: list[tuple[str, str]] = []
        for row in range(self.list.count()):
            number = self.list.item(row).data(_NUMBER)
            state = "new" if number is None else self._choices[number].state
            found.append((self.list.item(row).text(), state))
        return found

    def read(self) -> None:
        """Ask for what to offer."""
        self._read()

    def refresh(self) -> None:
        """Show what is so now."""
        if self.isVisible():
            self._read()

    # -- inside

    def _fill(self, *, first: bool = False) -> None:
        row = 0 if first else self.list.currentRow()
        words = key_of(self.field.text().strip())
        found = [(n, c) for n, c in enumerate(self._choices) if words in key_of(c.name)]
        if words:
            found.sort(key=lambda one: _rank(key_of(one[1].name), words))
        else:
            found.sort(key=lambda one: one[1].state == "none")
        self.list.clear()
        for number, choice in found[:MOST]:
            item = QListWidgetItem(self._icon(choice), choice.name)
            item.setData(_NUMBER, number)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{choice.name}, {SAID[choice.state]}")
            item.setSizeHint(QSize(0, Scale.ROW))
            self.list.addItem(item)
        if words and all(key_of(choice.name) != words for _, choice in found):
            item = QListWidgetItem(
                icon("plus", "muted"), f"New {self._new_one} “{self.field.text().strip()}”"
            )
            item.setSizeHint(QSize(0, Scale.ROW))
            self.list.addItem(item)
        self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))

    def _icon(self, choice: Choice) -> QIcon:
        sign = icon(SIGNS[choice.state], "muted" if choice.state == "none" else "link")
        return marked_icon(sign, choice.color) if self._has_colors else sign

    def _move(self, event: QKeyEvent) -> None:
        row = self.list.currentRow() + _MOVES[Qt.Key(event.key())]
        self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))

    def _enter(self, stays: bool) -> None:
        item = self.list.currentItem()
        if not stays:
            self.close()
        if item is not None:
            self._take(item)

    def _take(self, item: QListWidgetItem) -> None:
        number = item.data(_NUMBER)
        if number is None:
            self.named.emit(self.field.text().strip())
        else:
            choice = self._choices[number]
            self.switched.emit(choice.key, choice.state != "all")
        if number is None:
            self.field.clear()
        self.refresh()


def collections_popover(
    session: Session, articles: Sequence[ArticleId], parent: QWidget
) -> FilingPopover:
    """Ask into which collections articles are to go."""

    def switch(key: str, wanted: bool) -> None:
        act = filing.put_in if wanted else filing.take_out
        act(session, articles, CollectionId(int(key)))

    def make(name: str) -> None:
        def write(library: Library) -> str:
            made = library.collections.ensure(name)
            if made is None:
                return ""
            library.collections.put_in(articles, made)
            return library.collections.get(made).path

        if not names_in(name):
            return
        what, label = filing.articles_named(session.library, articles), "Add to new collection"
        if len(articles) > AT_ONCE:
            told = f"Added {what} to “{'/'.join(names_in(name))}”."
            act_on_many(session, label, len(articles), write, told=told)
        elif path := session.make(label, write):
            session.announce(f"Added {what} to “{path}”.")

    title = f"Collections of {filing.articles_named(session.library, articles)}"
    return _popover(
        session, title, "collection", partial(_collections, articles), parent, switch, make
    )


def tags_popover(session: Session, articles: Sequence[ArticleId], parent: QWidget) -> FilingPopover:
    """Ask which tags articles are to have."""

    def switch(key: str, wanted: bool) -> None:
        (filing.add_tag if wanted else filing.remove_tag)(session, articles, key)

    def make(name: str) -> None:
        for one in cleaned([name]):
            filing.add_tag(session, articles, one)

    title = f"Tags of {filing.articles_named(session.library, articles)}"
    return _popover(session, title, "tag", partial(_tags, articles), parent, switch, make)


def _popover(
    session: Session,
    title: str,
    new_one: str,
    choices: Callable[[Library], list[Choice]],
    parent: QWidget,
    switch: Callable[[str, bool], None],
    make: Callable[[str], None],
) -> FilingPopover:
    """Give a popover whose choices are read beside the window."""
    made = FilingPopover(
        title,
        new_one,
        lambda: session.asking.ask(QUESTION, choices, made.show_choices, session.tell),
        parent,
    )
    made.switched.connect(switch)
    made.named.connect(make)
    session.changed.connect(made.refresh)
    made.closed.connect(lambda: session.asking.forget(QUESTION))
    made.read()
    return made


def _collections(articles: Sequence[ArticleId], library: Library) -> list[Choice]:
    inside = library.collections.of_articles(articles)
    return [
        Choice(str(one.id), one.path, _state(inside.get(one.id, 0), len(articles)))
        for one in library.collections.all()
    ]


def _tags(articles: Sequence[ArticleId], library: Library) -> list[Choice]:
    having, colors = library.tags.of_articles(articles), library.tags.colors()
    return [
        Choice(name, name, _state(having.get(name, 0), len(articles)), colors.get(key_of(name), ""))
        for name in library.tags.names()
    ]


def _state(number: int, of: int) -> State:
    return "none" if not number else "all" if number >= of else "some"


def _rank(name: str, words: str) -> tuple[int, str]:
    """Order what is found: the very name, one that begins so, a part that begins so, the rest."""
    if name == words:
        return 0, name
    if name.startswith(words):
        return 1, name
    return (2 if f"/{words}" in name else 3), name


class _Field(Line):
    """A field whose arrows move in the list below it."""

    OWN_KEYS = _ENTER

    def __init__(self, move: Callable[[QKeyEvent], None], enter: Callable[[bool], None]) -> None:
        super().__init__()
        self._move = move
        self._enter = enter

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, take from it, or type."""
        if event.key() in _MOVES:
            self._move(event)
        elif event.key() in _ENTER:
            self._enter(bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
