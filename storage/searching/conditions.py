"""Conditions of SQL with their parameters, and where in the library words are looked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from storage.indexing.unspaced import GLOB
from storage.journal import Value
from storage.searching.expressions import Term


class Condition(NamedTuple):
    """A condition, or a question for a column `id`, with what its marks stand for.

    A condition on articles may say by `few` what else asks for all that it can hold for, and for
    more: each of these is one question. That with the fewest answers is where to begin.
    """

    sql: str
    parameters: tuple[Value, ...] = ()
    few: tuple[Condition, ...] = ()


ARTICLE: Final = "article.id"
ANY_ARTICLE: Final = "/* any */"  # in a question for their ids, where only some may be asked for
FEW: Final = "few"  # the table of the articles that are asked for, see `of_few`
ALWAYS: Final = Condition("1")
NEVER: Final = Condition("0")
NO_IDS: Final = Condition("SELECT 0 AS id WHERE 0")


def all_of(conditions: Iterable[Condition]) -> Condition:
    """Join conditions that must all hold."""
    parts = list(conditions)
    if NEVER in parts:
        return NEVER
    few = tuple(question for part in parts for question in part.few)
    return _joined(parts, " AND ", ALWAYS)._replace(few=few)


def any_of(conditions: Iterable[Condition]) -> Condition:
    """Join conditions of which one must hold."""
    parts = [condition for condition in conditions if condition != NEVER]
    few = (together(*(part.few[0] for part in parts)),) if all(p.few for p in parts) else ()
    return _joined(parts, " OR ", NEVER)._replace(few=few if parts else ())


def opposite(condition: Condition) -> Condition:
    """Give what holds where a condition does not; neither may be NULL."""
    if condition in (ALWAYS, NEVER):
        return NEVER if condition == ALWAYS else ALWAYS
    return Condition(f"NOT ({condition.sql})", condition.parameters)


def among(column: str, *questions: Condition) -> Condition:
    """Give the condition that a column is one of the ids that questions ask for."""
    asked = [question for question in questions if question != NO_IDS]
    if not asked:
        return NEVER
    all_ids = together(*asked)
    if column != ARTICLE:
        return Condition(f"{column} IN ({all_ids.sql})", all_ids.parameters)
    sql = f"WITH found(id) AS ({all_ids.sql}) SELECT id FROM found {ANY_ARTICLE}"
    return Condition(f"{column} IN ({sql})", all_ids.parameters, (all_ids,))


def together(*questions: Condition) -> Condition:
    """Ask for the ids that any of some questions asks for; an id may come twice."""
    sql = " UNION ALL ".join(question.sql for question in questions)
    return Condition(sql, sum((question.parameters for question in questions), ()))


def from_article(condition: Condition, article: int) -> Condition:
    """Give a condition for articles from one on: only such are then looked for."""
    sql = condition.sql.replace(ANY_ARTICLE, f"WHERE id >= {article}")
    return Condition(sql, condition.parameters)


def of_few(condition: Condition) -> Condition:
    """Give a condition for the articles in the table `FEW`: only these are then looked for."""
    sql = condition.sql.replace(ANY_ARTICLE, f"WHERE +id IN (SELECT id FROM {FEW})")
    return Condition(sql, condition.parameters)


def of_most(condition: Condition) -> Condition:
    """Give a condition for articles that come in the order of an index, to be kept or left out."""
    return Condition(condition.sql.replace(f"{ARTICLE} IN", f"+{ARTICLE} IN"), condition.parameters)


def _joined(parts: list[Condition], word: str, empty: Condition) -> Condition:
    if len(parts) < 2:
        return parts[0] if parts else empty
    sql = word.join(f"({part.sql})" for part in parts)
    return Condition(sql, sum((part.parameters for part in parts), ()))


class Place(NamedTuple):
    """Columns of a table whose words are in an index under the row's id."""

    table: str
    columns: tuple[str, ...]
    of_unspaced: str  # as the partial index for letters without spaces has it


def _has_unspaced(*columns: str) -> str:
    return f"({' || '.join(columns)}) GLOB '{GLOB}'"


_OF_ARTICLE: Final = _has_unspaced("title", "byline", "site")
_OF_ANNOTATION: Final = _has_unspaced("exact", "note")
_OF_QUOTE: Final = _has_unspaced("exact", "speaker_text")
HEADING: Final = Place("article", ("title", "byline", "site"), _OF_ARTICLE)
TITLE: Final = Place("article", ("title",), _OF_ARTICLE)
SITE: Final = Place("article", ("site",), _OF_ARTICLE)
BYLINE: Final = Place("article", ("byline",), _OF_ARTICLE)
MARKED: Final = Place("annotation", ("exact",), _OF_ANNOTATION)
NOTE: Final = Place("annotation", ("note",), _OF_ANNOTATION)
MARKED_OR_NOTE: Final = Place("annotation", ("exact", "note"), _OF_ANNOTATION)
SAID: Final = Place("quote", ("exact",), _OF_QUOTE)
SAID_BY: Final = Place("quote", ("speaker_text",), _OF_QUOTE)
SAID_OR_BY: Final = Place("quote", ("exact", "speaker_text"), _OF_QUOTE)
NAME: Final = Place("entity_alias", ("alias",), _has_unspaced("alias"))
_INDEX: Final = {"entity_alias": "entity_fts"}


def rows_with(place: Place, term: Term) -> Condition:
    """Ask for the ids of the rows of a place's table that have words there."""
    index = _INDEX.get(place.table, f"{place.table}_fts")
    asked: list[Condition] = []
    if term.spaced:
        match = f"{{{' '.join(place.columns)}}} : ({term.spaced})"
        asked.append(Condition(f"SELECT rowid FROM {index} WHERE {index} MATCH ?", (match,)))
    if term.pieces:
        holds = " AND ".join(
            "(" + " OR ".join(f"instr(lower({column}), ?)" for column in place.columns) + ")"
            for _ in term.pieces
        )
        pieces = tuple(piece for piece in term.pieces for _ in place.columns)
        sql = f"SELECT id FROM {place.table} WHERE {place.of_unspaced} AND {holds}"
        asked.append(Condition(sql, pieces))
    if not asked:
        return NO_IDS
    sql = " INTERSECT ".join(question.sql for question in asked)
    parameters = sum((question.parameters for question in asked), ())
    return Condition(f"SELECT * FROM ({sql})" if len(asked) > 1 else sql, parameters)


_UNSPACED: Final = (
    "SELECT article_id FROM unspaced_fts CROSS JOIN article_text"
    " ON article_text.id = unspaced_fts.rowid AND current = 1 WHERE unspaced_fts MATCH ?"
)
_SPACED: Final = "SELECT rowid FROM text_fts WHERE text_fts MATCH ?"


def texts_with(term: Term) -> tuple[Condition, ...]:
    """Ask for the ids of articles whose text has words, in one or two questions."""
    if term.spaced and term.unspaced:
        both = f"SELECT * FROM ({_SPACED} INTERSECT {_UNSPACED})"
        return (Condition(both, (term.spaced, term.unspaced)),)
    if term.unspaced:
        return (Condition(_UNSPACED, (term.unspaced,)),)
    if not term.spaced:
        return ()
    spaced = Condition(_SPACED, (term.spaced,))
    return (spaced, Condition(_UNSPACED, (term.beside,))) if term.beside else (spaced,)


def text_with_all(terms: Iterable[Term]) -> Condition:
    """Ask for the ids of articles whose text has words of several terms, none of them unspaced."""
    match = " AND ".join(f"({term.spaced})" for term in terms)
    return Condition(_SPACED, (match,))
