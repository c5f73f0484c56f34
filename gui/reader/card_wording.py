"""What the card over a name or beside a quote says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gui.certainty import certainty, speaker_name
from gui.kinds import name_shown
from storage.finding_types import KIND_NAMES, Entity, FindingState, Mention, Quote
from storage.found import EntityKind
from storage.text.pictures_in_text import without
from storage.types import Span

MOST_NAMES = 5  # other names of an entity on a card
BESIDE = 36  # characters on each side of the first mention


@dataclass(frozen=True, slots=True)
class Card:
    """A card: a title with an icon, how sure it is, and lines below."""

    sign: EntityKind | None  # None for a quote
    title: str
    standing: str
    lines: tuple[str, ...]
    hint: str = ""


def mention_card(
    mention: Mention, entity: Entity, mentions: Sequence[Mention], content: str
) -> Card:
    """Say what is known of a name; `mentions` are those of its entity in the text, by start."""
    lines: list[str] = []
    if names := _listed(entity.aliases):
        lines.append(f"Also {names}")
    if roles := _listed(entity.roles):
        lines.append(f"As {roles}")
    count = len(mentions)
    if count < 2:
        lines.append("Only here in this article")
    else:
        number = next((n for n, one in enumerate(mentions, 1) if one.id == mention.id), 1)
        which = "The first" if number == 1 else f"Number {number:,}"
        lines.append(f"{which} of {count:,} in this article")
        if number > 1:
            first = mentions[0]
            lines.append(f"First: {words_around(content, Span(first.start, first.end))}")
    return Card(
        mention.kind,
        name_shown(mention.kind, entity.name),
        f"{KIND_NAMES[mention.kind][0]} · {standing(mention.state, mention.confidence)}",
        tuple(lines),
        "Double-click for the next one" if count > 1 else "",
    )


def quote_card(quote: Quote) -> Card:
    """Say who speaks in a quote, as far as that is known."""
    lines: list[str] = []
    if quote.speaker_name and quote.speaker_text not in ("", quote.speaker_name):
        lines.append(f"Here “{quote.speaker_text}”")
    if quote.cue_text:
        lines.append(f"Cue: {quote.cue_text}")
    kind = "Quote" if quote.kind == "direct" else "Indirect quote"
    return Card(
        None,
        speaker_name(quote),
        f"{kind} · {standing(quote.state, quote.confidence)}",
        tuple(lines),
    )


def standing(state: FindingState, confidence: float) -> str:
    """Say whether something is confirmed, or how likely it is; `confidence` 0..1."""
    return "confirmed" if state == "confirmed" else f"suggested, {certainty(confidence)}"


def words_around(content: str, span: Span) -> str:
    """Give words with those beside them, in one line, cut between words."""
    before = without(content[max(0, span.start - BESIDE) : span.start])
    after = without(content[span.end : span.end + BESIDE])
    if span.start > BESIDE:
        before = "…" + before.partition(" ")[2]
    if span.end + BESIDE < len(content):
        after = after.rpartition(" ")[0] + "…"
    return " ".join(f"{before}{content[span.start : span.end]}{after}".split())


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
