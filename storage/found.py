"""What is found in a text: entities with their mentions, quotes with their speakers.

As the finders give it, before it is in a library. Offsets are Unicode code points, half-open, into
the text. An entity is named by its place in `Findings.entities`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, get_args

from storage.types import Span

EntityKind = Literal["person", "organisation", "place", "date", "event", "group", "law"]
ENTITY_KINDS: tuple[EntityKind, ...] = get_args(EntityKind)  # in the order of panels and tables
QuoteKind = Literal["direct", "indirect"]
QUOTE_KINDS: tuple[QuoteKind, ...] = get_args(QuoteKind)
SURE = 0.75  # confidence from which a finding is shown without a question mark


class FoundMention(NamedTuple):
    """A stretch of text that names an entity; mentions do not overlap."""

    start: int
    end: int
    entity: int
    confidence: float  # 0..1


@dataclass(frozen=True, slots=True)
class FoundEntity:
    """One person, organisation, ... of a text with all that it is called there.

    `name` is its longest or official name as written; `aliases` are its other forms, each once, in
    order of first mention ("SCO", "the Shanghai Organisation", "Norov"). `iso` is a date's value:
    "2019-11-06", "2019-11", "2019", an interval "2019-11-06/2019-11-07"; "" for what has none.
    `roles` are what a person is called by office in the text ("SCO Secretary-General").
    """

    kind: EntityKind
    name: str
    aliases: tuple[str, ...] = ()
    iso: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """What somebody said, as written.

    `span` has the words: with their marks for a direct quote. `speaker` is how the speaker stands
    in the text ("he", "the SCO Secretary-General"), `entity` who that is, None for unknown, and
    `speaker_confidence` how sure that is. `cue` is the verb ("noted") or "according to".
    """

    span: Span
    kind: QuoteKind
    speaker: Span | None = None
    entity: int | None = None
    cue: Span | None = None
    confidence: float = 1.0
    speaker_confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one detector found in one text; mentions and quotes by start.

    `missing` says in a sentence what is not detected in this language; "" when all is.
    """

    detector: str  # "postil"
    version: str  # of the detector: another one may find other things
    language: str  # BCP 47, as it was taken; "" unknown
    entities: tuple[FoundEntity, ...] = ()
    mentions: tuple[FoundMention, ...] = ()
    quotes: tuple[FoundQuote, ...] = ()
    missing: str = ""


class KnownName(NamedTuple):
    """A name that the reader has confirmed: as `alias` it is always `name`, of that kind."""

    alias: str
    kind: EntityKind
    name: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the reader has decided before; it comes before all that is computed.

    `killed` are names that are never to be found again, each with its kind; None for any kind.
    """

    names: tuple[KnownName, ...] = ()
    killed: tuple[tuple[str, EntityKind | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A text to be looked through.

    `paragraphs` are its blocks of words in order, without the separators between them; code and
    pictures are left out. `quoted` are those of them that stand in a block quote. `language` is
    what the article says of itself, "" when it says nothing. `published_at` is the day from which
    "on Friday" is counted.
    """

    content: str
    paragraphs: tuple[Span, ...]
    quoted: tuple[Span, ...] = ()
    headings: tuple[Span, ...] = ()
    language: str = ""
    published_at: datetime | None = None
    known: Known = Known()
