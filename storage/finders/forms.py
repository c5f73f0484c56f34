"""Names that their form gives away: unexplained acronyms, East Asian names, kinds by last word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from storage.finders.candidates import Candidate
from storage.finders.lexicon import Lexicon
from storage.finders.roles import is_office
from storage.finders.words import Word
from storage.found import EntityKind

# No bodies, though written like their acronyms.
_THINGS = frozenset(
    "TV CEO CFO CTO COO DNA RNA HIV AIDS GDP ID PhD IT PC PCs USB CPU GPU RAM ICT AM PM "
    "BC AD BCE CE OK DVD CD UFO FAQ VIP PR HR MP MPs QC MD VAT ATM GPS SUV NGO NGOs IQ "
    "LGBT LGBTQ COVID II III IV VI VII VIII IX XI XII XIV XV XVI XIX XX XXI XML HTML HTTP "
    "IE OS API FM EST PST GMT UTC AKA RIP PDF SMS WWW URL ISBN DOI USD EUR GBP KM KG MPH "
    "SOS DIY TBA TBD ETA FYI ASAP LOL OMG WTF IMO PS AC DC HD UHD LED LCD LP EP MVP MC DJ "
    "BBQ PIN SIM STEM STD STI IED WMD ICBM UAV AK HMS USS RMS RPG SAR PTSD ADHD OCD MRI "
    "CT IVF NB NO YES THE AND OR NOT ARE YOU ALL NEW FREE RE FW CC BCC NA TO BY IN OF ON "
    "AT AN IS IF SO DO GO MY WE HE IPO ETF ROI GNP PPP VHS FIFO CGI AI VR AR IP GM IR UV "
    "pH PG US UK EU UN USA UAE USSR DC LA NY NYC".split()
)
_PLACES = frozenset("US UK EU UN USA UAE USSR DC LA NY NYC PRC NZ".split())
DOUBTFUL, LIKELY = 0.9, 0.6
_ACRONYM = re.compile(r"[A-Z]{2,5}\d?|[A-Z]\d[A-Z]")
LEAST_WORDS = 60  # of a text in which an acronym is taken for a body
MOST_PERSONAL = 0.015  # share of "I" and "you" from which it is a letter, a review or a chat
_PERSONAL = frozenset("I I'm you You my My your me ! ? Thanks Hi".split())
MOST_CAPITALS = 0.05  # share of words in capitals from which a text shouts

_PERSONAL = frozenset("I I'm you You my My your me ! ? Thanks Hi".split())

_SURNAMES = frozenset(
    "Ahn Bae Baek Ban Cai Cao Chan Chang Chao Chen Cheng Cheung Chiang Cho Choi Chou Chow "
    "Chu Chung Deng Ding Dong Du Feng Fu Fung Gao Guo Han He Ho Hong Hsieh Hsu Huang Hui "
    "Hung Hwang Jang Jiang Jung Kang Kao Kim Kuo Kwok Kwon Kwong Lai Lam Lau Law Lee "
    "Leung Li Liang Lim Lin Liu Lo Lu Luo Ma Mak Moon Ng Oh Pan Park Peng Poon Ren Ri Roh "
    "Ryu Seo Shen Shin Shiu Siu So Son Song Su Suh Sun Tam Tang Teng Tian To Tsai Tsang "
    "Tse Tseng Tu Wang Wei Wong Wu Xiao Xie Xu Yang Yao Yau Ye Yen Yeung Yip Yiu Yoo Yoon "
    "Yu Yuan Yuen Yun Zeng Zhang Zhao Zheng Zhou Zhu".split()
)
_EAST_ASIAN = re.compile(
    r"(?<!\w)(?P<family>[A-Z][a-z]+)\s[A-Z][a-z]{1,6}-[A-Za-z][a-z]{0,6}(?![\w-])"
)
_SAYS = frozenset("said says told added explained recalled argued wrote insisted admitted".split())
_UNSURE, _TITLED, _LIKELY = 0.62, 0.8, 0.85


def find_east_asian(content: str, start: int, end: int) -> list[Candidate]:
    """Find names like "Moon Jae-in" in one sentence."""
    return [
        Candidate(match.start(), match.end(), "person", _LIKELY)
        for match in _EAST_ASIAN.finditer(content, start, end)
        if match["family"] in _SURNAMES
    ]


def find_titled(words: Sequence[Word], lexicon: Lexicon) -> list[Candidate]:
    """Find in a sentence people that are named after their office: "goalkeeper Itumeleng Khune"."""
    found: list[Candidate] = []
    for number, word in enumerate(words[:-2]):
        if not is_office(word.text) or is_office(words[number + 1].text):
            continue
        end = number + 1
        while end < len(words) and end <= number + 3 and _is_part(words[end].text, lexicon):
            end += 1
        first = lexicon.known(words[number + 1].text)
        is_first = first.bias in (-1, 3) or bool(set("FL") & set(first.flags))
        if (
            is_first
            and end - number > 2
            and (end == len(words) or not words[end].text[0].isupper())
        ):
            found.append(Candidate(words[number + 1].start, words[end - 1].end, "person", _TITLED))
    return found


def find_speaking(words: Sequence[Word], lexicon: Lexicon) -> list[Candidate]:
    """Find in a sentence single names that speak: "..., Leive said"."""
    found: list[Candidate] = []
    for number, word in enumerate(words[:-1]):
        before = words[number - 1].text if number else ""
        if words[number + 1].text not in _SAYS or (before and before not in "”\"’',"):
            continue
        known = lexicon.known(word.text)
        is_name = known.bias in (-1, 2, 3) and not set("PCDE") & set(known.flags)
        if is_name and word.text[0].isupper() and word.text[-1].islower() and len(word.text) > 2:
            found.append(Candidate(word.start, word.end, "person", _UNSURE))
    return found


def _is_part(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word can be of a person's name: large, no place alone, no word of a body."""
    if not (word[0].isupper() and word[-1].islower() and len(word) > 1):
        return False
    flags = lexicon.known(word).flags
    return (
        flags not in ("P", "C", "D", "DP") and word not in _BODIES | _SITES and not is_office(word)
    )


