"""What an action changed: row images that views react to and that undo plays backwards."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Value = str | int | float | bytes | None
Row = Mapping[str, Value]
Kind = Literal["do", "undo", "redo"]

FORGOTTEN = "[]"  # changes of the step that says: all before was dropped, read everything anew
MUCH = 60_000  # characters of changes, some 700 rows: views had rather read everything anew
NEWS = (  # steps that have been told to nobody here; of those with much, only that it was much
    f"SELECT seq, kind, label, CASE WHEN length(changes) < {MUCH} THEN changes"
    f" ELSE '{FORGOTTEN}' END AS changes FROM journal WHERE seq > ? AND seq <= ? ORDER BY seq"
)


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after: an insertion has no `before`, a deletion no `after`.

    Insertions and deletions carry the whole row, updates only the columns that changed.
    """

    table: str
    id: int
    before: Row | None
    after: Row | None

    def inverse(self) -> Change:
        """Give the change that takes this one back."""
        return Change(self.table, self.id, self.after, self.before)


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """All that one transaction changed, in order.

    `seq` is its place in the journal, or 0 where it left none there (a reading position).
    `everything` means that more changed than is known: a view has to read anew.
    """

    label: str = ""
    changes: tuple[Change, ...] = ()
    kind: Kind = "do"
    seq: int = 0
    everything: bool = False

    def touches(self, *tables: str) -> bool:
        """Say whether any of these tables may look different now."""
        return self.everything or any(change.table in tables for change in self.changes)

    def ids(self, table: str) -> list[int]:
        """Give the ids of the table's rows that changed, in order, each once."""
        return list(dict.fromkeys(c.id for c in self.changes if c.table == table))

    def inverse(self, kind: Kind) -> ChangeSet:
        """Give the changes that take these back, last one first."""
        return ChangeSet(self.label, tuple(c.inverse() for c in reversed(self.changes)), kind)


def merged(earlier: ChangeSet, later: ChangeSet) -> ChangeSet:
    """Join two steps that changed the same rows into one, keeping what was before the first."""
    changes = list(earlier.changes)
    newest = {(c.table, c.id): place for place, c in enumerate(changes)}
    for change in later.changes:
        place = newest.get((change.table, change.id))
        first = None if place is None else changes[place]
        if (
            place is None
            or first is None
            or first.before is None
            or first.after is None
            or change.before is None
            or change.after is None
        ):
            newest[change.table, change.id] = len(changes)
            changes.append(change)
        else:
            before = {**change.before, **first.before}
            after = {**first.after, **change.after}
            changes[place] = Change(change.table, change.id, before, after)
    return ChangeSet(later.label, tuple(changes), later.kind)


def together(steps: Iterable[ChangeSet]) -> ChangeSet:
    """Give all changes of steps as if they were one, for views, which ask what is there now."""
    listed = list(steps)
    changes = tuple(change for step in listed for change in step.changes)
    last = listed[-1]
    return ChangeSet(last.label, changes, last.kind, last.seq, any(s.everything for s in listed))


def to_json(changes: tuple[Change, ...]) -> str:
    """Write changes as the journal keeps them."""
    rows = [[c.table, c.id, c.before, c.after] for c in changes]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> tuple[Change, ...]:
    """Read changes back. Raises: ValueError if the text is not of that form."""
    return tuple(
        Change(table, id_, before, after) for table, id_, before, after in json.loads(text)
    )
