"""A large library as years of reading leave it: articles, findings, annotations, tags, states.

    python -m tests.benchmarks.large_libraries 100000

prints its path after making it where there is none yet (100,000 articles take some minutes). Copy
it before you change anything in it.

For 100,000 articles there are 500,000 mentions of 20,000 names, 50,000 quotes of 2,000 speakers,
100,000 highlights with 20,000 notes and 15,000 tagged; a smaller one has its share of each.
Everything is written by Postil's own repositories, so that the file is as they leave it.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from storage.library import Library
from storage.types import COLORS, ArticleId, CollectionId, ColorKey, ReadingState, Span, TextId
from tests.benchmarks import lexicon
from tests.benchmarks.libraries import Libraries
from tests.benchmarks.reports import FIRST_DAY, Report, Reports

BATCH = 500  # articles in one transaction
MARKED = 0.16  # of the articles have highlights: so many each, on average
MARKS_EACH = 6.25
NOTED, TAGGED, UNDERLINED = 0.2, 0.15, 0.1  # of the highlights; of the articles as many tagged
TAGS = 300
STATES: dict[ReadingState, float] = {"unread": 0.55, "reading": 0.05, "done": 0.3, "archived": 0.1}
IN_TRASH, STARRED, FILED = 0.005, 0.03, 0.2
COLLECTIONS = 60
SAVED = {"To read": "is:unread is:starred", "Climate": "climate OR forest", "Noted": "has:note"}
TICK = timedelta(milliseconds=7)


class Calendar:
    """A clock that stands at the day of the article that comes in, and goes on a little."""

    def __init__(self) -> None:
        self.now = FIRST_DAY

    def __call__(self) -> datetime:
        """Give the time, a little later than before."""
        self.now += TICK
        return self.now


def made(libraries: Libraries, count: int) -> Path:
    """Give the library of so many articles itself: change nothing there."""
    calendar = Calendar()
    return libraries.make(
        f"large-{count}", lambda library: fill(library, calendar, count), clock=calendar
    )


def fill(library: Library, calendar: Calendar, count: int) -> None:
    """Bring `count` articles into an empty library whose clock is the calendar."""
    reader = _Reader(library, calendar, count)
    reports = iter(Reports(count))
    while batch := list(islice(reports, BATCH)):
        with library.unrecorded():
            for report in batch:
                reader.take(report)


class _Reader:
    """Does to each article what somebody does who reads every third."""

    def __init__(self, library: Library, calendar: Calendar, count: int) -> None:
        self._library = library
        self._calendar = calendar
        self._rng = random.Random(-count)
        self._tags = tag_names()
        self._words = lexicon.Words(lexicon.english(), 41)
        with library.unrecorded():
            paths = collection_paths()
            self._collections = [
                found for path in paths if (found := library.collections.ensure(path))
            ]
            for name, query in SAVED.items():
                library.saved_searches.add(name, query)

    def take(self, report: Report) -> None:
        """Bring an article in with what is found in it, and read it or not."""
        rng, library = self._rng, self._library
        self._calendar.now = report.added_at
        taken = library.articles.take(report.imported)
        text = library.texts.get(taken.text)
        library.findings.record(text, report.findings)
        state = rng.choices(list(STATES), list(STATES.values()))[0]
        is_marked = rng.random() < MARKED
        if state != "unread" or is_marked:
            self._calendar.now += timedelta(hours=rng.expovariate(1 / 200))
            self._read(taken.id, state, len(text.content))
        if is_marked:
            self._mark(taken.text, report.sentences)
        if rng.random() < STARRED:
            library.articles.set_starred([taken.id], True)
        if rng.random() < FILED:
            library.collections.put_in([taken.id], self._collection())
        if rng.random() < TAGGED:
            library.tags.add_to_articles([taken.id], self._some_tags())
        if rng.random() < IN_TRASH:
            library.articles.move_to_trash([taken.id])

    def _read(self, article: ArticleId, state: ReadingState, length: int) -> None:
        articles = self._library.articles
        articles.mark_opened(article)
        progress = 1.0 if state == "done" else self._rng.random()
        articles.remember_place(article, int(progress * length * 0.9), progress)
        articles.set_state([article], "reading" if state == "unread" else state)

    def _mark(self, text_id: TextId, sentences: tuple[Span, ...]) -> None:
        rng = self._rng
        text = self._library.texts.get(text_id)
        count = min(len(sentences), 1 + int(rng.expovariate(1 / (MARKS_EACH - 0.5))))
        for span in sorted(rng.sample(sentences, count)):
            self._library.annotations.add(
                text,
                span,
                style="underline" if rng.random() < UNDERLINED else "highlight",
                color=self._color(),
                note=self._note() if rng.random() < NOTED else "",
                tags=self._some_tags() if rng.random() < TAGGED else (),
            )

    def _collection(self) -> CollectionId:
        """Give one of the collections, the first ones most often."""
        place = int(self._rng.paretovariate(0.8) * 10) - 10
        return self._collections[place % len(self._collections)]

    def _color(self) -> ColorKey:
        return COLORS[min(len(COLORS) - 1, int(self._rng.expovariate(0.7)))]

    def _note(self) -> str:
        words = self._words.draw(self._rng.randint(3, 30))
        return " ".join(words).capitalize() + "."

    def _some_tags(self) -> list[str]:
        places = (int(self._rng.paretovariate(0.6) * 8) - 8 for _ in range(self._rng.randint(1, 3)))
        return [self._tags[place % TAGS] for place in places]


def tag_names() -> list[str]:
    """Give 300 tags, most of them below another one: "climate", "climate/storm"."""
    rng = random.Random(43)
    single = [family[0] for family in lexicon.families() if len(family) == 2]
    heads = rng.sample(single, 40)
    found = dict.fromkeys(heads)
    while len(found) < TAGS:
        found[f"{rng.choice(heads)}/{rng.choice(single)}"] = None
    shuffled = list(found)
    rng.shuffle(shuffled)
    return shuffled


def collection_paths() -> list[str]:
    """Give 60 collections, half of them inside another one."""
    rng = random.Random(44)
    tops = [family[0].capitalize() for family in lexicon.families() if len(family) == 2][:100]
    heads = rng.sample(tops, COLLECTIONS // 2)
    return [
        *heads,
        *(f"{rng.choice(heads)}/{year}" for year in range(1990, 1990 + COLLECTIONS // 2)),
    ]


def sizes(path: Path) -> Iterator[tuple[str, int]]:
    """Give how many rows the tables have that grow with the library."""
    with Library.open(path, create=False) as library:
        for table in ("article", "mention", "quote", "entity", "annotation", "annotation_tag"):
            row = library._store.one(f"SELECT count(*) FROM {table}")
            yield table, row[0] if row else 0


def main() -> int:
    """Make the libraries asked for and print where they are."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser = argparse.ArgumentParser("python -m tests.benchmarks.large_libraries")
    parser.add_argument("counts", type=int, nargs="+", metavar="ARTICLES")
    parser.add_argument("--work", type=Path, default=cache / "postil-benchmarks")
    options = parser.parse_args()
    libraries = Libraries(options.work)
    for count in options.counts:
        began = time.monotonic()
        path = made(libraries, count)
        took = time.monotonic() - began
        rows = ", ".join(f"{number:,} {table}" for table, number in sizes(path))
        print(f"{took:.0f} s, {path.stat().st_size / 1e6:.0f} MB: {rows}", file=sys.stderr)
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
