"""From the tree of a search to conditions of SQL on articles, annotations and quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Final

from storage.indexing.words import WordForms
from storage.searching.conditions import (
    ALWAYS,
    ARTICLE,
    BYLINE,
    HEADING,
    MARKED,
    MARKED_OR_NOTE,
    NAME,
    NEVER,
    NO_IDS,
    NOTE,
    SAID,
    SAID_BY,
    SAID_OR_BY,
    SITE,
    TITLE,
    Condition,
    Place,
    all_of,
    among,
    any_of,
    opposite,
    rows_with,
    text_with_all,
    texts_with,
    together,
)
from storage.searching.expressions import Term, near_of, term_of
from storage.searching.facts import annotation_fact, dated, fact
from storage.searching.known import Known
from storage.searching.query import (
    AllOf,
    AnyOf,
    Choice,
    Dated,
    InField,
    Near,
    Node,
    Not,
    Words,
)
from storage.searching.tree import (
    as_names,
    asks_for_trash,
    kinds_in,
    level_of,
    parts_of,
    sorted_parts,
    without_distance,
)

if TYPE_CHECKING:
    from storage.store import Store

_OF_ANNOTATIONS: Final = "SELECT article_id FROM annotation WHERE {}"
_OF_QUOTES: Final = (
    "SELECT article_id FROM quote CROSS JOIN article_text"
    " ON article_text.id = text_id AND current = 1 WHERE quote.state <> 'rejected' AND ({})"
)
_OF_LOST: Final = (  # highlights of texts that are not read any more
    "SELECT article_id FROM placement CROSS JOIN annotation ON annotation.id = annotation_id"
    " WHERE {}"
)
_OF_TAGS: Final = (
    "SELECT article_id FROM article_tag WHERE tag_id IN ({}) UNION ALL"
    " SELECT article_id FROM annotation_tag CROSS JOIN annotation ON annotation.id = annotation_id"
    " WHERE tag_id IN ({})"
)
_NAMED: Final = (  # entities by their names, with all that are one with them
    "SELECT coalesce(merged_into, entity.id) FROM entity_alias"
    " CROSS JOIN entity ON entity.id = entity_id WHERE {}"
)
_ONE_WITH: Final = (
    "SELECT id FROM entity WHERE id IN ({}) AND state <> 'rejected' UNION ALL"
    " SELECT part.id FROM entity AS part CROSS JOIN entity AS root ON root.id = part.merged_into"
    " WHERE part.merged_into IN ({}) AND root.state <> 'rejected'"
)
_MENTIONING: Final = (
    "SELECT article_id FROM mention CROSS JOIN article_text"
    " ON article_text.id = text_id AND current = 1"
    " WHERE mention.state <> 'rejected' AND entity_id IN ({})"
)


class Compiler:
    """Writes the conditions of one search, for which it reads names and forms once."""

    def __init__(self, store: Store, root: Node | None) -> None:
        """Work on a store, for the tree of a search."""
        self._has_trash = asks_for_trash(root)
        self._forms = cache(WordForms(store).of)
        self._known = Known(store, self._forms)
        self._term = cache(self._make_term)
        self._beside_text = cache(self._make_beside_text)

    def best_in_text(self, root: Node | None) -> str:
        """Write the words that must all stand in what is found, as FTS5 has it; '' for none."""
        parts = parts_of(root) if root is not None else ()
        words = [p for p in parts if isinstance(p, Words | Near) and not _is_apart(p)]
        return " AND ".join(f"({t.spaced})" for t in map(self._term, words) if t.spaced)

    # -- articles

    def article(self, node: Node) -> Condition:
        """Give the condition on `article` of a part; see the tree for what speaks of what."""
        match node:
            case AnyOf(parts):
                return any_of(map(self.article, parts))
            case Not(part):
                return opposite(self.article(part))
            case Near() if together := without_distance(node):
                return all_of(self.article(part) for part in together.parts)
            case Words() | Near():
                return self._anywhere(node)
            case InField(field="note" | "highlight" | "quote" | "speaker"):
                return self._articles_with((node,))
            case InField(field, words):
                return self._article_field(field, words)
            case Choice(field="kind" | "color"):
                return self._articles_with((node,))
            case Choice():
                return fact(node)
            case Dated():
                return dated(node)
        parts = parts_of(node)
        return self.article(parts[0]) if len(parts) == 1 else self._articles_with(parts)

    def _articles_with(self, parts: Sequence[Node]) -> Condition:
        """Give the condition that parts beside each other all hold of an article."""
        by = sorted_parts(parts)
        conditions: list[Condition] = []
        is_kept = False  # the words, to what a kind names
        if annotation := _together(by.annotation, by.words if by.kinds & _MARKS else ()):
            is_kept |= bool(by.kinds & _MARKS)
            held = self._annotation_with(annotation, MARKED_OR_NOTE)
            conditions.append(among(ARTICLE, _within(_OF_ANNOTATIONS, held)))
        if quote := _together(by.quote, by.words if "quote" in by.kinds else ()):
            is_kept |= "quote" in by.kinds
            held = all_of(map(self.quote, quote))
            conditions.append(among(ARTICLE, _within(_OF_QUOTES, held)))
        if by.entity:
            is_kept = True
            conditions.append(self._mentioning(all_of(self._names(w) for w in by.words)))
        alone = (() if annotation else by.annotation) + (() if quote else by.quote)
        conditions += [self.article(part) for part in alone]
        if not is_kept:
            conditions.append(self._all_anywhere(by.words))
        facts = [self.article(part) for part in by.article]
        facts.sort(key=lambda one: not one.sql.startswith(ARTICLE))
        return all_of([*conditions, *facts])  # what needs a look at the article comes last

    def _anywhere(self, words: Words | Near) -> Condition:
        """Give the condition that words stand anywhere in an article."""
        term = self._term(words)
        if not term:
            return NEVER
        return among(ARTICLE, texts_with(term)[0], *self._beside_text(words))

    def _make_beside_text(self, words: Words | Near) -> tuple[Condition, ...]:
        """Ask for the articles that have words elsewhere than in their text."""
        term = self._term(words)
        lost = _within(_OF_LOST, _has(MARKED, term, is_last=True))
        return (
            *(texts_with(term)[1:] if self._known.has_unspaced else ()),
            rows_with(HEADING, term),
            _within(_OF_ANNOTATIONS, _has(NOTE, term)),
            *((lost,) if self._known.has_placements else ()),
            _through(_OF_TAGS, self._known.tags_with(words)),
        )

    def _all_anywhere(self, parts: tuple[Node, ...]) -> Condition:
        """Give the condition that all parts hold, which are of words.

        In most articles all the words stand in the text, and one question finds them. For others
        each word is asked for by itself, and only where one of them stands beside a text.
        """
        words = [p for p in parts if isinstance(p, Words | Near) and not _is_apart(p)]
        terms = [self._term(one) for one in words]
        one_by_one = all_of(self.article(part) for part in parts)
        if len(words) < 2 or not all(term.spaced and not term.unspaced for term in terms):
            return one_by_one
        in_text = text_with_all(terms)
        beside = [
            question for one in words for question in self._beside_text(one) if question != NO_IDS
        ]
        rest = all_of(self.article(part) for part in parts if part not in words)
        mixed = all_of([among(ARTICLE, *beside), one_by_one])
        found = any_of([all_of([among(ARTICLE, in_text), rest]), mixed])
        return found._replace(few=(together(in_text, *beside), *one_by_one.few))

    def _article_field(self, field: str, words: Words) -> Condition:
        if field == "tag":
            return among(ARTICLE, _through(_OF_TAGS, self._known.tags_named(words)))
        if field == "in":
            of_collections = "SELECT article_id FROM collection_article WHERE collection_id IN ({})"
            named = self._known.collections_named(words)
            return among(ARTICLE, _through(of_collections, named))
        if field == "mentions":
            return self._mentioning(self._names(words))
        term = self._term(words)
        if field == "site":
            named = rows_with(SITE, term_of(_exactly(words), self._forms))
            return among(ARTICLE, named, self._known.articles_at(words))
        if field == "text":
            return among(ARTICLE, *texts_with(term))
        return _has(TITLE if field == "title" else BYLINE, term)

    def _mentioning(self, names: Condition) -> Condition:
        return among(ARTICLE, _through(_MENTIONING, _entities(names)))

    def _names(self, node: Node) -> Condition:
        """Give the condition on `entity_alias` that it has words, none of them in other forms."""
        match as_names(node):
            case AllOf(parts):
                return all_of(map(self._names, parts))
            case AnyOf(parts):
                return any_of(map(self._names, parts))
            case Not(part):
                return opposite(self._names(part))
            case Words() | Near() as words:
                return _has(NAME, self._term(words))
        return NEVER

    def _make_term(self, words: Words | Near) -> Term:
        make = near_of if isinstance(words, Near) else term_of
        return make(words, self._forms)  # type: ignore[arg-type]  # each takes its own

    # -- annotations

    def annotation(self, node: Node, place: Place = MARKED_OR_NOTE) -> Condition:
        """Give the condition on `annotation` of a part; plain words must stand in the place."""
        match node:
            case AnyOf(parts):
                return any_of(self.annotation(part, place) for part in parts)
            case Not(part):
                return opposite(self.annotation(part, place))
            case Near() if together := without_distance(node):
                return all_of(self.annotation(part, place) for part in together.parts)
            case Words() | Near():
                tags = self._known.tags_with(node) if place is MARKED_OR_NOTE else NO_IDS
                return any_of([_has(place, self._term(node)), _through_tags(tags)])
            case InField(field="note" | "highlight"):
                return _has(NOTE if node.field == "note" else MARKED, self._term(node.words))
            case InField(field="tag"):
                named = self._known.tags_named(node.words)
                of_article = "SELECT article_id FROM article_tag WHERE tag_id IN ({})"
                of_its = among("annotation.article_id", _through(of_article, named))
                return any_of([_through_tags(named), of_its])
            case Choice("color", color):
                return Condition("annotation.color = ?", (color,))
            case Choice("kind", kind):
                return {"highlight": _IS_HIGHLIGHT, "note": _IS_NOTE}.get(kind, NEVER)
            case Choice() if own := annotation_fact(node):
                return own
            case AllOf():
                return self._annotation_with(parts_of(node), place)
        return self._in_article("annotation.article_id", (node,))

    def _annotation_with(self, parts: Sequence[Node], place: Place) -> Condition:
        if len(parts) == 1:
            return self.annotation(parts[0], place)
        kinds = kinds_in(parts)
        if kinds & _MARKS:
            place = {"highlight": MARKED, "note": NOTE}[min(kinds & _MARKS)]
            place = MARKED_OR_NOTE if kinds >= _MARKS else place
        others = tuple(part for part in parts if _is_of_article(part))
        own = [self.annotation(part, place) for part in parts if part not in others]
        if others:
            own.append(self._in_article("annotation.article_id", others))
        return all_of(own)

    # -- quotes

    def quote(self, node: Node) -> Condition:
        """Give the condition on `quote` of a part; plain words are its own or its speaker's."""
        match node:
            case AnyOf(parts):
                return any_of(map(self.quote, parts))
            case Not(part):
                return opposite(self.quote(part))
            case Near() if together := without_distance(node):
                return all_of(self.quote(part) for part in together.parts)
            case Words() | Near():
                return any_of([_has(SAID_OR_BY, self._term(node)), self._said_by(node)])
            case InField(field="quote"):
                return _has(SAID, self._term(node.words))
            case InField(field="speaker"):
                in_text = _has(SAID_BY, self._term(_exactly(node.words)))
                return any_of([self._said_by(node.words), in_text])
            case Choice("kind", kind):
                return ALWAYS if kind == "quote" else NEVER
            case AllOf():
                parts = parts_of(node)
                if len(parts) == 1:
                    return self.quote(parts[0])
                others = tuple(p for p in parts if _is_of_quotes_article(p))
                own = [self.quote(part) for part in parts if part not in others]
                return all_of([*own, *([self._in_article(_QUOTED, others)] if others else [])])
        return self._in_article(_QUOTED, (node,))

    def _said_by(self, words: Words | Near) -> Condition:
        of_entities = "SELECT id FROM quote WHERE speaker_id IN ({})"
        return among("quote.id", _through(of_entities, _entities(self._names(words))))

    def _in_article(self, column: str, parts: tuple[Node, ...]) -> Condition:
        whole = AllOf(parts) if len(parts) > 1 else parts[0]
        # not of the trash: all indexes of articles begin with that
        shelf = "" if self._has_trash else "article.deleted_at IS NULL AND "
        question = f"SELECT id FROM article WHERE {shelf}({{}})"
        return among(column, _within(question, self.article(whole)))


