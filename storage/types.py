"""What Postil talks about: articles, their text, and what the reader makes of it.

Offsets are Unicode code points, half-open, into the canonical text of one text version.
Times are aware UTC datetimes here and ISO 8601 text with `Z` in the library file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple, NewType, get_args

ArticleId = NewType("ArticleId", int)
TextId = NewType("TextId", int)
AnnotationId = NewType("AnnotationId", int)
TagId = NewType("TagId", int)
CollectionId = NewType("CollectionId", int)
SavedSearchId = NewType("SavedSearchId", int)
PictureId = NewType("PictureId", int)
FeedId = NewType("FeedId", int)

ColorKey = Literal["yellow", "red", "green", "blue", "purple", "magenta", "orange", "gray"]
COLORS: tuple[ColorKey, ...] = get_args(ColorKey)  # in the order of the keys 1..8, as Zotero has it
TagColor = ColorKey | Literal[""]
Style = Literal["highlight", "underline"]
STYLES: tuple[Style, ...] = get_args(Style)
Standing = Literal["exact", "moved", "changed", "ambiguous", "lost", "confirmed"]
STANDINGS: tuple[Standing, ...] = get_args(Standing)
UNSURE: tuple[Standing, ...] = ("changed", "ambiguous")  # placed, and the reader should look

ReadingState = Literal["unread", "reading", "done", "archived"]
READING_STATES: tuple[ReadingState, ...] = get_args(ReadingState)
SourceFormat = Literal[
    "text",
    "markdown",
    "clipboard",
    "json",
    "html",
    "mhtml",
    "epub",
    "pdf",
    "docx",
    "odt",
    "rtf",
    "feed",
]

BlockKind = Literal["paragraph", "heading", "item", "code", "cell", "rule", "picture", "caption"]
MarkKind = Literal[
    "emphasis", "strong", "code", "link", "strike", "superscript", "subscript", "note", "jump"
]
PICTURE = "\ufffc"  # the character that stands for a picture in a text

NOWHERE = 2**63 - 1  # where what is not in a text is put in its order: after the rest
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

    A block of kind "picture" holds pictures only; a "caption" belongs to what stands before it.
    `level` is the heading's rank (1..6), how deep an item is nested (from 1), or 1 for a cell
    that heads its row or column.
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
    """Inline formatting over a span.

    `target` is a link's address. For a "note" (the sign of a footnote) and a "jump" (a link
    inside the text) it is the position that it leads to, in decimal digits.
    """

    start: int
    end: int
    kind: MarkKind
    target: str = ""


class PictureFile(NamedTuple):
    """A picture as a file that has been checked; `width` and `height` in its own pixels."""

    body: bytes
    media_type: str
    width: int
    height: int


class ImportedPicture(NamedTuple):
    """A picture that an importer found: its U+FFFC stands at `start`.

    `source` is its address on the web, "" if it has none; `file` is None if it was not there or
    could not be shown.
    """

    start: int
    alt: str = ""
    source: str = ""
    file: PictureFile | None = None


class TextPicture(NamedTuple):
    """A picture of a text in the library; without `id` (0) only its description is there."""

    start: int
    alt: str
    source: str
    id: PictureId
    width: int
    height: int


class Original(NamedTuple):
    """The file that a text was read from, as it was."""

    name: str
    body: bytes


class PageStart(NamedTuple):
    """Where a page of the printed or fixed edition begins, and what it is called."""

    start: int
    label: str


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """What an importer makes of a file, before it is in a library.

    `content` is canonical text; `blocks` are in order, do not overlap and cover every character
    but the separators between them; pictures and pages are by start. `original` is the file as it
    was and `original_name` what to call it, with its ending.
    """

    title: str
    content: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...] = ()
    pictures: tuple[ImportedPicture, ...] = ()
    pages: tuple[PageStart, ...] = ()
    byline: str = ""
    site: str = ""
    url: str = ""
    language: str = ""
    published_at: datetime | None = None
    source: SourceFormat = "text"
    extractor: str = ""
    origin: str = ""
    original: bytes = b""
    original_name: str = ""
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the library, as the shelf shows it.

    `position` is the first character that was visible, `progress` the furthest part read (0..1).
    `length` counts the characters of the current text. `finished_at` is when the reader was done
    with it, None while it is unread or being read.
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
    is_starred: bool = False
    finished_at: datetime | None = None


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
    pictures: tuple[TextPicture, ...] = ()
    pages: tuple[PageStart, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the reader marked or wrote; `passage` is None for a note on the whole article.

    `passage` has the words as they were marked, in the text `text_id`. `span` is where they stand
    in the text that is read now, None if nowhere, and `standing` how sure that is: "exact" in the
    text they were marked in.

    `note` is Markdown. `tags` are names in alphabetical order.
    """

    id: AnnotationId
    uid: str
    article_id: ArticleId
    text_id: TextId
    passage: Passage | None
    span: Span | None
    standing: Standing
    style: Style
    color: ColorKey
    note: str
    tags: tuple[str, ...]
    created_at: datetime
    updated_at: datetime

    @property
    def needs_a_look(self) -> bool:
        """Whether the reader has to say where it belongs, or that it can go."""
        return self.standing in (*UNSURE, "lost")


def text_order(annotation: Annotation) -> tuple[int, int, int]:
    """Give the key by which annotations stand in text order, notes on the article first.

    Those whose words are not in the text any more come last, in the order of the older text.
    """
    if annotation.passage is None:
        return (-1, 0, annotation.id)
    if annotation.span is None:
        return (NOWHERE, annotation.passage.span.start, annotation.id)
    return (annotation.span.start, annotation.span.end, annotation.id)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, and how many annotations (`count`) and whole articles carry it.

    "a/b" is a tag under "a". `color` is a palette key, "" for none.
    """

    id: TagId
    name: str
    count: int
    articles: int = 0
    color: TagColor = ""


@dataclass(frozen=True, slots=True)
class AnnotationFilter:
    """Which annotations are wanted; every part that is set must hold.

    An empty tuple or text filters nothing. An annotation needs one of `colors` and all of `tags`;
    `text` is searched in passage, note and tags, without regard to case.
    """

    colors: tuple[ColorKey, ...] = ()
    tags: tuple[str, ...] = ()
    text: str = ""
    needs_a_look: bool = False  # only those whose place in a changed text is unsure or lost
    among: frozenset[AnnotationId] | None = None  # only these

    @property
    def is_empty(self) -> bool:
        """Whether it lets everything through."""
        words = self.text.strip()
        is_open = self.among is None
        return is_open and not (self.colors or self.tags or words or self.needs_a_look)

    def admits(self, annotation: Annotation) -> bool:
        """Say whether the annotation passes."""
        if self.colors and annotation.color not in self.colors:
            return False
        if self.needs_a_look and not annotation.needs_a_look:
            return False
        if self.among is not None and annotation.id not in self.among:
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