def find_bare_acronyms(wording: Iterable[Sequence[Word]]) -> list[Candidate]:
    """Find acronyms that the text does not explain.

    None in a text that has many words in capitals or speaks to somebody: there they are anything.
    """
    found: list[Candidate] = []
    count = capitals = personal = 0
    for words in wording:
        personal += sum(word.text in _PERSONAL for word in words)
        large = [word for word in words if len(word.text) > 1 and word.text.isupper()]
        count += len(words)
        capitals += len(large)
        if len(large) * 2 < len(words):
            found += [
                Candidate(word.start, word.end, "organisation", _UNSURE)
                for word in large
                if _ACRONYM.fullmatch(word.text) and word.text not in _THINGS
            ]
    if count < LEAST_WORDS or capitals > MOST_CAPITALS * count or personal > MOST_PERSONAL * count:
        return []
    return found


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


_OF_ONE_WORD: dict[str, EntityKind] = {"C": "organisation", "E": "event"}
_SITES_BEFORE = frozenset("Lake Mount Mt. Cape River Gulf Strait Isle Rio".split())
_NUMBERED_MEETING = re.compile(
    r"(?:\d+(?:st|nd|rd|th)|First|Second|Third|Fourth|Fifth)\s.*"
    r"(?:Congress of|Conference|Summit|Forum)"
)


def is_thing(content: str, one: Candidate, lexicon: Lexicon) -> bool:
    """Tell whether a doubtful name is only a common word or its abbreviation: "Sun", "GDP"."""
    text = content[one.start : one.end]
    is_common = one.confidence < LIKELY and 0 <= lexicon.known(text).bias <= 1
    return is_common or (one.confidence < DOUBTFUL and text in _THINGS - _PLACES)


def by_words(content: str, one: Candidate, lexicon: Lexicon) -> Candidate:
    """Give a name the kind that its words tell: "Sonoran Desert", "Saint Lucia", a known body."""
    words = content[one.start : one.end].split()
    if one.kind not in ("person", "organisation", "place"):
        return one
    if len(words) < 2:
        kind = _OF_ONE_WORD.get(lexicon.known(words[0]).flags)
        return one._replace(kind=kind) if kind and one.confidence < DOUBTFUL else one
    if one.kind == "person" and (tuple(words[1:]), "P") in lexicon.names.get(words[0], ()):
        return one._replace(kind="place")
    if one.kind == "organisation" and _NUMBERED_MEETING.match(content, one.start, one.end):
        return one._replace(kind="event")
    if words[0] in _SITES_BEFORE and one.confidence < DOUBTFUL:
        return one._replace(kind="place")
    if words[-1] in _SITES and one.kind != "place":
        return one._replace(kind="place")
    if words[-1] in _BODIES and one.kind != "organisation":
        return one._replace(kind="organisation")
    return one
