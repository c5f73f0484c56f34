"""Where the words of a search stand in a text, and which places of it say the most.

Pure: knows no library. Offsets are code points into the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from storage.searching.folding import PIECE, Folded, folded
from storage.searching.patterns import Pattern
from storage.searching.query import Near, Words
from storage.types import Span

MOST = 1000  # finds of one word that are looked at; a word with more of them is a common one
WINDOW = 120  # characters that words may be apart and still be one place, about a sentence

_WORD = re.compile(r"[^\W_]+")

Find = tuple[int, int]  # start, end
Sign = Words | Near  # what is found
Finds = Mapping[Sign, Sequence[Find]]  # where each stands, in text order
Tick = Callable[[], object]


class Sought:
    """The words of a search, ready to be found in many texts."""

    def __init__(self, patterns: dict[Words, Pattern], near: Sequence[Near] = ()) -> None:
        """Look for words; for those of `near` only where all parts of one stand close together.

        `patterns` has the parts of `near` too, which count by themselves only if `plain` has them.
        """
        self._patterns = patterns
        self._near = near
        self._only_near: frozenset[Words] = frozenset()

    @classmethod
    def of(
        cls, plain: Sequence[Words], near: Sequence[Near], pattern_of: Callable[[Words], Pattern]
    ) -> Sought:
        """Look for words by themselves, and for groups of words that stand close together."""
        inside = [part for one in near for part in one.parts]
        made = cls({one: pattern_of(one) for one in dict.fromkeys((*plain, *inside))}, near)
        made._only_near = frozenset(inside) - frozenset(plain)
        return made

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self._patterns)

    def in_words(self, text: str) -> dict[Sign, list[Find]]:
        """Give where each stands in a short text, in order; what stands nowhere is left out."""
        return self.finds(text, most=len(text) or 1)

    def finds(
        self, text: str, *, most: int = MOST, tick: Tick = lambda: None
    ) -> dict[Sign, list[Find]]:
        """Give where each stands, in text order; what stands nowhere is left out.

        A word with more than `most` finds is looked for at the beginning of the text and around
        the rarer ones. `tick` is called about every millisecond.
        """
        inside = Folded(text)
        found: dict[Words, list[Find]] = {}
        common: list[Words] = []
        for one, pattern in self._patterns.items():
            places = list(islice(_scan(pattern, inside, tick), most + 1))
            if len(places) > most:
                common.append(one)
            found[one] = places[:most]
        rare = sorted(f for one, at in found.items() if one not in common for f in at)
        for one in common if rare else ():
            found[one] = sorted({*found[one], *_around(self._patterns[one], text, rare)})
        return self._with_near(text, found)

    def _with_near(self, text: str, found: dict[Words, list[Find]]) -> dict[Sign, list[Find]]:
        """Keep of what is only sought close together what is so."""
        result: dict[Sign, list[Find]] = {
            one: at for one, at in found.items() if at and one not in self._only_near
        }
        for near in self._near:
            for group in _groups(text, near, found):
                result.setdefault(near, []).append(group[0][1])
                for part, find in group:
                    if part in self._only_near:
                        at = result.setdefault(part, [])
                        if find not in at:
                            at.append(find)
        return result


def best_places(
    found: Finds, weigh: Callable[[frozenset[Sign]], int]
) -> tuple[int, list[tuple[Find, ...]]]:
    """Give the greatest weight of a place and the finds of each place that has it, in text order.

    A place begins with a find and has all that stand within `WINDOW` characters; places do not
    overlap. `weigh` says what some words at one place are worth; there is none without worth.
    """
    finds = _in_order(found)
    weights: dict[frozenset[Sign], int] = {}
    best, places = 0, list[tuple[Find, ...]]()
    end = last = 0  # end of the last place; the first find that is too far away
    for first, (start, own_end, _) in enumerate(finds):
        while last < len(finds) and (finds[last][1] <= start + WINDOW or last <= first):
            last += 1
        signs = frozenset(sign for _, _, sign in finds[first:last])
        if signs not in weights:
            weights[signs] = weigh(signs)
        if weights[signs] > best:
            best, places, end = weights[signs], [], 0
        if best and weights[signs] == best and own_end > end:
            places.append(joined((at, to) for at, to, _ in finds[first:last]))
            end = places[-1][-1][1]
    return best, places


def signs_in(found: Finds, span: Span) -> frozenset[Sign]:
    """Say what stands inside a span."""
    return frozenset(sign for sign, at in found.items() if _some(at, span))


def finds_in(found: Finds, span: Span) -> tuple[Find, ...]:
    """Give all finds inside a span, in order."""
    return joined(sorted(find for at in found.values() for find in _some(at, span)))


def all_of(found: Finds) -> tuple[Find, ...]:
    """Give all finds in order."""
    return joined((start, end) for start, end, _ in _in_order(found))


def joined(finds: Iterable[Find]) -> tuple[Find, ...]:
    """Join finds that overlap; they are given by start."""
    result: list[Find] = []
    for start, end in finds:
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _in_order(found: Finds) -> list[tuple[int, int, Sign]]:
    return sorted(
        ((start, end, sign) for sign, at in found.items() for start, end in at),
        key=lambda find: find[:2],
    )


def _some(finds: Sequence[Find], span: Span) -> Sequence[Find]:
    """Give those of the finds that lie inside a span."""
    first = bisect_left(finds, (span.start, 0))
    last = first
    while last < len(finds) and finds[last][1] <= span.end:
        last += 1
    return finds[first:last]


def _scan(pattern: Pattern, text: Folded, tick: Tick) -> Iterator[Find]:
    for number in range(text.count):
        tick()
        piece, start = text.piece(number)
        if pattern.may_be_in(piece):
            first, last = number * PIECE, (number + 1) * PIECE
            for match in pattern.finds(piece, first - start):
                if start + match.start() >= last:
                    break
                yield start + match.start(), start + match.end()


def _around(pattern: Pattern, text: str, rare: Sequence[Find]) -> Iterator[Find]:
    """Give the finds of a common word near the rarer ones."""
    for start, end in rare:
        first = max(0, start - WINDOW)
        piece = folded(text[max(0, first - 1) : end + WINDOW])
        offset = max(0, first - 1)
        for match in pattern.finds(piece, first - offset):
            yield offset + match.start(), offset + match.end()


def _groups(
    text: str, near: Near, found: dict[Words, list[Find]]
) -> Iterator[list[tuple[Words, Find]]]:
    """Give the groups of one find of each part that stand close enough together, in order."""
    ordered = sorted(
        ((find, part) for part in near.parts for find in found.get(part, ())),
        key=lambda pair: pair[0],
    )
    wanted = set(near.parts)
    latest: dict[Words, Find] = {}
    for find, part in ordered:
        latest[part] = find
        if latest.keys() == wanted:
            group = sorted(((at, one) for one, at in latest.items()), key=lambda g: g[0])
            (_, first_end), (last_start, _) = group[0][0], group[-1][0]
            between = len(_WORD.findall(text[first_end:last_start]))
            middle = sum(len(one.words) for _, one in group[1:-1])
            if between - middle <= near.distance:
                yield [(one, at) for at, one in group]
