"""The search of large libraries, key by key, beside an FTS5 table of nothing but the texts.

In processor time of the thread that asks, since the machine is shared; key strokes by the clock,
too.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from storage.library import Library
from storage.searching.language import parse
from tests.benchmarks.measuring import Row, memory_mb, timed, worked
from tests.benchmarks.processes import Run, Values, ask, collect
from tests.benchmarks.questions import Names, Question, questions

PAGE = 8  # articles that are shown first, with excerpts, as the panel of results asks for them
FIRST_MS, TIMES_BARE = 50, 1.5  # issue 5: 95th percentile until the first are there; beside FTS5
SHORTEST = 2  # letters of a word that is asked for while it is typed
KEYS = "a key stroke"
_PLAIN = (  # as the library's own index, and nothing else
    "CREATE TABLE text (id INTEGER PRIMARY KEY, content TEXT);"
    "CREATE VIRTUAL TABLE fts USING fts5(content, content='text', content_rowid='id',"
    " tokenize='unicode61 remove_diacritics 2', prefix='2 3');"
)


def rows(run: Run, copies: Mapping[str, Path]) -> Iterator[Row]:
    """Ask the same questions at each size (by its name), the sizes in turn."""
    home = run.libraries.scratch / "home"
    values: dict[str, Values] = {size: {} for size in copies}
    for number in range(run.times(9)):
        for size, path in copies.items():
            plain = plain_index(path)
            answer = ask("large_searching.search", home, path=path, plain=plain, first=2 * number)
            collect(values[size], answer)
    for size, own in values.items():
        yield from _rows(size, own)


def _rows(size: str, own: Values) -> Iterator[Row]:
    for key in own:
        kind, _, part = key.rpartition(": ")
        if part == "first":
            floor = own.get(f"{kind}: bare first", [])
            yield Row(
                *("large", f"search {kind}: first {PAGE}", size, own[key], floor),
                target=FIRST_MS,
                judged="p95",
                ratio_target=TIMES_BARE if floor else None,
            )
        elif part == "all":
            floor = own.get(f"{kind}: bare all", [])
            yield Row(
                *("large", f"search {kind}: all", size, own[key], floor),
                ratio_target=TIMES_BARE if floor else None,
            )
    yield Row("large", "search: peak memory", size, own["peak"], unit="MB")


def plain_index(library: Path) -> Path:
    """Give the path of an FTS5 table of the texts beside a library, made if there is none."""
    path = library.with_suffix(".plain")
    if path.exists():
        return path
    with closing(sqlite3.connect(path)) as file:
        file.executescript(_PLAIN)
        file.execute("ATTACH ? AS library", (str(library),))
        file.execute(
            "INSERT INTO text SELECT article_id, content FROM library.article_text"
            " WHERE current = 1 ORDER BY article_id"
        )
        file.execute("INSERT INTO fts (rowid, content) SELECT id, content FROM text")
        file.commit()
    return path


def search(path: str, plain: str, first: int) -> dict[str, object]:
    """Ask the library and the bare index in turn; two questions of each kind from the `first`."""
    found: Values = {}
    with (
        closing(sqlite3.connect(f"file:{plain}?mode=ro", uri=True)) as bare,
        Library.reading(Path(path)) as library,
    ):
        asked = list(questions(first + 2, forms_in(library), names_in(library)))
        each = len(asked) // (first + 2)
        for question in asked[first * each :]:
            for shortened in _typed(question.typed):
                clock, took = timed(lambda s=shortened: ask_library(library, s))  # type: ignore[misc]
                found.setdefault(f"{KEYS}: first", []).append(took)
                found.setdefault(f"{KEYS}, by the clock: first", []).append(clock)
            kind = question.kind
            found.setdefault(f"{kind}: first", []).append(ask_library(library, question.typed))
            took, _ = worked(lambda t=question.typed: library.search.articles(parse(t)))  # type: ignore[misc]
            found.setdefault(f"{kind}: all", []).append(took)
            for key, took_ms in _ask_bare(bare, question):
                found.setdefault(f"{kind}: bare {key}", []).append(took_ms)
    return {**found, "peak": memory_mb("VmHWM")}


def _typed(whole: str) -> Iterator[str]:
    """Give what stands in the field after each key, where that is asked for."""
    for end in range(1, len(whole)):
        last = whole[:end].rpartition(" ")[2]
        if len(last) >= SHORTEST or last.strip() != last:
            yield whole[:end]


def ask_library(library: Library, typed: str) -> float:
    """Give the milliseconds of processor time until the first page with excerpts is there."""

    def page() -> object:
        query = parse(typed)
        return library.results.of(query, library.search.articles(query, limit=PAGE + 1)[:PAGE])

    return worked(page)[0]


def _ask_bare(bare: sqlite3.Connection, question: Question) -> Iterator[tuple[str, float]]:
    if not question.fts:
        return
    page = (
        "SELECT rowid, snippet(fts, 0, '[', ']', '…', 24) FROM fts WHERE fts MATCH ?"
        f" ORDER BY rowid DESC LIMIT {PAGE}"
    )
    whole = "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY rowid DESC"
    for key, sql in (("first", page), ("all", whole)):
        yield key, worked(lambda s=sql: bare.execute(s, (question.fts,)).fetchall())[0]  # type: ignore[misc]


def forms_in(library: Library) -> Callable[[str], list[str]]:
    """Give a function from a word to its other forms in the library."""

    def forms(word: str) -> list[str]:
        rows = library._store.query(
            "SELECT word FROM word WHERE stem = (SELECT stem FROM word WHERE word = ?)", (word,)
        )
        return [row["word"] for row in rows if row["word"] != word]

    return forms


def names_in(library: Library) -> Names:
    """Give frequent names of the library's sites, speakers and entities."""

    def names(sql: str) -> list[str]:
        return [row[0] for row in library._store.query(sql)]

    return Names(
        names("SELECT site FROM article GROUP BY site ORDER BY count(*) DESC LIMIT 20"),
        names(
            "SELECT name FROM quote JOIN entity ON entity.id = speaker_id"
            " GROUP BY speaker_id ORDER BY count(*) DESC LIMIT 20"
        ),
        names(
            "SELECT name FROM mention JOIN entity ON entity.id = entity_id"
            " GROUP BY entity_id ORDER BY count(*) DESC LIMIT 20"
        ),
    )
