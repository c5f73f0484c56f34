"""What stands beside a name, all over a text, tells a person from a place: "people of Coron"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from storage.finders.candidates import Candidate
from storage.finders.kinds import is_of_place_or_body
from storage.finders.lexicon import Lexicon
from storage.finders.official import is_body
from storage.finders.roles import is_office
from storage.found import EntityKind

REACH = 40  # characters that are looked at before a name
ENOUGH = 2.0  # weight of signs that outdoes the tagger
LEAD = 2.0  # how many times the weight of the signs against it
SURE = 0.97  # confidence from which a place stands whatever is beside it
DOUBTFUL = 0.6  # confidence below which the form of two or three words decides
_STRONG, _WEAK, _SLIGHT = 2.0, 1.0, 0.3
_SITES = (
    "town|city|village|capital|province|state|region|district|island|municipality|suburb|port|"
    "county|settlement|commune|resort|country|peninsula|archipelago|hamlet|borough"
)
_OF_PLACES = frozenset(
    f"{_SITES}|people|inhabitants|residents|mayor|outskirts|coast|streets|citizens|population|"
    "shores|north|south|east|west|part|centre|center".split("|")
)
_DIRECTIONS = frozenset(
    "northeast north-east northwest north-west southeast south-east southwest south-west".split()
)
_IN = frozenset(
    "in In near Near across Across throughout Throughout outside Outside around through into visit "
    "visited invaded leave left reached".split()
)
_TOWARDS = frozenset("from to at From At".split())
_PLACE_AFTER = re.compile(
    r"\s(?:is|was|lies|became)\s(?:(?:an?|the|located|situated|one of the)\s)?(?:[\w-]+\s){0,3}?"
    rf"(?:{_SITES})(?!\w)"
)
_THEN = re.compile(r",\s([A-Z][\w.]+(?:\s[A-Z][\w.]+){0,2})")
_TITLES = frozenset(
    "Mr Mrs Ms Miss Dr Prof Sir Dame Lord Lady Gen Sen Rep Gov Col Capt Lt Sgt Rev Sheikh Father "
    "Sister".split()
)
_DONE_TO_PEOPLE = frozenset(
    "nominated appointed named arrested married jailed endorsed accused quoted thanked".split()
)
_ARTICLES = frozenset("the The a an A An".split())
_PERSON_AFTER = re.compile(
    r"(?P<strong>,\s\d\d,|\s\(\d\d\)|['’]s\s(?:wife|husband|father|mother|son|daughter|brother|"
    r"sister|lawyers?|family|death|life|career|successor|predecessor|spokesman|spokeswoman|"
    r"parents)(?!\w)|,\swho(?:se)?\s|\s(?:bin|ibn|bint)\s[A-Z]"
    r"|\s(?:was|were)\s(?:born|arrested|elected|appointed|sworn in|married|jailed)(?!\w))"
    r"|,?\s(?:said|says|told|added|explained|argued|wrote|recalled|tweeted|insisted|resigned|died|"
    r"graduated|married|has said|who|spoke|flew|testified|visited|thanked|smiled|apologi[sz]ed|"
    r"fled|quit|replied|complained|warned|joked|acknowledged|tweets|tells|thinks|believes)(?!\w)"
)


@dataclass(slots=True)
class _Signs:
    """The weight of what is beside all mentions of one name."""

    place: float = 0.0
    person: float = 0.0
    is_strong: bool = False  # a sign that only a person has


def by_surroundings(content: str, names: Sequence[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """Give people, places and bodies the kind for which the words beside all mentions speak."""
    signs: defaultdict[str, _Signs] = defaultdict(_Signs)
    parts: set[str] = set()  # of people's names
    for one in names:
        if one.kind in ("person", "place", "organisation"):
            text = content[one.start : one.end]
            if one.kind == "person" and " " in text:
                parts.update(text.split())
            found = signs[text]
            before = _words_before(content, one.start)
            found.place += _for_place(content, one, before, lexicon)
            person = _for_person(content, one, before)
            found.person += person
            found.is_strong |= person >= _STRONG
    result: list[Candidate] = []
    for one in names:
        text = content[one.start : one.end]
        if text in signs:
            kind = _kind(content, one, signs[text], lexicon, is_part=text in parts)
            one = one._replace(kind=kind)
        result.append(one)
    return result


def _kind(
    content: str, one: Candidate, found: _Signs, lexicon: Lexicon, *, is_part: bool
) -> EntityKind:
    """Give the kind of one mention of a name by the signs of all."""
    words = content[one.start : one.end].split()
    if one.kind == "person":
        enough = _WEAK if one.confidence < DOUBTFUL else ENOUGH
        is_place = found.place >= enough and found.place > LEAD * found.person
        return "place" if is_place and not is_part and len(words) == 1 else "person"
    if one.kind not in ("place", "organisation") or _is_listed(words, lexicon):
        return one.kind
    is_like_person = 1 < len(words) < 4 and all(_is_of_person(word, lexicon) for word in words)
    if one.confidence < DOUBTFUL and not found.place and is_like_person:
        before = _words_before(content, one.start)
        return one.kind if before and before[-1] in _ARTICLES else "person"
    if one.confidence >= SURE or found.person < _WEAK or found.person <= LEAD * found.place:
        return one.kind
    if one.kind == "place":
        return "person" if _is_of_person(words[-1], lexicon) else "place"
    is_person = is_like_person and found.is_strong and not is_body(" ".join(words))
    return "person" if is_person else "organisation"


def _is_of_person(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word can be of a person's name: large, and known as a name or as nothing."""
    if not (word[0].isupper() and word[-1].islower()) or is_of_place_or_body(word):
        return False
    known = lexicon.known(word)
    is_name = known.bias in (-1, 3) or bool(set("FL") & set(known.flags))
    return is_name and word != "State"


