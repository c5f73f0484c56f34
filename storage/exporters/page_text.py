"""The whole text of an article as HTML, with the reader's marks on it."""

from __future__ import annotations

import base64
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby, pairwise

from storage.exported import ArticleExport
from storage.exporters.places import color_name, place_in
from storage.text.addresses import is_link
from storage.text.pictures_in_text import sign_of
from storage.types import (
    PICTURE,
    Annotation,
    Block,
    Mark,
    MarkKind,
    Span,
)

DEEPEST = 6  # HTML has no smaller heading
ELEMENTS: dict[MarkKind, str] = {
    "subscript": "sub",
    "superscript": "sup",
    "strong": "strong",
    "emphasis": "em",
    "strike": "s",
    "code": "code",
}

INNER = ("note", "jump")  # marks that lead to another place in the text

Marked = tuple[Annotation, Span]


def text_with_marks(export: ArticleExport, *, above: int) -> str:
    """Write the text with its layout; marks that overlap are cut into parts that carry them all.

    `above` is the level of the heading that the text stands under. A mark's place has the id
    `mark-<uid>`; one with a note links to `note-<uid>`. Pictures stand in the page itself.
    """
    lines = _Lines(export, above)
    parts = ['<div class="text">']
    for quote, quoted in groupby(export.text.blocks, lambda block: block.quote):
        parts.append("<blockquote>" * quote)
        for (kind, table), group in groupby(quoted, _container):
            if table:
                parts.append(lines.table(list(group)))
            elif kind == "item":
                parts.append("<ul>" + "".join(map(lines.line, group)) + "</ul>")
            else:
                parts += map(lines.line, group)
        parts.append("</blockquote>" * quote)
    return "\n".join(part for part in [*parts, "</div>"] if part)


