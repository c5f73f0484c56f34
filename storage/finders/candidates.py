"""A stretch of text that may name something, before it is decided which candidates stand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from storage.found import EntityKind


class Candidate(NamedTuple):
    """A name found by the tagger or by a rule; `iso` is the value of a date."""

    start: int
    end: int
    kind: EntityKind
    confidence: float
    iso: str = ""


def settled(*layers: Iterable[Candidate]) -> list[Candidate]:
    """Give candidates that do not overlap, by start; an earlier layer is before a later one.

    Inside a layer the longer one stands, then the earlier one.
    """
    taken: list[Candidate] = []
    for layer in layers:
        taken = _joined(taken, _apart(sorted(layer)))
    return taken


def surer(ones: Iterable[Candidate], others: Iterable[Candidate]) -> list[Candidate]:
    """Give the first ones, each as sure as the surest of the others that is the same name."""
    best: dict[tuple[int, int, EntityKind], float] = {}
    for one in others:
        place = (one.start, one.end, one.kind)
        best[place] = max(one.confidence, best.get(place, 0.0))
    return [
        one._replace(confidence=max(one.confidence, best.get((one.start, one.end, one.kind), 0.0)))
        for one in ones
    ]


def _apart(ordered: list[Candidate]) -> list[Candidate]:
    """Keep of those that overlap the longest; they are looked at in bunches that touch."""
    kept: list[Candidate] = []
    bunch: list[Candidate] = []
    end = 0
    for one in ordered:
        if bunch and one.start >= end:
            kept += _longest(bunch)
            bunch = []
        bunch.append(one)
        end = max(end, one.end) if len(bunch) > 1 else one.end
    return [*kept, *_longest(bunch)]


def _longest(bunch: list[Candidate]) -> list[Candidate]:
    if len(bunch) < 2:
        return bunch
    kept: list[Candidate] = []
    for one in sorted(bunch, key=lambda one: (one.start - one.end, one)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept)


def _joined(taken: list[Candidate], more: list[Candidate]) -> list[Candidate]:
    """Add to candidates by start those that overlap none of them; both are sorted."""
    result: list[Candidate] = []
    number = 0
    for one in more:
        while number < len(taken) and taken[number].end <= one.start:
            result.append(taken[number])
            number += 1
        if number == len(taken) or taken[number].start >= one.end:
            result.append(one)
    return sorted([*result, *taken[number:]])
