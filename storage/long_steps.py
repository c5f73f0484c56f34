"""Steps that take longer to undo than a window may stand still."""

from __future__ import annotations

from typing import Final, Literal

from storage.store import SERIES, Store

LONG: Final = 20_000  # characters of changes, some 200 rows: 10 ms to undo


def next_is_long(store: Store, state: Literal["done", "undone"]) -> bool:
    """Say whether undo ("done") or redo ("undone") would take longer than a frame.

    The steps of a series count together, as they are undone together.
    """
    order = "DESC" if state == "done" else "ASC"
    row = store.one(
        "SELECT merge_key, length(changes) AS size FROM journal WHERE state = ? AND kind = 'do'"
        f" ORDER BY seq {order} LIMIT 1",
        (state,),
    )
    if row is None or row["size"] >= LONG:
        return row is not None
    if not (row["merge_key"] or "").startswith(SERIES):
        return False
    whole = store.one(
        "SELECT sum(length(changes)) FROM journal WHERE state = ? AND kind = 'do'"
        " AND merge_key = ?",
        (state, row["merge_key"]),
    )
    return whole is not None and whole[0] >= LONG
