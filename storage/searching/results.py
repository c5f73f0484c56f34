"""Where in an article a search stands: passages of text, annotations, quotes, with excerpts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from storage.annotations import Annotations
from storage.articles import Articles
from storage.finding_types import QuoteId
from storage.found import EntityKind
from storage.indexing.words import WordForms
from storage.search import fts_term
from storage.searching.candidates import Candidate, annotated, mentioned, quoted, written
from storage.searching.compiled import Compiled, compiled, found_tags
from storage.searching.excerpting import excerpt
from storage.searching.patterns import pattern_of
from storage.searching.places import Finds, all_of
from storage.searching.query import InField, Query
from storage.store import Store
from storage.tags import Tags
from storage.text.plain_notes import plain_note
from storage.types import (
    AnnotationId,
    Article,
    ArticleId,
    ColorKey,
    PictureId,
    Span,
    Style,
    TextId,
    TextPicture,
)

PassageKind = Literal["text", "highlight", "note", "quote", "entity"]
PASSAGES = 5  # of one article, before "more"
MOST_NAMES = 2000  # entities that a few letters may name
MOST_HITS = 20_000  # of one word in an open text


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """One place that a search finds.

    `marks` are the words found, as spans of `excerpt`. `span` is where to open the text that is
    read now; None for what has no place in it (a note on the whole article). `color` and `style`
    are those of the annotation, `entity` is the kind of a name,
    `tags` are those of the annotation by which it was found.
    """

    kind: PassageKind
    excerpt: str
    marks: tuple[Span, ...]
    span: Span | None
    annotation: AnnotationId | None = None
    quote: QuoteId | None = None
    said_by: str = ""  # of a quote
    color: ColorKey | None = None
    style: Style = "highlight"
    entity: EntityKind | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article with the places that a search finds in it, its annotations and quotes first.

    `title_marks` are the words found in the title. `more` counts passages that are left out.
    `tags` are the article's own by which it was found.
    """

    article: Article
    title_marks: tuple[Span, ...]
    passages: tuple[FoundPassage, ...]
    more: int
    tags: tuple[str, ...] = ()


