"""A quote is copied with who said it and where."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from storage.exporters.quote_citation import quote_citation
from storage.finding_types import EntityId, LedgerEntry, Quote, QuoteId
from storage.types import ArticleId, Span, TextId

QUOTE = Quote(
    id=QuoteId(1),
    uid="u",
    article=ArticleId(1),
    text=TextId(1),
    span=Span(0, 14),
    exact="“We are\nhere.”",
    kind="direct",
    speaker=EntityId(1),
    speaker_name="Ana Ruiz",
    speaker_span=None,
    speaker_text="she",
    cue_span=None,
    cue_text="said",
    state="confirmed",
    confidence=1.0,
    speaker_confidence=1.0,
    is_speaker_confirmed=True,
)
ENTRY = LedgerEntry(
    quote=QUOTE,
    title="Visit & return",
    byline="Bo Lind",
    site="Example",
    url="https://example.org/a?b=1&c=2",
    article_uid="a",
    published_at=datetime(2024, 5, 2, tzinfo=UTC),
    imported_at=datetime(2024, 6, 1, tzinfo=UTC),
    sentence="“We are here,” she said.",
    paragraph=3,
)


def test_quote_has_its_speaker_and_its_source() -> None:
    assert quote_citation(ENTRY) == (
        "“We are here.” (Ana Ruiz; in: Bo Lind, Visit & return, Example, 2024-05-02, paragraph 3)"
    )


def test_rich_text_links_the_title_and_escapes_the_rest() -> None:
    assert quote_citation(ENTRY, flavour="html") == (
        "<p>“We are here.” (Ana Ruiz; in: Bo Lind,"
        ' <a href="https://example.org/a?b=1&amp;c=2"><cite>Visit &amp; return</cite></a>,'
        " Example, 2024-05-02, paragraph 3)</p>"
    )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        pytest.param(
            {"state": "suggested", "is_speaker_confirmed": False},
            "(Ana Ruiz, quote and speaker not confirmed; in:",
            id="suggested",
        ),
        pytest.param(
            {"kind": "indirect", "exact": "they were there"},
            "“they were there” (Ana Ruiz, reported speech; in:",
            id="indirect",
        ),
        pytest.param(
            {"speaker": None, "speaker_name": "", "is_speaker_confirmed": False},
            "(she, speaker not known; in:",
            id="unknown",
        ),
    ],
)
def test_what_is_not_certain_is_said(changed: dict[str, object], said: str) -> None:
    assert said in quote_citation(replace(ENTRY, quote=replace(QUOTE, **changed)))


def test_what_an_article_does_not_say_is_left_out() -> None:
    bare = replace(ENTRY, byline="", site="", published_at=None, paragraph=0)
    assert quote_citation(bare) == "“We are here.” (Ana Ruiz; in: Visit & return)"
