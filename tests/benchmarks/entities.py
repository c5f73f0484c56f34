"""The index of all entities and the page of one, over 10,000 articles with 120,000 mentions."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from storage.entity_index import narrowed
from storage.library import Library
from storage.look_alikes import look_alikes
from tests.benchmarks.libraries import MENTIONS_EACH, NAMED_ARTICLES
from tests.benchmarks.measuring import Row, timed
from tests.benchmarks.processes import Run, Values, ask, collect


def rows(run: Run) -> Iterator[Row]:
    """Count all entities, filter them, and read pages of frequent and of rare ones."""
    home, size = run.libraries.scratch / "home", f"{NAMED_ARTICLES * MENTIONS_EACH:,}"
    values: Values = {}
    library = run.libraries.names()
    collect(values, ask("entities.read", home, path=library, times=run.times(8)))
    floor = values.pop("floor")
    for name, took in values.items():
        yield Row("entities", name, size, took, floor if name == "index" else [])


def read(path: str, times: int) -> dict[str, object]:
    """Time each part; the floor of the index is to read every mention once."""
    found: Values = {}
    bare = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with Library.open(Path(path), create=False) as library:
        entries = narrowed(library.entity_index.entries())
        assert sum(entry.mentions for entry in entries) == NAMED_ARTICLES * MENTIONS_EACH
        most, some, few = entries[0], entries[len(entries) // 20], entries[-1]
        some_words = some.name.split()[-1][:2]
        pages, index = library.entity_pages, library.entity_index
        parts: dict[str, Callable[[], object]] = {
            "index": index.entries,
            "index after a change": lambda: index.entries([some.id]),
            "names that begin so": lambda: index.named(some_words),
            "sorted and filtered": lambda: narrowed(entries, kinds=["person"], order="name"),
            "that may be the same": lambda: look_alikes(entries),
            f"page, {most.articles:,} articles": lambda: pages.page(most.id),
            f"page, {some.articles:,} articles": lambda: pages.page(some.id),
            f"page, {few.articles:,} articles": lambda: pages.page(few.id),
        }
        for _ in range(times):
            for name, part in parts.items():
                found.setdefault(name, []).append(timed(part)[0])
            sql = "SELECT entity_id, sum(length(exact)) FROM mention GROUP BY entity_id"
            took, _ = timed(lambda s=sql: bare.execute(s).fetchall())  # type: ignore[misc]
            found.setdefault("floor", []).append(took)
    bare.close()
    return dict(found)
