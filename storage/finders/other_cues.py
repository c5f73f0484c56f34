"""Cues that are no verbs of saying: "is confident that", "her claim that", "in his view"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from storage.finders import word_classes as english
from storage.finders.cast import Cast
from storage.finders.cues import Takes, Verb
from storage.finders.noun_phrases import Subject, owner_before
from storage.finders.statements import Token
from storage.finders.subjects import subject_before

_SURE = frozenset(
    "confident convinced adamant certain sure worried concerned hopeful optimistic afraid doubtful "
    "skeptical sceptical unsure insistent".split()
)
_CLAIMS = frozenset(
    "claim assertion allegation argument belief statement suggestion contention insistence pledge "
    "promise vow threat warning accusation denial admission acknowledgment acknowledgement "
    "announcement prediction view complaint concern fear hope conclusion comment remark claims "
    "assertions allegations arguments statements suggestions warnings accusations concerns fears "
    "remarks comments".split()
)
_VIEWS = frozenset("view opinion telling estimation eyes mind".split())
_OWNERS = frozenset("his her their its".split())


class OtherCue(NamedTuple):
    """A cue, tokens `first` up to `last`, and whose words it tells."""

    first: int
    last: int
    verb: Verb
    subject: Subject


def other_cue(tokens: Sequence[Token], place: int, cast: Cast) -> OtherCue | None:
    """Give the cue that the word at `place` makes with those around it, None for none."""
    low = tokens[place].low
    following = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if low in _SURE:
        return _sure(tokens, place, following, cast)
    if low in _CLAIMS and following == "that":
        owner = _owner(tokens, place - 1, cast)
        takes = Takes.THAT | Takes.CLAIM
    elif low in _VIEWS and following == ",":
        owner = _owner(tokens, place - 1, cast)
        if owner is None or owner.first == 0 or tokens[owner.first - 1].low != "in":
            return None
        takes = Takes.CLAUSE
    else:
        return None
    if owner is None:
        return None
    return OtherCue(place, place + 1, Verb(low, takes, "s", can_be_noun=False), owner)


def _sure(tokens: Sequence[Token], place: int, following: str, cast: Cast) -> OtherCue | None:
    at = place - 1
    while at > 0 and english.is_adverb(tokens[at].low):
        at -= 1
    if at < 1 or tokens[at].low not in english.BEING:
        return None
    if following != "that" and following not in english.SUBJECT_PRONOUNS:
        return None
    subject = subject_before(tokens, at, cast)
    if subject is None or tokens[subject.first].low in ("i", "it", "one", "you"):
        return None
    verb = Verb(tokens[place].low, Takes.THAT | Takes.CLAUSE | Takes.MIND, "s", can_be_noun=False)
    return OtherCue(place, place + 1, verb, subject)


def _owner(tokens: Sequence[Token], place: int, cast: Cast) -> Subject | None:
    """Whose claim it is: "Ruiz's", "her"; an adjective may stand between ("his recent claim")."""
    for at in (place, place - 1):
        if at < 0:
            return None
        if tokens[at].low in _OWNERS:
            return Subject(at, at + 1, "pronoun")
        if tokens[at].low.endswith(("'s", "s'")):
            return owner_before(tokens, at, cast)
    return None
