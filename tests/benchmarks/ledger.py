"""The ledger of 100,000 quotes: which are wanted, in order, and a screenful of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from storage.ledger import Ledger, LedgerFilter, LedgerOrder
from storage.library import Library
from tests.benchmarks.corpus import COMMON, RARE, TOPIC, vocabulary
from tests.benchmarks.libraries import QUOTED_ARTICLES, QUOTES_EACH
from tests.benchmarks.measuring import Row, timed
from tests.benchmarks.processes import Run, Values, ask, collect

SCREEN = 40  # rows


def rows(run: Run) -> Iterator[Row]:
    """Ask for all quotes in each order, and for some of them."""
    home, size = run.libraries.scratch / "home", f"{QUOTED_ARTICLES * QUOTES_EACH:,}"
    values: Values = {}
    library = run.libraries.quotes()
    collect(values, ask("ledger.list_quotes", home, path=library, times=run.times(12)))
    for name, took in values.items():
        yield Row("ledger", name, size, took)


def list_quotes(path: str, times: int) -> dict[str, object]:
    """Time each question to the ledger."""
    found: Values = {}
    with Library.open(Path(path), create=False) as library:
        for name, (wanted, order) in _questions(library).items():
            library.ledger.ids(wanted, order=order)  # once, so that it is found in memory
            for _ in range(times):
                took, ids = timed(lambda w=wanted, o=order: library.ledger.ids(w, order=o))
                found.setdefault(name, []).append(took)
            assert ids, name
        _time_screens(library.ledger, times, found)
    return dict(found)


def _time_screens(ledger: Ledger, times: int, found: Values) -> None:
    ids = ledger.ids()
    for number in range(times):
        some = ids[number * 997 : number * 997 + SCREEN]
        for name, read in (
            ("screen of rows", ledger.rows),
            ("screen with context", ledger.entries),
        ):
            took, _ = timed(lambda r=read, s=some: r(s))
            found.setdefault(name, []).append(took)


def _questions(library: Library) -> dict[str, tuple[LedgerFilter, LedgerOrder]]:
    words = vocabulary()
    somebody = next(iter(library.entities.matching("", limit=1))).id
    frequent = library.ledger.rows(library.ledger.ids()[1:2])[0].quote.speaker
    return {
        "all by date": (LedgerFilter(), "date"),
        "all by article": (LedgerFilter(), "article"),
        "all by speaker": (LedgerFilter(), "speaker"),
        "indirect ones": (LedgerFilter(kind="indirect"), "date"),
        "of some days": (LedgerFilter(since=date(2020, 1, 1), until=date(2035, 1, 1)), "date"),
        "a common word": (LedgerFilter(words=words[COMMON]), "date"),
        "a topic": (LedgerFilter(words=words[TOPIC]), "date"),
        "a rare word": (LedgerFilter(words=words[RARE]), "date"),
        "one speaker": (LedgerFilter(speaker=frequent or somebody), "date"),
        "speaker by a name": (LedgerFilter(speaker_words="1"), "date"),
    }
