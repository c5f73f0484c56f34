"""What SQLite does for a question: which of the tables that grow with a library it reads whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from storage.library import Library

# one row for each article, sentence, name ...: 100,000 to millions of them
BIG = frozenset({"article", "article_text", "annotation", "mention", "quote", "block", "mark"})
_SCAN = re.compile(r"SCAN (\w+)(?: USING (?:COVERING )?INDEX (\w+))?")
_READS = ("SELECT", "WITH")


class Scan(NamedTuple):
    """A table that a question reads from one end to the other; `index` in whose order, '' none."""

    table: str
    index: str


def scans_of(library: Library, ask: Callable[[], object]) -> dict[Scan, str]:
    """Do something and give every scan of a big table that it took, with the question."""
    with _traced(library) as asked:
        ask()
    return {
        scan: sql
        for sql in dict.fromkeys(asked)
        if sql.lstrip().upper().startswith(_READS)
        for scan in _scans(library, sql)
    }


def questions_of(library: Library, ask: Callable[[], object]) -> list[str]:
    """Do something and give the questions that it asked, as they were run."""
    with _traced(library) as asked:
        ask()
    return asked


@contextmanager
def _traced(library: Library) -> Iterator[list[str]]:
    asked: list[str] = []
    connection = library._store._connection
    connection.set_trace_callback(asked.append)
    try:
        yield asked
    finally:
        connection.set_trace_callback(None)


def _scans(library: Library, sql: str) -> Iterator[Scan]:
    for row in library._store._connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall():
        found = _SCAN.match(row["detail"])
        if found and (table := _table(found[1], sql)) in BIG:
            yield Scan(table, found[2] or "")


def _table(name: str, sql: str) -> str:
    """Give the table that a name in a plan stands for: itself, or what it is another name of."""
    if name in BIG:
        return name
    meant = re.search(rf"\b(\w+)\s+AS\s+{name}\b", sql, re.IGNORECASE)
    return meant[1] if meant else name
