"""A durable commit of one annotation and of many, without a window, beside SQLite alone."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

from storage.library import Library
from storage.types import Span
from tests.benchmarks.libraries import first_article
from tests.benchmarks.measuring import Row, timed
from tests.benchmarks.processes import Run, ask, collect

COMMIT_MS = 10  # DESIGN.md, Targets; 95th percentile
CASES = (("4k", 0), ("100k", 1_000), ("3M", 10_000))
KINDS = (("add", "one highlight"), ("note", "its note"), ("move", "its end moved"))


def rows(run: Run) -> Iterator[Row]:
    """Commit in libraries of different texts."""
    home = run.libraries.scratch / "home"
    for size, highlights in CASES:
        values: dict[str, list[float]] = {}
        library = run.libraries.page(size, highlights)
        collect(values, ask("commits.commit", home, path=library, count=run.times(150)))
        name = f"{size} + {highlights:,}" if highlights else size
        for key, what in KINDS:
            yield Row(
                *("commit", what, name, values[key], values["floor"]),
                target=COMMIT_MS,
                judged="p95",
            )
    library = run.libraries.page("3M", 10_000)
    values = {}
    collect(values, ask("commits.delete", home, path=library))
    for key, what in (("delete", "delete 1,000"), ("undo", "undo of it"), ("redo", "redo of it")):
        yield Row("commit", what, "3M + 10,000", values[key])


def commit(path: str, count: int) -> dict[str, object]:
    """Add, note and move one annotation after another, each beside one bare insertion."""
    from tests.benchmarks.bare import BareTable

    rng = random.Random(9)
    found: dict[str, list[float]] = {"add": [], "note": [], "move": [], "floor": []}
    with (
        tempfile.TemporaryDirectory(dir=Path(path).parent) as folder,
        Library.open(Path(path), create=False) as library,
    ):
        bare = BareTable(Path(folder) / "bare.db")
        text = library.texts.current(first_article(library))
        for _ in range(count):
            start = rng.randrange(len(text.content) - 300)
            span = Span(start, start + rng.randint(20, 200))

            def add(span: Span = span) -> int:
                with library.transaction("Highlight"):
                    return library.annotations.add(text, span)

            took, made = timed(add)
            found["add"].append(took)

            def note(made=made) -> None:
                with library.transaction("Write note"):
                    library.annotations.write_note(made, "What does this mean?")

            def move(made=made, span: Span = span) -> None:
                with library.transaction("Move end"):
                    library.annotations.move(made, text, Span(span.start, span.end + 5))

            found["note"].append(timed(note)[0])
            found["move"].append(timed(move)[0])
            words = text.content[span.start : span.end]
            found["floor"].append(timed(lambda s=start, w=words: bare.insert(s, w))[0])
        bare.connection.close()
    return dict(found)


def delete(path: str) -> dict[str, object]:
    """Delete 1,000 annotations in one action, undo, redo, undo."""
    with Library.open(Path(path), create=False) as library:
        ids = [a.id for a in library.annotations.of(first_article(library))[:1_000]]

        def act() -> None:
            with library.transaction("Delete annotations"):
                library.annotations.delete(ids)

        return {
            "delete": timed(act)[0],
            "undo": [timed(library.undo)[0]],
            "redo": timed(library.redo)[0],
        }
