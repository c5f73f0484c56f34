"""Finding what a reader marked again in another text of the same article.

The steps are those of Hypothesis (candidates, then a score of quote, neighbours and place) with
limits below which nothing is placed, and with the older text as a witness: what stood elsewhere
there is not what was marked. Figures: `tests/benchmarks/anchoring.py`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from storage.text.comparison import Region, View, aligned
from storage.text.matching import Match, nearly, occurrences, similarity
from storage.text.passages import describe, meant
from storage.types import CONTEXT, PICTURE, Passage, Span, Standing

# Weights of Hypothesis (`match-quote.ts`). Its rules alone place 23 % of deleted passages
# somewhere; the limits below were set on 1,007 pairs of extractions of one page.
QUOTE, BEFORE, AFTER, PLACE = 50, 20, 20, 2
WEIGHTS = QUOTE + BEFORE + AFTER + PLACE
LEAST_LIKE = 0.75  # of a quote, with 25 % of it different
LEAST_SCORE = 0.70
SHORT = 16  # characters; a shorter quote is found unchanged or not at all
BRIEF = 24  # a shorter one needs a neighbour even if it is found unchanged
NEIGHBOUR_OF_BRIEF = 0.6
NEIGHBOUR_OF_CHANGED = 0.5
TOO_NEAR = 0.02  # difference of scores at which no candidate is better than the other
UNMISTAKABLE = 48  # characters that, once in each text, need no neighbour
LOOK_ALIKE = 20  # characters on each side by which a place of the older text is known again
LONG = 600  # a longer changed quote is placed by its head and its tail
HEAD = 200  # characters of each
LONGEST_CHANGE = 2.0  # how much longer than it was a long quote may be, or shorter
READ = 120  # characters by which a reading position is found again
MOST_CANDIDATES = 500  # the nearest ones, of a word that is everywhere
SEARCHED = 200_000  # characters searched for a changed quote: the nearest new ones
BUDGET = 400_000_000  # characters searched so for all quotes together: some ten seconds


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a passage stands in another text, and how sure that is; `score` 0..1.

    "exact": the same words in the same place, up to white space, quotes and dashes; "moved": the
    same words elsewhere; "changed": other words; "ambiguous": it may be there; "lost": nowhere.
    """

    span: Span | None
    state: Standing
    score: float


LOST = Placement(None, "lost", 0.0)


def place(passage: Passage, text: str, *, old_text: str | None = None) -> Placement:
    """Find where a passage stands in another text of the same article.

    Offsets are code points into `text`. `old_text` is the one that the passage was made on.
    For many passages make one `Placer`.
    """
    return Placer(text, old_text).place(passage)


class _Candidate(NamedTuple):
    start: int  # in the view of the new text
    end: int
    like: float  # how much of the quote is there
    before: float | None  # how alike the neighbours are; None where nothing is known of them
    after: float | None
    near: float  # to where it should be

    @property
    def score(self) -> float:
        """Give how good it is, but for its place."""
        before = 1.0 if self.before is None else self.before
        after = 1.0 if self.after is None else self.after
        return (QUOTE * self.like + BEFORE * before + AFTER * after) / (WEIGHTS - PLACE)

    @property
    def ranking(self) -> float:
        """Give how good it is with its place."""
        return (self.score * (WEIGHTS - PLACE) + PLACE * self.near) / WEIGHTS

    def has_neighbour(self, least: float) -> bool:
        """Say whether one side is as it was; nothing known of both is no reason against it."""
        known = [side for side in (self.before, self.after) if side is not None]
        return not known or max(known) >= least


class _Wanted(NamedTuple):
    """What is looked for, in the characters of the views."""

    quote: str
    prefix: str | None  # None: nothing is known; "": the text began there
    suffix: str | None
    old: tuple[int, int] | None  # where it stood in the older text
    region: Region  # where it has to be in the new one if nothing was moved
    passage: Passage


