"""Two texts made comparable: what no reader would call a difference is taken out of both."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from storage.types import PICTURE

# What does not count: white space, pictures, soft hyphens, and what has no width (joiners, marks
# of direction, variation selectors).
UNSEEN = "\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
FOLDED = str.maketrans(  # single quotes and primes, double quotes, dashes
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    }
)
SURE_RUN = 48  # characters that lines have to have together before their order alone places them

_SEEN = re.compile(rf"[^\s{PICTURE}{UNSEEN}]+")


class _Pieces(NamedTuple):
    """One line in pieces: where each begins in the view, where it begins and ends in the text.

    Most are a word, the same in both; a few are one sign that is written with more or fewer in
    the view: a ligature, a letter with its accents.
    """

    view_starts: list[int]
    text_starts: list[int]
    text_ends: list[int]
    view_end: int

    def ends_at(self, piece: int) -> int:
        following = piece + 1
        return self.view_starts[following] if following < len(self.view_starts) else self.view_end

    def is_plain(self, piece: int) -> bool:
        in_view = self.ends_at(piece) - self.view_starts[piece]
        return in_view == self.text_ends[piece] - self.text_starts[piece]


class View:
    """A text as it is compared, and where each of its characters stands in the text itself.

    `lines` are where its lines that are not empty begin, and at last its length.
    """

    def __init__(self, content: str) -> None:
        """Take white space out, fold quotes and dashes, NFKC; upper and lower case stay."""
        self._content = content
        self._places = array("q")  # where the lines begin in the text
        self._pieces: dict[int, _Pieces] = {}  # of the lines that were asked for
        self.lines = array("q")
        parts: list[str] = []
        length = at = 0
        for line in content.split("\n"):
            seen = _seen(line)
            if seen:
                parts.append(seen)
                self.lines.append(length)
                self._places.append(at)
                length += len(seen)
            at += len(line) + 1
        self.text = "".join(parts)
        self.lines.append(length)

    def start_of(self, position: int) -> int:
        """Give the first character of the view that stands at a position of the text or after."""
        line = bisect_right(self._places, position) - 1
        if line < 0:
            return 0
        pieces = self._pieces_of(line)
        piece = bisect_right(pieces.text_starts, position) - 1
        if piece < 0:
            return self.lines[line]
        if position >= pieces.text_ends[piece]:
            return pieces.ends_at(piece)
        inside = position - pieces.text_starts[piece]
        return pieces.view_starts[piece] + (inside if pieces.is_plain(piece) else 0)

    def end_of(self, position: int) -> int:
        """Give the end in the view of what stands before a position of the text."""
        line = bisect_right(self._places, position - 1) - 1
        if line < 0:
            return 0
        pieces = self._pieces_of(line)
        piece = bisect_right(pieces.text_starts, position - 1) - 1
        if piece < 0:
            return self.lines[line]
        if position >= pieces.text_ends[piece] or not pieces.is_plain(piece):
            return pieces.ends_at(piece)
        return pieces.view_starts[piece] + position - pieces.text_starts[piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give where in the text a stretch of the view stands, which is not empty."""
        first, last = self._pieces_of(self.line_at(start)), self._pieces_of(self.line_at(end - 1))
        piece = bisect_right(first.view_starts, start) - 1
        text_start = first.text_starts[piece]
        if first.is_plain(piece):
            text_start += start - first.view_starts[piece]
        piece = bisect_right(last.view_starts, end - 1) - 1
        text_end = last.text_ends[piece]
        if last.is_plain(piece):
            text_end -= last.ends_at(piece) - end
        return text_start, text_end

    def line_at(self, start: int) -> int:
        """Give the number of the line that a character of the view is in."""
        return bisect_right(self.lines, start, hi=len(self.lines) - 1) - 1

    def _pieces_of(self, line: int) -> _Pieces:
        if line not in self._pieces:
            start, length = self._places[line], self.lines[line]
            end = self._content.find("\n", start)
            end = end if end >= 0 else len(self._content)
            self._pieces[line] = _cut(self._content, start, end, length)
        return self._pieces[line]


def _seen(line: str) -> str:
    """Give a line as it is compared."""
    if line.isascii():
        return "".join(line.split()).replace("`", "'")
    folded = _folded(line)
    if unicodedata.is_normalized("NFKC", folded):
        return "".join(_SEEN.findall(folded))
    words = _SEEN.finditer(line)
    return "".join(seen for word in words for _, _, seen in _signs(line, *word.span()))


def _cut(content: str, start: int, end: int, view_start: int) -> _Pieces:
    """Cut a line of a text into pieces; its view begins at `view_start`."""
    words = [found.span() for found in _SEEN.finditer(content, start, end)]
    folded = _folded(content[start:end])
    if unicodedata.is_normalized("NFKC", folded):
        starts = [one for one, _ in words]
        ends = [other for _, other in words]
        widths = [other - one for one, other in words]
    else:
        signs = [sign for one, other in words for sign in _signs(content, one, other)]
        starts = [one for one, _, _ in signs]
        ends = [other for _, other, _ in signs]
        widths = [len(seen) for _, _, seen in signs]
    view_starts = list(accumulate(widths, initial=view_start))
    return _Pieces(view_starts[:-1], starts, ends, view_starts[-1])


