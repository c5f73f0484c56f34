"""Completions of a search and the counts of the overview, in large libraries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

from storage.library import Library
from storage.overview.counting import SUBJECTS
from storage.searching.days import Days
from storage.searching.query import EVERYTHING
from tests.benchmarks.measuring import Row, timed
from tests.benchmarks.processes import Run, Values, ask, collect

COMPLETED_MS = 100  # after a pause of the typist, beside the window
TYPED = {
    "a field": "sp",
    "tag:, nothing typed": "tag:",
    "tag:, two letters": "tag:vo",
    "speaker:, nothing typed": "speaker:",
    "speaker:, a letter": "speaker:c",
    "mentions:, a letter": "mentions:b",
    "site:, a letter": "site:w",
}


def rows(run: Run, copies: Mapping[str, Path]) -> Iterator[Row]:
    """Ask at each size, the sizes in turn."""
    home = run.libraries.scratch / "home"
    values: dict[str, Values] = {size: {} for size in copies}
    for _ in range(run.times(6)):
        for size, path in copies.items():
            collect(values[size], ask("large_overview.measure", home, path=path))
    for size, own in values.items():
        for what, samples in own.items():
            is_completion = what.startswith("complete")
            yield Row(
                *("large", what, size, samples),
                target=COMPLETED_MS if is_completion else None,
                judged="p95",
            )


def measure(path: str) -> dict[str, object]:
    """Complete what is typed, and count all of the library and its newest year."""
    found: Values = {}
    with Library.reading(Path(path)) as library:
        completer = library.completer
        for what, typed in TYPED.items():
            took, _ = timed(lambda t=typed: completer.complete(t, len(t)))  # type: ignore[misc]
            found[f"complete {what}"] = [took]
        newest = library.articles.get(library.articles.ids(limit=1)[0]).imported_at.date()
        first = library.overview.first_day() or newest
        year = newest - timedelta(days=365)
        until = newest + timedelta(days=1)
        days = year.isoformat(), until.isoformat()
        for name, since, some in (("all", first, ("", "")), ("a year", year, days)):
            found[f"overview of {name}: over time"] = [_over_time(library, since, until)]
            found[f"overview of {name}: all cards"] = [_cards(library, some)]
    return dict(found)


def _over_time(library: Library, since: date, until: date) -> float:
    return timed(lambda: library.overview.over_time(EVERYTHING, since, until))[0]


def _cards(library: Library, days: Days) -> float:
    def count() -> None:
        chosen = library.overview.articles(EVERYTHING, "added", days)
        for subject in SUBJECTS:
            library.overview.by(subject, chosen, library.legend.names())

    return timed(count)[0]
