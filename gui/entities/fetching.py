"""Has the worker read what the entity window shows, one question at a time, the newest last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from gui.entities.reading import IndexFilter, Item, Listed, read_index, read_more, read_page
from gui.session import Session
from gui.tasks import Tasks
from storage.entity_pages import EntityPage
from storage.errors import NotFound
from storage.finding_types import EntityId
from storage.journal import ChangeSet

FOUND_MS = 4000  # while the library is looked through: how soon it is counted anew


class IndexCounter(QObject):
    """Counts the entities of the library; has a worker of its own, so that pages do not wait.

    Signals:
        counted: a Listed, as it is wanted now.
    """

    counted = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        """Know nothing yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = Tasks(self)
        self._wanted = IndexFilter()
        self._touched: set[EntityId] | None = None  # to be counted anew; None: all
        self._asks_again = False
        self.is_busy = False
        self.listed: Listed | None = None
        self._found = QTimer(self, singleShot=True, interval=FOUND_MS)
        self._found.timeout.connect(self.count_all)

    def want(self, wanted: IndexFilter) -> None:
        """List other entities."""
        self._wanted = wanted
        self._count()

    def count_all(self) -> None:
        """Count everything anew."""
        self._touched = None
        self._count()

    def count_soon(self) -> None:
        """Count everything anew after a while, once for all that comes until then."""
        if not self._found.isActive():
            self._found.start()

    def follow(self, changes: ChangeSet) -> bool:
        """Count anew what a change may have changed; says whether that is anything."""
        touched = self._session.library.entity_index.touched_by(changes)
        if touched == set() and not changes.touches("entity_apart"):
            return False
        if touched is None or self._touched is None:
            self._touched = None
        else:
            self._touched |= touched
        self._count()
        return True

    def rest(self) -> None:
        """Wait for nothing: nobody looks."""
        self._found.stop()

    def close(self) -> None:
        """Stop for good."""
        self._found.stop()
        self._tasks.close()

    # -- inside

    def _count(self) -> None:
        if self.is_busy:
            self._asks_again = True
            return
        work = partial(
            read_index,
            self._session.library.path,
            self._wanted,
            self.listed,
            frozenset(self._touched) if self._touched is not None else None,
        )
        self._touched, self._asks_again = set(), False
        self.is_busy = True
        self._tasks.run(work, self._on_counted, self._on_failed)

    def _on_counted(self, listed: Listed) -> None:
        self.is_busy = False
        self.listed = listed
        if self._asks_again:
            self._count()
        else:
            self.counted.emit(listed)

    def _on_failed(self, error: Exception) -> None:
        self.is_busy = False
        self._touched = None
        self._session.tell(error)


class PageReader(QObject):
    """Reads the page of one entity after another, and more of its lists.

    Signals:
        read: the EntityPage that was asked for last.
        missed: the entity that was asked for last is not in the library.
    """

    read = Signal(object)
    missed = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        """Read nothing yet."""
        super().__init__(parent)
        self._session = session
        self._tasks = Tasks(self)
        self._entity: EntityId | None = None
        self._asked = 0  # number of the newest question
        self.is_busy = False

    def ask(self, entity: EntityId) -> None:
        """Read a page; what was asked before it and is not there yet is dropped."""
        self._entity = entity
        self._asked += 1
        if not self.is_busy:
            self._read()

    def ask_more(
        self, name: str, offset: int, period: str, show: Callable[[Sequence[Item]], object]
    ) -> None:
        """Read more of a list of the page as `read_more` does, unless another page is asked for."""
        number = self._asked
        if self._entity is None:
            return

        def answer(items: Sequence[Item]) -> None:
            if number == self._asked:
                show(items)

        path = self._session.library.path
        work = partial(read_more, path, self._entity, name, offset, period)
        self._tasks.run(work, answer, self._session.tell)

    def close(self) -> None:
        """Stop for good."""
        self._tasks.close()

    # -- inside

    def _read(self) -> None:
        if self._entity is None:
            return
        self.is_busy = True
        self._tasks.run(
            partial(read_page, self._session.library.path, self._entity),
            partial(self._on_read, self._asked),
            partial(self._on_failed, self._asked),
        )

    def _on_read(self, number: int, page: EntityPage) -> None:
        self.is_busy = False
        if number == self._asked:
            self._entity = page.entity.id  # it may have been merged into that one
            self.read.emit(page)
        else:
            self._read()

    def _on_failed(self, number: int, error: Exception) -> None:
        self.is_busy = False
        if number != self._asked:
            self._read()
        elif isinstance(error, NotFound):
            self.missed.emit()
        else:
            self._session.tell(error)