_MARKS: Final = frozenset({"highlight", "note"})
_IS_HIGHLIGHT: Final = Condition("annotation.start IS NOT NULL")
_IS_NOTE: Final = Condition("annotation.note <> ''")
_QUOTED: Final = "(SELECT article_id FROM article_text WHERE article_text.id = quote.text_id)"


def _is_of_article(node: Node) -> bool:
    """Say whether a part beside others speaks of the article and not of an annotation in it."""
    match node:
        case InField(field="tag") | Choice(field="kind"):
            return False  # what is a quote is no annotation
        case Choice():
            return level_of(node) != "annotation" and annotation_fact(node) is None
        case Not(part):
            return _is_of_article(part)
        case AnyOf(parts) | AllOf(parts):
            return all(map(_is_of_article, parts))
    return level_of(node) in ("article", "quote")


def _is_of_quotes_article(node: Node) -> bool:
    """Say whether a part beside others speaks of the article and not of a quote in it."""
    return level_of(node) in ("article", "annotation") and not kinds_in((node,))


def _together(parts: Sequence[Node], words: Sequence[Node]) -> tuple[Node, ...]:
    """Give what must hold of one thing; nothing where all of it only says what it is not."""
    own = (*parts, *words)
    return own if any(not isinstance(part, Not) for part in own) else ()


