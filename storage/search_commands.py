"""`postil search`: what a search finds, and where, in a terminal or as JSON."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from storage.library import Library
from storage.printing import counted, one_line
from storage.searching.query import Choice, InField, Node, Query, both
from storage.searching.tree import level_of
from storage.types import Annotation, AnnotationId, Article, Span

if TYPE_CHECKING:
    from storage.searching.results import FoundArticle, FoundPassage
    from storage.searching.searcher import ArticleOrder

Annotated = Mapping[AnnotationId, Annotation]
TRASH = Query("is:deleted", Choice("is", "deleted"))
_BOLD, _PLAIN = "\x1b[1m", "\x1b[0m"


def asked(library: Library, text: str, complain: Callable[[str], None]) -> Query:
    """Read a search as it was given in a terminal; tell what cannot be meant."""
    query = library.query(text, is_typing=False)
    for problem in query.problems:
        complain(problem.sentence)
    return query


def found_in(
    library: Library,
    query: Query,
    *,
    in_trash: bool = False,
    order: ArticleOrder = "added",
    is_reversed: bool = False,
) -> Sequence[int]:
    """Give the ids of the articles that a search finds, on the shelf or in the trash."""
    wanted = both(query, TRASH) if in_trash else query
    return library.search.articles(wanted, order=order, is_reversed=is_reversed)


def annotations_in(
    library: Library, query: Query, *, in_trash: bool = False
) -> frozenset[AnnotationId] | None:
    """Give the annotations that a search finds; None where it does not speak of any.

    `in_trash`: also those of articles that were deleted.
    """
    from storage.searching.weighing import leaves

    if not any(map(_is_of_annotations, leaves(query.root))):
        return None
    found = [*library.search.annotations(query)]
    if in_trash:
        found += library.search.annotations(both(query, TRASH))
    return frozenset(map(AnnotationId, found))


def _is_of_annotations(part: Node) -> bool:
    match part:
        case InField(field="tag"):
            return True
        case InField() | Choice():
            return level_of(part) == "annotation"
    return False


def printed(results: Sequence[FoundArticle], total: int) -> Iterator[str]:
    """Give lines for a terminal: articles with the passages that were found in them."""
    for found in results:
        title = _marked(found.article.title, found.title_marks)
        yield f"{found.article.id}  {title}{_tagged(found.tags)}"
        for passage in found.passages:
            yield f"    {_label(passage)}{_marked(passage.excerpt, passage.marks)}"
        if found.more:
            yield f"    … {found.more:,} more"
    hidden = total - len(results)
    yield f"{counted(total, 'article')} found" + (f", {hidden:,} not shown" if hidden else "")


def as_json(
    library: Library,
    results: Sequence[FoundArticle],
    facts: Callable[[Article], dict[str, object]],
) -> list[dict[str, object]]:
    """Give what was found for JSON; `facts` are those of an article."""
    ids = [p.annotation for found in results for p in found.passages if p.annotation]
    annotations = {one.id: one for one in library.annotations.among(ids)}
    return [
        {
            **facts(found.article),
            "excerpt": next((p.excerpt for p in found.passages if p.kind == "text"), ""),
            "annotations": _annotated(found.passages, annotations),
            "passages": [_passage(one, annotations) for one in found.passages],
            "more": found.more,
        }
        for found in results
    ]


def _annotated(passages: Sequence[FoundPassage], annotations: Annotated) -> list[dict[str, object]]:
    """Give each annotation once: it may be found by its words and by its note."""
    first: dict[AnnotationId, FoundPassage] = {}
    for one in passages:
        if one.annotation is not None and one.annotation in annotations:
            first.setdefault(one.annotation, one)
    return [
        {"uid": annotations[id_].uid, "excerpt": one.excerpt, "note": annotations[id_].note}
        for id_, one in first.items()
    ]


def _passage(one: FoundPassage, annotations: Annotated) -> dict[str, object]:
    annotation = annotations.get(one.annotation) if one.annotation else None
    return {
        "kind": one.kind,
        "excerpt": one.excerpt,
        "marks": [[mark.start, mark.end] for mark in one.marks],
        "start": one.span.start if one.span else None,
        "end": one.span.end if one.span else None,
        "annotation": annotation.uid if annotation else None,
        "speaker": one.said_by or None,
    }


def _label(passage: FoundPassage) -> str:
    if passage.kind == "text":
        return ""
    what = passage.color or passage.kind if passage.kind == "highlight" else passage.kind
    who = f", {one_line(passage.said_by)}" if passage.said_by else ""
    return f"* {what}{who}{_tagged(passage.tags)}: "


def _tagged(tags: Sequence[str]) -> str:
    return "".join(f" #{one_line(tag)}" for tag in tags)


def _marked(text: str, marks: Sequence[Span]) -> str:
    """Show the words that were found in bold, where a person reads that."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return one_line(text)
    parts: list[str] = []
    at = 0
    for mark in marks:
        parts += [_line(text[at : mark.start]), _BOLD, _line(text[mark.start : mark.end]), _PLAIN]
        at = mark.end
    return "".join([*parts, _line(text[at:])])


def _line(text: str) -> str:
    """Give a part of a line: without signs that could command the terminal, with its spaces."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
