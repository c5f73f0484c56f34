"""The orders in which a search gives articles, annotations and quotes."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, get_args

from storage.types import NOWHERE

ArticleOrder = Literal[
    "added",
    "opened",
    "published",
    "finished",
    "title",
    "byline",
    "site",
    "state",
    "progress",
    "length",
    "annotations",
    "language",
    "deleted",
    "relevance",  # best first; only where there are words, else as "added"
]
ARTICLE_ORDERS: tuple[ArticleOrder, ...] = get_args(ArticleOrder)
AnnotationOrder = Literal["article", "made", "changed", "color", "tag"]
ANNOTATION_ORDERS: tuple[AnnotationOrder, ...] = get_args(AnnotationOrder)


NEAREST: Final = 4_000  # annotations that are looked at for the first few


class Run(NamedTuple):
    """A stretch of a list: which of its articles, in which order.

    `source` is what to select from, with the table `article` in it. `whole` asks for all of the
    shelf by indexes alone, where the order is not one of articles: a tenth of the time.
    """

    condition: str
    order: str
    source: str = "article"
    whole: str = ""


_NEWEST: Final = "article.imported_at DESC, article.id DESC"
_NOT_DELETED: Final = "article_id NOT IN (SELECT id FROM article WHERE deleted_at IS NOT NULL)"
_OLDEST: Final = "article.imported_at, article.id"


def runs(order: ArticleOrder, *, is_reversed: bool) -> list[Run]:
    """Give the stretches of a list one after another; what has no date or name is the last.

    Each is in the order of an index, forwards or backwards.
    """
    down, up = ("", " DESC") if is_reversed else (" DESC", "")
    plain = _OLDEST if is_reversed else _NEWEST
    match order:
        case "opened" | "published" | "finished":
            column = f"article.{order}_at"
            return [
                Run(f"({column} IS NULL) = 0", f"{column}{down}, article.id{down}"),
                Run(f"({column} IS NULL) = 1", f"article.id{down}"),
            ]
        case "byline" | "site" | "language":
            named = f"article.{order}" + ("" if order == "language" else " COLLATE NOCASE")
            return [
                Run(f"article.{order} > ''", f"{named}{up}, article.id{up}"),
                Run(f"article.{order} = ''", f"article.id{up}"),
            ]
        case "title":
            return [Run("1", f"article.title COLLATE NOCASE{up}, article.id{up}")]
        case "progress":
            return [Run("1", f"article.progress{down}, article.id{down}")]
        case "state":
            states = ("unread", "reading", "done", "archived")
            return [
                Run(f"article.state = '{state}'", plain)
                for state in (reversed(states) if is_reversed else states)
            ]
        case "length":
            of_length = (
                "article_text INDEXED BY article_text_length CROSS JOIN article"
                " ON article.id = article_id"
            )
            by = f"article_text.length{down}, article_id{down}"
            whole = (
                "SELECT article_id AS id FROM article_text INDEXED BY article_text_length"
                f" WHERE current = 1 AND {_NOT_DELETED} ORDER BY {by}"
            )
            return [Run("article_text.current = 1", by, of_length, whole)]
        case "annotations":
            counted = (
                "(SELECT article_id, count(*) AS number FROM annotation GROUP BY article_id)"
                " AS counted CROSS JOIN article ON article.id = article_id"
            )
            whole = (
                "SELECT article_id AS id FROM annotation INDEXED BY annotation_article"
                f" WHERE {_NOT_DELETED} GROUP BY article_id"
                f" ORDER BY count(*){down}, article_id{down}"
            )
            return [
                Run("1", f"number{down}, article.id{down}", counted, whole),
                Run("NOT EXISTS (SELECT 1 FROM annotation WHERE article_id = article.id)", plain),
            ]
        case "deleted":
            return [Run("1", f"article.deleted_at{down}, article.id{down}")]
    return [Run("1", plain)]


def best_runs(words: str, *, is_reversed: bool) -> list[Run]:
    """Give the stretches of a list by what fits best: words in the title, then the newest.

    `words` is an expression of FTS5.
    """
    plain = _OLDEST if is_reversed else _NEWEST
    titled = _titled(words)
    found = [
        Run("1", plain, f"({titled}) AS titled CROSS JOIN article ON article.id = titled.id"),
        Run(f"article.id NOT IN ({titled})", plain),
    ]
    return found[::-1] if is_reversed else found


def best_of_few(words: str, *, is_reversed: bool) -> str:
    """Give the order of what fits best for a few: words in the title, then as FTS5 ranks texts.

    They are in the table `few`, and their ranks in `ranked`, see `ranks_of_few`.
    """
    plain = _OLDEST if is_reversed else _NEWEST
    way = " DESC" if is_reversed else ""
    rank = "coalesce((SELECT score FROM ranked WHERE ranked.id = article.id), 0)"
    return f"article.id NOT IN ({_titled(words)}){way}, {rank}{way}, {plain}"


def ranks_of_few(words: str) -> str:
    """Give the table of ranks for `best_of_few`."""
    return (
        "ranked(id, score) AS MATERIALIZED (SELECT rowid, bm25(text_fts) FROM text_fts"
        f" WHERE text_fts MATCH {_literal(words)} AND +rowid IN (SELECT id FROM few))"
    )


def _titled(words: str) -> str:
    match = _literal(f"{{title}} : ({words})")
    return f"SELECT rowid AS id FROM article_fts WHERE article_fts MATCH {match}"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


_LENGTH: Final = "(SELECT length FROM article_text WHERE article_id = article.id AND current = 1)"
_NUMBER: Final = "(SELECT count(*) FROM annotation WHERE article_id = article.id)"
_STATE: Final = "instr('unread reading done archived', article.state)"


def order_of_few(order: ArticleOrder, *, is_reversed: bool) -> str:
    """Give the order of the same list for a few articles, which are sorted."""
    down, up = ("", " DESC") if is_reversed else (" DESC", "")
    plain = _OLDEST if is_reversed else _NEWEST
    match order:
        case "opened" | "published" | "finished":
            column = f"article.{order}_at"
            return f"{column} IS NULL, {column}{down}, article.id{down}"
        case "byline" | "site" | "language":
            named = f"article.{order}" + ("" if order == "language" else " COLLATE NOCASE")
            return f"article.{order} = '', {named}{up}, article.id{up}"
        case "state":
            return f"{_STATE}{up}, {plain}"
        case "length":
            return f"{_LENGTH}{down}, article.id{down}"
        case "annotations":
            without = f"CASE WHEN {_NUMBER} = 0 THEN article.imported_at END{down}"
            return f"{_NUMBER} = 0, {_NUMBER}{down}, {without}, article.id{down}"
    return runs(order, is_reversed=is_reversed)[0].order


# The place of an annotation in the text that is read now, as `storage.annotations.ORDER` has it:
# of the annotations of other texts only.
_PLACED: Final = (
    " LEFT JOIN placement ON placement.annotation_id = annotation.id AND EXISTS"
    " (SELECT 1 FROM article_text WHERE article_text.id = placement.text_id AND current = 1)"
)
_PLACE: Final = (
    "CASE WHEN annotation.start IS NULL THEN -1 WHEN placement.id IS NULL THEN annotation.start"
    f" ELSE coalesce(placement.start, {NOWHERE}) END,"
    ' CASE WHEN annotation.start IS NULL THEN 0 WHEN placement.id IS NULL THEN annotation."end"'
    ' ELSE coalesce(placement."end", annotation.start) END, annotation.id'
)
_FROM_ARTICLES: Final = (
    "article CROSS JOIN annotation ON annotation.article_id = article.id" + _PLACED
)
_FROM_ANNOTATIONS: Final = (
    "annotation CROSS JOIN article ON article.id = annotation.article_id" + _PLACED
)
_FIRST_TAG: Final = (
    "(SELECT min(name_key) FROM annotation_tag JOIN tag ON tag.id = tag_id"
    " WHERE annotation_id = annotation.id)"
)


def annotation_run(order: AnnotationOrder, *, is_reversed: bool, is_few: bool) -> Run:
    """Give the order of annotations; those of one article are always as in its text.

    `is_few`: from the annotations to their articles, instead of the other way.
    """
    down, up = ("", " DESC") if is_reversed else (" DESC", "")
    newest = f"article.imported_at{down}, article.id{down}, {_PLACE}"
    source = _FROM_ANNOTATIONS
    match order:
        case "made":
            by = f"annotation.created_at{down}, annotation.id{down}"
        case "changed":
            by = f"annotation.updated_at{down}, annotation.id{down}"
        case "color":
            by = f"annotation.color{up}, {newest}"
        case "tag":
            by = f"{_FIRST_TAG} IS NULL, {_FIRST_TAG}{up}, {newest}"
        case _:
            by, source = newest, source if is_few else _FROM_ARTICLES
    return Run("1", by, source)


def among_first(run: Run) -> Run:
    """Give the part of an order of annotations alone that the first `NEAREST` of all make."""
    near = f"(SELECT id AS near_id FROM annotation ORDER BY {run.order} LIMIT {NEAREST}) AS near"
    source = f"{near} CROSS JOIN annotation ON annotation.id = near_id"
    return Run(run.condition, run.order, run.source.replace("annotation", source, 1))


def quote_run(*, is_few: bool) -> Run:
    """Give the order of quotes: the newest article first, in text order within it."""
    by = 'article.imported_at DESC, article.id DESC, quote.start, quote."end", quote.id'
    if is_few:
        source = (
            "quote CROSS JOIN article_text ON article_text.id = quote.text_id AND current = 1"
            " CROSS JOIN article ON article.id = article_text.article_id"
        )
    else:
        source = (
            "article CROSS JOIN article_text ON article_id = article.id AND current = 1"
            " CROSS JOIN quote ON quote.text_id = article_text.id"
        )
    return Run("quote.state <> 'rejected'", by, source)