class Results:
    """Shows what a search finds in some articles. Reads only; meant for off the GUI thread."""

    def __init__(self, store: Store, articles: Articles, annotations: Annotations) -> None:
        """Work on a store; articles and annotations are read through their own."""
        self._store = store
        self._articles = articles
        self._annotations = annotations
        self._forms = WordForms(store)
        self._tags = Tags(store)

    def of(
        self, query: Query, articles: Sequence[int], *, passages: int = PASSAGES
    ) -> list[FoundArticle]:
        """Give what stands where, in the order of the ids; articles that are gone are left out."""
        asked = self._compiled(query)
        with self._store.snapshot():
            names = self._named(asked)
            return [
                self._found(asked, names, article, slice(0, passages))
                for article in self._articles.among(articles)
            ]

    def further(self, query: Query, article: ArticleId, first: int) -> list[FoundPassage]:
        """Give an article's passages from one on, all that were left out; none if it is gone."""
        asked = self._compiled(query)
        with self._store.snapshot():
            names = self._named(asked)
            found = [
                self._found(asked, names, one, slice(first, None))
                for one in self._articles.among([article])
            ]
        return list(found[0].passages) if found else []

    def hits(self, query: Query, text: TextId) -> list[Span]:
        """Give where the words of a search stand in a text, in its order; for marking them."""
        asked = self._compiled(query)
        row = self._store.one("SELECT content FROM article_text WHERE id = ?", (text,))
        if asked is None or row is None:
            return []
        found = asked.words.finds(row["content"], most=MOST_HITS, tick=self._tick)
        return [Span(*find) for find in all_of(found)]

    # -- inside

    def _compiled(self, query: Query) -> Compiled | None:
        return compiled(query, lambda words: pattern_of(words, self._forms.of))

    def _tick(self) -> None:
        """Notice that the question is stopped. Raises: Cancelled."""
        self._store.query("SELECT 1")

    def _named(self, asked: Compiled | None) -> dict[InField, set[int]]:
        """Give the entities that the parts of a search with a name mean."""
        leaves = (*asked.names("speaker"), *asked.names("mentions")) if asked else ()
        return {leaf: self._entities(leaf) for leaf in leaves}

    def _entities(self, leaf: InField) -> set[int]:
        is_open = leaf.words.is_prefix or leaf.words.is_unfinished
        rows = self._store.query(
            "SELECT DISTINCT coalesce(merged_into, entity.id) FROM entity_fts"
            " CROSS JOIN entity_alias ON entity_alias.id = entity_fts.rowid"
            " CROSS JOIN entity ON entity.id = entity_id"
            " WHERE entity_fts MATCH ? LIMIT ?",
            (fts_term(leaf.words.text, unfinished=is_open), MOST_NAMES),
        )
        return {row[0] for row in rows}

    def _found(
        self,
        asked: Compiled | None,
        names: Mapping[InField, set[int]],
        article: Article,
        wanted: slice,
    ) -> FoundArticle:
        if asked is None:
            return FoundArticle(article, (), (), 0)
        title = tuple(Span(*find) for find in all_of(asked.title.in_words(article.title)))
        row = self._store.one(
            "SELECT id, content FROM article_text WHERE article_id = ? AND current = 1",
            (article.id,),
        )
        text, content = (TextId(row["id"]), str(row["content"])) if row else (TextId(0), "")
        candidates = self._candidates(asked, names, article, text, content)
        shown = candidates[wanted]
        passages = tuple(self._passage(candidate, text, content) for candidate in shown)
        tags = found_tags(asked, self._tags.of_article(article.id))
        return FoundArticle(article, title, passages, len(candidates) - len(shown), tags)

    def _candidates(
        self,
        asked: Compiled,
        names: Mapping[InField, set[int]],
        article: Article,
        text: TextId,
        content: str,
    ) -> list[Candidate]:
        """Give the best places of an article; a stretch of text only where nothing else stands."""
        found: Finds = asked.words.finds(content, tick=self._tick)
        places: list[Candidate] = []
        if asked.has_color or asked.wants("highlight", "note", "tag", "text"):
            places += annotated(asked, self._annotations, article)
        if asked.wants("quote", "speaker", "text"):
            places += quoted(asked, self._store, text, found, names)
        if asked.names("mentions") or "entity" in asked.kinds:
            places += mentioned(asked, self._store, text, found, names)
        places += written(asked, found)
        best = max((place.weight for place in places), default=0)
        if best <= 0:
            return []
        kept = [place for place in places if place.weight == best]
        taken = [span for place in kept if place.kind != "text" and (span := place.span)]
        return [p for p in kept if p.kind != "text" or not _lies_in(p.span, taken)]

    def _passage(self, place: Candidate, text: TextId, content: str) -> FoundPassage:
        def pictures(start: int, end: int) -> list[TextPicture]:
            rows = self._store.query(
                "SELECT start, alt FROM text_picture WHERE text_id = ? AND start >= ? AND start < ?"
                " ORDER BY start",
                (text, start, end),
            )
            return [TextPicture(row[0], row[1], "", PictureId(0), 0, 0) for row in rows]

        if place.annotation is not None:
            one = place.annotation
            exact = one.passage.exact if one.passage is not None else ""
            words, marks = excerpt(
                exact if place.kind == "highlight" else plain_note(one.note), place.finds
            )
            kind: PassageKind = "highlight" if place.kind == "highlight" else "note"
            color = one.color if one.passage is not None else None
            return FoundPassage(
                *(kind, words, marks, one.span, one.id),
                color=color,
                style=one.style,
                tags=place.tags,
            )
        if place.quote is not None:
            quote = place.quote
            at = quote.span.start
            finds = [(start - at, end - at) for start, end in place.finds]
            words, marks = excerpt(quote.exact, finds)
            return FoundPassage(
                "quote", words, marks, quote.span, quote=quote.id, said_by=quote.shown_speaker
            )
        words, marks = excerpt(content, place.finds, pictures=pictures)
        if place.mention is not None:
            return FoundPassage("entity", words, marks, place.span, entity=place.mention.kind)
        return FoundPassage("text", words, marks, place.span)


def _lies_in(span: Span | None, others: Sequence[Span]) -> bool:
    return span is not None and any(o.start <= span.start and span.end <= o.end for o in others)
