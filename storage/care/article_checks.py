"""Whether every article has one text that is read, and all that stands in it a place there."""

from __future__ import annotations

import sqlite3

from storage.care.looking import Watch
from storage.care.reports import Fault, Notebook, Repair

_CURRENT = (
    "SELECT article.id, title, count(article_text.id) AS current,"
    " (SELECT count(*) FROM article_text AS any WHERE any.article_id = article.id) AS texts"
    " FROM article LEFT JOIN article_text ON article_id = article.id AND current = 1"
    " GROUP BY article.id HAVING count(article_text.id) <> 1"
)
_POSITION = (
    "SELECT article.id, title FROM article"
    " JOIN article_text ON article_id = article.id AND current = 1 WHERE position > length"
)
_WITHOUT_PLACE = (
    "SELECT annotation.id, annotation.uid, annotation.exact, article.id AS article, article.title"
    " FROM annotation JOIN article ON article.id = annotation.article_id"
    " JOIN article_text AS now ON now.article_id = annotation.article_id AND now.current = 1"
    " WHERE annotation.start IS NOT NULL AND annotation.text_id <> now.id AND NOT EXISTS"
    " (SELECT 1 FROM placement WHERE annotation_id = annotation.id AND text_id = now.id)"
)


def check_articles(db: sqlite3.Connection, notes: Notebook, watch: Watch) -> None:
    """Find articles without a text, places beyond the end, annotations without a place."""
    watch.tell("Looking at the articles")
    notes.numbers["articles"] = db.execute("SELECT count(*) FROM article").fetchone()[0]
    for row in db.execute(_CURRENT):
        many = "several texts that are read" if row["current"] else "no text that is read"
        repair: Repair = "text" if row["texts"] else ""
        notes.add(_fault("text", f"“{row['title']}” has {many}.", repair, row["id"], row["title"]))
    for row in db.execute(_POSITION):
        said = f"The reading position in “{row['title']}” is after the end of its text."
        notes.add(_fault("place", said, "places", row["id"], row["title"]))
    for row in db.execute(_WITHOUT_PLACE):
        notes.add(
            Fault(
                "place",
                f"An annotation in “{row['title']}” has no place in its present text yet.",
                *("places", row["article"], row["title"], row["uid"], row["exact"][:80]),
                table="annotation",
                row=row["id"],
            )
        )


def _fault(subject: str, said: str, repair: Repair, article: int, title: str) -> Fault:
    return Fault(subject, said, repair, article, title, table="article", row=article)  # type: ignore[arg-type]