def _signs(content: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Give the signs of a word, letters with their accents, and what each is in the view."""
    word = _folded(content[start:end])
    cuts = [n for n, sign in enumerate(word) if not n or not unicodedata.combining(sign)]
    for one, other in pairwise([*cuts, len(word)]):
        seen = "".join(_SEEN.findall(unicodedata.normalize("NFKC", word[one:other])))
        if seen:
            yield start + one, start + other, seen


def _folded(text: str) -> str:
    """Give a text sign for sign in one kind of quotes, dashes and width."""
    folded = text.translate(FOLDED)
    if folded.isascii() or unicodedata.is_normalized("NFKC", folded):
        return folded
    return folded.translate(_one_for_one())


@cache
def _one_for_one() -> dict[int, str]:
    """Give the signs that NFKC replaces by one other sign, as the full-width ones of CJK texts."""
    signs = map(chr, range(0xA0, 0x10000))
    normal = {ord(sign): unicodedata.normalize("NFKC", sign) for sign in signs}
    return {
        code: sign
        for code, sign in normal.items()
        if len(sign) == 1 and ord(sign) != code and _SEEN.match(sign)
    }


class Region(NamedTuple):
    """A stretch of the newer view, and the one of the older view that it takes the place of."""

    start: int
    end: int
    old_start: int
    old_end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Which lines of a text are lines of an older one, in the same order.

    `lines` has for each line of the older view the one of the newer view, or -1. `fresh` are the
    stretches of the newer view between them, which are new there or changed.
    """

    lines: array[int]
    fresh: tuple[tuple[int, int], ...]

    def place(self, old: View, new: View, start: int, end: int) -> tuple[int, int] | None:
        """Give where a stretch of the older view stands in the newer one, if its lines stayed."""
        first, last = old.line_at(start), old.line_at(end - 1)
        target = self.lines[first]
        if target < 0 or any(
            self.lines[line] != target + line - first for line in range(first, last + 1)
        ):
            return None
        shift = new.lines[target] - old.lines[first]
        return start + shift, end + shift

    def around(self, old: View, new: View, start: int, end: int) -> Region:
        """Give the stretch of the newer view in which one of the older view has to be, if it is.

        It lies between the next lines before and after it that stayed, and is empty where nothing
        is between them.
        """
        first, last = old.line_at(start), old.line_at(max(start, end - 1))
        after_start, after_end = self.lines[first] < 0, self.lines[last] >= 0
        while first >= 0 and self.lines[first] < 0:
            first -= 1
        while last < len(self.lines) and self.lines[last] < 0:
            last += 1
        begins, ends = first >= 0, last < len(self.lines)
        return Region(
            new.lines[self.lines[first] + after_start] if begins else 0,
            new.lines[self.lines[last] + after_end] if ends else len(new.text),
            old.lines[first + after_start] if begins else 0,
            old.lines[last + after_end] if ends else len(old.text),
        )

    def is_fresh(self, start: int, end: int) -> bool:
        """Say whether something of a stretch of the newer view is new or changed."""
        following = bisect_right(self.fresh, start, key=lambda stretch: stretch[1])
        return following < len(self.fresh) and self.fresh[following][0] < end


def aligned(old: View, new: View) -> Alignment:
    """Find the lines that stayed: those that both texts have once hold the others (patience diff).

    A run of lines counts when it has `SURE_RUN` characters; less may stand there by chance.
    """
    olds, news = _lines(old), _lines(new)
    lines = array("q", [-1]) * len(olds)
    taken = bytearray(len(news))
    seeds = [(0, 0), *_anchors(olds, news), (len(olds), len(news))]
    for old_line, new_line in seeds:
        for one, other, step in ((old_line, new_line, 1), (old_line - 1, new_line - 1, -1)):
            while 0 <= one < len(olds) and 0 <= other < len(news):
                if lines[one] >= 0 or taken[other] or olds[one] != news[other]:
                    break
                lines[one], taken[other] = other, 1
                one, other = one + step, other + step
    _drop_short_runs(lines, olds)
    return Alignment(lines, _between(lines, new))


def _lines(view: View) -> list[str]:
    return [view.text[start:end] for start, end in pairwise(view.lines)]


def _anchors(olds: list[str], news: list[str]) -> list[tuple[int, int]]:
    """Give the most lines that both have once and that are in the same order in both."""
    old_counts, new_counts = Counter(olds), Counter(news)
    places = {line: n for n, line in enumerate(news) if new_counts[line] == 1}
    pairs = [
        (n, places[line]) for n, line in enumerate(olds) if old_counts[line] == 1 and line in places
    ]
    ends: list[int] = []  # of the best row of each length: where it ends in `news`
    rows: list[int] = []  # and by which pair
    before = [-1] * len(pairs)
    for number, (_, target) in enumerate(pairs):
        length = bisect_right(ends, target)
        before[number] = rows[length - 1] if length else -1
        ends[length : length + 1] = [target]
        rows[length : length + 1] = [number]
    found: list[tuple[int, int]] = []
    number = rows[-1] if rows else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _drop_short_runs(lines: array[int], olds: list[str]) -> None:
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and lines[end] == lines[end - 1] + 1 and lines[start] >= 0:
            end += 1
        if lines[start] >= 0 and sum(map(len, olds[start:end])) < SURE_RUN:
            for line in range(start, end):
                lines[line] = -1
        start = end


def _between(lines: array[int], new: View) -> tuple[tuple[int, int], ...]:
    """Give the stretches of the newer view that no line of the older one went to."""
    stretches: list[tuple[int, int]] = []
    reached = 0
    for line in lines:
        if line < 0:
            continue
        if new.lines[line] > reached:
            stretches.append((reached, new.lines[line]))
        reached = new.lines[line + 1]
    if len(new.text) > reached:
        stretches.append((reached, len(new.text)))
    return tuple(stretches)
