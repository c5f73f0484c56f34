"""Official names by their form: bodies, laws and happenings of several words, kept whole.

"Ministry of Health", "Bishkek Declaration", "Battle of Hastings", "Hurricane Sandy", "seventh
scientific and practical conference".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from storage.finders.candidates import Candidate
from storage.finders.roles import is_office
from storage.found import EntityKind

_BODIES = (
    "Ministry|Department|Office|Bureau|Agency|Administration|Authority|Commission|Committee|"
    "Council|Organisation|Organization|Association|Federation|Confederation|Institute|Institution|"
    "University|College|School|Academy|Faculty|Society|Foundation|Centre|Center|Bank|Court|Church|"
    "Chamber|Board|Party|Front|Movement|Force|Forces|Guard|Service|Corporation|Company|Fund|Trust|"
    "League|Network|Alliance|Coalition|Secretariat|Structure|Tribunal|Directorate|Corps|Union|"
    "Initiative|Embassy|Consulate|House of Representatives|Assembly|Parliament|Congress|Journal|"
    "Museum|Group|Division"
)
_LAWS = (
    "Declaration|Treaty|Agreement|Accords?|Act|Constitution|Charter|Convention(?! Cent)|Protocol|"
    "Pact|Covenant|Statute|Roadmap|Amendment|Memorandum|Communiqué|Doctrine|Code"
)
_FIGHTS = "War|Wars|Revolution|Uprising|Rebellion|Massacre|Genocide|Crusade|Intifada|Mutiny|Riots"
_FEASTS = (
    "Olympics|Paralympics|Festival|Cup of Nations|Cup|Championships?|World Cup|Summit|Marathon|"
    "Film Awards|Awards|Symposium|Grand Prix|Biennale|Expo|Olympic Games|Paralympic Games|"
    "Asian Games|Commonwealth Games|Tournament|Conference|Super Bowl|World Series|"
    "National Convention|Forum|Draft|All-Star Game|Carnival|Jubilee|Derby|Open"
)
_STORMS = "Hurricane|Cyclone|Typhoon|Tropical Storm|Tropical Cyclone|Storm"
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)"
    r"(?:\.|uary|ruary|ch|il|ust|t?ember|ober|day|sday|nesday|rsday|urday)?(?!\w)"
)
CAP = r"[A-ZÀ-ÖØ-Þ][\w]*(?:[-’'.&][\w]+)*"
_WORD = rf"(?:U\.[SKN]\.|{CAP})"
_RUN = rf"{CAP}(?:\s{CAP})*"
_OF = rf"(?:\s(?:of|for)(?:\sthe)?\s{_RUN})"
_PREFIX = rf"(?:{_WORD}\s){{0,6}}"

# These make a body of any name before them, without "of"; a "Bank" may be a river's.
_PLAIN_BODIES = (
    "Ministry|Department|Agency|Commission|Committee|Council|Organisation|Organization|"
    "Association|Federation|Confederation|Institute|University|College|Academy|Society|Foundation|"
    "Party|Government|Consulate|Embassy|Office|Airlines|Airways|Herald|Tribune|Gazette|Magazine|"
    "Weekly|Chronicle|Telegraph|Times|News|Secretariat|Structure|Tribunal|Corporation|Alliance|"
    "Coalition|Parliament|Group|Union|Church|(?<!West )(?<!Left )(?<!Right )(?<!South )Bank"
)
_PLAIN_BODY = re.compile(
    rf"(?<!\w)(?:{_WORD}(?:(?<=s)['’])?\s){{1,4}}(?:{_PLAIN_BODIES})(?!\w|\s{CAP})"
)
# "Justice and Development Party", but "Congress and the Labour Party" are two
_PAIR_BODY = re.compile(
    rf"(?<!\w)(?!(?:Congress|Senate|Parliament)\s)(?:{CAP}\s){{0,2}}{CAP}\sand\s{CAP}(?:\s{CAP})?"
    r"\s(?:Party|Commission|Administration|Authority|Agency|Committee|Movement)(?!\w)"
)
_BODY = re.compile(rf"(?<!\w){_PREFIX}(?:{_BODIES}){_OF}+(?:\sand\s{_RUN})?(?!\w)")
_LAW = re.compile(
    rf"(?<!\w)(?:{_PREFIX}(?:{_LAWS})"
    rf"(?:\s(?:of|for|on)(?:\sthe)?\s(?!{_MONTH})(?:\d{{4}}|{_RUN})(?:\sand\s{_RUN})?)?(?:\s(?:19|20)\d\d)?"
    rf"|(?:Resolution|Directive|Regulation|Law|Article|Protocol)\s(?:No\.?\s)?\d[\d/]*)(?!\w)"
)
_FIGHT = re.compile(
    rf"(?<!\w)(?:{_PREFIX}(?:{_FIGHTS})(?:\s(?:I{{1,3}}|[12]|of\s{_RUN}))?"
    rf"|(?:Battle|Siege|Fall|Bombing|Raid)"
    rf"\sof\s(?:the\s)?{_RUN})(?!\w)"
)
_FEAST = re.compile(
    rf"(?<!\w)(?:(?:19|20)\d\d\s)?{_PREFIX}(?:{_FEASTS})(?:\s(?:on|of)\s(?:the\s)?(?!{_MONTH}){_RUN})?"
    rf"(?:\s(?:19|20)\d\d)?(?!\w)"
)
_ENDS_IN_BODY = re.compile(rf"\s(?:{_PLAIN_BODIES})$")
_BODY_WORD = re.compile(
    rf"(?<!\w)(?:{_BODIES}|{_PLAIN_BODIES}|Conference|Programme|Program|Nations|"
    r"Community|Watch|International|Police|Army|Navy|Forces|Collaboration|Laboratory|Club|System|"
    r"Broadcasting|Ministers|Workers|Teachers|Team|Forum|Brotherhood|Commonwealth)"
    r"s?(?!\w)"
)
_FAMOUS = re.compile(
    r"(?<!\w)(?:Securities and Exchange Commission|Food and Drug Administration|"
    r"Centers for Disease Control and Prevention|Department of Health and Human Services|"
    r"Health and Safety Executive|Equality and Human Rights Commission|Joint Chiefs of Staff)(?!\w)"
)
_COMPANY = re.compile(
    rf"(?<!\w)(?:(?:{CAP}|&|of)\s){{0,3}}{CAP},?\s"
    r"(?:Ltd|Inc|Corp|plc|PLC|LLC|GmbH|S\.A|N\.V|Pty Ltd|Co|SE|AG|SA|NV|ASA)(?:\.|(?!\w))"
    rf"|(?<!\w){CAP}(?:,\s{CAP})?\s&\s{CAP}(?:\s{CAP})?"
)
_STORM = re.compile(rf"(?<!\w)(?:{_STORMS})\s(?!Cent|Relief|Season|Warning|Watch){CAP}(?!\w)")
_NUMBERED = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|annual|"
    r"biennial|\d{1,3}(?:st|nd|rd|th)"
)
_NUMBER_BEFORE = re.compile(rf"(?<!\w)(?:{_NUMBERED})\s$", re.IGNORECASE)
_MEETINGS = "conference|summit|forum|symposium|convention|festival|championships?|games"
# written small, so only with a number or "annual", or as a thing of several qualities
_MEETING = re.compile(
    rf"(?<!\w)(?:(?:{_NUMBERED})\s(?:(?:[a-z-]+|{CAP})\s){{0,4}}?(?:{_MEETINGS})"
    rf"|[a-z]+ic\sand\s[a-z]+(?:ic|al)\s(?:{_MEETINGS}))(?!\w)",
    re.IGNORECASE,
)
_OF_SPORT = ("games", "championship", "championships")  # "her first championship" is no name
_SAME_NAME = frozenset(
    "Oval Office|Soviet Union|Star Wars|Civil Wars|Price Wars|Console Wars".split("|")
)
_BAD_LEAD = frozenset(
    "The A An In On At By For From With And But Or This That These Those When While After "
    "Before Since As If His Her Their Our Its My Under According Both".split()
)
OWNER = r"(?<!People)(?<!Children)(?<!Women)(?<!Workers)(?<!King)(?<!Queen)['’]s\s"
_OWNER = re.compile(OWNER)
_SURE, _LIKELY, _UNSURE = 0.9, 0.8, 0.55


def is_body(name: str) -> bool:
    """Tell whether the words of a name are those of a body: "Conference on ... in Asia" too."""
    return bool(_BODY_WORD.search(name))


def is_numbered(before: str) -> bool:
    """Tell whether a name follows a number, as one conference of a row does: "the 7th "."""
    return bool(_NUMBER_BEFORE.search(before))


def find_official(content: str, start: int, end: int) -> list[Candidate]:
    """Find official names in one sentence; they may overlap one another."""
    found = [
        *_matches(_BODY, content, start, end, "organisation", _LIKELY),
        *_matches(_PLAIN_BODY, content, start, end, "organisation", _LIKELY),
        *_matches(_FAMOUS, content, start, end, "organisation", _SURE),
        *_matches(_COMPANY, content, start, end, "organisation", _SURE),
    ]
    if content.find(" and ", start, end) >= 0:
        found += _matches(_PAIR_BODY, content, start, end, "organisation", _LIKELY)
    for pattern, kind, confidence in (
        (_LAW, "law", _SURE),
        (_FIGHT, "event", _LIKELY),
        (_FEAST, "event", _LIKELY),
        (_STORM, "event", _SURE),
    ):
        found += _matches(pattern, content, start, end, kind, confidence)  # type: ignore[arg-type]
    found += [
        Candidate(match.start(), match.end(), "event", _UNSURE)
        for match in _MEETING.finditer(content, start, end)
        if not (match.group().islower() and match.group().endswith(_OF_SPORT))
    ]
    return found


def _matches(
    pattern: re.Pattern[str],
    content: str,
    start: int,
    end: int,
    kind: EntityKind,
    confidence: float,
) -> Iterable[Candidate]:
    match = pattern.search(content, start, end)
    while match is not None:
        first, last = match.span()
        if kind == "organisation":
            first, last = _own_part(content, first, last)
        words = content[first:last].split()
        while words and words[0] in _BAD_LEAD:
            first += len(words[0]) + 1
            words = words[1:]
        if len(words) > 1 and " ".join(words) not in _SAME_NAME:
            yield Candidate(first, last, kind, confidence)
        match = pattern.search(content, max(last, match.start() + 1), end)


def _own_part(content: str, first: int, last: int) -> tuple[int, int]:
    """Leave out of a body's name whose it is and who leads it: "Kenya's ... Governor Mary Wu"."""
    joint = content.find(" and ", first, last)
    if joint > 0 and (
        _OWNER.search(content, joint, last)
        or (_ENDS_IN_BODY.search(content, joint, last) and is_body(content[first:joint]))
    ):
        last = joint  # "... and Egypt's Ministry", "... and Lund University"
    owners = [owner.end() for owner in _OWNER.finditer(content, first, last)]
    if owners and " " in content[owners[-1] : last]:
        first = owners[-1]
    parts = list(re.finditer(r"\S+", content[first:last]))
    for before, part in pairwise(parts[1:-1]):
        if before.group()[0].isupper() and is_office(part.group()):
            return first, first + before.end()
    return first, last
