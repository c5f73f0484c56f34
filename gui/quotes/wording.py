"""What panel and ledger say about a quote, in plain words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from gui.certainty import certainty, speaker_name
from storage.finding_types import FindingState, Quote
from storage.found import QuoteKind
from storage.printing import counted as counted_of
from storage.text.pictures_in_text import in_words

KIND_WORDS: Final[Mapping[QuoteKind, str]] = {"direct": "Direct", "indirect": "Indirect"}
KIND_SIGNS: Final[Mapping[QuoteKind, str]] = {"direct": "quote", "indirect": "message-square-quote"}
STATE_SIGNS: Final[Mapping[FindingState, str]] = {
    "suggested": "circle",
    "confirmed": "circle-check",
    "rejected": "x",
}
LONGEST: Final = 600  # characters of a quote that a card can need


def excerpt(quote: Quote) -> str:
    """Give the beginning of the quote in one line."""
    return " ".join(in_words(quote.exact[:LONGEST]).split())


def as_written(quote: Quote) -> str:
    """Give how the text says who speaks and that something is said: "he · noted"."""
    speaker = quote.speaker_text if quote.speaker_text != quote.speaker_name else ""
    return " · ".join(part for part in (speaker, quote.cue_text) if part)


def state_words(quote: Quote) -> str:
    """Say what the reader has said of a quote, or how sure the finder is."""
    if quote.state == "suggested":
        return certainty(quote.confidence).capitalize()
    return quote.state.capitalize()


def state_tip(quote: Quote) -> str:
    """Say in full what is known of quote and speaker."""
    if quote.state == "rejected":
        return "Rejected: no quote"
    said = "Confirmed" if quote.state == "confirmed" else f"Quote {certainty(quote.confidence)}"
    if quote.speaker is None:
        return f"{said}, speaker unknown"
    if quote.is_speaker_confirmed:
        return said
    return f"{said}, speaker {certainty(quote.speaker_confidence)}"


def spoken(quote: Quote) -> str:
    """Say all that a card shows, for those who do not see it."""
    parts = [
        speaker_name(quote),
        excerpt(quote),
        f"{KIND_WORDS[quote.kind]} quote",
        as_written(quote),
        state_tip(quote),
    ]
    return ". ".join(part for part in parts if part)


def counted(count: int) -> str:
    """Write a number of quotes: "1 quote", "1,204 quotes"."""
    return counted_of(count, "quote")


def summary(total: int, unseen: int, *, is_short: bool = False) -> str:
    """Say how many quotes there are, and how many of them are to be reviewed."""
    if not total:
        return ""
    left = f"{unseen:,} to review" if unseen else "all reviewed"
    return left.capitalize() if is_short else f"{counted(total)}, {left}"
