"""Who stands before a verb as its subject, whatever is put between them."""

from __future__ import annotations

from collections.abc import Sequence

from storage.finders import word_classes as english
from storage.finders.cast import Cast
from storage.finders.noun_phrases import (
    Subject,
    is_human,
    is_opening,
    noun_phrase_before,
    subject_after,
)
from storage.finders.statements import Token

_FARTHEST = 60  # tokens looked back through for what a parenthesis stands after
_WHO = frozenset("who which that".split())


def subject_before(tokens: Sequence[Token], at: int, cast: Cast) -> Subject | None:
    """Give who stands before a verb at `at` as its subject, whatever is put between them."""
    place = _over_adverbs(tokens, at - 1)
    if place < 0:
        return None
    token = tokens[place]
    if token.kind == "mark":
        return _before_mark(tokens, place, cast)
    if token.low in _WHO and place > 0:
        before = place - 1
        if tokens[before].low == ",":
            before -= 1
        return noun_phrase_before(tokens, before, cast)
    return noun_phrase_before(tokens, place, cast)


def _over_adverbs(tokens: Sequence[Token], place: int) -> int:
    """The place of the last word that is no adverb, auxiliary or time before a verb."""
    while place >= 0:
        token = tokens[place]
        low = token.low
        before = tokens[place - 1].low if place else ""
        if token.kind != "word":
            break
        if low in (
            "has",
            "have",
            "had",
            "did",
            "'ve",
            "'d",
            "been",
            "is",
            "are",
            "was",
            "were",
        ) or (english.is_adverb(low) and not (token.capital and place)):
            place -= 1
        elif low in english.WEEKDAYS and (before == "on" or place):
            place -= 2 if before in ("on", "last", "this", "late", "early") else 1
        elif (low in english.TIME_NOUNS and before in english.TIME_STARTS) or (
            low.isdigit() and before in ("in",)
        ):
            place -= 2
        else:
            break
    return place


def _before_mark(tokens: Sequence[Token], place: int, cast: Cast) -> Subject | None:
    """The subject before an apposition: "Lee, the mayor of Ulm, said", "Lee (R-Ohio) said"."""
    mark = tokens[place].low
    if mark == ")":
        return noun_phrase_before(tokens, place, cast)
    if mark not in (",", "—", "–", "-"):
        return None
    fallback = None
    end = place
    is_open = True  # no second comma yet
    for _ in range(5):
        start = end - 1
        lowest = max(0, end - _FARTHEST)
        while start >= lowest and not (
            tokens[start].kind == "mark" and tokens[start].low in (mark, ";", ":")
        ):
            start -= 1
        if start <= 0 or start < lowest or tokens[start].low != mark:
            if is_open and mark == ",":
                return _at_start(tokens, place, cast)
            break
        is_open = False
        name = noun_phrase_before(tokens, end - 1, cast)
        is_named = name is not None and name.sort == "person" and name.first == start + 1
        if name is not None and is_named and not tokens[start + 1].low.endswith("ing"):
            return name  # "the mayor of Ulm, Ana Lee, said"
        found = noun_phrase_before(tokens, start - 1, cast)
        if found is not None:
            if found.sort in ("person", "pronoun"):
                return found
            is_apposition = _starts_segment(tokens, found.first)
            if fallback is None or (found.sort == "name" and fallback.sort in ("place", "other")):
                fallback = found
            if found.sort not in ("place", "other", "name") and not is_apposition:
                break
        end = start
    return fallback


def _at_start(tokens: Sequence[Token], place: int, cast: Cast) -> Subject | None:
    """The subject that opens a statement, where one comma cuts it off from its verb."""
    at = 0
    while at < place and (tokens[at].kind == "mark" or is_opening(tokens, at)):
        at += 1
    found = subject_after(tokens, at, cast)
    if found is None or found.sort in ("other", "place"):
        return None
    rest = tokens[found.last : place]
    if not rest and is_human(found):
        return found  # "The firm Secura, has said"
    if not rest or any(token.low in english.AUXILIARIES or token.kind == "quote" for token in rest):
        return None
    low = rest[0].low
    is_part = low in english.PREPOSITIONS or low.endswith(("ed", "ing")) or english.is_adverb(low)
    return found if is_part else None


def _starts_segment(tokens: Sequence[Token], place: int) -> bool:
    return place > 0 and tokens[place - 1].low == ","
