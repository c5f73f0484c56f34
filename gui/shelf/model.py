"""The articles of the shelf as rows: ids at once, the rest when a row is looked at."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from gui.session import Notice, Session
from gui.shelf.rows import Rows, row_steps
from gui.shelf.wording import spoken, tooltip
from storage.articles import ShelfOrder
from storage.errors import PostilError
from storage.journal import Change, ChangeSet
from storage.types import Article, ArticleId

ARTICLE_ROLE: Final = Qt.ItemDataRole.UserRole  # the Article itself, or None when it is gone
PAGE: Final = 64  # rows fetched at once; a jump shows some 20
KEPT: Final = 1024  # rows remembered, about 1 MB
LATER_MS: Final = 300  # a search follows what is written in notes, but not every letter
ORDER_COLUMNS: Final[dict[ShelfOrder, frozenset[str]]] = {
    "added": frozenset(),
    "opened": frozenset(),  # by intention: the list does not shuffle while articles are opened
    "title": frozenset({"title"}),
    "published": frozenset({"published_at"}),
}
SEARCHED_COLUMNS: Final = frozenset({"title", "byline", "site"})
SEARCHED_TABLES: Final = ("annotation", "annotation_tag", "tag")

Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()


class ShelfModel(QAbstractTableModel):
    """One column, one row for each article that the search finds, in the order of the shelf.

    Signals:
        listed: which articles are rows, or how many the library has, may be different now.
    """

    listed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """List the whole shelf in the order that the reader has set."""
        super().__init__(parent)
        self._session = session
        self.order: ShelfOrder = session.settings.shelf_order
        self.search = ""
        self.in_trash = False
        self._rows: OrderedDict[int, Article] = OrderedDict()
        self._total: int | None = None
        self._ids = self._read_ids()
        self._later = QTimer(self, singleShot=True, interval=LATER_MS)
        self._later.timeout.connect(self.read_again)
        session.changed.connect(self._on_changed)

    # -- what is listed

    @property
    def ids(self) -> array[int]:
        """The ids of all rows in order; not to be changed."""
        return self._ids

    @property
    def total(self) -> int:
        """How many there would be without a search: the whole shelf, or the whole trash."""
        if self._total is None:
            self._total = len(self._session.library.articles.ids(in_trash=self.in_trash))
        return self._total

    def show_articles(
        self,
        *,
        order: ShelfOrder | None = None,
        search: str | None = None,
        in_trash: bool | None = None,
    ) -> None:
        """List others, or in another order; None leaves a choice as it is."""
        self._later.stop()
        self.beginResetModel()
        self.order = self.order if order is None else order
        self.search = self.search if search is None else search
        if in_trash is not None:
            self.in_trash, self._total = in_trash, None
        self._ids = self._read_ids()
        self.endResetModel()
        self.listed.emit()

    def read_again(self) -> None:
        """Ask the library anew which articles there are; rows that stay keep their place."""
        ids = self._read_ids()
        steps = row_steps(self._ids, ids)
        if steps is None:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()
        else:
            self._remove(steps.removed)
            for first, last in steps.inserted:
                self.beginInsertRows(_ROOT, first, last)
                self._ids[first:first] = ids[first : last + 1]
                self.endInsertRows()
        self.listed.emit()

    def stop(self) -> None:
        """Read nothing by itself until asked again."""
        self._later.stop()

    def row_of(self, article: int) -> int:
        """Give the row of an article, -1 when it is not listed."""
        try:
            return self._ids.index(article)
        except ValueError:
            return -1

    def article_at(self, row: int) -> Article | None:
        """Give the article of a row; None when it is gone since."""
        article = self._ids[row]
        found = self._rows.get(article)
        if found is None:
            self._fetch_page(row)
            return self._rows.get(article)
        self._rows.move_to_end(article)
        return found

    def refresh(self, articles: Iterable[int]) -> None:
        """Show these articles as they are in the library now."""
        affected = set(articles)
        for article in affected:
            self._rows.pop(article, None)
        if len(affected) > PAGE and self._ids:
            self._tell_rows(0, len(self._ids) - 1)
            return
        for article in affected:
            row = self.row_of(article)
            if row >= 0:
                self._tell_rows(row, row)

    # -- Qt

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Give how many articles are listed."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Give 1."""
        return 0 if parent.isValid() else 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row be selected, and renamed outside the trash."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren
        return flags if self.in_trash else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the article, its title, or how it is read aloud."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if role == ARTICLE_ROLE:
            return self.article_at(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            article = self.article_at(index.row())
            return article.title if article else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            article = self.article_at(index.row())
            return tooltip(article) if article else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            article = self.article_at(index.row())
            return spoken(article) if article else ""
        return None

    # -- inside

    def _tell_rows(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, 0))

    def _remove(self, runs: Iterable[Rows]) -> None:
        for first, last in reversed(tuple(runs)):
            self.beginRemoveRows(_ROOT, first, last)
            del self._ids[first : last + 1]
            self.endRemoveRows()

    def _read_ids(self) -> array[int]:
        articles = self._session.library.articles
        try:
            ids = articles.ids(order=self.order, search=self.search, in_trash=self.in_trash)
        except PostilError as error:
            self._session.noticed.emit(Notice(str(error), "warning"))
            return array("q")
        if not self.search:
            self._total = len(ids)
        return ids

    def _fetch_page(self, row: int) -> None:
        first = row - row % PAGE
        missing = [i for i in self._ids[first : first + PAGE] if i not in self._rows]
        try:
            found = self._session.library.articles.among(missing)
        except PostilError:
            return  # while painting; the session's poll says what is wrong with the file
        self._rows.update((article.id, article) for article in found)
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.everything:
            self._rows.clear()
            self._total = None
            self.read_again()
            self.refresh(self._ids)
            return
        articles = [change for change in changes.changes if change.table == "article"]
        self.refresh([*(c.id for c in articles), *annotated(changes)])
        moved = [change for change in articles if self._moves(change)]
        if any(_is_membership(change) for change in moved):
            self._total = None
        if len(moved) <= PAGE and all(self._leaves(change) for change in moved):
            if moved:
                self._take_out([change.id for change in moved])
        else:
            self.read_again()
        if self.search and changes.touches(*SEARCHED_TABLES):
            self._later.start()

    def _take_out(self, articles: list[int]) -> None:
        """Remove rows without asking the library, which takes long when there are many."""
        rows = sorted(row for i in articles if (row := self.row_of(i)) >= 0)
        if not self.search:
            self._total = len(self._ids) - len(rows)
        self._remove((row, row) for row in rows)
        self.listed.emit()

    def _moves(self, change: Change) -> bool:
        """Say whether a change of an article may bring it in, out, or to another place."""
        if _is_membership(change):
            return True
        columns = (change.after or {}).keys()
        if columns & ORDER_COLUMNS[self.order]:
            return True
        return bool(self.search and columns & SEARCHED_COLUMNS)

    def _leaves(self, change: Change) -> bool:
        """Say whether a change takes an article out of what is listed."""
        if change.after is None:
            return True
        if change.before is None or "deleted_at" not in change.after:
            return False
        return (change.after["deleted_at"] is None) == self.in_trash


def _is_membership(change: Change) -> bool:
    """Say whether a change brings an article into the shelf or the trash, or out."""
    return change.before is None or change.after is None or "deleted_at" in change.after


def annotated(changes: ChangeSet) -> set[ArticleId]:
    """Give the articles that have more or fewer annotations now."""
    return {
        ArticleId(int(str(row["article_id"])))
        for change in changes.changes
        if change.table == "annotation"
        for row in (change.before, change.after)
        if row is not None and "article_id" in row
    }
