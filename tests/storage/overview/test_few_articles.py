"""Counts of libraries with few articles or none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from storage.library import Library
from storage.overview.counting import MEASURES, SUBJECTS, Chosen
from storage.searching.query import EVERYTHING
from tests.builders import add_article, make_imported

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 1)


def test_frequent_ones_come_first_and_others_are_counted(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.postil") as library:
        for number in range(14):
            for twice in range(2 if number == 9 else 1):
                add_article(
                    library, make_imported(f"Number {number} {twice}.", site=f"s{number}.org")
                )
        ids = library.overview.articles(EVERYTHING, "added", ("", ""))
        card = library.overview.by("site", ids, library.legend.names())
        assert (card.bars[0].name, card.bars[0].count, card.more) == ("s9.org", 2, 4)


def test_empty_library(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.postil") as library:
        assert library.overview.first_day() is None
        times = library.overview.over_time(EVERYTHING, FIRST, LAST)
        assert not any(sum(times.counts[measure]) for measure in MEASURES)
        for subject in SUBJECTS:
            assert not library.overview.by(subject, Chosen(0, "[]"), library.legend.names()).bars
