"""Lines of one column taken together: which go on, which break and which begin something new."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from storage.importers.pdf_layout import Region, is_rtl_text, joined
from storage.importers.pdf_lines import Line

SIZE_STEP = 0.08  # difference of type size that is seen
UNSURE_STEP = 0.3  # more than text recognition is wrong by in the middle of a sentence
INDENT = 0.7  # type sizes that a line stands in
GAP = 1.3  # times the usual distance of lines; what is more parts paragraphs
USUAL_DISTANCE = 1.2  # type sizes between lines, where a document shows none
LETTER = 0.5  # mean width of a letter in type sizes
FILLING = 15  # type sizes that a line is wide at least, to show how wide its column is
NEAR = 4  # lines above and below that show how wide a column is at some place

Joint = Literal["flow", "break", "new"]

BULLET = re.compile(r"([•◦▪▫■□●○◆◇►▶➢✓❖\u2043∙‣·])\s*(?=\S)|([-–—*o])\s+(?=\S)")
NUMBER = re.compile(
    r"(\d{1,3}[.)]|\(\d{1,3}\)|\[\d{1,3}\]|[a-zA-Z][.)]|\([a-zA-Z]\)|[ivx]{2,5}[.)])\s+(?=\S)"
)
SECTION = re.compile(r"((?:\d{1,3}|[A-Z])(?:\.\d{1,3}){0,4})\.?\s+(?=[^\W\d_])")
_SENTENCE_END = re.compile(r"[.!?:;…\u3002\uff01\uff1f][\"'”’»)\]\d]*$")
_ENTRY = re.compile(r"…\s*[\dA-Za-z.-]{1,8}\s*$")
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff]")


class Type(NamedTuple):
    """The type that most of a document is set in: its size, distance of lines and look."""

    size: float
    distance: float
    is_bold: bool
    is_fixed: bool
    has_indents: bool


@dataclass(slots=True)
class Group:
    """Lines that belong together; `joints` say how each goes on from the one before it.

    `is_filled` says that the last line reaches the edge of its column, so that the text may go on
    in the next one; `is_indented` that the first stands in.
    """

    lines: list[Line]
    joints: list[Joint] = field(default_factory=list)
    is_filled: bool = False
    is_indented: bool = False

    @property
    def first(self) -> Line:
        """Its first line."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """Its last line."""
        return self.lines[-1]

    @property
    def text(self) -> str:
        """Its lines with spaces between, for looking at."""
        return " ".join(line.text.strip() for line in self.lines)


def body_type(pages: Iterable[Sequence[Line]]) -> Type:
    """Give the type of most characters."""
    sizes: Counter[float] = Counter()
    looks: Counter[tuple[bool, bool]] = Counter()
    distances: Counter[float] = Counter()
    kept = [lines for lines in pages if lines]
    for lines in kept:
        for line in lines:
            sizes[round(line.size * 2) / 2 or 0.5] += len(line.text)
    size = sizes.most_common(1)[0][0] if sizes else 10.0
    indents = breaks = 0
    for lines in kept:
        for before, line in pairwise(lines):
            if abs(line.size - size) > size * SIZE_STEP:
                continue
            looks[line.face.is_bold, line.face.is_fixed] += len(line.text)
            distance = before.base - line.base
            if abs(before.size - line.size) < 0.3 and 0 < distance < 3 * size:
                distances[round(distance * 2) / 2] += 1
                if distance < 1.6 * size and before.x0 < line.x0 - INDENT * size:
                    indents += line.x0 - before.x0 < 4 * size
                breaks += distance > 1.5 * size
    distance = distances.most_common(1)[0][0] if distances else USUAL_DISTANCE * size
    is_bold, is_fixed = looks.most_common(1)[0][0] if looks else (False, False)
    return Type(size, distance, is_bold, is_fixed, indents > breaks)


def is_all_bold(line: Line) -> bool:
    """Say whether nothing in the line is lighter."""
    return line.face.is_bold and all(run.face.is_bold or not run.text.strip() for run in line.runs)


def is_all_fixed(line: Line) -> bool:
    """Say whether the whole line is in the type of a typewriter."""
    return line.face.is_fixed and all(
        run.face.is_fixed or not run.text.strip() for run in line.runs
    )


def ends_sentence(text: str) -> bool:
    """Say whether text ends as a sentence does."""
    return _SENTENCE_END.search(text[-12:].rstrip()) is not None


def groups_in(region: Region, type_: Type) -> list[Group]:
    """Give the groups of a column from top to bottom."""
    lines = [joined(row) for row in region.rows]
    if sum(is_rtl_text(line.text) for line in lines) * 2 > len(lines):
        lines = [line._replace(x0=-line.x1, x1=-line.x0) for line in lines]  # as in a mirror
    lefts, rights = [line.x0 for line in lines], [line.x1 for line in lines]
    groups: list[Group] = []
    group: Group | None = None
    for number, line in enumerate(lines):
        near = slice(max(0, number - NEAR), number + NEAR + 1)
        right = max(rights[near])
        joint: Joint = "new" if group is None else _joint(group, line, right, type_)
        if group is None or joint == "new":
            is_indented = line.x0 > min(lefts[near]) + INDENT * line.size
            group = Group([line], ["new"], is_indented=is_indented)
            groups.append(group)
        else:
            group.lines.append(line)
            group.joints.append(joint)
        is_long = line.x1 - line.x0 > FILLING * line.size
        group.is_filled = line.is_cut or (is_long and right - line.x1 < 3 * line.size)
    return groups


def _joint(group: Group, line: Line, right: float, type_: Type) -> Joint:
    """Say how a line goes on after a group; `right` is the edge of the column there."""
    before = group.last
    size = max(line.size, before.size)
    distance = before.base - line.base
    step = abs(line.size - before.size) / size
    if step > SIZE_STEP and len(line.text) > 2:
        goes_on = line.text[:1].islower() and not ends_sentence(before.text)
        if step > UNSURE_STEP or not goes_on:
            return "new"
    usual = type_.distance * max(1.0, size / type_.size)
    if len(group.lines) > 1:
        usual = min(usual, group.lines[-2].base - before.base + 1) if usual > size else usual
        usual = max(usual, size)
    if distance > usual * GAP + 0.5 or distance < size * 0.2:
        is_heading = size > type_.size * (1 + SIZE_STEP) and 0 < distance < size * 1.6
        if not is_heading:
            return "new"
    is_bold, was_bold = is_all_bold(line), is_all_bold(before)
    if is_bold != was_bold and not before.is_cut and (is_bold or len(group.lines) == 1):
        return "new"
    if is_all_fixed(before) != is_all_fixed(line) and not type_.is_fixed:
        return "new"
    if size > type_.size * 1.12:
        return "new" if SECTION.match(line.text) else "flow"
    if is_all_fixed(line) and not type_.is_fixed:
        return "break"
    if "\t" in before.text or "\t" in line.text:
        return "break"
    if "…" in before.text and _ENTRY.search(before.text):
        return "break"
    if before.text.endswith(("-", "\u2010", "\u00ad")) and not BULLET.match(line.text):
        return "flow"
    missing = right - before.x1
    is_filled = missing < _first_word(line.text) * LETTER * size + LETTER * size
    if _begins_item(group, line, is_filled):
        return "new"
    if (by_indent := _by_indent(group, line, is_filled)) is not None:
        return by_indent
    if is_filled:
        return "flow"
    if ends_sentence(before.text):
        return "new"
    start = line.text.lstrip()[:1]
    width = right - min(group.first.x0, before.x0)
    return "flow" if start.islower() and missing < width * 0.4 else "break"


def _begins_item(group: Group, line: Line, is_filled: bool) -> bool:
    start = line.text[:2]
    if start.isalpha() and start[-1] not in "ivx":
        return False  # as most lines begin; "ii." counts
    bullet = BULLET.match(line.text)
    if bullet and bullet[1]:
        return True
    found = bullet or NUMBER.match(line.text)
    if not found:
        return False
    first = group.first
    is_alike = bool(BULLET.match(first.text) if bullet else NUMBER.match(first.text))
    if is_alike and abs(first.x0 - line.x0) < line.size * 1.5:
        return True
    return not is_filled or ends_sentence(group.last.text)


def _by_indent(group: Group, line: Line, is_filled: bool) -> Joint | None:
    """Say what the left edges tell; None when they tell nothing."""
    first, step = group.first, INDENT * line.size
    if _is_centred(group.last, line):
        return None
    if len(group.lines) == 1:
        in_by = line.x0 - first.x0
        if in_by > step:
            has_sign = BULLET.match(first.text) or NUMBER.match(first.text)
            goes_on = has_sign or (is_filled and not ends_sentence(first.text))
            return "flow" if goes_on and in_by < 8 * line.size else "new"
        return None
    left = group.lines[1].x0
    if line.x0 > left + step:
        return "new"
    if line.x0 < left - step:
        return "new" if abs(line.x0 - first.x0) < step or not is_filled else None
    return None


def _is_centred(before: Line, line: Line) -> bool:
    shift = (before.x0 + before.x1) - (line.x0 + line.x1)
    return abs(shift) < 2 and abs(before.x0 - line.x0) > line.size


def _first_word(text: str) -> int:
    word = text.lstrip()[:40].split(None, 1)
    return 2 if not word or _CJK.match(word[0]) else len(word[0])
