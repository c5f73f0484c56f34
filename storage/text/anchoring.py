"""Finding what a reader marked again in another text of the same article.

The steps are those of Hypothesis (candidates, then a score of quote, neighbours and place) with
limits below which nothing is placed, and with the older text as a witness: what stood elsewhere
there is not what was marked. Figures: `tests/benchmarks/anchoring.py`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from storage.text.comparison import aligned, viewed
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
    region: tuple[int, int]  # where it has to be in the new one if nothing was moved
    passage: Passage


class Placer:
    """Places passages of one text in another one."""

    def __init__(self, text: str, old_text: str | None = None) -> None:
        """Compare the texts; `old_text` is the one that the passages were made on, if known."""
        self._text = text
        self._old_text = old_text
        self._new = viewed(text)
        self._old = viewed(old_text) if old_text is not None else None
        self._alignment = aligned(self._old, self._new) if self._old is not None else None
        self._budget = BUDGET

    def place(self, passage: Passage) -> Placement:
        """Find where a passage stands."""
        wanted = self._wanted(passage)
        if not wanted.quote:
            return self._picture(wanted)
        if wanted.old is not None and (stayed := self._stayed(*wanted.old)) is not None:
            return self._placement(wanted, *stayed, "exact", 1.0)
        found = self._by_words(wanted) or self._by_likeness(wanted)
        return found or self._look_alike(wanted) or LOST

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
                viewed(passage.exact).text,
                viewed(passage.prefix).text or None,
                viewed(passage.suffix).text or None,
                None,
                (0, len(self._new.text)),
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

    def _region(self, start: int, end: int) -> tuple[int, int]:
        if self._old is None or self._alignment is None or not self._old.text:
            return 0, len(self._new.text)
        return self._alignment.around(self._old, self._new, start, end)

    # -- the same words

    def _by_words(self, wanted: _Wanted) -> Placement | None:
        candidates = [
            candidate
            for candidate in self._same_words(wanted)
            if self._is_acceptable(wanted, candidate)
            and not self._stood_elsewhere(wanted, candidate)
        ]
        if not candidates:
            return self._only_one(wanted)
        candidates.sort(key=lambda candidate: -candidate.ranking)
        best = candidates[0]
        rivals = [one for one in candidates[1:] if best.score - one.score < TOO_NEAR]
        is_in_place = self._is_in_place(wanted, best)
        if is_in_place and wanted.region != (0, len(self._new.text)):
            rivals = [one for one in rivals if self._is_in_place(wanted, one)]
        state: Standing = "ambiguous" if rivals else "exact" if is_in_place else "moved"
        return self._placement(wanted, best.start, best.end, state, best.ranking)

    def _same_words(self, wanted: _Wanted) -> Iterable[_Candidate]:
        """Give where the very words stand: in the region first, then the nearest elsewhere."""
        quote, text = wanted.quote, self._new.text
        whole = (wanted.prefix or "") + quote + (wanted.suffix or "")
        first, last = wanted.region
        around = max(0, first - CONTEXT), last + CONTEXT
        inside = occurrences(whole, text, *around, most=2) if len(whole) >= BRIEF else []
        if len(inside) == 1 and wanted.old is not None:
            starts = [inside[0] + len(wanted.prefix or "")]
        else:
            starts = occurrences(quote, text, first, last, MOST_CANDIDATES)
            if first > 0 or last < len(text):
                near = max(0, first - SEARCHED), min(len(text), last + SEARCHED)
                area = near if len(quote) < BRIEF else (0, len(text))
                found = occurrences(quote, text, *area, MOST_CANDIDATES)
                starts = list(dict.fromkeys([*starts, *found]))
        return [self._candidate(wanted, start, start + len(quote), 1.0) for start in starts]

    def _only_one(self, wanted: _Wanted) -> Placement | None:
        """Place what is long enough to be known by itself and stands once in each text."""
        if len(wanted.quote) < UNMISTAKABLE or self._old is None:
            return None
        here = occurrences(wanted.quote, self._new.text, 0, len(self._new.text), 2)
        there = occurrences(wanted.quote, self._old.text, 0, len(self._old.text), 2)
        if len(here) != 1 or len(there) != 1:
            return None
        one = self._candidate(wanted, here[0], here[0] + len(wanted.quote), 1.0)
        state: Standing = "exact" if self._is_in_place(wanted, one) else "moved"
        return self._placement(wanted, one.start, one.end, state, one.ranking)

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
        first, last = wanted.region
        middle = self._expected(wanted)
        start, end = max(first, middle - SEARCHED // 2), min(last, middle + SEARCHED // 2)
        found = self._nearly(quote, self._new.text[start:end])
        if found is not None:
            return Match(found.start + start, found.end + start, found.similarity)
        return self._near_elsewhere(quote) if self._alignment is not None else None

    def _near_elsewhere(self, quote: str) -> Match | None:
        fresh, starts = self._fresh
        found = self._nearly(quote, fresh)
        if found is None or "\n" in fresh[found.start : found.end]:
            return None
        at, origin = starts[bisect_right(starts, found.start, key=lambda pair: pair[0]) - 1]
        return Match(found.start - at + origin, found.end - at + origin, found.similarity)

    def _nearly(self, quote: str, text: str) -> Match | None:
        text = text[:SEARCHED]
        self._budget -= len(text)
        return nearly(quote, text, LEAST_LIKE) if text and self._budget > 0 else None

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
        for first, last in (wanted.region, (0, len(self._new.text))):
            at = self._new.text.find(words, first, last)
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
        first, last = wanted.region
        if wanted.old is None:
            first = last = self._expected(wanted)
        away = max(first - start, start - last, 0)
        return 1 - min(1.0, away / max(1, len(self._new.text)))

    def _expected(self, wanted: _Wanted) -> int:
        """Give about where in its region a passage should begin."""
        first, last = wanted.region
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
        found = occurrences(around, self._old.text, 0, len(self._old.text), MOST_CANDIDATES)
        return bool(found) and all(
            at + inside >= old_end or at + inside + length <= old_start for at in found
        )

    def _look_alike(self, wanted: _Wanted) -> Placement | None:
        """Give the best place that stood elsewhere before: it may be meant, but who knows."""
        alike = [
            candidate
            for candidate in self._same_words(wanted)
            if self._is_acceptable(wanted, candidate)
        ]
        if not alike:
            return None
        best = max(alike, key=lambda candidate: candidate.ranking)
        return self._placement(wanted, best.start, best.end, "ambiguous", best.ranking)

    def _is_in_place(self, wanted: _Wanted, candidate: _Candidate) -> bool:
        if wanted.old is None:
            return self._new.span(candidate.start, candidate.end)[0] == wanted.passage.span.start
        first, last = wanted.region
        return first <= candidate.start and candidate.end <= last

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
