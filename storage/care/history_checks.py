"""Whether the undo history can be read, and which rows it still speaks of."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping

from storage.care.looking import Watch
from storage.care.reports import Fault, Notebook
from storage.journal import Change, from_json

Referenced = Mapping[str, set[int]]  # ids by table


def check_history(db: sqlite3.Connection, notes: Notebook, watch: Watch) -> Referenced:
    """Read every step; gives the rows that undo and redo may need, also as what others name."""
    watch.tell("Reading the undo history")
    parents = _parents(db)
    referenced: defaultdict[str, set[int]] = defaultdict(set)
    for seq, label, state, changes in db.execute(
        "SELECT seq, label, state, changes FROM journal ORDER BY seq"
    ):
        try:
            steps = from_json(changes)
            tables = {change.table for change in steps}
        except (ValueError, TypeError, AttributeError):
            tables, steps = {""}, ()
        if not tables <= parents.keys():
            if state != "dropped":
                notes.add(
                    Fault(
                        "history",
                        f"The step “{label}” of the undo history cannot be read.",
                        "history",
                        table="journal",
                        row=seq,
                    )
                )
            continue
        for change in steps:
            _note_ids(change, parents, referenced)
    return referenced


def _note_ids(
    change: Change, parents: Mapping[str, Mapping[str, str]], referenced: dict[str, set[int]]
) -> None:
    referenced[change.table].add(change.id)
    for row in (change.before, change.after):
        for column, value in (row or {}).items():
            if isinstance(value, int) and (parent := parents[change.table].get(column)):
                referenced[parent].add(value)


def _parents(db: sqlite3.Connection) -> dict[str, dict[str, str]]:
    """Give for each table which other one its columns name."""
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        table: {row[3]: row[2] for row in db.execute(f'PRAGMA foreign_key_list("{table}")')}
        for table in tables
    }
