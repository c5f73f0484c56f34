"""Steps that take longer to undo than a window may stand still."""

from __future__ import annotations

from typing import Final, Literal

from storage.store import Store

LONG: Final = 20_000  # characters of changes, some 200 rows: 10 ms to undo


def next_is_long(store: Store, state: Literal["done", "undone"]) -> bool:
    """Say whether the step that undo ("done") or redo ("undone") is about is `LONG`."""
    order = "DESC" if state == "done" else "ASC"
    row = store.one(
        "SELECT length(changes) FROM journal WHERE state = ? AND kind = 'do'"
        f" ORDER BY seq {order} LIMIT 1",
        (state,),
    )
    return row is not None and row[0] >= LONG
