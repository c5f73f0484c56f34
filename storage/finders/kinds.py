"""What the words of a name tell of its kind: "Sonoran Desert", "Saint Lucia", "Home Office"."""

from __future__ import annotations

import re

from storage.finders.abbreviations import is_common
from storage.finders.candidates import Candidate
from storage.finders.lexicon import Lexicon
from storage.found import EntityKind

DOUBTFUL, UNLIKELY = 0.9, 0.6  # confidences below which other signs count more
KNOWN = 0.97  # confidence below which a name of several words is what the lexicon says
_WHOLE: dict[str, EntityKind] = {"P": "place", "C": "organisation", "E": "event"}
_MOSTLY_SMALL = 1  # bias up to which a word is no name by itself
_SITES = frozenset(
    "Mosque Palace Cathedral Temple Castle Airport Mall Stadium Desert River Lake Sea Bay "
    "Island Islands Mountain Mountains Valley Peninsula Street Avenue Road Square Bridge "
    "Park Beach Province County District Region Oblast Strait Gulf Ocean Canyon Creek "
    "Falls Hills Museum Tower Hotel Cemetery Base Camp Prison Gate Station Port Dam "
    "Tunnel Canal Forest Reserve Boulevard Highway Plaza Zoo Garden Gardens".split()
)
_BODIES = frozenset(
    "Council Party Ministry University Association Committee Commission Agency Federation "
    "Institute Foundation Society Organization Organisation Corporation Inc. Ltd. Corp. "
    "Group Department Bank Union Herald Tribune Gazette Magazine Weekly Times News "
    "Government Airlines Airways Police Army Navy FC United College Academy School "
    "Records Orchestra".split()
)
_ASSEMBLIES = frozenset("Congress Parliament Senate Assembly Court Commission Ministry".split())
_OF_ONE_WORD: dict[str, EntityKind] = {"C": "organisation", "E": "event"}
_SITES_BEFORE = frozenset("Lake Mount Mt. Cape River Gulf Strait Isle Rio".split())
# A university or no country at all; "Borno State" is a place.
_NO_STATES = frozenset(
    "Islamic Free Deep Welfare Police United Nation Ohio Michigan Penn Florida Iowa Oklahoma "
    "Kansas Arizona Oregon Mississippi Utah Colorado Boise Fresno Diego Jose Louisiana Texas "
    "Georgia Ball Kent Wichita Solid Steady Head Secretary".split()
)
_PARTY_BEHIND = re.compile(r"\sparty(?!\w)(?!\s(?:at|in|for|on|animal))")
_NUMBERED_MEETING = re.compile(
    r"(?:\d+(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth)\s.*"
    r"(?:Congress of|Conference|Summit|Forum)"
)


def is_body_word(word: str) -> bool:
    """Tell whether a word is the last one of many bodies' names: "Council"."""
    return word in _BODIES or word in _ASSEMBLIES


def is_of_place_or_body(word: str) -> bool:
    """Tell whether a word is the last one of many places' or bodies' names: "Lake", "Council"."""
    return word in _SITES or word in _BODIES


def is_thing(content: str, one: Candidate, lexicon: Lexicon) -> bool:
    """Tell whether a doubtful name is only a common word or its abbreviation: "Sun", "GDP"."""
    text = content[one.start : one.end]
    is_small = one.kind != "person" and 0 <= lexicon.known(text).bias <= _MOSTLY_SMALL
    return (is_small and one.confidence < UNLIKELY) or (
        one.confidence < DOUBTFUL and is_common(text)
    )


def _is_named_the(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word is a place's name with an article: "The Hague"."""
    return ((word,), "P") in lexicon.names.get("The", ())


def by_words(content: str, one: Candidate, lexicon: Lexicon) -> Candidate:
    """Give a name the kind that its words tell: "Sonoran Desert", "Saint Lucia", a known body."""
    words = content[one.start : one.end].split()
    if one.kind not in ("person", "organisation", "place"):
        return one
    if len(words) < 2:
        if content[max(0, one.start - 4) : one.start] == "The " and _is_named_the(
            words[0], lexicon
        ):
            return one._replace(start=one.start - 4, kind="place")
        if one.kind != "organisation" and _PARTY_BEHIND.match(content, one.end):
            return one._replace(kind="organisation")
        kind = _OF_ONE_WORD.get(lexicon.known(words[0]).flags)
        return one._replace(kind=kind) if kind and one.confidence < DOUBTFUL else one
    whole = {flag for rest, flag in lexicon.names.get(words[0], ()) if rest == tuple(words[1:])}
    if len(whole) == 1 and one.confidence < KNOWN:
        kind = _WHOLE.get(next(iter(whole)))
        return one._replace(kind=kind) if kind else one
    if one.kind == "organisation" and _NUMBERED_MEETING.match(content, one.start, one.end):
        return one._replace(kind="event")
    if _PARTY_BEHIND.match(content, one.end):
        return one._replace(kind="organisation")
    if words[-1] == "State" and len(words) == 2 and words[0] not in _NO_STATES:
        return one._replace(kind="place")
    if words[0] in _SITES_BEFORE and one.confidence < DOUBTFUL:
        return one._replace(kind="place")
    if words[-1] in _SITES and one.kind != "place":
        return one._replace(kind="place")
    if words[-1] in _BODIES and one.kind != "organisation":
        return one._replace(kind="organisation")
    return one
