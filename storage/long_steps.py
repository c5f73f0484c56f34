"""Steps that take longer to undo than a window may stand still."""

from __future__ import annotations

from typing import Literal

from storage.journal import MUCH
from storage.store import Store


def next_is_long(store: Store, state: Literal["done", "undone"]) -> bool:
    """Say whether the step that undo ("done") or redo ("undone") is about has `MUCH` to change."""
    order = "DESC" if state == "done" else "ASC"
    row = store.one(
        "SELECT length(changes) FROM journal WHERE state = ? AND kind = 'do'"
        f" ORDER BY seq {order} LIMIT 1",
        (state,),
    )
    return row is not None and row[0] >= MUCH
