"""What Postil talks about: articles, their text, and what the reader makes of it.

Offsets are Unicode code points, half-open, into the canonical text of one text version.
Times are aware UTC datetimes here and ISO 8601 text with `Z` in the library file.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple, NewType, get_args

ArticleId = NewType("ArticleId", int)
TextId = NewType("TextId", int)
AnnotationId = NewType("AnnotationId", int)
TagId = NewType("TagId", int)

ColorKey = Literal["yellow", "red", "green", "blue", "purple", "magenta", "orange", "gray"]
COLORS: tuple[ColorKey, ...] = get_args(ColorKey)  # in the order of the keys 1..8, as Zotero has it
Style = Literal["highlight", "underline"]
STYLES: tuple[Style, ...] = get_args(Style)

ReadingState = Literal["unread", "reading", "done", "archived"]
READING_STATES: tuple[ReadingState, ...] = get_args(ReadingState)
SourceFormat = Literal["text", "markdown", "clipboard", "json"]

BlockKind = Literal["paragraph", "heading", "item", "code", "cell", "rule"]
MarkKind = Literal["emphasis", "strong", "code", "link", "strike"]

CONTEXT = 32  # characters kept on each side of a passage, as Hypothesis stores them


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of canonical text: `start` up to, not including, `end`; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what is no stretch. Raises: ValueError."""
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A quotation that can be found again: its span, its words and what stands around it."""

    span: Span
    exact: str
    prefix: str = ""
    suffix: str = ""


class Block(NamedTuple):
    """One paragraph-like part of a text; `start == end` only for a rule.

    A tuple, since a book has thousands and a frozen dataclass takes many times as long to make.

    `level` is the heading's rank (1..6), or how deep an item is nested (from 1).
    `quote` counts the block quotes around it. `marker` is an item's sign as read ("•", "3.").
    `row` and `column` place a cell (from 0); cells of one table share `table` (from 1).
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int = 0
    quote: int = 0
    marker: str = ""
    table: int = 0
    row: int = 0
    column: int = 0


class Mark(NamedTuple):
    """Inline formatting over a span; `target` is a link's address."""

    start: int
    end: int
    kind: MarkKind
    target: str = ""


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """What an importer makes of a file, before it is in a library.

    `content` is canonical text; `blocks` are in order, do not overlap and cover every character
    but the separators between them; `original` is the file as it was.
    """

    title: str
    content: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    byline: str = ""
    site: str = ""
    url: str = ""
    language: str = ""
    published_at: datetime | None = None
    source: SourceFormat = "text"
    extractor: str = ""
    origin: str = ""
    original: bytes = b""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the library, as the shelf shows it.

    `position` is the first character that was visible, `progress` the furthest part read (0..1).
    `length` counts the characters of the current text.
    """

    id: ArticleId
    uid: str
    title: str
    byline: str
    site: str
    url: str
    language: str
    published_at: datetime | None
    imported_at: datetime
    opened_at: datetime | None
    deleted_at: datetime | None
    source: SourceFormat
    origin: str
    state: ReadingState
    position: int
    progress: float
    length: int
    annotation_count: int


@dataclass(frozen=True, slots=True)
class ArticleText:
    """One immutable version of an article's text with its layout; blocks and marks by start."""

    id: TextId
    article_id: ArticleId
    version: int
    content: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    sha256: str
    extractor: str


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the reader marked or wrote; `passage` is None for a note on the whole article.

    `note` is Markdown. `tags` are names in alphabetical order.
    """

    id: AnnotationId
    uid: str
    article_id: ArticleId
    text_id: TextId
    passage: Passage | None
    style: Style
    color: ColorKey
    note: str
    tags: tuple[str, ...]
    created_at: datetime
    updated_at: datetime


def text_order(annotation: Annotation) -> tuple[int, int, int]:
    """Give the key by which annotations stand in text order, notes on the article first."""
    if annotation.passage is None:
        return (-1, 0, annotation.id)
    span = annotation.passage.span
    return (span.start, span.end, annotation.id)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and how many annotations carry it."""

    id: TagId
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class AnnotationFilter:
    """Which annotations are wanted; every part that is set must hold.

    An empty tuple or text filters nothing. An annotation needs one of `colors` and all of `tags`;
    `text` is searched in passage, note and tags, without regard to case.
    """

    colors: tuple[ColorKey, ...] = ()
    tags: tuple[str, ...] = ()
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        return not (self.colors or self.tags or self.text.strip())

    def admits(self, annotation: Annotation) -> bool:
        """Say whether the annotation passes."""
        if self.colors and annotation.color not in self.colors:
            return False
        own = {tag.casefold() for tag in annotation.tags}
        if not all(tag.casefold() in own for tag in self.tags):
            return False
        wanted = self.text.strip().casefold()
        if not wanted:
            return True
        exact = annotation.passage.exact if annotation.passage else ""
        searched = "\n".join((exact, annotation.note, *annotation.tags)).casefold()
        return all(word in searched for word in wanted.split())


@dataclass(frozen=True, slots=True)
class ArticleExport:
    """One article with what is to be exported of it, in text order; article notes first.

    `original` is the file that it was read from; only a complete export asks for it.
    """

    article: Article
    text: ArticleText
    annotations: tuple[Annotation, ...]
    color_names: dict[ColorKey, str] = field(default_factory=dict)
    original: bytes = b""
