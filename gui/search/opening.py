"""From a row of the results to the page: the article at its place, with what was found marked."""

from __future__ import annotations

from gui.search.rows import ResultRow
from gui.session import Session
from storage.searching.query import Query


def open_row(session: Session, row: ResultRow, query: Query) -> None:
    """Open an article at a passage, or where its words stand first."""
    session.seek(query)
    passage = row.passage
    if passage is None:
        session.open(row.article)
        return
    session.open(row.article, at=passage.span)
    if session.article is None or session.article.id != row.article:
        return  # deleted since, and said so
    if passage.annotation is not None:
        session.focus_on(passage.annotation, reveal=passage.span is not None)
        return
    session.focus_on(None)
    session.point_at(passage.span if passage.kind in ("quote", "entity") else None)