def _exactly(words: Words) -> Words:
    return replace(words, is_exact=True)


def _is_apart(node: Node) -> bool:
    return isinstance(node, Near) and without_distance(node) is not None


def _has(place: Place, term: Term, *, is_last: bool = False) -> Condition:
    """Give the condition that a row of a place's table has words there.

    `is_last`: the rows are found otherwise, and few.
    """
    return among(f"{'+' if is_last else ''}{place.table}.id", rows_with(place, term))


def _within(question: str, condition: Condition) -> Condition:
    """Ask for ids with a condition inside; for none where it never holds."""
    if condition == NEVER:
        return NO_IDS
    return Condition(question.format(condition.sql), condition.parameters)


def _through(question: str, ids: Condition) -> Condition:
    """Ask for ids by other ids, as often as the question names them."""
    if ids == NO_IDS:
        return NO_IDS
    times = question.count("{")
    return Condition(question.format(*[ids.sql] * times), ids.parameters * times)


def _through_tags(tags: Condition) -> Condition:
    carrying = "SELECT annotation_id FROM annotation_tag WHERE tag_id IN ({})"
    return among("annotation.id", _through(carrying, tags))


def _entities(names: Condition) -> Condition:
    """Ask for the entities with such a name, and all that are one with them."""
    return _through(_ONE_WITH, _within(_NAMED, names))
