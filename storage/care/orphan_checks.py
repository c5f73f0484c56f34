"""What is left over in a library that nothing shows and nothing names any more."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from storage.care.history_checks import Referenced
from storage.care.looking import Watch
from storage.care.reports import Fault, Notebook


@dataclass(frozen=True, slots=True)
class Leftover:
    """A kind of row that may be left over: `sql` gives `id` and `name`, `called` is one of it."""

    table: str
    called: str
    sql: str


LEFTOVERS = (
    Leftover(
        "picture",
        "picture that no text shows",
        "SELECT id, '' AS name FROM picture WHERE NOT EXISTS"
        " (SELECT 1 FROM text_picture WHERE picture_id = picture.id)",
    ),
    Leftover(
        "tag",
        "tag that nothing carries",
        "SELECT id, name FROM tag WHERE color = ''"  # a coloured one was made by the reader
        " AND NOT EXISTS (SELECT 1 FROM annotation_tag WHERE tag_id = tag.id)"
        " AND NOT EXISTS (SELECT 1 FROM article_tag WHERE tag_id = tag.id)",
    ),
    Leftover(
        "entity",
        "suggested name that is mentioned nowhere",
        "SELECT id, name FROM entity WHERE state = 'suggested' AND merged_into IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM mention WHERE entity_id = entity.id)"
        " AND NOT EXISTS (SELECT 1 FROM quote WHERE speaker_id = entity.id)"
        " AND NOT EXISTS (SELECT 1 FROM entity AS part WHERE part.merged_into = entity.id)"
        " AND NOT EXISTS (SELECT 1 FROM entity_apart"
        " WHERE one_id = entity.id OR other_id = entity.id)",
    ),
)


def check_orphans(
    db: sqlite3.Connection, notes: Notebook, watch: Watch, referenced: Referenced
) -> None:
    """Find what is left over; what undo may bring back into use is not."""
    watch.tell("Looking for what is left over")
    for kind in LEFTOVERS:
        kept = referenced.get(kind.table, set())
        for row in db.execute(kind.sql):
            if row["id"] not in kept:
                named = f" (“{row['name']}”)" if row["name"] else ""
                notes.add(
                    Fault(
                        "orphan",
                        f"There is a {kind.called}{named}.",
                        "orphans",
                        table=kind.table,
                        row=row["id"],
                    )
                )
