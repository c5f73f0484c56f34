"""What a search finds, page by page, as a model of rows."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from gui.search.rows import Key, ResultRow, rows_of, steps_to
from gui.search.wording import spoken
from gui.session import Session
from storage.journal import ChangeSet
from storage.library import Library
from storage.searching.query import EVERYTHING, Query
from storage.searching.results import FoundArticle, FoundPassage
from storage.searching.searcher import ArticleOrder
from storage.types import ArticleId

ROW_ROLE: Final = Qt.ItemDataRole.UserRole  # the ResultRow
FIRST: Final = 8  # articles of the first page: more than a screen of them, with their passages
PAGE: Final = 10  # articles of further ones
LATER_MS: Final = 700  # results follow the library, but not every letter of a note
FOLLOWED: Final = (
    *("article", "article_text", "annotation", "annotation_tag", "article_tag", "tag", "quote"),
    *("mention", "entity", "entity_alias", "collection", "collection_article"),
)

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


@dataclass(frozen=True, slots=True)
class Page:
    """Some of what a search finds: ids of articles in order, the first of them with passages."""

    ids: array[int]
    found: Sequence[FoundArticle]


class _Order(NamedTuple):
    """In which order articles come, and whether the other way round."""

    by: ArticleOrder
    is_reversed: bool


class ResultsModel(QAbstractTableModel):
    """One column of rows: the articles of a search with their passages, as many as were asked for.

    Everything is asked off the GUI thread; a new search stops the one before.

    Signals:
        answered: the first page of another search is shown now.
        counted: how many articles there are is known now, or is another number; see `total`.
        moving: rows are about to come and go, since the library has changed or by folding.
        moved: they have.
    """

    answered = Signal()
    counted = Signal()
    moving = Signal()
    moved = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._session = session
        self.query = EVERYTHING
        self._order = _Order("added", False)
        self.total: int | None = None  # articles found; None until they are counted
        self._ids = array("q")
        self._found: list[FoundArticle] = []
        self._rows: list[ResultRow] = []
        self._folded: set[int] = set()
        self._whole: set[int] = set()  # articles whose passages are all shown
        self._is_asking = False
        self._is_asking_more = False
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.follow)
        session.changed.connect(self._on_changed)
        session.found.connect(self._on_library_moved)

    # -- what is shown

    @property
    def rows(self) -> Sequence[ResultRow]:
        """The rows in order; not to be changed."""
        return self._rows

    @property
    def ids(self) -> Sequence[int]:
        """The ids of all articles found, as far as they are known; not to be changed."""
        return self._ids

    @property
    def is_asking(self) -> bool:
        """Whether the first page is not there yet."""
        return self._is_asking

    def show(
        self, query: Query, order: ArticleOrder = "added", *, is_reversed: bool = False
    ) -> None:
        """Ask what a search finds, and show it when it is there; until then the rows stay."""
        self.stop()
        self.query, self._order = query, _Order(order, is_reversed)
        if query.root is None:
            self._clear()
            return
        self._is_asking = True
        self._session.asking.ask(
            "search",
            partial(_first_page, query, self._order, FIRST, ()),
            self._on_first,
            self._session.tell,
        )

    def ask_more(self) -> None:
        """Ask for the next page, if there is one."""
        start = len(self._found)
        wanted = self._ids[start : start + PAGE]
        if self.total is None or not wanted or self._is_asking_more:
            return  # what is not counted yet is asked for again when it is
        self._is_asking_more = True
        query = self.query
        self._session.asking.ask(
            "search more",
            lambda library: library.results.of(query, wanted),
            partial(self._on_more, query, len(wanted)),
            self._session.tell,
        )

    def unfold_more(self, row: ResultRow) -> None:
        """Show the passages of an article that were left out."""
        query = self.query
        article, shown = row.article, len(row.found.passages)
        self._session.asking.ask(
            "search further",
            lambda library: library.results.further(query, article, shown),
            lambda passages: self._on_further(query, row.found, passages),
            self._session.tell,
        )

    def fold(self, article: ArticleId, *, is_folded: bool) -> None:
        """Hide the passages of an article, or show them again."""
        if is_folded != (article in self._folded):
            self._folded ^= {article}
            self._show_rows()

    def follow(self) -> None:
        """Ask again what is shown, since the library has changed; rows that stay keep their place.

        What is being asked is left alone, since it is answered as the library is then.
        """
        self._later.stop()
        if self.query.root is None or self._is_asking:
            return
        self._session.asking.ask(
            "search again",
            partial(
                _first_page,
                self.query,
                self._order,
                max(FIRST, len(self._found)),
                tuple(self._whole),
            ),
            partial(self._on_again, self.query),
            self._session.tell,
        )

    def rest(self) -> None:
        """Follow nothing until asked again."""
        self._later.stop()

    def stop(self) -> None:
        """Want no answers any more, and follow nothing until asked again."""
        self.rest()
        self._is_asking = self._is_asking_more = False
        for key in ("search", "search all", "search more", "search again", "search further"):
            self._session.asking.forget(key)

    def row_of(self, key: Key) -> int:
        """Give the row with a key, -1 if it is not shown."""
        return next((n for n, row in enumerate(self._rows) if row.key == key), -1)

    # -- Qt

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Give how many rows are there so far."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Give 1."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row be selected and dragged."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren | Qt.ItemFlag.ItemIsDragEnabled
        )

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the row, its words, or how it is read aloud."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.passage.excerpt if row.passage is not None else row.found.article.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        return None

    # -- inside

    def _clear(self) -> None:
        self.beginResetModel()
        self._ids, self._found, self._rows = array("q"), [], []
        self._forget_folds()
        self.total = 0 if self.query.finds_nothing else None
        self.endResetModel()
        self.answered.emit()
        self.counted.emit()

    def _forget_folds(self) -> None:
        self._folded.clear()
        self._whole.clear()

    def _on_first(self, page: Page) -> None:
        self._is_asking = False
        self.beginResetModel()
        self._ids, self._found = page.ids, list(page.found)
        self._forget_folds()
        self._rows = rows_of(self._found)
        self.total = None if len(page.ids) > FIRST else len(page.ids)
        self.endResetModel()
        self.answered.emit()
        self.counted.emit()
        if self.total is None:
            self._ask_all()

    def _ask_all(self) -> None:
        query, order = self.query, self._order
        self._session.asking.ask(
            "search all",
            lambda library: _ids(query, order, 0, library),
            partial(self._on_all, query),
            self._session.tell,
        )

    def _on_all(self, query: Query, ids: array[int]) -> None:
        if query is self.query:
            self._ids, self.total = ids, len(ids)
            self.counted.emit()

    def _on_more(self, query: Query, count: int, found: list[FoundArticle]) -> None:
        self._is_asking_more = False
        if query is not self.query or not count:
            return
        self._found += found
        rows = rows_of(found, self._folded)
        first = len(self._rows)
        if rows:
            self.beginInsertRows(_ROOT, first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()

    def _on_further(self, query: Query, found: FoundArticle, passages: list[FoundPassage]) -> None:
        if query is not self.query or found not in self._found:
            return
        self._whole.add(found.article.id)
        whole = replace(found, passages=(*found.passages, *passages), more=0)
        self._found[self._found.index(found)] = whole
        self._show_rows()

    def _on_again(self, query: Query, page: Page) -> None:
        if query is not self.query:
            return
        before = {one.article.id: one for one in self._found}
        same = (before.get(one.article.id) for one in page.found)
        self._found = [
            old if old == one else one for old, one in zip(same, page.found, strict=True)
        ]
        self._show_rows()
        self._ids = page.ids
        if len(page.ids) > len(page.found):
            self._ask_all()
        else:
            self.total = len(page.ids)
            self.counted.emit()

    def _show_rows(self) -> None:
        """Show what was found, in as few steps as may be."""
        rows = rows_of(self._found, self._folded)
        self.moving.emit()
        for start, end, new in steps_to(self._rows, rows):
            if end > start:
                self.beginRemoveRows(_ROOT, start, end - 1)
                del self._rows[start:end]
                self.endRemoveRows()
            if new:
                self.beginInsertRows(_ROOT, start, start + len(new) - 1)
                self._rows[start:start] = new
                self.endInsertRows()
        changed = [n for n, row in enumerate(rows) if not row.is_as(self._rows[n])]
        self._rows = rows
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], 0))
        self.moved.emit()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.everything or changes.touches(*FOLLOWED):
            self._on_library_moved()

    def _on_library_moved(self) -> None:
        if self.query.root is not None and not self._later.isActive():
            self._later.start()


def _first_page(
    query: Query, order: _Order, count: int, whole: Collection[int], library: Library
) -> Page:
    """Find the first articles, with all the passages of those that are shown whole."""
    ids = _ids(query, order, count + 1, library)
    found = library.results.of(query, ids[:count])
    return Page(
        ids, [_whole(query, one, library) if one.article.id in whole else one for one in found]
    )


def _ids(query: Query, order: _Order, limit: int, library: Library) -> array[int]:
    return library.search.articles(
        query, order=order.by, is_reversed=order.is_reversed, limit=limit
    )


def _whole(query: Query, found: FoundArticle, library: Library) -> FoundArticle:
    rest = library.results.further(query, found.article.id, len(found.passages))
    return replace(found, passages=(*found.passages, *rest), more=0)