def _is_listed(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether the lexicon has a name as that of a place or body."""
    if len(words) == 1:
        return "P" in lexicon.known(words[0]).flags
    rest = tuple(words[1:])
    return any(rest == known and flag in "PpC" for known, flag in lexicon.names.get(words[0], ()))


def _words_before(content: str, start: int) -> list[str]:
    """Give the last words before a place in the text; none where no white space parts them."""
    before = content[max(0, start - REACH) : start]
    return before.split()[-3:] if before[-1:].isspace() else []


def _for_place(content: str, one: Candidate, before: Sequence[str], lexicon: Lexicon) -> float:
    """Give the weight of what tells a place beside one mention."""
    weight = _before_place(before)
    if _PLACE_AFTER.match(content, one.end):
        weight += _STRONG
    then = _THEN.match(content, one.end)
    names = then[1].split() if then else []
    while names:
        if _is_listed(names, lexicon):
            return weight + _WEAK  # "Gorkha, Nepal"
        names.pop()
    return weight


def _before_place(before: Sequence[str]) -> float:
    """Give the weight of the words before a name for a place: "inhabitants of", "in", "from"."""
    words = [word for word in before if word != "the"] if before[-2:] == ["of", "the"] else before
    if len(words) > 1 and words[-1] == "of":
        return _STRONG if words[-2].lower() in _OF_PLACES else 0.0
    if len(words) > 1 and words[-1] == "from" and words[-2] in ("km", "miles"):
        return _STRONG
    last = words[-1] if words else ""
    if last in _DIRECTIONS:
        return _STRONG
    return _WEAK if last in _IN else _SLIGHT if last in _TOWARDS else 0.0


def _for_person(content: str, one: Candidate, before: Sequence[str]) -> float:
    """Give the weight of what tells a person beside one mention."""
    weight = 0.0
    last = before[-1].rstrip(".") if before else ""
    if last[:1].isupper() and (last in _TITLES or is_office(last)):
        weight += _STRONG
    elif last in _DONE_TO_PEOPLE:
        weight += _WEAK
    after = _PERSON_AFTER.match(content, one.end)
    if after is not None:
        weight += _STRONG if after["strong"] else _WEAK
    return weight
