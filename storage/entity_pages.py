"""All that a library has about one entity, what is merged into it included.

Only articles on the shelf count, each in the text that is read now. Lists are newest article first,
an article's date being the day it was published, or else taken in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple

from storage.annotations import NOW, Annotations
from storage.decisions import Places
from storage.entities import GROUP, Entities
from storage.finding_types import Entity, EntityId, Mention, Quote
from storage.found import EntityKind
from storage.mentions import SELECT
from storage.quotes import Quotes
from storage.store import Store
from storage.text.periods import Bar, bars
from storage.text.pictures_in_text import in_words
from storage.types import Annotation, AnnotationId, ArticleId, Span, TextId

CONTEXT: Final = 60  # characters on each side of a mention
WITH_KINDS: Final[tuple[EntityKind, ...]] = ("person", "organisation", "place")
MOST_WITH: Final = 20
MOST_FORMS: Final = 20
LOOKED_AT: Final = 5_000  # mentions of which the forms are told
LIMIT: Final = 100  # rows of a list that come at once
ON_SHELF = (
    " JOIN article_text ON article_text.id = text_id AND current = 1"
    " JOIN article ON article.id = article_id AND deleted_at IS NULL"
)
SHELVED_QUOTE = ON_SHELF.replace("text_id AND", "quote.text_id AND")
AT = "coalesce(published_at, imported_at)"


class Source(NamedTuple):
    """Where something stands: an article and its date as an ISO day."""

    article: ArticleId
    title: str
    day: str


class PageMention(NamedTuple):
    """A mention with what stands before and after it, in one line."""

    mention: Mention
    source: Source
    before: str
    after: str


class PageQuote(NamedTuple):
    """A quote and where it stands."""

    quote: Quote
    source: Source


class PageHighlight(NamedTuple):
    """An annotation and where it stands."""

    annotation: Annotation
    source: Source


class Companion(NamedTuple):
    """Another entity in the same articles. `together` are mentions that they have in common."""

    id: EntityId
    kind: EntityKind
    name: str
    articles: int
    together: int


@dataclass(frozen=True, slots=True)
class EntityPage:
    """An entity with the beginning of each list about it.

    `mention_count` and `article_count` are of the whole library; `timeline` counts articles.
    `forms` are the ways in which it is written, most frequent first. `companions` begin with who
    shares the most articles, at most `MOST_WITH`.
    """

    entity: Entity
    parts: tuple[Entity, ...]
    forms: tuple[str, ...]
    article_count: int
    mention_count: int
    timeline: tuple[Bar, ...]
    mentions: tuple[PageMention, ...]
    quotes_by: tuple[PageQuote, ...]
    quotes_about: tuple[PageQuote, ...]
    highlights: tuple[PageHighlight, ...]
    companions: tuple[Companion, ...]


class _Text(NamedTuple):
    """A text that mentions the entity, how often, and the article that it is of."""

    id: TextId
    number: int
    source: Source


class EntityPages:
    """Gathers what one library has about its entities; work for a worker."""

    def __init__(
        self, store: Store, entities: Entities, quotes: Quotes, annotations: Annotations
    ) -> None:
        """Work on a store; whole things are read through their own."""
        self._store = store
        self._entities = entities
        self._quotes = quotes
        self._annotations = annotations

    def page(self, entity: EntityId, *, limit: int = LIMIT) -> EntityPage:
        """Give the page of an entity, or of the one it was merged into. Raises: NotFound."""
        with self._store.snapshot():
            found = self._entities.get(entity)
            texts = self._texts(found.id)
            return EntityPage(
                entity=found,
                parts=tuple(self._entities.parts_of(found.id)),
                forms=tuple(self._forms(found.id)),
                article_count=len(texts),
                mention_count=sum(text.number for text in texts),
                timeline=bars(text.source.day for text in texts),
                mentions=tuple(self._mentions(found.id, texts, 0, limit)),
                quotes_by=tuple(self.quotes_by(found.id, limit=limit)),
                quotes_about=tuple(self.quotes_about(found.id, limit=limit)),
                highlights=tuple(self.highlights(found.id, limit=limit)),
                companions=tuple(self.companions(found.id)),
            )

    def mentions(
        self, entity: EntityId, *, period: str = "", offset: int = 0, limit: int = LIMIT
    ) -> list[PageMention]:
        """Give its mentions with context; `period` is what the articles' dates begin with."""
        texts = [text for text in self._texts(entity) if text.source.day.startswith(period)]
        return self._mentions(entity, texts, offset, limit)

    def quotes_by(
        self, entity: EntityId, *, offset: int = 0, limit: int = LIMIT
    ) -> list[PageQuote]:
        """Give what it said."""
        source = "quote INDEXED BY quote_speaker"
        condition = f"speaker_id IS NOT NULL AND speaker_id IN {GROUP}"
        return self._page_quotes(source, condition, entity, offset, limit)

    def quotes_about(
        self, entity: EntityId, *, offset: int = 0, limit: int = LIMIT
    ) -> list[PageQuote]:
        """Give the quotes in which it is mentioned."""
        condition = (
            "EXISTS (SELECT 1 FROM mention INDEXED BY mention_text"
            " WHERE mention.text_id = quote.text_id AND mention.start >= quote.start"
            ' AND mention.start < quote."end" AND mention."end" <= quote."end"'
            f" AND mention.state <> 'rejected' AND entity_id IN {GROUP})"
        )
        mentioning = (
            f"(SELECT DISTINCT text_id FROM mention WHERE entity_id IN {GROUP}) AS own"
            " CROSS JOIN quote ON quote.text_id = own.text_id"
        )
        return self._page_quotes(mentioning, condition, entity, offset, limit)

    def highlights(
        self, entity: EntityId, *, offset: int = 0, limit: int = LIMIT
    ) -> list[PageHighlight]:
        """Give the reader's annotations that touch one of its mentions."""
        with self._store.snapshot():
            rows = self._store.query(
                "SELECT annotation.id AS id, now.id AS text_id, article.id AS article_id, title,"
                f" {AT} AS at, CASE WHEN annotation.text_id = now.id THEN annotation.start"
                " ELSE placement.start END AS first, CASE WHEN annotation.text_id = now.id"
                f' THEN annotation."end" ELSE placement."end" END AS last{NOW}'
                " JOIN article ON article.id = annotation.article_id AND deleted_at IS NULL"
                f" WHERE now.id IN (SELECT text_id FROM mention WHERE entity_id IN {GROUP})"
                " AND first IS NOT NULL ORDER BY at DESC, article.id DESC, first",
                (entity,),
            )
            places = self._places(entity, {TextId(row["text_id"]) for row in rows})
            touching = [
                row for row in rows if places[row["text_id"]].overlaps(row["first"], row["last"])
            ][offset : offset + limit]
            found = {
                annotation.id: annotation
                for annotation in self._annotations.among(
                    [AnnotationId(row["id"]) for row in touching]
                )
            }
            return [PageHighlight(found[row["id"]], _source(row)) for row in touching]

    def companions(self, entity: EntityId, *, limit: int = MOST_WITH) -> list[Companion]:
        """Give who appears in the same articles, most shared articles first.

        Among those with as many, who is mentioned more often together comes first: in each article
        as often as the rarer of the two is.
        """
        kinds = ",".join(f"'{kind}'" for kind in WITH_KINDS)
        rows = self._store.query(
            "WITH own AS MATERIALIZED (SELECT text_id, count(*) AS number FROM mention"
            f"{ON_SHELF} WHERE entity_id IN {GROUP} AND mention.state <> 'rejected' GROUP BY 1)"
            " SELECT root_id, kind, name, count(*) AS articles, sum(min(number, others))"
            " AS together FROM (SELECT root_id, kind, name, own.number AS number,"
            " count(*) AS others FROM own CROSS JOIN mention ON mention.text_id = own.text_id"
            " JOIN entity_root ON entity_root.id = entity_id WHERE mention.state <> 'rejected'"
            f" AND entity_root.state <> 'rejected' AND kind IN ({kinds}) AND root_id <> ?1"
            " GROUP BY root_id, own.text_id) GROUP BY root_id"
            " ORDER BY articles DESC, together DESC, name COLLATE NOCASE, root_id LIMIT ?2",
            (entity, limit),
        )
        return [Companion._make(row) for row in rows]

    # -- inside

    def _texts(self, entity: EntityId) -> list[_Text]:
        rows = self._store.query(
            f"SELECT text_id, count(*) AS number, article.id AS article_id, title, {AT} AS at"
            f" FROM mention{ON_SHELF} WHERE entity_id IN {GROUP} AND mention.state <> 'rejected'"
            " GROUP BY text_id ORDER BY at DESC, article.id DESC",
            (entity,),
        )
        return [_Text(TextId(row["text_id"]), row["number"], _source(row)) for row in rows]

    def _forms(self, entity: EntityId) -> list[str]:
        rows = self._store.query(
            f"SELECT exact FROM (SELECT exact FROM mention WHERE entity_id IN {GROUP}"
            " AND state <> 'rejected' LIMIT ?2) GROUP BY exact"
            " ORDER BY count(*) DESC, exact LIMIT ?3",
            (entity, LOOKED_AT, MOST_FORMS),
        )
        return [row["exact"] for row in rows]

    def _mentions(
        self, entity: EntityId, texts: Sequence[_Text], offset: int, limit: int
    ) -> list[PageMention]:
        """Read the mentions from one place of the list on, only from the texts that hold them."""
        found: list[PageMention] = []
        for text, reached in zip(texts, accumulate(t.number for t in texts), strict=True):
            if reached <= offset:
                continue
            skipped = max(0, offset - (reached - text.number))
            found += self._mentions_in(entity, text, skipped, limit - len(found))
            if len(found) == limit:
                break
        return found

    def _mentions_in(
        self, entity: EntityId, text: _Text, offset: int, limit: int
    ) -> list[PageMention]:
        rows = self._store.query(
            f"{SELECT} WHERE id IN (SELECT id FROM mention WHERE entity_id IN {GROUP}"
            " AND text_id = ?2 AND state <> 'rejected') ORDER BY start LIMIT ?3 OFFSET ?4",
            (entity, text.id, limit, offset),
        )
        row = self._store.one("SELECT content FROM article_text WHERE id = ?", (text.id,))
        content = row["content"] if row else ""
        mentions = map(Mention._make, rows)
        return [PageMention(one, text.source, *_around(content, one)) for one in mentions]

    def _page_quotes(
        self, source: str, condition: str, entity: EntityId, offset: int, limit: int
    ) -> list[PageQuote]:
        with self._store.snapshot():
            rows = self._store.query(
                f"SELECT quote.id AS id, article.id AS article_id, title, {AT} AS at FROM {source}"
                f"{SHELVED_QUOTE} WHERE quote.state <> 'rejected' AND {condition}"
                " ORDER BY at DESC, article.id DESC, quote.start LIMIT ?2 OFFSET ?3",
                (entity, limit, offset),
            )
            quotes = self._quotes.among([row["id"] for row in rows])
        return [PageQuote(quote, _source(row)) for quote, row in zip(quotes, rows, strict=True)]

    def _places(self, entity: EntityId, texts: set[TextId]) -> dict[TextId, Places]:
        spans: dict[TextId, list[Span]] = {text: [] for text in texts}
        for row in self._store.query(
            f'SELECT text_id, start, "end" FROM mention WHERE entity_id IN {GROUP}'
            " AND state <> 'rejected'",
            (entity,),
        ):
            if row["text_id"] in spans:
                spans[row["text_id"]].append(Span(row["start"], row["end"]))
        return {text: Places(own) for text, own in spans.items()}


def _source(row: object) -> Source:
    article, title, at = (row[name] for name in ("article_id", "title", "at"))  # type: ignore[index]
    return Source(ArticleId(article), title, at[:10])


def _around(content: str, mention: Mention) -> tuple[str, str]:
    """Give what stands before and after a mention, cut at words."""
    before = in_words(content[max(0, mention.start - CONTEXT) : mention.start])
    after = in_words(content[mention.end : mention.end + CONTEXT])
    if mention.start > CONTEXT:
        before = "…" + (before.partition(" ")[2] or before)
    if mention.end + CONTEXT < len(content):
        after = (after.rpartition(" ")[0] or after) + "…"
    return _one_line(before), _one_line(after)


def _one_line(words: str) -> str:
    """Join lines, keeping a space at either end."""
    joined = " ".join(words.split())
    lead = " " if words[:1].isspace() else ""
    tail = " " if words[-1:].isspace() and joined else ""
    return f"{lead}{joined}{tail}"
