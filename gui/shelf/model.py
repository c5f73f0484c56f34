"""The articles of the shelf as rows: ids from beside the window, the rest when a row is seen."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from gui.article_wording import spoken, tooltip
from gui.id_rows import FEW as FEW_CHANGED
from gui.id_rows import Rows, rows_among, runs
from gui.library_place import LibraryPlace
from gui.session import Session
from gui.shelf import effects
from gui.shelf.columns import COLUMNS, TITLE
from gui.shelf.date_groups import DateGroup, without
from gui.shelf.kept_rows import KeptRows
from gui.shelf.listing import FEW, Listed, Listing, Renewed, listed, renewed
from gui.shelf.orders import ORDERS, order_named
from gui.shelf.rows import row_steps
from storage.articles import DateColumn
from storage.errors import PostilError
from storage.journal import ChangeSet
from storage.library import Library
from storage.tags import changes_tags
from storage.types import Article, TagColor

if TYPE_CHECKING:
    from storage.searching.searcher import ArticleOrder

ARTICLE_ROLE: Final = Qt.ItemDataRole.UserRole  # the Article itself, or None when it is gone
TAGS_ROLE: Final = Qt.ItemDataRole.UserRole + 1  # names of the article's own tags
QUESTION: Final = "shelf"
LATER_MS: Final = 300  # a search follows what is written in notes, but not every letter
SETTLED_MS: Final = 60  # after the first rows: they are painted before all others are asked for
STARTED_MS: Final = 250  # after the window was shown: the page comes first

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class ShelfModel(QAbstractTableModel):
    """One row for each article that is listed, in order.

    A short list is read at once. Of a long one the first rows are; all of them come from another
    thread, in place of those that are shown, so that a view keeps its place.

    Signals:
        listed: which articles are rows, their groups, or how many there are, may be different now.
        filled: all rows are there.
    """

    listed = Signal()
    filled = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """List the whole shelf in the order that the reader has set."""
        super().__init__(parent)
        settings = session.settings
        self._session = session
        self._listing = Listing(
            order=order_named(settings.shelf_order), is_reversed=settings.shelf_is_reversed
        )
        self._kept = KeptRows(session.library)
        self._tag_colors: Mapping[str, TagColor] | None = None
        self._ids: array[int] = array("q")
        self._groups: tuple[DateGroup, ...] = ()
        self._total: int | None = None
        self._is_whole = True
        self._is_asking = False
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.read_again)
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(partial(self._ask_all, False))
        session.changed.connect(self._on_changed)
        session.closing.connect(self.stop)
        self._begin()
        if self._settled.isActive():
            self._settled.start(STARTED_MS)

    # -- what is listed

    @property
    def ids(self) -> array[int]:
        """The ids of all rows in order; not to be changed."""
        return self._ids

    @property
    def library(self) -> Library:
        """The library of which articles are listed."""
        return self._session.library

    @property
    def listing(self) -> Listing:
        """What is listed, or being asked for."""
        return self._listing

    @property
    def groups(self) -> tuple[DateGroup, ...]:
        """The headings above rows, where the order is that of a date."""
        return self._groups

    @property
    def date_column(self) -> DateColumn | None:
        """The date that the order is about, if it is."""
        return ORDERS[self._listing.shown_order].date

    @property
    def total(self) -> int | None:
        """How many there would be if nothing was typed; None while that is not known."""
        return self._total

    @property
    def is_asking(self) -> bool:
        """Whether the rows are still those of before, or the first ones."""
        return self._is_asking

    @property
    def is_whole(self) -> bool:
        """Whether all rows are there, and nothing is asked."""
        return self._is_whole and not self._is_asking

    def show_articles(
        self,
        *,
        place: LibraryPlace | None = None,
        typed: str | None = None,
        order: ArticleOrder | None = None,
        is_reversed: bool | None = None,
    ) -> None:
        """List others, or in another order; None leaves a choice as it is."""
        self.stop()
        was = self._listing
        self._listing = Listing(
            was.place if place is None else place,
            was.typed if typed is None else typed.strip(),
            was.order if order is None else order,
            was.is_reversed if is_reversed is None else is_reversed,
        )
        if self._listing.place != was.place:
            self._total = None
        now = self._listing
        if now != was and (now.place, now.typed) == (was.place, was.typed):
            self._reorder()
        else:
            self._begin()

    def read_again(self) -> None:
        """Ask the library anew which articles there are; rows that stay keep their place."""
        if not self._listing.is_plain or len(self._ids) >= FEW:
            self._ask_all(False)
            return
        self.stop()
        now = self._first()
        if now is None or not now.is_whole:
            self._ask_all(False)
        else:
            self._take(Renewed(now, row_steps(self._ids, now.ids)))

    def go_on(self) -> None:
        """Ask for what was not asked while nobody looked."""
        if self._listing.typed:
            self.read_again()
        elif not self._is_whole and not self._is_asking:
            self._settled.start(STARTED_MS)

    def stop(self) -> None:
        """Ask for nothing more by itself until asked again; what was to be asked is then."""
        if self._is_asking or self._later.isActive():
            self._is_whole = False
        self._later.stop()
        self._settled.stop()
        self._session.asking.forget(QUESTION)
        self._is_asking = False

    def row_of(self, article: int) -> int:
        """Give the row of an article, -1 when it is not listed."""
        try:
            return self._ids.index(article)
        except ValueError:
            return -1

    def article_at(self, row: int) -> Article | None:
        """Give the article of a row; None when it is gone since."""
        return self._kept.article(self._ids, row)

    def tags_at(self, row: int) -> tuple[str, ...]:
        """Give the tags of the article of a row."""
        return self._kept.tags(self._ids, row)

    def tag_colors(self) -> Mapping[str, TagColor]:
        """Give the colours of tags by their `key_of`; read when they are first painted."""
        if self._tag_colors is None:
            try:
                self._tag_colors = self._session.library.tags.colors()
            except PostilError:
                return {}  # while painting; the session's poll says what is wrong with the file
        return self._tag_colors

    def refresh(self, articles: Iterable[int]) -> None:
        """Show these articles as they are in the library now."""
        affected = set(articles)
        self._kept.drop(affected)
        if len(affected) <= FEW_CHANGED:
            for row in rows_among(self._ids, affected):
                self._tell_rows(row, row)
        elif self._ids:
            self._tell_rows(0, len(self._ids) - 1)  # views paint what is on screen

    # -- Qt

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Give how many articles are listed."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Give how many columns the table has; as cards, the first one shows all."""
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row be selected and dragged, and renamed outside the trash."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren
        flags |= Qt.ItemFlag.ItemIsDragEnabled
        is_title = index.column() == TITLE and not self._listing.place.is_deleted
        return flags | Qt.ItemFlag.ItemIsEditable if is_title else flags

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Give the title of a column."""
        is_title = role == Qt.ItemDataRole.DisplayRole
        if orientation == Qt.Orientation.Horizontal and is_title and section < len(COLUMNS):
            return COLUMNS[section].title
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the article, what a column says of it, or how it is read aloud."""
        if not index.isValid() or index.row() >= len(self._ids) or role not in _ROLES:
            return None
        article = self.article_at(index.row())
        if role == ARTICLE_ROLE:
            return article
        if role == TAGS_ROLE:
            return self.tags_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if article is None:
                return ""
            return COLUMNS[index.column()].text(article, self.tags_at(index.row()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(article) if article else None
        return spoken(article, self.date_column) if article else ""

    # -- asking

    def _begin(self) -> None:
        """Show the first rows of a listing, at once where that is quick; all others follow."""
        if not self._listing.is_plain:
            self._ask_first()
            return
        now = self._first()
        if now is None:
            return
        self._start_afresh(now)
        if not now.is_whole:
            self._settled.start(SETTLED_MS)

    def _reorder(self) -> None:
        """Show the same articles in another order: all of them, for what is selected stays so."""
        if self._listing.is_plain and len(self._ids) < FEW:
            self._begin()
        else:
            self._ask_all(True)

    def _first(self) -> Listed | None:
        """Read the first rows in this thread; None when the library cannot be read."""
        try:
            return listed(
                self._session.library, self._listing, _today(), limit=FEW, total=self._total
            )
        except PostilError as error:
            self._session.tell(error)
            return None

    def _ask_first(self) -> None:
        def answered(now: Listed) -> None:
            self._is_asking = False
            self._start_afresh(now)
            if not now.is_whole:
                self._ask_all(False)

        self._is_asking = True
        question = partial(
            listed, listing=self._listing, today=_today(), limit=FEW, total=self._total
        )
        self._session.asking.ask(QUESTION, question, answered, self._on_failed)

    def _ask_all(self, afresh: bool) -> None:
        def answered(now: Renewed) -> None:
            self._is_asking = False
            self._take(now)

        self._is_asking = True
        total = self._total if self._listing.typed else None
        shown = None if afresh else self._ids[:]
        question = partial(renewed, listing=self._listing, today=_today(), shown=shown, total=total)
        self._session.asking.ask(QUESTION, question, answered, self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._is_asking = False
        self._session.tell(error)

    # -- rows come and go

    def _start_afresh(self, now: Listed) -> None:
        self.beginResetModel()
        self._ids = now.ids
        self._note(now)
        self.endResetModel()
        self._tell_listed()

    def _take(self, renewed_: Renewed) -> None:
        now, steps = renewed_.listed, renewed_.steps
        if steps is None:
            self._start_afresh(now)
            return
        self._remove(steps.removed)
        for first, last in steps.inserted:
            self.beginInsertRows(_ROOT, first, last)
            self._ids[first:first] = now.ids[first : last + 1]
            self.endInsertRows()
        self._note(now)
        self._tell_listed()

    def _note(self, now: Listed) -> None:
        self._groups = now.groups
        self._is_whole = now.is_whole
        if now.total is not None:
            self._total = now.total

    def _tell_listed(self) -> None:
        self.listed.emit()
        if self._is_whole:
            self.filled.emit()

    def _tell_rows(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def _remove(self, runs: Iterable[Rows]) -> None:
        for first, last in reversed(tuple(runs)):
            self.beginRemoveRows(_ROOT, first, last)
            del self._ids[first : last + 1]
            self.endRemoveRows()

    def _take_out(self, articles: Iterable[int]) -> None:
        """Remove a few rows without asking the library, which takes long when there are many."""
        rows = rows_among(self._ids, set(articles))
        if self._total is not None:
            self._total -= len(rows)
        self._remove(runs(rows))
        self._groups = without(self._groups, rows, len(self._ids))
        self.listed.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("tag"):
            self._tag_colors = None
        if changes_tags(changes) and not changes.everything:
            self._kept.clear()
            if self._ids:
                self._tell_rows(0, len(self._ids) - 1)
        if changes.everything:
            self._kept.clear()
            self._total = None
            self.read_again()
            if self._ids:
                self._tell_rows(0, len(self._ids) - 1)
            return
        self.refresh(effects.shown_otherwise(changes))
        effect = effects.of(changes, self._listing)
        if effect.counts:
            self._total = None
        if effect.leave and not effect.is_other and not self._is_asking and self._is_whole:
            self._take_out(effect.leave)
        elif effect.leave or effect.is_other:
            self.read_again()
        elif effect.may_matter:
            self._later.start()


def _today() -> date:
    return datetime.now().astimezone().date()


_ROLES: Final = (
    ARTICLE_ROLE,
    TAGS_ROLE,
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)
