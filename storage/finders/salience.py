"""Who is in a reader's mind at a place of the text, and so is meant by "he" or "she"."""

from __future__ import annotations

from typing import NamedTuple

from storage.finders.cast import Cast
from storage.finders.genders import Gender, gender_of
from storage.finders.offices import Offices

SPOKE = 2.0  # weight of who speaks; of the first name of a sentence, which is mostly its subject
SUBJECT = 1.5
NAMED = 0.5
REACH = 5  # statements back that a pronoun looks
_FADES = 0.9  # weight lost with each statement
_FITS = 0.7  # for a gender that is known, and is right
_ASKED = 2.0  # lost by who has just asked: the other one answers
_KEPT = 40  # of those named, the last ones
_SOMEBODY = -1  # who spoke and is not among the entities: "a spokesman"


class Person(NamedTuple):
    """Who speaks: an entity or None for unknown, and how sure that is.

    For unknown it says how well the words name somebody: "a spokesman" does, "he" does not.
    """

    entity: int | None
    sureness: float


UNKNOWN = Person(None, 1.0)
NOBODY_NAMED = Person(None, 0.5)  # a pronoun that nobody answers to


class _Seen(NamedTuple):
    statement: int
    entity: int
    weight: float


class Salience:
    """Who was named, and who spoke, in the statements met so far."""

    def __init__(self, cast: Cast, offices: Offices) -> None:
        self._cast = cast
        self._offices = offices
        self._genders: dict[int, Gender] = {}
        self._seen: list[_Seen] = []
        self._asker = (-1, -1)  # statement, entity
        self._number = 0
        self._start = 0

    def begin(self, start: int) -> None:
        """Begin a statement, at a place of the text."""
        self._number += 1
        self._start = start
        self._seen = self._seen[-_KEPT:]

    def note(self, entity: int | None, weight: float) -> None:
        """Note that somebody is named or speaks in this statement; None for somebody unknown."""
        known = _SOMEBODY if entity is None else entity
        self._seen.append(_Seen(self._number, known, weight))

    def asks(self, entity: int) -> None:
        """Note that somebody asks: "he" here and in the next statement is mostly another."""
        self._asker = (self._number, entity)

    def last_of(self, holders: set[int]) -> int | None:
        """Whoever of some entities was named last, None when that is too long ago."""
        for seen in reversed(self._seen):
            if self._number - seen.statement > REACH:
                break
            if seen.entity in holders:
                return seen.entity
        return None

    def last_body(self, noun: str = "", reach: int = _KEPT) -> int | None:
        """The organisation that was named last, or the last whose name has that noun."""
        for seen in reversed(self._seen):
            if seen.entity == _SOMEBODY:
                continue
            if self._number - seen.statement > reach:
                break
            entity = self._cast.entities[seen.entity]
            if entity.kind == "organisation" and (not noun or noun in entity.name.lower().split()):
                return seen.entity
        return None

    def he_or_she(self, pronoun: Gender, place: int) -> Person:
        """Give the person whom a pronoun at `place` means; "" fits everybody."""
        scores: dict[int, float] = {}
        distances: dict[int, int] = {}
        for seen in reversed(self._seen):
            distance = self._number - seen.statement
            if distance > REACH:
                break
            score = self._score(seen, pronoun, distance, place)
            if score is not None:
                distances.setdefault(seen.entity, distance)
                scores[seen.entity] = max(scores.get(seen.entity, -9.0), score)
        ranked = sorted(scores, key=lambda number: -scores[number])
        if not ranked or ranked[0] == _SOMEBODY:
            return NOBODY_NAMED
        margin = scores[ranked[0]] - scores[ranked[1]] if len(ranked) > 1 else 3.0
        sureness = min(0.9, 0.55 + 0.12 * margin) - 0.1 * max(0, distances[ranked[0]] - 1)
        if not self._gender(ranked[0]):
            sureness -= 0.1
        return Person(ranked[0], max(sureness, 0.2))

    def _score(self, seen: _Seen, pronoun: Gender, distance: int, place: int) -> float | None:
        """How well somebody fits; None for who cannot be meant."""
        if seen.entity == _SOMEBODY:
            return seen.weight - distance * _FADES
        if self._cast.entities[seen.entity].kind != "person":
            return None
        gender = self._gender(seen.entity)
        if gender and pronoun and gender != pronoun:
            return None
        if distance == 0 and not self._is_named_before(seen.entity, place):
            return None
        score = seen.weight - distance * _FADES + (_FITS if gender else 0.0)
        asked, asker = self._asker
        return score - _ASKED if asker == seen.entity and self._number - asked <= 1 else score

    def _is_named_before(self, entity: int, place: int) -> bool:
        """Whether this statement names somebody before a place of it."""
        mentions = self._cast.between(self._start, place)
        return any(mention.entity == entity for mention in mentions)

    def _gender(self, entity: int) -> Gender:
        if entity not in self._genders:
            titles = self._offices.titles.get(entity, "")
            self._genders[entity] = gender_of(self._cast.entities[entity], titles)
        return self._genders[entity]
