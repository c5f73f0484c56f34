"""What is exported of an article: its text, what the reader made, what was found in it.

The kept ones name each other by `uid`, so that they mean the same in another library.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, get_args

from storage.finding_types import ArticleEntity, FindingState, Quote
from storage.found import EntityKind, QuoteKind
from storage.types import (
    Annotation,
    Article,
    ArticleText,
    ColorKey,
    PictureFile,
    PictureId,
    Span,
)

FindingChoice = Literal["none", "confirmed", "all"]  # all: suggestions too, marked as such
FINDING_CHOICES: tuple[FindingChoice, ...] = get_args(FindingChoice)
Origin = Literal["finder", "reader"]
ORIGINS: tuple[Origin, ...] = get_args(Origin)


class ExportedQuote(NamedTuple):
    """A quote with where it stands.

    `sentence` is all the sentences that it is part of, on one line. `paragraph` counts from 1; 0
    in a heading.
    """

    quote: Quote
    sentence: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class KeptEntity:
    """An entity as it stands in a library, alone: what is merged into another one names that.

    `aliases` are all that it is called, `roles` its offices, both in the order of the library.
    """

    uid: str
    kind: EntityKind
    name: str
    iso: str = ""
    state: FindingState = "suggested"
    is_everywhere: bool = False
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    merged_into: str = ""


class KeptMention(NamedTuple):
    """A mention as it counts: confirmed also where that was said of its entity everywhere."""

    start: int
    end: int
    exact: str
    entity: str
    state: FindingState
    origin: Origin
    confidence: float


@dataclass(frozen=True, slots=True)
class KeptQuote:
    """A quote as it stands in a library; without a `speaker` ("") nobody knows who speaks."""

    uid: str
    span: Span
    exact: str
    kind: QuoteKind
    speaker: str
    speaker_span: Span | None
    speaker_text: str
    cue_span: Span | None
    cue_text: str
    state: FindingState
    origin: Origin
    confidence: float
    speaker_confidence: float
    is_speaker_confirmed: bool


@dataclass(frozen=True, slots=True)
class KeptFindings:
    """What was decided on a text, and perhaps suggested; mentions and quotes by start.

    `entities` are all that mentions and quotes name, and what those are merged into.
    """

    entities: tuple[KeptEntity, ...] = ()
    mentions: tuple[KeptMention, ...] = ()
    quotes: tuple[KeptQuote, ...] = ()

    @property
    def is_decided(self) -> bool:
        """Whether there is more than suggestions."""
        states = {one.state for one in self.mentions} | {one.state for one in self.quotes}
        return bool(states - {"suggested"})


class KeptCollection(NamedTuple):
    """A collection by its path ("Elections/2026")."""

    uid: str
    path: str


class KeptSearch(NamedTuple):
    """A saved search."""

    uid: str
    name: str
    query: str


@dataclass(frozen=True, slots=True)
class KeptShelf:
    """What a library has beside its articles: colours of tags, collections, saved searches.

    `size` counts the articles of its shelf, by which one sees whether an export is of all.
    Collections and searches are in the reader's order, a collection before those in it.
    """

    size: int = 0
    tag_colors: dict[str, ColorKey] = field(default_factory=dict)
    collections: tuple[KeptCollection, ...] = ()
    searches: tuple[KeptSearch, ...] = ()


class KeptReview(NamedTuple):
    """Where an annotation is in the walk through past ones; `due_at` None: done with."""

    times: int
    seen_at: datetime
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class ArticleExport:
    """One article with what is to be exported of it, in text order; article notes first.

    `pictures` are the files of the text's pictures by id. `original` is the file that it was read
    from, and `older_texts` are those that annotations were made on; only a complete export asks
    for them. `quotes` and `entities` are those of the present text by their first place; `kept` is
    what a complete export has of them. `tags` are the article's own, `collections` the paths of
    those that it is in, and `shelf` is the same for all articles of a library. `reviews` are those
    of its annotations, by their uid; only a complete export has them.
    """

    article: Article
    text: ArticleText
    annotations: tuple[Annotation, ...]
    color_names: dict[ColorKey, str] = field(default_factory=dict)
    pictures: dict[PictureId, PictureFile] = field(default_factory=dict)
    original: bytes = b""
    original_name: str = ""
    older_texts: tuple[ArticleText, ...] = ()
    quotes: tuple[ExportedQuote, ...] = ()
    entities: tuple[ArticleEntity, ...] = ()
    kept: KeptFindings = KeptFindings()
    tags: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    shelf: KeptShelf = field(default_factory=KeptShelf)
    reviews: dict[str, KeptReview] = field(default_factory=dict)
