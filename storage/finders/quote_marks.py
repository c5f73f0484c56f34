"""Which quotation marks of a text belong together, in every language's way of writing them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from storage.types import Span

# What closes what; the first is the usual one. Mixed pairs come from hasty typing and conversion.
_CLOSERS = {
    mark: tuple(closers.split())
    for mark, closers in {
        '"': "\" ” “ ″ '' ’’",
        "\u201c": "” \" '' ’’",  # “
        "\u201d": '” "',  # ”x” Swedish, Finnish
        "\u201e": '“ ” "',  # „x“ German, „x” Polish
        "\u201f": '” "',
        "\u2033": '″ " ”',
        "\u00ab": "»",
        "\u00bb": "« »",  # »x« Danish and German books, »x» Finnish
        "\u2039": "›",
        "\u203a": "‹ ›",
        "\u300c": "」",
        "\u300e": "』",
        "\u301d": "〞 〟",
        "\uff02": "＂",
        "``": "'' ’’ \" ”",
        "‘‘": "’’ '' \" ”",
        "‘’": "’’",  # a slip of programs that curl two single marks
    }.items()
}
_OPENERS_ALWAYS = {"\u201e", "\u201f", "\u300c", "\u300e", "\u301d", "``", "‘‘", "‘’"}
_CLOSERS_ALWAYS = {"\u300d", "\u300f", "\u301e", "\u301f", "''", "’’"}
_SINGLE_CLOSERS = {
    "'": "'\u2019",
    "\u2018": "\u2019'",
    "\u201a": "\u2018\u2019'",
    "\u2019": "\u2019",
}
_MARK = re.compile("``|''|‘‘|‘’|’’|[\"“”„‟″«»‹›「」『』〝〞〟＂]")
_SINGLE = re.compile("['\u2018\u2019\u201a]")
# What stands before a mark that opens, and behind one that closes.
_BEFORE = frozenset("([{<—–-/=¿¡*_" + "\"“„‟«»‹›「『'\u2018\u201a")
_AFTER = frozenset(".,;:!?…)]}>—–-/*_" + "\"”“»«›‹」』'\u2019")
# Words that begin with an apostrophe.
_ELIDED = re.compile(
    r"(?:tis|twas|twere|twill|em|cause|til|till|bout|round|cos|cuz|n|s|d|ll|ve|re|m|t|[0-9]0s|[0-9]{2})\b",
    re.I,
)
_DEEPEST = 8  # quotes in quotes; more is noise


class Quoted(NamedTuple):
    """A stretch between outermost marks, with them; what is nested in it is not told.

    `run` is the same number for the paragraphs of one speech: each opens with a mark and only the
    last closes. `is_whole` is False for a piece that is closed by the end of its paragraph.
    """

    start: int
    end: int
    run: int
    is_whole: bool


def quoted_stretches(content: str, paragraphs: Sequence[Span]) -> tuple[Quoted, ...]:
    """Pair the marks of each paragraph; a mark without its partner spoils nothing but itself.

    `paragraphs` in order, not overlapping. The result is by start and does not overlap.
    """
    found: list[Quoted] = []
    run = 0
    goes_on = False  # the speech of the paragraph before
    spilt = ""  # its mark, when this paragraph has none of its own
    for number, paragraph in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        first = _first_word(content, paragraph)
        carried = (first, spilt) if spilt else None
        pairs, left = _pairs(content, paragraph, carried)
        opened = next(
            (start for start, mark in left if _goes_on(content, start, mark, following)), None
        )
        spilling = _spilling(content, left, following) if opened is None else None
        if opened is not None:
            pairs = [pair for pair in pairs if pair[1] <= opened]
            pairs.append((opened, _without_blank_end(content, opened, paragraph.end)))
        elif spilling is not None:
            pairs = [pair for pair in pairs if pair[1] <= spilling]
            pairs.append((spilling, _without_blank_end(content, spilling, paragraph.end)))
        elif left and _forgotten_close(content, left[-1][0], paragraph, goes_on):
            start = left[-1][0]
            if all(end <= start for _, end in pairs):
                pairs.append((start, _without_blank_end(content, start, paragraph.end)))
        for start, end in pairs:
            if not (goes_on and start <= first):
                run += 1
            found.append(Quoted(start, end, run, _closes(content, start, end)))
        spilt = left[-1][1] if spilling is not None else ""
        goes_on = opened is not None or bool(spilt)
    return tuple(found)


def _pairs(
    content: str, paragraph: Span, carried: tuple[int, str] | None
) -> tuple[list[tuple[int, int]], list[tuple[int, str]]]:
    """The outermost pairs of one paragraph, and the marks outside them that were left open."""
    doubles, left = _double_pairs(content, paragraph, carried)
    singles, single_left = _single_pairs(content, paragraph, doubles)
    pairs = list(_outermost(sorted(doubles + singles)))
    if single_left is not None:
        left.append(single_left)
    # A pair hides what was left open in it.
    ends = [end for _, end in pairs]
    starts = [start for start, _ in pairs]
    outside = []
    for start, mark in sorted(left):
        place = bisect_right(starts, start) - 1
        if place < 0 or ends[place] <= start:
            outside.append((start, mark))
    return pairs, outside


def _double_pairs(
    content: str, paragraph: Span, carried: tuple[int, str] | None
) -> tuple[list[tuple[int, int]], list[tuple[int, str]]]:
    span = (paragraph.start, paragraph.end)
    is_even = content.count('"', *span) % 2 == 0
    nesting = {'"'} if is_even else set()
    if content.count("“", *span) == content.count("”", *span):
        nesting.add("“")
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[int, str]] = [carried] if carried else []
    for match in _MARK.finditer(content, paragraph.start, paragraph.end):
        mark, start = match.group(), match.start()
        opens, closes = _directions(content, mark, start, match.end(), paragraph)
        partner = _partner(stack, mark) if closes else None
        if partner is not None and not (opens and _prefers_opening(mark, stack[partner][1])):
            pairs.append((stack[partner][0], match.end()))
            del stack[partner:]
        elif opens or (mark == '"' and is_even and not stack):
            # A closing mark that nothing opened: its space is on the wrong side.
            again = next((i for i, (_, other) in enumerate(stack) if other == mark), None)
            if again is not None and not (mark in nesting and len(stack) < _DEEPEST):
                # The earlier one was never closed: a speech in lines, or a slip of the writer.
                line = content.rfind("\n", stack[again][0], start)
                if line >= 0 and not content[line:start].strip():
                    pairs.append((stack[again][0], line))
                del stack[again:]
            stack.append((start, mark))
    return pairs, stack


def _directions(
    content: str, mark: str, start: int, end: int, paragraph: Span
) -> tuple[bool, bool]:
    """Whether a mark may open and whether it may close, by itself and by its neighbours."""
    if mark in _OPENERS_ALWAYS:
        return True, False
    if mark in _CLOSERS_ALWAYS:
        return False, True
    before = content[start - 1] if start > paragraph.start else " "
    after = content[end] if end < paragraph.end else " "
    if mark in "«»‹›" and (before.isspace() or after.isspace()):
        # French marks stand off their words by a blank: a space tells nothing about « and ».
        usual = mark in "«‹"
        if before.isspace() and after.isspace():
            return usual, not usual
    opening = before.isspace() or before in _BEFORE
    closing = after.isspace() or after in _AFTER
    if opening and not closing:
        return True, mark not in '"'
    if closing and not opening:
        return mark in '"“' and False, True
    return True, True


def _prefers_opening(mark: str, open_mark: str) -> bool:
    """Whether a mark that could do either opens, though `open_mark` waits for its end."""
    if mark in "“«‹":
        return open_mark not in "„»›"
    return False


def _partner(stack: list[tuple[int, str]], mark: str) -> int | None:
    """The place in the stack of what this mark closes: its usual partner before a mixed one."""
    mixed = None
    for place in range(len(stack) - 1, -1, -1):
        closers = _CLOSERS[stack[place][1]]
        if closers[0] == mark:
            return place
        if mixed is None and mark in closers:
            mixed = place
    return mixed


def _single_pairs(
    content: str, paragraph: Span, doubles: list[tuple[int, int]]
) -> tuple[list[tuple[int, int]], tuple[int, str] | None]:
    """Pairs of single marks outside the double ones; an apostrophe is none."""
    pairs: list[tuple[int, int]] = []
    inside = iter(sorted(doubles))
    stretch = next(inside, None)
    start = -1
    mark = ""
    doubtful = -1  # an end that may be the apostrophe of "the workers'"
    for match in _SINGLE.finditer(content, paragraph.start, paragraph.end):
        at = match.start()
        while stretch is not None and stretch[1] <= at:
            stretch = next(inside, None)
        if stretch is not None and stretch[0] <= at:
            continue
        if start >= 0 and match.group() in _SINGLE_CLOSERS[mark] and _single_closes(content, at):
            if _plural(content, at, paragraph):
                doubtful = at
                continue
            pairs.append((start, at + 1))
            start = doubtful = -1
        elif _single_opens(content, at, paragraph):
            if doubtful >= 0:
                pairs.append((start, doubtful + 1))
                doubtful = -1
            start, mark = at, match.group()
    if start >= 0 and doubtful >= 0:
        pairs.append((start, doubtful + 1))
        start = -1
    return pairs, (start, mark) if start >= 0 and mark != "\u2019" else None


def _single_opens(content: str, at: int, paragraph: Span) -> bool:
    before = content[at - 1] if at > paragraph.start else " "
    after = content[at + 1] if at + 1 < paragraph.end else " "
    if not (before.isspace() or before in '([{—–"“„«‹') or after.isspace() or after in ".,;:!?)":
        return False
    mark = content[at]
    if mark == "\u201a":
        return True
    if mark == "\u2019":  # opens only in Swedish ’x’: a capital or nothing
        return after.isupper() and not _ELIDED.match(content, at + 1)
    return mark == "\u2018" or not _ELIDED.match(content, at + 1)


def _single_closes(content: str, at: int) -> bool:
    before = content[at - 1]
    after = content[at + 1] if at + 1 < len(content) else " "
    return not before.isspace() and not after.isalnum()


def _plural(content: str, at: int, paragraph: Span) -> bool:
    """Whether the mark at `at` may be that of "the workers' rights"."""
    following = content[at + 1 : min(at + 3, paragraph.end)]
    return (
        content[at - 1] in "sxz"
        and len(following) == 2
        and following[0] == " "
        and (following[1].islower())
    )


def _outermost(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    reached = -1
    for start, end in pairs:
        if start >= reached:
            yield start, end
            reached = end


def _first_word(content: str, paragraph: Span) -> int:
    at = paragraph.start
    while at < paragraph.end and content[at].isspace():
        at += 1
    return at


def _goes_on(content: str, start: int, mark: str, following: Span | None) -> bool:
    """Whether the next paragraph opens with the same mark, as a speech in paragraphs does."""
    if following is None:
        return False
    at = _first_word(content, following)
    if not content.startswith(mark, at) or (mark == '"' and content[start + 1].isspace()):
        return False
    return mark not in "'" or _single_opens(content, at, following)


def _spilling(content: str, left: list[tuple[int, str]], following: Span | None) -> int | None:
    """The mark that only the next paragraph closes, which has none of its own at its start."""
    if not left or following is None:
        return None
    start, mark = left[-1]
    if mark not in _CLOSERS:
        return None
    ahead = _MARK.search(content, following.start, following.end)
    if ahead is None or ahead.group() not in _CLOSERS[mark]:
        return None
    opens, _ = _directions(content, ahead.group(), ahead.start(), ahead.end(), following)
    return None if opens else start


def _forgotten_close(content: str, start: int, paragraph: Span, goes_on: bool) -> bool:
    """Whether a mark that nothing closes still opens a speech up to the end of the paragraph."""
    if content[start] in "'\u2018\u2019\u201a":
        return goes_on and start <= _first_word(content, paragraph)
    if start <= _first_word(content, paragraph):
        return goes_on
    return content[max(paragraph.start, start - 2) : start].rstrip().endswith(":")


def _without_blank_end(content: str, start: int, end: int) -> int:
    while end > start + 1 and content[end - 1].isspace():
        end -= 1
    return end


def _closes(content: str, start: int, end: int) -> bool:
    mark = content[start : start + 2]
    mark = mark if mark in _CLOSERS else content[start]
    closers = _CLOSERS.get(mark) or tuple(_SINGLE_CLOSERS.get(mark, ""))
    return end - start > len(mark) and content.endswith(closers, start + len(mark), end)
