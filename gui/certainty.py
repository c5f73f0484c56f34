"""How sure it is what a finder says, in words: the same on cards, in lists and in the ledger."""

from __future__ import annotations

from typing import Final

from storage.finding_types import Quote
from storage.found import SURE

UNKNOWN: Final = "Unknown speaker"
VERY_SURE: Final = 0.9  # confidence from which a finding is called very likely


def certainty(confidence: float) -> str:
    """Put a confidence from 0 to 1 in words."""
    if confidence >= VERY_SURE:
        return "very likely"
    return "likely" if confidence >= SURE else "unsure"


def speaker_name(quote: Quote) -> str:
    """Say who speaks; "?" stands behind one that is a guess, quotation marks around mere words."""
    if quote.speaker is not None:
        is_guess = not quote.is_speaker_confirmed and quote.speaker_confidence < SURE
        return f"{quote.speaker_name}?" if is_guess else quote.speaker_name
    return f"“{quote.speaker_text}”, unknown" if quote.speaker_text else UNKNOWN
