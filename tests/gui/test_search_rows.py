"""Rows of results from one state to the next, and how their words are laid out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.fonts import interface_font
from gui.search.lettering import Letterings
from gui.search.rows import ResultRow, rows_of, steps_to
from storage.searching.results import FoundArticle, FoundPassage
from storage.types import Article, ArticleId, Span
from tests.gui.windows import dress

ARTICLE = Article(
    *(ArticleId(1), "u1", "Title", "", "", "", "en", None, datetime(2026, 1, 1, tzinfo=UTC)),
    opened_at=None,
    deleted_at=None,
    source="text",
    origin="",
    state="unread",
    position=0,
    progress=0.0,
    length=10,
    annotation_count=0,
)


def found(article: int, places: set[int], more: int = 0) -> FoundArticle:
    passages = tuple(
        FoundPassage("text", f"word {n}", (Span(0, 4),), Span(n, n + 1)) for n in sorted(places)
    )
    return FoundArticle(replace(ARTICLE, id=ArticleId(article)), (), passages, more)


SOME = st.lists(
    st.builds(found, st.integers(1, 8), st.sets(st.integers(0, 5), max_size=3), st.integers(0, 2)),
    max_size=6,
    unique_by=lambda one: one.article.id,
)


@given(SOME, SOME, st.sets(st.integers(1, 8)))
def test_steps_lead_from_one_list_of_rows_to_the_next(old, new, folded):
    before, after = rows_of(old), rows_of(new, folded)
    shown = list(before)
    for start, end, rows in steps_to(before, after):
        shown[start:end] = rows
    assert [row.key for row in shown] == [row.key for row in after]


def test_rows_that_stay_are_in_no_step():
    old, new = rows_of([found(1, {1}), found(2, {2})]), rows_of([found(3, {1}), found(1, {1})])
    steps = steps_to(old, new)
    assert [(step.start, step.end, len(step.rows)) for step in steps] == [(2, 4, 0), (0, 0, 2)]


def test_folded_article_is_one_row():
    rows = rows_of([found(1, {1, 2}, more=3), found(2, set())], folded={1})
    assert [(row.kind, row.is_folded) for row in rows] == [("article", True), ("article", False)]
    assert not ResultRow(rows[0].found).is_as(rows[0])


@pytest.mark.parametrize(
    "words",
    [
        "🌊 The wave of words " * 20,
        "気候変動は世界中で問題になっている。" * 20,
        "تحدث الوزير عن المناخ في جنيف " * 20,
    ],
    ids=["emoji", "japanese", "arabic"],
)
def test_words_that_do_not_fit_end_in_dots(qapp, words):
    dress()
    letterings = Letterings(interface_font(), 17)
    made = letterings.of(words, (Span(0, 1),), 200, 3)
    assert made.lineCount() == 3
    assert made.text().endswith("…")
    assert letterings.height(words, (Span(0, 1),), 200, 3) == 3 * 17
    assert letterings.of(words, (Span(0, 1),), 200, 3) is made


def test_marks_count_letters_as_people_do(qapp):
    dress()
    made = Letterings(interface_font(), 17).of("🌊🌊 wave", (Span(3, 7),), 300, 3)
    (mark,) = made.formats()
    assert (mark.start, mark.length) == (5, 4)
