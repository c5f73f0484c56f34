"""Searching all articles while typing, beside the question to the index alone."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from storage.library import Library
from tests.benchmarks.corpus import COMMON, FUNCTION_WORDS, RARE, TOPIC, vocabulary
from tests.benchmarks.measuring import Row, timed
from tests.benchmarks.processes import Run, Values, ask, collect

SEARCH_MS = 25  # DESIGN.md, Targets: newest first, 95th percentile
ONE_LETTER = "one letter"  # the window waits for the second one
NEAR = 12  # words of about the same rank are asked for in turn


def rows(run: Run) -> Iterator[Row]:
    """Ask for words of different frequency, whole and unfinished."""
    home, size = run.libraries.scratch / "home", f"{run.libraries.shelf_size:,}"
    library = run.libraries.shelf()
    values: Values = {}
    collect(values, ask("searching.search", home, path=library, times=run.times(24)))
    for name in _queries(1):
        yield Row(
            *("search", name, size, values[name], values[f"{name} floor"]),
            target=None if name == ONE_LETTER else SEARCH_MS,
            judged="p95",
        )


def search(path: str, times: int) -> dict[str, object]:
    """Ask the library and the index in turn for the ids of the articles, newest first."""
    found: Values = {}
    bare = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    with Library.open(Path(path), create=False) as library:
        for name, queries in _queries(times).items():
            for words in queries:
                _ask(library, words)  # once, so that both find it in memory
                took, ids = timed(lambda w=words: _ask(library, w))
                found.setdefault(name, []).append(took)
                took, alone = timed(lambda w=words: _ask_index(bare, w))
                found.setdefault(f"{name} floor", []).append(took)
                assert len(ids) >= len(alone), words
    bare.close()
    return dict(found)


def _ask(library: Library, words: str) -> Sequence[int]:
    return library.search.articles(library.query(words))


def _ask_index(connection: sqlite3.Connection, words: str) -> list[tuple[int]]:
    *whole, last = words.split()
    match = " ".join([*(f'"{word}"' for word in whole), f'"{last}"*'])
    return connection.execute(
        "SELECT rowid FROM text_fts WHERE text_fts MATCH ? ORDER BY rowid DESC", (match,)
    ).fetchall()


def _queries(times: int) -> dict[str, list[str]]:
    """Give what is typed, by kind; the last word counts as unfinished."""
    words, rng = vocabulary(), random.Random(4)

    def near(rank: int) -> str:
        return words[rank + rng.randrange(NEAR)]

    common = max(COMMON, len(FUNCTION_WORDS))
    return {
        "a word in every second article": [near(common) for _ in range(times)],
        "a word in every 20th": [near(TOPIC) for _ in range(times)],
        "a rare word": [near(RARE) for _ in range(times)],
        "two common words": [f"{near(common)} {near(common)}" for _ in range(times)],
        "a common and a rare word": [f"{near(common)} {near(RARE)}" for _ in range(times)],
        "the first two letters": [near(TOPIC)[:2] for _ in range(times)],
        ONE_LETTER: [near(TOPIC)[:1] for _ in range(times)],
    }