class _Lines:
    """Writes the blocks of one text, asked in text order."""

    def __init__(self, export: ArticleExport, above: int) -> None:
        self._export = export
        self._content = export.text.content
        self._above = above
        places = ((a, place_in(a, export.text)) for a in export.annotations)
        marked = [(a, place) for a, place in places if place is not None]
        marked.sort(key=lambda pair: (pair[1].start, -pair[1].end, pair[0].id))
        self._waiting = marked[::-1]
        self._active: list[Marked] = []
        self._waiting_marks = sorted(export.text.marks, key=lambda m: m.start, reverse=True)
        self._active_marks: list[Mark] = []
        self._last_places = {a.uid: self._last_place(place) for a, place in marked}
        self._begun: set[str] = set()
        self._pictures = {picture.start: picture for picture in export.text.pictures}
        self._targets = sorted({int(m.target) for m in export.text.marks if m.kind in INNER})

    def table(self, cells: Sequence[Block]) -> str:
        rows = groupby(cells, lambda cell: cell.row)
        lines = ("<tr>" + "".join(map(self.line, row)) + "</tr>" for _, row in rows)
        return "<table>" + "\n".join(lines) + "</table>"

    def line(self, block: Block) -> str:
        if block.kind == "rule":
            return "<hr>"
        words = "".join(self._parts(block))
        if block.kind == "heading":
            element = f"h{min(DEEPEST, self._above + max(1, block.level))}"
            plain = " ".join(self._content[block.start : block.end].split())
            is_title = plain == self._export.article.title and not self._active
            look = ' class="repeated"' if is_title else ""
            return f"<{element}{look}>{words}</{element}>"
        if block.kind == "item":
            level = f' style="--level: {block.level}"' if block.level > 1 else ""
            return f'<li{level} data-marker="{escape(block.marker)}">{words}</li>'
        if block.kind == "code":
            return f"<pre><code>{words}</code></pre>"
        if block.kind == "cell":
            return f"<th>{words}</th>" if block.level else f"<td>{words}</td>"
        if block.kind == "picture":
            return f"<figure>{words}</figure>"
        return f'<p class="caption">{words}</p>' if block.kind == "caption" else f"<p>{words}</p>"

    def _parts(self, block: Block) -> Iterable[str]:
        """Give the words of a block, cut where a mark begins or ends."""
        self._move_to(block)
        yield self._places(block)
        cuts = {block.start, block.end}
        content, at = self._content, block.start
        while (at := content.find(PICTURE, at, block.end)) >= 0:
            cuts |= {at, at + 1}
            at += 1
        spans = [(p.start, p.end) for _, p in self._active]
        spans += [(mark.start, mark.end) for mark in self._active_marks]
        for start, end in spans:
            cuts |= {max(block.start, start), min(block.end, end)}
        ordered = sorted(cuts)
        for start, end in pairwise(ordered):
            here = [pair for pair in self._active if _covers(pair[1], start, end)]
            formats = [mark for mark in self._active_marks if _covers(mark, start, end)]
            for annotation, _ in here:
                if annotation.uid not in self._begun:
                    self._begun.add(annotation.uid)
                    yield f'<span id="mark-{escape(annotation.uid)}"></span>'
            words = self._content[start:end]
            shown = self._picture(start) if words == PICTURE else escape(words)
            yield self._wrapped(shown, here, formats)
            for annotation, _ in here:
                if annotation.note and self._last_places[annotation.uid] == end:
                    yield _reference(annotation)

    def _move_to(self, block: Block) -> None:
        while self._waiting and self._waiting[-1][1].start < block.end:
            self._active.append(self._waiting.pop())
        self._active = [pair for pair in self._active if pair[1].end > block.start]
        while self._waiting_marks and self._waiting_marks[-1].start < block.end:
            self._active_marks.append(self._waiting_marks.pop())
        self._active_marks = [mark for mark in self._active_marks if mark.end > block.start]

    def _places(self, block: Block) -> str:
        """Give the places inside a block that notes and inner links lead to."""
        first = bisect_left(self._targets, block.start)
        last = bisect_left(self._targets, max(block.end, block.start + 1))
        return "".join(
            f'<span id="{self._place(target)}"></span>' for target in self._targets[first:last]
        )

    def _place(self, target: int) -> str:
        return f"at-{escape(self._export.article.uid)}-{target}"

    def _picture(self, start: int) -> str:
        """Give a picture with its file inside the page, or what is said of it."""
        picture = self._pictures.get(start)
        file = self._export.pictures.get(picture.id) if picture else None
        if picture is None or file is None:
            sign = escape(sign_of(picture.alt if picture else ""))
            return f'<span class="absent">{sign}</span>'
        body = base64.b64encode(file.body).decode("ascii")
        size = f'width="{file.width}" height="{file.height}"'
        source = f"data:{file.media_type};base64,{body}"
        return f'<img alt="{escape(picture.alt)}" {size} src="{source}">'

    def _last_place(self, place: Span) -> int:
        """Give where a span ends in the last block that it reaches."""
        blocks = self._export.text.blocks
        index = bisect_left(blocks, place.end, key=lambda block: block.start) - 1
        return min(place.end, blocks[index].end) if index >= 0 else 0

    def _wrapped(self, words: str, here: Sequence[Marked], formats: Sequence[Mark]) -> str:
        for kind, element in ELEMENTS.items():
            if any(mark.kind == kind for mark in formats):
                words = f"<{element}>{words}</{element}>"
        link = next((m.target for m in formats if m.kind == "link" and is_link(m.target)), "")
        inner = next((int(m.target) for m in formats if m.kind in INNER), None)
        if link:
            words = f'<a href="{escape(link)}">{words}</a>'
        elif inner is not None:
            words = f'<a href="#{self._place(inner)}">{words}</a>'
        return self._marked(words, [annotation for annotation, _ in here]) if here else words

    def _marked(self, words: str, here: Sequence[Annotation]) -> str:
        names = dict.fromkeys(n for a in here for n in (a.style, a.color))
        titles = dict.fromkeys(color_name(self._export, a.color) for a in here)
        style = f' style="{_mixed(here)}"' if len(here) > 1 else ""
        title = escape(", ".join(titles))
        return f'<mark class="{" ".join(names)}" title="{title}"{style}>{words}</mark>'


def _container(block: Block) -> tuple[str, int]:
    return (block.kind, block.table if block.kind == "cell" else 0)


def _covers(outer: Mark | Span, start: int, end: int) -> bool:
    return outer.start <= start and end <= outer.end


def _reference(annotation: Annotation) -> str:
    uid = escape(annotation.uid)
    return f'<a class="ref" href="#note-{uid}" aria-label="Note" data-sign="✎"></a>'


def _mixed(here: Sequence[Annotation]) -> str:
    """Give each of several highlights its band of the line; the innermost underline is drawn."""
    fills = list(dict.fromkeys(a.color for a in here if a.style == "highlight"))
    lines = [a.color for a in here if a.style == "underline"]
    variables: list[str] = []
    if fills:
        step = 100 / len(fills)
        bands = ", ".join(
            f"var(--{color}-fill) {n * step:.4g}% {(n + 1) * step:.4g}%"
            for n, color in enumerate(fills)
        )
        variables.append(f"--fill: linear-gradient({bands})")
    if lines:
        variables.append(f"--ink: var(--{lines[-1]}-line)")
    return "; ".join(variables)
