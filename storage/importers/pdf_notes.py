"""Notes at the foot of a page, taken out so that the text above goes on over the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from storage.importers.pdf_groups import Group, Type
from storage.importers.pdf_lines import Line, Run

SMALLER = 0.95  # times the body's size, at most
RAISED = 0.12  # type sizes that a sign of a note stands above the line, at least
SMALL = 0.85  # times the size of its line

_LABEL = re.compile(r"(\d{1,3}|[*†‡§¶‖]{1,3}|[a-z])$")
_START = re.compile(r"(\d{1,3}|[*†‡§¶‖]{1,3})[.)]?\s*(?=\S)")


class Note(NamedTuple):
    """A note: its sign, its lines, and how many characters of the first are the sign."""

    label: str
    lines: list[Line]
    sign: int

    @property
    def page(self) -> int:
        """The page that it stands on."""
        return self.lines[0].page


def is_raised(run: Run, line: Line) -> bool:
    """Say whether a run stands above its line in smaller type."""
    return run.size < SMALL * line.size and run.base > line.base + RAISED * line.size


def label_of(run: Run, line: Line) -> str:
    """Give the sign of a note that a run is, "" if it is none."""
    if not is_raised(run, line):
        return ""
    text = run.text.strip()
    return text if _LABEL.match(text) else ""


def parted(
    groups: Sequence[Group], labels: set[str], type_: Type
) -> tuple[list[Group], list[Note]]:
    """Give the groups of a column without the notes at its foot, and those.

    `labels` are the signs of notes on the page.
    """
    end = len(groups)
    while end and groups[end - 1].first.size <= SMALLER * type_.size:
        end -= 1
    if end in (0, len(groups)):
        return list(groups), []
    for start in range(end, len(groups)):
        if _sign(groups[start].first, labels)[0]:
            notes = _notes([line for group in groups[start:] for line in group.lines], labels)
            return list(groups[:start]), notes
    return list(groups), []


def _sign(line: Line, labels: set[str]) -> tuple[str, int]:
    """Give the sign that a line of a note begins with and its length; "" if it begins with none."""
    first = line.runs[0]
    text = first.text.strip()
    is_small = len(line.runs) > 1 and first.size < line.size
    if is_small and _LABEL.match(text) and (first.base > line.base or text in labels):
        return text, len(first.text)
    found = _START.match(line.text)
    if found and found[1] in labels:
        return found[1], found.end()
    return "", 0


def _notes(lines: Sequence[Line], labels: set[str]) -> list[Note]:
    notes: list[Note] = []
    for line in lines:
        label, length = _sign(line, labels)
        if label and (not notes or _follows(label, notes[-1].label)):
            notes.append(Note(label, [line], length))
        elif notes:
            notes[-1].lines.append(line)
    return notes


def _follows(label: str, before: str) -> bool:
    if label.isdecimal() and before.isdecimal():
        return int(label) == int(before) + 1
    return label != before
