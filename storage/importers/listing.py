"""Lists in plain text: which lines start an item, and which only look like it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from storage.importers.composition import Part

DEEPEST = 9
_ITEM = re.compile(r"([ \t]*)(?:([-*•])|(\d{1,3})([.)]))[ \t]+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Start:
    """A line that may start an item: where, how far in, its sign, its number, its text's start."""

    group: int
    line: int
    indent: int
    sign: str
    number: int
    text: int


class Listing:
    """The list items of a text, given as groups of lines between blank lines.

    One line alone is no list ("12. Mai 1999", "- A. Author"): an item needs another one beside it
    with the same sign and indentation, a number its neighbour.
    """

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        """Find the items of all groups."""
        self._items: dict[int, dict[int, Part]] = defaultdict(dict)
        run: list[_Start] = []
        last = -1
        for number, lines in enumerate(groups):
            starts = [
                start for line, text in enumerate(lines) if (start := _start(number, line, text))
            ]
            continues = starts and starts[0].line == 0 and last == number - 1
            if run and not continues:
                self._take(run, groups)
                run = []
            if starts:
                run.extend(starts)
                last = number
        self._take(run, groups)

    def items_in(self, group: int) -> dict[int, Part]:
        """Give a group's items by the line they start at, with the text of that line."""
        return self._items.get(group, {})

    def _take(self, run: Sequence[_Start], groups: Sequence[Sequence[str]]) -> None:
        numbers: dict[tuple[int, str], list[int]] = defaultdict(list)
        for start in run:
            numbers[start.indent, start.sign].append(start.number)
        sets = {key: set(values) for key, values in numbers.items()}
        accepted = [
            start
            for start in run
            if (
                sets[start.indent, start.sign] & {start.number - 1, start.number + 1}
                if start.number >= 0
                else len(numbers[start.indent, start.sign]) > 1
            )
        ]
        indents = sorted({start.indent for start in accepted})
        for start in accepted:
            self._items[start.group][start.line] = Part(
                groups[start.group][start.line][start.text :],
                "item",
                level=min(DEEPEST, indents.index(start.indent) + 1),
                marker="•" if start.number < 0 else f"{start.number}{start.sign}",
            )


def _start(group: int, line: int, text: str) -> _Start | None:
    found = _ITEM.match(text)
    if not found:
        return None
    indent = len(found[1].expandtabs(4))
    if found[2]:
        return _Start(group, line, indent, found[2], -1, found.end())
    return _Start(group, line, indent, found[4], int(found[3]), found.end())
