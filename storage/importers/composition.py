"""From the parts of an article to its content, blocks and marks."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from storage.importers.pictures import checked
from storage.text.passages import is_boundary
from storage.types import (
    Block,
    BlockKind,
    ImportedPicture,
    Mark,
    PageStart,
    PictureFile,
)

LONGEST_BLOCK = 10_000  # characters; QTextDocument lays out a paragraph as one piece
LOOK_BACK = 2_000  # how far before that limit a good place to divide is looked for
LONGEST_CHARACTER = 64  # code points a reader may see as one character; more are cut anyway

_SENTENCE_END = re.compile(
    r"[.!?…][\"'”’»)\]]*\s+|[\u3002\uff01\uff1f][”’\u300d\u300f\uff09]*"  # and CJK, without a space
)
_SPACE = re.compile(r"\s+")
_LINE_END = re.compile(r"\n")


class PartPicture(NamedTuple):
    """A picture inside a part: its U+FFFC stands `at`; `body` is its file, not yet checked."""

    at: int
    alt: str = ""
    source: str = ""
    body: bytes = b""


@dataclass(slots=True)
class Part:
    """A block before it has a place. `marks`, `pictures` and the like count from its own start.

    `joint` is what stands between it and the part before. `anchors` are places with the names
    that "note" and "jump" marks have as targets; `pages` are where pages begin, with their labels.
    """

    text: str
    kind: BlockKind = "paragraph"
    level: int = 0
    quote: int = 0
    marker: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    marks: Sequence[Mark] = ()
    joint: str = "\n\n"
    pictures: Sequence[PartPicture] = ()
    anchors: Sequence[tuple[int, str]] = ()
    pages: Sequence[tuple[int, str]] = ()


@dataclass(slots=True)
class Draft:
    """What a reader of one format finds: the parts of a text and what is known about it."""

    title: str
    parts: list[Part]
    extractor: str
    byline: str = ""
    site: str = ""
    url: str = ""
    language: str = ""
    published_at: datetime | None = None
    notices: list[str] = field(default_factory=list)


class Composed(NamedTuple):
    """A text with its layout; all positions are in `content`."""

    content: str
    blocks: tuple[Block, ...]
    marks: tuple[Mark, ...]
    pictures: tuple[ImportedPicture, ...]
    pages: tuple[PageStart, ...]


def compose(parts: Iterable[Part]) -> Composed:
    """Give content and layout; a block's text has no white space at its ends.

    Parts without text are left out, but for rules; anchors and pages at them move to what follows.
    A part longer than `LONGEST_BLOCK` becomes several blocks that follow one another in the
    unchanged content, and its marks are divided. "note" and "jump" marks that lead nowhere go.
    """
    pieces: list[str] = []
    blocks: list[Block] = []
    marks: list[Mark] = []
    pictures: list[ImportedPicture] = []
    anchors: dict[str, int] = {}
    pages: list[PageStart] = []
    waiting: list[Part] = []
    files = _Files()
    length = 0
    for part in map(_trimmed, parts):
        if not part.text and part.kind != "rule":
            if part.anchors or part.pages:
                waiting.append(part)
            continue
        if blocks:
            pieces.append(part.joint)
            length += len(part.joint)
        for empty in waiting:
            anchors |= {name: length for _, name in empty.anchors if name not in anchors}
            pages += [PageStart(length, label) for _, label in empty.pages]
        waiting.clear()
        anchors |= {name: length + at for at, name in part.anchors if name not in anchors}
        pages += [PageStart(length + at, label) for at, label in part.pages]
        pictures += [
            ImportedPicture(length + at, alt, source, files.of(body))
            for at, alt, source, body in part.pictures
        ]
        stretches = list(_divided(part))
        for number, (start, end) in enumerate(stretches):
            blocks.append(
                Block(
                    length + start,
                    length + end,
                    part.kind,
                    part.level,
                    part.quote,
                    part.marker if number == 0 else "",
                    part.table,
                    part.row,
                    part.column,
                )
            )
        marks.extend(_placed(part.marks, stretches, length))
        pieces.append(part.text)
        length += len(part.text)
    content = "".join(pieces)
    return Composed(
        content,
        tuple(blocks),
        tuple(_resolved(marks, anchors, length - 1)),
        tuple(pictures),
        tuple(pages),
    )


class _Files:
    """Checks each picture once, however often it is shown."""

    def __init__(self) -> None:
        self._checked: dict[bytes, PictureFile | None] = {}

    def of(self, body: bytes) -> PictureFile | None:
        if body not in self._checked:
            self._checked[body] = checked(body)
        return self._checked[body]


def _resolved(marks: Iterable[Mark], anchors: Mapping[str, int], last: int) -> Iterator[Mark]:
    """Let marks lead to places in the text; what is named at its very end is its last character."""
    for mark in marks:
        if mark.kind not in ("note", "jump"):
            yield mark
        elif mark.target in anchors:
            yield mark._replace(target=str(min(anchors[mark.target], last)))


def _trimmed(part: Part) -> Part:
    """Give the part without white space at its ends (code keeps its indentation)."""
    text = part.text.rstrip()
    if part.kind == "code":
        first = len(text) - len(text.lstrip())
        lead = text.rfind("\n", 0, first) + 1
    else:
        lead = len(text) - len(text.lstrip())
    if not lead and len(text) == len(part.text):
        return part
    last = max(0, len(text) - lead)
    return replace(
        part,
        text=text[lead:],
        marks=_placed(part.marks, [(lead, len(text))], -lead) if last else (),
        pictures=[picture._replace(at=picture.at - lead) for picture in part.pictures],
        anchors=[(min(last, max(0, at - lead)), name) for at, name in part.anchors],
        pages=[(min(last, max(0, at - lead)), label) for at, label in part.pages],
    )


def _placed(marks: Sequence[Mark], stretches: Sequence[tuple[int, int]], by: int) -> list[Mark]:
    """Give the marks cut at the ends of the stretches and moved, ordered by start."""
    placed = []
    for mark in marks:
        number = max(0, bisect_right(stretches, (mark.start, mark.start)) - 1)
        while number < len(stretches) and stretches[number][0] < mark.end:
            first, last = max(mark.start, stretches[number][0]), min(mark.end, stretches[number][1])
            if first < last:
                placed.append(Mark(first + by, last + by, mark.kind, mark.target))
            number += 1
    return sorted(placed, key=lambda mark: (mark.start, -mark.end))


def _divided(part: Part) -> Iterator[tuple[int, int]]:
    """Give the stretches of a part that become blocks; only white space is left between them.

    So of empty lines in code that fill a stretch.
    """
    text, start = part.text, 0
    is_code = part.kind == "code"
    breaks = (_LINE_END,) if is_code else (_SENTENCE_END, _LINE_END, _SPACE)
    while len(text) - start > LONGEST_BLOCK:
        end = following = _division(text, start + LONGEST_BLOCK, breaks)
        if is_code:
            end -= text[end - 1] == "\n"
        else:
            while text[end - 1].isspace():
                end -= 1
            while text[following].isspace():
                following += 1
        if not is_code or not text[start:end].isspace():
            yield start, end
        start = following
    yield start, len(text)


def _division(text: str, limit: int, breaks: Sequence[re.Pattern[str]]) -> int:
    """Give the best place to divide at or before `limit`, between two characters as read."""
    for pattern in breaks:
        ends = [found.end() for found in pattern.finditer(text, limit - LOOK_BACK, limit)]
        if ends:
            return ends[-1]
    window = text[limit - LONGEST_CHARACTER * 2 : limit + 1]
    for back in range(LONGEST_CHARACTER):
        if is_boundary(window, len(window) - 1 - back):
            return limit - back
    return limit
