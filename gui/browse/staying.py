"""Which rows stay in the list although the filter would not find them any more."""

from __future__ import annotations

from array import array
from collections.abc import Sequence, Set
from typing import Final

from gui.id_rows import rows_among
from storage.journal import Change, ChangeSet

_OWNED: Final = ("annotation_tag", "placement")  # rows that belong to an annotation


def changed_among(at_hand: Sequence[int], listed: array[int], changes: ChangeSet) -> set[int]:
    """Give the listed annotations that were changed, in any order.

    Of more changes than are known, those at hand are meant.
    """
    if changes.everything:
        return {id_ for id_ in at_hand if id_ > 0}
    changed = {id_ for change in changes.changes for id_ in _annotation(change)}
    return {listed[row] for row in rows_among(listed, changed)} if changed else set()


def with_those_kept(now: array[int], before: array[int], kept: Set[int]) -> array[int]:
    """Give what is found now with those kept of before, each behind its neighbour of before."""
    present = set(now) if kept else kept
    if kept <= present:
        return now
    behind: dict[int, list[int]] = {}
    neighbour = 0  # no annotation: the beginning
    for id_ in before:
        if id_ in present:
            neighbour = id_
        elif id_ in kept:
            behind.setdefault(neighbour, []).append(id_)
    joined = array("q", behind.get(0, ()))
    for id_ in now:
        joined.append(id_)
        joined.extend(behind.get(id_, ()))
    return joined


def _annotation(change: Change) -> tuple[int, ...]:
    if change.table == "annotation":
        return (change.id,) if change.before is not None and change.after is not None else ()
    row = change.after or change.before
    owner = row.get("annotation_id") if row and change.table in _OWNED else None
    return (owner,) if isinstance(owner, int) else ()
