"""Offices of people: "SCO Secretary-General Vladimir Norov", "Ana Ruiz, minister of health"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from storage.finders.candidates import Candidate

_HEADS = (
    "secretary-general|secretary general|general secretary|undersecretary|under-secretary|"
    "secretary|president|chairman|chairwoman|chairperson|chair|director-general|director general|"
    "director|minister|premier|chancellor|governor|mayor|senator|congressman|congresswoman|"
    "representative|deputy|lawmaker|legislator|commissioner|ambassador|envoy|spokesman|"
    "spokeswoman|spokesperson|speaker|leader|head|chief|boss|commander|general|colonel|captain|"
    "lieutenant|sergeant|major|admiral|judge|justice|prosecutor|attorney|lawyer|solicitor|"
    "barrister|professor|lecturer|researcher|scientist|economist|analyst|expert|historian|author|"
    "writer|editor|reporter|journalist|correspondent|columnist|publisher|producer|actor|actress|"
    "singer|musician|coach|manager|captain|player|striker|founder|co-founder|cofounder|owner|ceo|"
    "cfo|executive|officer|official|adviser|advisor|aide|activist|campaigner|organiser|organizer|"
    "coordinator|administrator|superintendent|inspector|detective|sheriff|bishop|archbishop|"
    "cardinal|pope|imam|rabbi|priest|pastor|reverend|king|queen|prince|princess|emperor|"
    "goalkeeper|midfielder|defender|winger|quarterback|pitcher|batsman|bowler|referee|skipper|"
    "boxer|golfer|pilot|comedian|rapper|filmmaker|novelist|poet|painter|sculptor|philosopher|"
    "psychologist|biologist|physicist|chemist|mathematician|astronomer|geologist|epidemiologist|"
    "virologist|meteorologist|sociologist|businessman|businesswoman|entrepreneur|billionaire|"
    "tycoon|banker|investor|trader|designer|chef|broadcaster|presenter|blogger|whistleblower|"
    "dissident|veteran|trustee|curator|librarian|vicar|footballer|cricketer|sprinter|rower|monk|"
    "nun|cleric|mufti|ayatollah|doctor|physician|surgeon|nurse|teacher|principal|dean|provost|"
    "rector|student|farmer|engineer|architect|astronaut|candidate|nominee|member|mp|counsel|"
    "consultant|treasurer|whip|czar|patriarch|dictator"
)
_LEADING = (
    "deputy|vice|vice-|former|ex-|acting|interim|assistant|associate|senior|junior|chief|prime|"
    "foreign|lead|first|second|executive|general|managing|then-|outgoing|incoming|newly|elected|"
    "late|emeritus|honorary|major|lieutenant|special|national|state|press|finance|interior|"
    "defence|defense|health|education|home|justice|attorney|opposition|party|group|team|co-|"
    "permanent|district|military|army|police|government|company|university|security"
)
_LEADING_WORDS = frozenset(_LEADING.split("|"))
# The words of an office, before a name; names of bodies may stand among them.
_WORD = r"[\w.’'&/-]+"
_HEAD = re.compile(rf"(?:{_HEADS})s?(?:-designate|-elect)?$", re.IGNORECASE)
_BEFORE = re.compile(rf"(?:{_WORD}\s){{0,7}}{_WORD}\s$")
_BEFORE_COMMA = re.compile(rf"(?:{_WORD}\s){{0,7}}{_WORD},\s$")
_MORE = (
    rf"of|for|at|in|to|on|and|the|{_WORD}['’]s|(?-i:[A-Z]){_WORD}|general|affairs|[a-z]+(?=[,.;])"
)
_AFTER = re.compile(
    rf",\s(?P<role>(?:(?:the|a|an|its|their|who is|who was)\s)?(?:{_WORD}\s){{0,6}}?(?:{_HEADS})"
    rf"(?:\s(?:{_MORE})){{0,10}})(?=[,.;:)]|\s(?:who|said|told|\()|$)",
    re.IGNORECASE,
)
_JOINERS = frozenset("of for the and".split())
_ARTICLES = re.compile(
    r"^(?:(?:the|an?|its|their|his|her|our|your|my|and|who|is|was)\s)+", re.IGNORECASE
)
_SHORT = frozenset("gen col lt capt sgt maj adm sen rep gov prof dr rev hon amb".split())
REACH = 90  # characters that an office may take before or after a name


@lru_cache(maxsize=4096)
def is_office(word: str) -> bool:
    """Tell whether a word alone is an office: "Governor"."""
    return bool(_HEAD.match(word))


@lru_cache(maxsize=4096)
def is_office_word(word: str) -> bool:
    """Tell whether a word is of an office: "Deputy", "Secretary-General", "Professor"."""
    return bool(_HEAD.match(word)) or word.lower() in _LEADING_WORDS


def roles_of(content: str, person: Candidate, others: Sequence[Candidate]) -> tuple[str, ...]:
    """Give the offices that stand right before or after a person's name, without articles.

    `others` are the names near by; the name of a body or place belongs to the office ("SCO
    Secretary-General"), another person's ends it.
    """
    found = (before(content, person, others), after(content, person, others))
    return tuple(dict.fromkeys(role for role in found if role))


def before(content: str, person: Candidate, others: Sequence[Candidate]) -> str:
    """Give the office that ends right before a name, "" for none."""
    low = max(
        0,
        person.start - REACH,
        *(one.end for one in others if one.kind in ("person", "date") and one.end <= person.start),
    )
    match = _BEFORE.search(content, low, person.start)
    if match is None:
        is_apposed = content[person.end : person.end + 1] == ","
        match = _BEFORE_COMMA.search(content, low, person.start) if is_apposed else None
    if match is None:
        return ""
    words = match.group().rstrip(", ").split()
    last = _head_in(words)
    if last < 0:
        return ""
    start = last
    while start and _belongs(words[start - 1]):
        start -= 1
    if words[start].lower() in _JOINERS:
        start += 1
    return _ARTICLES.sub("", " ".join(words[start:]).strip(","))


def _head_in(words: Sequence[str]) -> int:
    """Give the place of the office among the words before a name, -1 for none.

    It is the last word, or stands before "of": "Secretary of State".
    """
    last = len(words) - 1
    if _HEAD.match(words[last]) or words[last].rstrip(".").lower() in _SHORT:
        return last
    for place in range(last - 1, max(0, last - 4), -1):
        if words[place] == "of" and _HEAD.match(words[place - 1]):
            return place - 1 if all(word[0].isupper() for word in words[place + 1 :]) else -1
    return -1


def _belongs(word: str) -> bool:
    """Tell whether a word before an office is part of it: "SCO", "Deputy", "foreign"."""
    plain = word.strip("’'").lower()
    if plain in (
        "the",
        "a",
        "an",
        "and",
        "of",
        "by",
        "with",
        "from",
        "to",
        "said",
        "as",
        "that",
        "is",
        "was",
    ):
        return False
    if word[-1] in ",;:" or (word[-1] == "." and "." not in word[:-1]):
        return False
    return word[0].isupper() or bool(_HEAD.match(plain)) or plain in _LEADING_WORDS


def after(content: str, person: Candidate, others: Sequence[Candidate]) -> str:
    """Give the office that follows a name and a comma, "" for none."""
    high = min(
        [
            len(content),
            person.end + REACH,
            *(one.start for one in others if one.kind == "person" and one.start >= person.end),
        ]
    )
    match = _AFTER.match(content, person.end, high)
    if not match or "\n" in match.group():
        return ""
    return _ARTICLES.sub("", match["role"]).strip()
