"""What the library keeps of what was found: entities, mentions, quotes, and what the reader said.

Offsets are Unicode code points, half-open, into the text that is named beside them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, NewType, get_args

from storage.found import EntityKind, QuoteKind
from storage.types import ArticleId, Span, TextId

EntityId = NewType("EntityId", int)
MentionId = NewType("MentionId", int)
QuoteId = NewType("QuoteId", int)

FindingState = Literal["suggested", "confirmed", "rejected"]
FINDING_STATES: tuple[FindingState, ...] = get_args(FindingState)

WHOLE = Span(0, sys.maxsize)  # of any text
KIND_NAMES: Mapping[EntityKind, tuple[str, str]] = {  # one, several
    "person": ("Person", "People"),
    "organisation": ("Organisation", "Organisations"),
    "place": ("Place", "Places"),
    "date": ("Date", "Dates"),
    "event": ("Event", "Events"),
    "group": ("Group", "Groups"),
    "law": ("Law or document", "Laws and documents"),
}


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation, ... of the library, with all that was merged into it.

    `aliases` are all its names and other forms but `name`, `roles` its offices; both in order of
    first appearance in the library. `is_everywhere` says that every mention of it counts as
    confirmed; `state` "rejected" that none is ever shown.
    """

    id: EntityId
    uid: str
    kind: EntityKind
    name: str
    iso: str
    state: FindingState
    is_everywhere: bool
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


class Mention(NamedTuple):
    """A stretch of a text that names an entity, as page and lists show it.

    `state` is what counts: what the reader said of this mention, or else of the entity everywhere.
    """

    id: MentionId
    text: TextId
    start: int
    end: int
    exact: str
    entity: EntityId
    kind: EntityKind
    name: str  # of the entity
    state: FindingState
    confidence: float  # 0..1


@dataclass(frozen=True, slots=True)
class ArticleEntity:
    """An entity as it stands in one article.

    `state` is "suggested" as long as one of its mentions there is. `first` is its first mention;
    `forms` are the ways it is written there, most frequent first. `confidence` is that of its
    surest mention. `is_known` says that the reader has confirmed it, here or in another article.
    """

    id: EntityId
    kind: EntityKind
    name: str
    iso: str
    state: FindingState
    count: int
    confirmed: int
    first: Span
    forms: tuple[str, ...]
    confidence: float
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said in a text.

    `exact` is what stands at `span`, a direct quote with its marks. `speaker` is who that is, None
    where nobody knows, `speaker_name` its name or ""; `speaker_text` and `cue_text` are as written.
    """

    id: QuoteId
    uid: str
    article: ArticleId
    text: TextId
    span: Span
    exact: str
    kind: QuoteKind
    speaker: EntityId | None
    speaker_name: str
    speaker_span: Span | None
    speaker_text: str
    cue_span: Span | None
    cue_text: str
    state: FindingState
    confidence: float
    speaker_confidence: float
    is_speaker_confirmed: bool

    @property
    def shown_speaker(self) -> str:
        """Give who speaks as far as it is known: the name, or the words of the text, or ""."""
        return self.speaker_name or self.speaker_text


@dataclass(frozen=True, slots=True)
class Run:
    """That a detector has looked through a text; `missing` is what it does not detect there."""

    text: TextId
    detector: str
    version: str
    language: str
    missing: str
    found_at: datetime


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A quote of the library with what it takes to cite it: its article, its place there."""

    quote: Quote
    title: str
    byline: str
    site: str
    url: str
    article_uid: str
    published_at: datetime | None
    imported_at: datetime
    sentence: str  # all that the quote is part of
    paragraph: int  # from 1; 0 in a heading
