"""The open article's annotations as a table of one column, in text order, filtered."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from gui.annotations.wording import excerpt, plain_note, sign_of, spoken
from gui.card_list import CardModel, Index
from storage.annotations import annotations_in
from storage.journal import ChangeSet
from storage.library import Library
from storage.tags import changes_tags
from storage.types import (
    COLORS,
    Annotation,
    AnnotationFilter,
    AnnotationId,
    ArticleId,
    ColorKey,
    text_order,
)

ANNOTATION: Final = Qt.ItemDataRole.UserRole  # the Annotation of a row
BATCH: Final = 50  # annotations read in one turn of the event loop
MANY: Final = 200  # changed annotations from which on everything is read anew
_id_of = attrgetter("id")


class AnnotationModel(CardModel):
    """Annotations of one article, notes on the article first.

    Signals:
        refreshed: counts, colours or tags in use may be other ones now.
    """

    refreshed = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self._library = library
        self._article: ArticleId | None = None
        self._unread: Sequence[AnnotationId] = ()  # what `read_on` will bring, in text order
        self._wanted = AnnotationFilter()
        self._all: list[Annotation] = []
        self._shown: list[Annotation] = []
        self._known: dict[AnnotationId, Annotation] = {}  # all, as they are in the lists
        self._colors: Counter[ColorKey] = Counter()  # of the marks among them
        self._tags: Counter[str] = Counter()
        self._unsure = 0  # annotations that the reader should look at
        self.names = library.legend.names()
        self.tag_colors = library.tags.colors()

    # -- what it holds

    @property
    def total(self) -> int:
        """How many annotations the article has, shown or not."""
        return len(self._all)

    @property
    def is_complete(self) -> bool:
        """Whether all annotations of the article are here."""
        return not self._unread

    def annotation(self, row: int) -> Annotation:
        """Give the annotation of a row."""
        return self._shown[row]

    def shown(self) -> Sequence[Annotation]:
        """Give what passes the filter, in order."""
        return self._shown

    def id_at(self, row: int) -> AnnotationId:
        """Give the id of a row."""
        return self._shown[row].id

    def row_of(self, id_: int | None) -> int:
        """Give the row of an annotation, -1 if it is not shown."""
        known = self._known.get(AnnotationId(id_)) if id_ is not None else None
        return _row(self._shown, known) if known is not None else -1

    def row_from(self, position: int) -> int:
        """Give the row of the first mark over a position of the text or after it.

        It is the last row where there is no such mark, -1 where there are no rows.
        """
        row = bisect_left(self._shown, (position, 0, 0), key=text_order)
        before = self._shown[row - 1].span if row else None
        if row == len(self._shown) or (before is not None and before.end > position):
            row -= 1
        return row

    def colors_in_use(self) -> list[ColorKey]:
        """Give the colours that the article's marks have, in palette order."""
        return [color for color in COLORS if self._colors[color] > 0]

    def tags_in_use(self) -> dict[str, int]:
        """Give the article's tags with how many annotations carry each, in alphabetical order."""
        used = ((tag, count) for tag, count in self._tags.items() if count > 0)
        return dict(sorted(used, key=lambda item: item[0].casefold()))

    @property
    def unsure(self) -> int:
        """How many of the article's annotations need a look since its text has changed."""
        return self._unsure

    # -- what happens to it

    def show_article(self, article: ArticleId | None) -> None:
        """Show the first annotations of another article, or none; `read_on` brings the rest."""
        self._article = article
        self._unread = self._library.annotations.ids_of(article) if article is not None else ()
        self._replace(self._next_batch())

    def read_on(self) -> None:
        """Add some more annotations of the article: a few milliseconds of work."""
        more = self._next_batch()
        self._all.extend(more)
        self._take_in(more)
        shown = [annotation for annotation in more if self._wanted.admits(annotation)]
        if shown:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(shown) - 1)
            self._shown.extend(shown)
            self.endInsertRows()
        if self.is_complete:
            self.refreshed.emit()

    def read_all(self) -> None:
        """Add all annotations that are missing."""
        while not self.is_complete:
            self.read_on()

    def filter_by(self, wanted: AnnotationFilter) -> None:
        """Show those that pass."""
        self.read_all()
        self._wanted = wanted
        self._replace(self._all)

    def apply(self, changes: ChangeSet) -> None:
        """Follow what was committed, in this window or another."""
        if changes.touches("color_name"):
            self._rename_colors()
        if changes.touches("tag"):
            self.tag_colors = self._library.tags.colors()
        if self._article is None:
            return
        self.read_all()
        is_renamed = changes_tags(changes)
        ids = annotations_in(changes)
        if changes.everything or is_renamed or len(ids) > MANY:
            self._replace(self._library.annotations.of(self._article))
            return
        if not ids:
            return
        found = {a.id: a for a in self._library.annotations.among(ids)}
        for id_ in ids:
            annotation = found.get(id_)
            if annotation is not None and annotation.article_id != self._article:
                annotation = None
            self._follow(id_, annotation)
        self.refreshed.emit()

    # -- QAbstractTableModel

    def rowCount(self, parent: Index | None = None) -> int:
        """Give the number of annotations shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the Annotation, or its words."""
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        annotation = self._shown[index.row()]
        if role == ANNOTATION:
            return annotation
        if role == Qt.ItemDataRole.DisplayRole:
            return excerpt(annotation) or plain_note(annotation.note)
        if role == Qt.ItemDataRole.ToolTipRole:
            return sign_of(annotation, self.names)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(annotation, self.names)
        return None

    # -- inside

    def _replace(self, annotations: list[Annotation]) -> None:
        """Hold these; where the same rows stay, nothing is selected or scrolled anew."""
        shown = annotations
        if not self._wanted.is_empty:
            shown = [a for a in annotations if self._wanted.admits(a)]
        self._all = annotations
        self._known.clear()
        self._colors.clear()
        self._tags.clear()
        self._unsure = 0
        self._take_in(annotations)
        is_same = len(shown) == len(self._shown) and all(
            map(int.__eq__, map(_id_of, shown), map(_id_of, self._shown))
        )
        if is_same:
            self._shown = list(shown)
            if shown:
                self._redraw(0, len(shown) - 1)
        else:
            self.beginResetModel()
            self._shown = list(shown)
            self.endResetModel()
        self.refreshed.emit()

    def _follow(self, id_: AnnotationId, new: Annotation | None) -> None:
        """Bring one annotation up to date; None: it is not in this article any more."""
        old = self._known.get(id_)
        if old is not None:
            del self._all[_row(self._all, old)]
        if new is not None:
            self._all.insert(_place(self._all, new), new)
        self._follow_in_rows(old, new if new is not None and self._wanted.admits(new) else None)
        self._leave_out(old)
        self._take_in([new] if new is not None else [])

    def _follow_in_rows(self, old: Annotation | None, new: Annotation | None) -> None:
        row = _row(self._shown, old) if old is not None else -1
        if row >= 0 and new is not None and text_order(self._shown[row]) == text_order(new):
            self._shown[row] = new
            self._redraw(row, row)
            return
        if row >= 0:
            self.beginRemoveRows(QModelIndex(), row, row)
            del self._shown[row]
            self.endRemoveRows()
        if new is not None:
            row = _place(self._shown, new)
            self._known[new.id] = new  # views ask for its row while it comes in
            self.beginInsertRows(QModelIndex(), row, row)
            self._shown.insert(row, new)
            self.endInsertRows()

    def _take_in(self, annotations: Iterable[Annotation]) -> None:
        for annotation in annotations:
            self._known[annotation.id] = annotation
            self._tags.update(annotation.tags)
            self._unsure += annotation.needs_a_look
            if annotation.passage is not None:
                self._colors[annotation.color] += 1

    def _leave_out(self, annotation: Annotation | None) -> None:
        if annotation is None:
            return
        self._known.pop(annotation.id, None)
        self._tags.subtract(annotation.tags)
        self._unsure -= annotation.needs_a_look
        if annotation.passage is not None:
            self._colors[annotation.color] -= 1

    def _rename_colors(self) -> None:
        self.names = self._library.legend.names()
        if self._shown:
            self._redraw(0, len(self._shown) - 1)
        self.refreshed.emit()

    def _next_batch(self) -> list[Annotation]:
        batch, self._unread = self._unread[:BATCH], self._unread[BATCH:]
        return self._library.annotations.among(batch)

    def _redraw(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, 0))


def _row(annotations: Sequence[Annotation], wanted: Annotation) -> int:
    """Give the row of an annotation among others in text order, -1 if it is not there."""
    row = bisect_left(annotations, text_order(wanted), key=text_order)
    return row if row < len(annotations) and annotations[row].id == wanted.id else -1


def _place(annotations: list[Annotation], new: Annotation) -> int:
    return bisect_left(annotations, text_order(new), key=text_order)
