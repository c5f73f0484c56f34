"""Where annotations stand in their article: sections, paragraphs, the words block by block."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from storage.exported import ArticleExport
from storage.text.paragraph_numbers import Paragraphs
from storage.text.pictures_in_text import in_words
from storage.text.printed_pages import label_at
from storage.types import Annotation, ArticleText, Block, ColorKey, Span, Standing

LOST = "Not found in the present text"
DOUBTS: dict[Standing, str] = {
    "lost": "not found in the present text",
    "changed": "the present text has other words here",
    "ambiguous": "its place in the present text is not sure",
}


@dataclass(frozen=True, slots=True)
class Section:
    """Annotations under the same headings; `path` runs from the outermost one down."""

    path: tuple[str, ...]
    annotations: tuple[Annotation, ...]


def paragraph_number(text: ArticleText, position: int) -> int:
    """Give the number of the paragraph at a position, from 1; 0 in a heading."""
    return Paragraphs(text.blocks).number(position)


def page_fact(text: ArticleText, position: int) -> str:
    """Name the page at a position, as "p. 12"; "" for a text without pages."""
    label = label_at(text.pages, position)
    return f"p. {label}" if label else ""


def place_in(annotation: Annotation, text: ArticleText) -> Span | None:
    """Give where an annotation stands in this text; None if nowhere, or for the whole article."""
    passage, span = annotation.passage, annotation.span
    if passage is None or span is None or span.end > len(text.content):
        return None
    if annotation.text_id == text.id and text.content[span.start : span.end] != passage.exact:
        return None
    return span


def doubt_about(annotation: Annotation) -> str:
    """Say what is not sure about an annotation's place in the present text, "" if nothing is."""
    return DOUBTS.get(annotation.standing, "")


def sections(export: ArticleExport) -> list[Section]:
    """Group the annotations that have a passage by the article's own headings, in text order.

    Those that are not in the present text any more come last, under a heading that says so.
    An article with fewer than two headings is one section without a path. A heading that repeats
    the title is left out of the paths.
    """
    marked = [a for a in export.annotations if a.span is not None]
    lost = tuple(a for a in export.annotations if a.passage is not None and a.span is None)
    last = [Section((LOST,), lost)] if lost else []
    starts, paths = _paths(export)
    if len(starts) < 2:
        return [Section((), tuple(marked)), *last] if marked else last

    def path_of(annotation: Annotation) -> tuple[str, ...]:
        start = annotation.span.start if annotation.span else 0
        index = bisect_right(starts, start) - 1
        return paths[index] if index >= 0 else ()

    return [Section(path, tuple(some)) for path, some in groupby(marked, path_of)] + last


def pieces(annotation: Annotation, text: ArticleText) -> list[tuple[Block, str]]:
    """Give the words of a passage block by block; [] for a note on the whole article.

    They are those of this text, or those that were marked if its place in it is not sure.
    """
    passage = annotation.passage
    if passage is None:
        return []
    place = place_in(annotation, text)
    start, end = (place or passage.span).start, (place or passage.span).end
    found: list[tuple[Block, str]] = []
    if place is not None and not annotation.needs_a_look:
        first = max(0, bisect_right(text.blocks, start, key=lambda b: b.start) - 1)
        last = bisect_left(text.blocks, end, key=lambda b: b.start)
        for block in text.blocks[first:last]:
            at = max(start, block.start)
            part = in_words(text.content[at : min(end, block.end)], at, text.pictures)
            if part and found and found[-1][0].end == block.start:
                whole, words = found.pop()  # a long paragraph in several blocks
                found.append((whole._replace(end=block.end), words + part))
            elif part:
                found.append((block, part))
    return found or [(Block(start, end), in_words(passage.exact))]


def said(annotation: Annotation, text: ArticleText | None = None) -> str:
    """Give the words of a passage as they were marked, with what its pictures show."""
    passage = annotation.passage
    if passage is None:
        return ""
    place = place_in(annotation, text) if text is not None else None
    if text is None or place is None or annotation.needs_a_look:
        return in_words(passage.exact)
    return in_words(passage.exact, place.start, text.pictures)


def link_to(annotation: Annotation) -> str:
    """Give the address that opens an annotation in Postil."""
    return f"postil://annotation/{annotation.uid}"


def colors_used(exports: Sequence[ArticleExport]) -> dict[ColorKey, str]:
    """Give the colours that the exported annotations have, with the reader's names, by key 1..8."""
    used = {a.color for export in exports for a in export.annotations}
    names = next((export.color_names for export in exports if export.color_names), {})
    ordered = [*names, *sorted(used - names.keys())]
    return {color: names.get(color, color.capitalize()) for color in ordered if color in used}


def color_name(export: ArticleExport, color: ColorKey) -> str:
    """Give what the reader calls a colour."""
    return export.color_names.get(color, color.capitalize())


def day(moment: datetime) -> str:
    """Write a date as `2026-01-31`, in UTC as the library keeps it."""
    return moment.astimezone(UTC).date().isoformat()


def iso(moment: datetime) -> str:
    """Write a time as it stands in the library: UTC, milliseconds, `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _paths(export: ArticleExport) -> tuple[list[int], list[tuple[str, ...]]]:
    starts: list[int] = []
    paths: list[tuple[str, ...]] = []
    above: list[tuple[int, str]] = []
    for block in export.text.blocks:
        if block.kind != "heading":
            continue
        words = " ".join(export.text.content[block.start : block.end].split())
        above = [(level, name) for level, name in above if level < block.level]
        above.append((block.level, words))
        starts.append(block.start)
        paths.append(tuple(name for _, name in above if name and name != export.article.title))
    return starts, paths
