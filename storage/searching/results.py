"""Where in an article a search stands: passages of text, annotations, quotes, with excerpts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from storage.finding_types import QuoteId
from storage.searching.query import Query
from storage.store import Store
from storage.types import AnnotationId, Article, Span

PassageKind = Literal["text", "highlight", "note", "quote", "entity"]
PASSAGES = 5  # of one article, before "more"


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """One place that a search finds.

    `marks` are the words found, as spans of `excerpt`. `span` is where to open the text that is
    read now; None for what has no place in it (a note on the whole article).
    """

    kind: PassageKind
    excerpt: str
    marks: tuple[Span, ...]
    span: Span | None
    annotation: AnnotationId | None = None
    quote: QuoteId | None = None
    said_by: str = ""  # of a quote


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article with the places that a search finds in it, its annotations and quotes first.

    `title_marks` are the words found in the title. `more` counts passages that are left out.
    """

    article: Article
    title_marks: tuple[Span, ...]
    passages: tuple[FoundPassage, ...]
    more: int


class Results:
    """Shows what a search finds in some articles. Reads only; meant for off the GUI thread."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    def of(
        self, query: Query, articles: Sequence[int], *, passages: int = PASSAGES
    ) -> list[FoundArticle]:
        """Give what stands where, in the order of the ids; articles that are gone are left out."""
        raise NotImplementedError
