"""What in one article a search may mean: its annotations, quotes, names and stretches of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from storage.annotations import Annotations
from storage.finding_types import Mention, Quote
from storage.quotes import SELECT as QUOTES
from storage.quotes import quote_of
from storage.searching.compiled import Compiled, fitting, found_tags
from storage.searching.names import is_at
from storage.searching.places import Find, Finds, Sign, all_of, best_places, finds_in, signs_in
from storage.searching.query import InField
from storage.searching.weighing import Facts, weight
from storage.store import Store
from storage.text.plain_notes import plain_note
from storage.types import Annotation, Article, Span, TextId

LOOKED_AT = 2000  # annotations, quotes or names of one article; a book may have more


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place with what it is worth: an annotation, a quote, a name, or else a stretch of text.

    `finds` are offsets into the words of the annotation (of a note as `plain_note` gives it), or
    else into the text. `tags` are those of the annotation by which it was found.
    """

    kind: str
    weight: int
    finds: tuple[Find, ...]
    annotation: Annotation | None = None
    quote: Quote | None = None
    mention: Mention | None = None
    tags: tuple[str, ...] = ()

    @property
    def span(self) -> Span | None:
        """Where it stands in the text that is read now."""
        if self.annotation is not None:
            return self.annotation.span
        if self.quote is not None:
            return self.quote.span
        if self.mention is not None:
            return Span(self.mention.start, self.mention.end)
        return Span(*self.finds[0]) if self.finds else None


def annotated(asked: Compiled, annotations: Annotations, article: Article) -> Iterator[Candidate]:
    """Give an article's annotations, passage and note apart, in text order."""
    if not article.annotation_count:
        return
    if article.annotation_count > LOOKED_AT:
        some = annotations.among(annotations.ids_of(article.id)[:LOOKED_AT])
    else:
        some = annotations.of(article.id)
    for one in some:
        exact = one.passage.exact if one.passage is not None else ""
        in_exact = asked.words.in_words(exact)
        in_note = asked.words.in_words(plain_note(one.note))
        signs = frozenset((*in_exact, *in_note, *asked.words.in_words("\n".join(one.tags))))
        fits = (
            fitting(asked.fields, frozenset(in_exact), "text", "highlight")
            | fitting(asked.fields, frozenset(in_note), "note")
            | {
                leaf
                for leaf in asked.names("tag")
                if any(is_at(tag, leaf.words) for tag in one.tags)
            }
        )
        tags = found_tags(asked, one.tags)
        for kind, finds in (("highlight", in_exact), ("note", in_note)):
            is_first = kind == ("highlight" if exact else "note")
            is_bare = is_first and not (in_exact or in_note)  # found by its colour or a tag
            is_there = exact if kind == "highlight" else one.note
            if is_there and (finds or is_bare or kind in asked.kinds):
                worth = weight(asked.root, Facts(kind, signs, one.color, fits))
                yield Candidate(kind, worth, all_of(finds), annotation=one, tags=tags)


def quoted(
    asked: Compiled, store: Store, text: TextId, found: Finds, speakers: Mapping[InField, set[int]]
) -> Iterator[Candidate]:
    """Give the quotes of a text that are not rejected, by start."""
    rows = store.query(
        f"{QUOTES} WHERE text_id = ? AND quote.state <> 'rejected' ORDER BY start LIMIT ?",
        (text, LOOKED_AT),
    )
    for quote in map(quote_of, rows):
        signs = signs_in(found, quote.span)
        called = frozenset(asked.speakers.in_words(quote.speaker_text))
        fits = (
            fitting(asked.fields, signs, "text", "quote")
            | fitting(asked.fields, called, "speaker")
            | {leaf for leaf, ids in speakers.items() if quote.speaker in ids}
        )
        worth = weight(asked.root, Facts("quote", signs, fitting=fits))
        yield Candidate("quote", worth, finds_in(found, quote.span), quote=quote)


def mentioned(
    asked: Compiled, store: Store, text: TextId, found: Finds, named: Mapping[InField, set[int]]
) -> Iterator[Candidate]:
    """Give the names in a text that are not rejected, by start."""
    rows = store.query(
        'SELECT id, text_id, start, "end", exact, entity_id, kind, name, state, confidence'
        " FROM mention_seen WHERE text_id = ? AND state <> 'rejected' ORDER BY start LIMIT ?",
        (text, LOOKED_AT),
    )
    for mention in map(Mention._make, rows):
        span = Span(mention.start, mention.end)
        signs = signs_in(found, span)
        fits = fitting(asked.fields, signs, "text") | {
            leaf for leaf, ids in named.items() if mention.entity in ids
        }
        worth = weight(asked.root, Facts("entity", signs, fitting=fits))
        yield Candidate("entity", worth, ((mention.start, mention.end),), mention=mention)


def written(asked: Compiled, found: Finds) -> Iterator[Candidate]:
    """Give the best places of a text, in its order."""

    def weigh(signs: frozenset[Sign]) -> int:
        fits = fitting(asked.fields, signs, "text")
        return weight(asked.root, Facts("text", signs, fitting=fits))

    worth, places = best_places(found, weigh)
    for finds in places:
        yield Candidate("text", worth, finds)