class Placer:
    """Places passages of one text in another one."""

    def __init__(self, text: str, old_text: str | None = None) -> None:
        """Compare the texts; `old_text` is the one that the passages were made on, if known."""
        self._text = text
        self._old_text = old_text
        self._new = View(text)
        self._old = View(old_text) if old_text is not None else None
        self._alignment = aligned(self._old, self._new) if self._old is not None else None
        self._budget = BUDGET

    def place(self, passage: Passage) -> Placement:
        """Find where a passage stands."""
        wanted = self._wanted(passage)
        if not wanted.quote:
            return self._picture(wanted)
        if wanted.old is not None and (stayed := self._stayed(*wanted.old)) is not None:
            return self._placement(wanted, *stayed, "exact", 1.0)
        inside = self._inside(wanted)
        if found := self._by_words(wanted, inside):
            return found
        outside = self._outside(wanted)
        return (
            self._by_words(wanted, outside)
            or self._only_one(wanted, [*inside, *outside])
            or self._by_likeness(wanted)
            or self._look_alike(wanted)
            or LOST
        )

    def carried(self, position: int) -> int:
        """Give the position in the text that one of the older text has become."""
        last = max(0, len(self._text) - 1)
        if self._old_text is None or position >= len(self._old_text):
            return min(position, last)
        end = min(len(self._old_text), position + READ)
        found = self.place(describe(self._old_text, Span(position, end))).span
        return found.start if found else last * position // len(self._old_text)

    # -- what is known

    def _wanted(self, passage: Passage) -> _Wanted:
        if self._old is None:
            return _Wanted(
                View(passage.exact).text,
                View(passage.prefix).text or None,
                View(passage.suffix).text or None,
                None,
                self._anywhere,
                passage,
            )
        text = self._old.text
        start = self._old.start_of(passage.span.start)
        end = max(start, self._old.end_of(passage.span.end))
        return _Wanted(
            text[start:end],
            text[max(0, start - CONTEXT) : start],
            text[end : end + CONTEXT],
            (start, end),
            self._region(start, end),
            passage,
        )

    def _stayed(self, start: int, end: int) -> tuple[int, int] | None:
        if self._old is None or self._alignment is None:
            return None
        return self._alignment.place(self._old, self._new, start, end)

    def _region(self, start: int, end: int) -> Region:
        if self._old is None or self._alignment is None or not self._old.text:
            return self._anywhere
        return self._alignment.around(self._old, self._new, start, end)

    @property
    def _anywhere(self) -> Region:
        return Region(0, len(self._new.text), 0, len(self._old.text) if self._old else 0)

    # -- the same words

    def _by_words(self, wanted: _Wanted, starts: Sequence[int]) -> Placement | None:
        candidates = [
            candidate
            for candidate in self._candidates(wanted, starts)
            if self._is_acceptable(wanted, candidate)
            and not self._stood_elsewhere(wanted, candidate)
        ]
        if not candidates:
            return None
        candidates.sort(key=lambda candidate: -candidate.ranking)
        best = candidates[0]
        is_sure = len(candidates) == 1 or best.score - candidates[1].score >= TOO_NEAR
        return self._of_words(wanted, best, is_sure=is_sure)

    def _of_words(self, wanted: _Wanted, candidate: _Candidate, *, is_sure: bool) -> Placement:
        state: Standing = "exact" if self._is_in_place(wanted, candidate) else "moved"
        if not is_sure:
            state = "ambiguous"
        return self._placement(wanted, candidate.start, candidate.end, state, candidate.ranking)

    def _candidates(self, wanted: _Wanted, starts: Sequence[int]) -> list[_Candidate]:
        length = len(wanted.quote)
        return [self._candidate(wanted, start, start + length, 1.0) for start in starts]

    def _inside(self, wanted: _Wanted) -> list[int]:
        """Give where the very words stand in the region; only where with both sides, if once."""
        text, region = self._new.text, wanted.region
        prefix = wanted.prefix or ""
        whole = prefix + wanted.quote + (wanted.suffix or "")
        start, end = max(0, region.start - CONTEXT), region.end + CONTEXT
        found = occurrences(whole, text, start, end, 2) if len(whole) >= BRIEF else []
        if len(found) == 1 and wanted.old is not None:
            return [found[0] + len(prefix)]
        return occurrences(wanted.quote, text, region.start, region.end, MOST_CANDIDATES)

    def _outside(self, wanted: _Wanted) -> list[int]:
        """Give where the very words stand in what is new elsewhere."""
        if self._is_anywhere(wanted):
            return []
        fresh, _ = self._fresh
        found = occurrences(wanted.quote, fresh, 0, len(fresh), MOST_CANDIDATES)
        return [self._in_view(at) for at in found]

    def _is_anywhere(self, wanted: _Wanted) -> bool:
        return wanted.region[:2] == (0, len(self._new.text))

    def _only_one(self, wanted: _Wanted, starts: Sequence[int]) -> Placement | None:
        """Place what is long enough to be known by itself and stands once in each text."""
        if len(starts) != 1 or len(wanted.quote) < UNMISTAKABLE or self._old is None:
            return None
        old = self._old.text
        if len(occurrences(wanted.quote, old, 0, len(old), 2)) != 1:
            return None
        return self._of_words(wanted, self._candidates(wanted, starts)[0], is_sure=True)

    # -- words that are like them

    def _by_likeness(self, wanted: _Wanted) -> Placement | None:
        if len(wanted.quote) < SHORT:
            return None
        found = self._long(wanted) if len(wanted.quote) > LONG else self._near(wanted.quote, wanted)
        if found is None:
            return None
        candidate = self._candidate(wanted, *found)
        if not self._is_acceptable(wanted, candidate):
            return None
        is_other = self._stood_elsewhere(wanted, candidate)
        state: Standing = "ambiguous" if is_other else "changed"
        return self._placement(wanted, candidate.start, candidate.end, state, candidate.ranking)

    def _near(self, quote: str, wanted: _Wanted) -> Match | None:
        """Find what is like a quote where something is new: in the region, then anywhere.

        What stayed of the older text is itself, whatever it looks like.
        """
        middle = self._expected(wanted)
        start = max(wanted.region.start, middle - SEARCHED // 2)
        end = min(wanted.region.end, middle + SEARCHED // 2)
        found = self._nearly(quote, self._new.text[start:end])
        if found is not None:
            return found._replace(start=found.start + start, end=found.end + start)
        return None if self._is_anywhere(wanted) else self._near_elsewhere(quote, middle)

    def _near_elsewhere(self, quote: str, expected: int) -> Match | None:
        fresh, starts = self._fresh
        nearest = bisect_right(starts, expected, key=lambda pair: pair[1]) - 1
        start = max(0, (starts[nearest][0] if nearest >= 0 else 0) - SEARCHED // 2)
        found = self._nearly(quote, fresh[start : start + SEARCHED])
        if found is None or "\n" in fresh[start + found.start : start + found.end]:
            return None
        first = self._in_view(start + found.start)
        return Match(first, first + found.end - found.start, found.similarity)

    def _nearly(self, quote: str, text: str) -> Match | None:
        self._budget -= len(text)
        return nearly(quote, text, LEAST_LIKE) if text and self._budget > 0 else None

    def _in_view(self, at: int) -> int:
        """Give where in the view something of `_fresh` stands."""
        starts = self._fresh[1]
        begin, origin = starts[bisect_right(starts, at, key=lambda pair: pair[0]) - 1]
        return at - begin + origin

    @cached_property
    def _fresh(self) -> tuple[str, list[tuple[int, int]]]:
        """Give all that is new in the text, and where its stretches begin there and in the view."""
        parts: list[str] = []
        starts: list[tuple[int, int]] = []
        length = 0
        for start, end in self._alignment.fresh if self._alignment is not None else ():
            starts.append((length, start))
            parts.append(self._new.text[start:end])
            length += end - start + 1
        return "\n".join(parts), starts

    def _long(self, wanted: _Wanted) -> Match | None:
        """Find a long quote by its head and its tail."""
        quote = wanted.quote
        head, tail = self._end(quote[:HEAD], wanted), self._end(quote[-HEAD:], wanted)
        if head is None or tail is None or head.start >= tail.end:
            return None
        start, end = head.start, tail.end
        if not len(quote) / LONGEST_CHANGE <= end - start <= len(quote) * LONGEST_CHANGE:
            return None
        alike = similarity(quote, self._new.text[start:end])
        return Match(start, end, alike) if alike >= LEAST_LIKE else None

    def _end(self, words: str, wanted: _Wanted) -> Match | None:
        for region in (wanted.region, self._anywhere):
            at = self._new.text.find(words, region.start, region.end)
            if at >= 0:
                return Match(at, at + len(words), 1.0)
        return self._near(words, wanted)

    # -- what speaks for and against a place

    def _candidate(self, wanted: _Wanted, start: int, end: int, like: float) -> _Candidate:
        text = self._new.text
        return _Candidate(
            start,
            end,
            like,
            _alike(wanted.prefix, text[max(0, start - len(wanted.prefix or " ")) : start]),
            _alike(wanted.suffix, text[end : end + len(wanted.suffix or " ")]),
            self._nearness(wanted, start),
        )

    def _nearness(self, wanted: _Wanted, start: int) -> float:
        first, last = wanted.region[:2]
        if wanted.old is None:
            first = last = self._expected(wanted)
        away = max(first - start, start - last, 0)
        return 1 - min(1.0, away / max(1, len(self._new.text)))

    def _expected(self, wanted: _Wanted) -> int:
        """Give about where in its region a passage should begin."""
        first, last = wanted.region[:2]
        if wanted.old is None or self._old is None:
            expected = self._new.start_of(wanted.passage.span.start)
        else:
            expected = len(self._new.text) * wanted.old[0] // max(1, len(self._old.text))
        return min(max(first, expected), last)

    def _is_acceptable(self, wanted: _Wanted, candidate: _Candidate) -> bool:
        if candidate.ranking < LEAST_SCORE:
            return False
        if candidate.like < 1:
            return candidate.has_neighbour(NEIGHBOUR_OF_CHANGED)
        if len(wanted.quote) >= BRIEF:
            return True
        return candidate.has_neighbour(NEIGHBOUR_OF_BRIEF) and self._is_whole(wanted, candidate)

    def _is_whole(self, wanted: _Wanted, candidate: _Candidate) -> bool:
        """Say whether a place begins and ends in the middle of a word only if the quote does."""
        exact, text = wanted.passage.exact.strip(), self._text
        start, end = self._new.span(candidate.start, candidate.end)
        prefix, suffix = wanted.passage.prefix[-1:], wanted.passage.suffix[:1]
        cuts_start = exact[:1].isalnum() and text[max(0, start - 1) : start].isalnum()
        cuts_end = exact[-1:].isalnum() and text[end : end + 1].isalnum()
        return (not cuts_start or prefix.isalnum()) and (not cuts_end or suffix.isalnum())

    def _stood_elsewhere(self, wanted: _Wanted, candidate: _Candidate) -> bool:
        """Say whether these words, with what is around them, were elsewhere in the older text."""
        if self._old is None or self._alignment is None or wanted.old is None:
            return False
        if not self._alignment.is_fresh(candidate.start, candidate.end):
            return True  # it is another line, and where that was
        start = max(0, candidate.start - LOOK_ALIKE)
        around = self._new.text[start : candidate.end + LOOK_ALIKE]
        inside = candidate.start - start
        length = candidate.end - candidate.start
        old_start, old_end = wanted.old
        region = wanted.region if self._is_in_place(wanted, candidate) else self._anywhere
        area = max(0, region.old_start - LOOK_ALIKE), region.old_end + LOOK_ALIKE
        found = occurrences(around, self._old.text, *area, most=MOST_CANDIDATES)
        return bool(found) and all(
            at + inside >= old_end or at + inside + length <= old_start for at in found
        )

    def _look_alike(self, wanted: _Wanted) -> Placement | None:
        """Give the best place that stood elsewhere before: it may be meant, but who knows."""
        text = self._new.text
        is_brief = len(wanted.quote) < BRIEF  # such words are everywhere
        start = max(0, wanted.region.start - SEARCHED) if is_brief else 0
        end = wanted.region.end + SEARCHED if is_brief else len(text)
        starts = occurrences(wanted.quote, text, start, end, MOST_CANDIDATES)
        alike = [c for c in self._candidates(wanted, starts) if self._is_acceptable(wanted, c)]
        if not alike:
            return None
        best = max(alike, key=lambda candidate: candidate.ranking)
        return self._placement(wanted, best.start, best.end, "ambiguous", best.ranking)

    def _is_in_place(self, wanted: _Wanted, candidate: _Candidate) -> bool:
        if wanted.old is None:
            return self._new.span(candidate.start, candidate.end)[0] == wanted.passage.span.start
        region = wanted.region
        return region.start <= candidate.start and candidate.end <= region.end

    # -- the place in the text

    def _placement(
        self, wanted: _Wanted, start: int, end: int, state: Standing, score: float
    ) -> Placement:
        span = self._snapped(wanted.passage.exact, *self._new.span(start, end))
        return Placement(span, state, round(min(1.0, score), 3)) if span is not None else LOST

    def _snapped(self, exact: str, start: int, end: int) -> Span | None:
        """Give a span the edges that the quote has: whole words, its marks, its pictures."""
        text, exact = self._text, exact.strip()
        if exact[:1].isalnum():
            while start < end - 1 and not text[start].isalnum():
                start += 1
        if exact[-1:].isalnum():
            while end > start + 1 and not text[end - 1].isalnum():
                end -= 1
        if exact[:1] == PICTURE:
            start = _over_picture(text, start, -1)
        if exact[-1:] == PICTURE:
            end = _over_picture(text, end, 1)
        return meant(text, start, end)

    def _picture(self, wanted: _Wanted) -> Placement:
        """Place what has no words, a picture, between its neighbours."""
        prefix, suffix = (wanted.prefix or "")[-LOOK_ALIKE:], (wanted.suffix or "")[:LOOK_ALIKE]
        text = self._new.text
        if PICTURE not in wanted.passage.exact or not prefix + suffix:
            return LOST
        found = occurrences(prefix + suffix, text, 0, len(text), 2)
        if len(found) != 1:
            return LOST
        at = found[0] + len(prefix)
        start = self._new.span(at - 1, at)[1] if at > 0 else 0
        end = self._new.span(at, at + 1)[0] if at < len(text) else len(self._text)
        first, last = self._text.find(PICTURE, start, end), self._text.rfind(PICTURE, start, end)
        return Placement(Span(first, last + 1), "exact", 1.0) if first >= 0 else LOST


def _alike(wanted: str | None, found: str) -> float | None:
    if wanted is None:
        return None
    if not wanted:  # the text began or ended there
        return 1.0 if not found else 0.0
    return similarity(wanted, found)


def _over_picture(text: str, edge: int, step: int) -> int:
    """Give the edge moved over the pictures that stand there, white space between them or not."""
    at = edge
    while 0 <= at - (step < 0) < len(text):
        sign = text[at - (step < 0)]
        if sign == PICTURE:
            edge = at + step
        elif not sign.isspace():
            break
        at += step
    return edge
