"""What a search says of articles beside words, as conditions: states, dates, what they have."""

from __future__ import annotations

from typing import Final

from storage.searching.conditions import ARTICLE, NEVER, Condition, among
from storage.searching.query import Choice, Dated, Event
from storage.types import NOWHERE

# Conditions on a row of `article`; what is asked for inside is found by an index for each row.
_NOW: Final = "(SELECT id FROM article_text WHERE article_id = article.id AND current = 1)"
_IS_TAGGED: Final = (
    "EXISTS (SELECT 1 FROM article_tag WHERE article_id = article.id)"
    " OR EXISTS (SELECT 1 FROM annotation CROSS JOIN annotation_tag"
    " ON annotation_id = annotation.id WHERE article_id = article.id)"
)
_IS_ANNOTATED: Final = "EXISTS (SELECT 1 FROM annotation WHERE article_id = article.id)"
_IS_FILED: Final = "EXISTS (SELECT 1 FROM collection_article WHERE article_id = article.id)"
_IS: Final = {
    "unread": "article.state = 'unread'",
    "reading": "article.state = 'reading'",
    "done": "article.state = 'done'",
    "archived": "article.state = 'archived'",
    "starred": "article.is_starred",
    "deleted": "article.deleted_at IS NOT NULL",
    "annotated": _IS_ANNOTATED,
    "tagged": _IS_TAGGED,
    "filed": _IS_FILED,
}
_HAS: Final = {
    "highlight": "EXISTS (SELECT 1 FROM annotation"
    " WHERE article_id = article.id AND start IS NOT NULL)",
    "note": "EXISTS (SELECT 1 FROM annotation WHERE article_id = article.id AND note <> '')",
    "tag": _IS_TAGGED,
    "quote": f"EXISTS (SELECT 1 FROM quote WHERE text_id = {_NOW} AND state <> 'rejected')",
    "entity": f"EXISTS (SELECT 1 FROM mention_seen WHERE text_id = {_NOW} AND state <> 'rejected')",
    "picture": f"EXISTS (SELECT 1 FROM text_picture WHERE text_id = {_NOW})",
    "collection": _IS_FILED,
}
_IN_LANGUAGE: Final = (  # each language once, from one to the next in the index
    "article.language IN (WITH RECURSIVE one(name) AS ("
    "SELECT min(language) FROM article WHERE deleted_at IS NULL UNION ALL"
    " SELECT (SELECT min(language) FROM article WHERE deleted_at IS NULL AND language > one.name)"
    " FROM one WHERE name IS NOT NULL)"
    " SELECT name FROM one WHERE lower(name) = ? OR substr(lower(name), 1, ?) = ?"
    " UNION ALL SELECT language FROM article WHERE deleted_at IS NOT NULL"
    " AND (lower(language) = ? OR substr(lower(language), 1, ?) = ?))"
)
_FILED: Final = Condition("SELECT article_id FROM collection_article")
_FEW: Final = {"filed": (_FILED,), "collection": (_FILED,)}
_EVENTS: Final[dict[Event, str]] = {
    "": "coalesce(article.published_at, article.imported_at)",
    "added": "article.imported_at",
    "read": "visit.day",
    "finished": "article.finished_at",
    "marked": "annotation.created_at",
}
LENGTHS: Final = {  # characters, of which 1,200 take a minute
    "short": (0, 6_000),
    "medium": (6_000, 18_000),
    "long": (18_000, 72_000),
    "book": (72_000, NOWHERE),
}


def fact(choice: Choice) -> Condition:
    """Give the condition on `article` of `is:`, `has:`, `lang:` and `length:`."""
    if choice.field == "lang":
        tag = choice.value.lower()
        named = on_any_shelf(Condition(_IN_LANGUAGE, (tag, len(tag) + 1, f"{tag}-") * 2))
        return among(ARTICLE, *named.few)  # from their index, which has them without the articles
    if choice.field == "length":
        return Condition(
            "article.id IN (SELECT article_id FROM article_text"
            " WHERE current = 1 AND length >= ? AND length < ?)",
            LENGTHS[choice.value],
        )
    sql = {"is": _IS, "has": _HAS}.get(choice.field, {}).get(choice.value)
    if sql is None:
        return NEVER
    if choice.value == "deleted":
        return Condition(sql, (), (Condition(f"SELECT id FROM article WHERE {sql}"),))
    if sql.startswith("article."):
        return on_any_shelf(Condition(sql))
    return Condition(sql, (), _FEW.get(choice.value, ()))


def on_any_shelf(condition: Condition) -> Condition:
    """Give a condition that indexes know, with the question to them: all begin with the trash."""
    article = "article"
    if condition.sql == _IS["starred"]:  # SQLite would rather read all of another index
        article += " INDEXED BY article_by_star"
    elif condition.sql.startswith(_EVENTS[""]):
        article += " INDEXED BY article_by_date"
    question = " UNION ALL ".join(
        f"SELECT id FROM {article} WHERE article.deleted_at {shelf} AND {condition.sql}"
        for shelf in ("IS NULL", "> ''")
    )
    return condition._replace(few=(Condition(question, condition.parameters * 2),))


def annotation_fact(choice: Choice) -> Condition | None:
    """Give the condition on `annotation` of what it may have itself; None: ask its article."""
    if choice.field == "has" and choice.value == "highlight":
        return Condition("annotation.start IS NOT NULL")
    if choice.field == "has" and choice.value == "note":
        return Condition("annotation.note <> ''")
    if choice == Choice("has", "tag"):
        return Condition(
            "EXISTS (SELECT 1 FROM annotation_tag WHERE annotation_id = annotation.id)"
        )
    return None


def dated(day: Dated) -> Condition:
    """Give the condition on `article` of its day, or of what happened to it on a day."""
    moment = _EVENTS[day.event]
    sql = [f"{moment} IS NOT NULL"]  # so that the opposite of a condition is one, too
    sql += [f"{moment} >= ?"] if day.since else []
    sql += [f"{moment} < ?"] if day.until else []
    condition = " AND ".join(sql)
    table = moment.partition(".")[0]
    days = tuple(d for d in (day.since, day.until) if d)
    if table in ("visit", "annotation"):
        question = f"SELECT article_id FROM {table} WHERE {condition}"
        return Condition(f"article.id IN ({question})", days, (Condition(question, days),))
    return on_any_shelf(Condition(condition, days))
