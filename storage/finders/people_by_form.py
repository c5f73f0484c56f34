"""People whose name, or the word beside it, gives them away."""

from __future__ import annotations

import re
from collections.abc import Sequence

from storage.finders.candidates import Candidate
from storage.finders.dates import MONTHS, WEEKDAYS
from storage.finders.kinds import is_of_place_or_body
from storage.finders.lexicon import Lexicon
from storage.finders.roles import is_office, is_office_word
from storage.finders.words import Word

_SURNAMES = frozenset(
    "Ahn Bae Baek Ban Cai Cao Chan Chang Chao Chen Cheng Cheung Chiang Cho Choi Chou Chow "
    "Chu Chung Deng Ding Dong Du Feng Fu Fung Gao Guo Han He Ho Hong Hsieh Hsu Huang Hui "
    "Hung Hwang Jang Jiang Jung Kang Kao Kim Kuo Kwok Kwon Kwong Lai Lam Lau Law Lee "
    "Leung Li Liang Lim Lin Liu Lo Lu Luo Ma Mak Moon Ng Oh Pan Park Peng Poon Ren Ri Roh "
    "Ryu Seo Shen Shin Shiu Siu So Son Song Su Suh Sun Tam Tang Teng Tian To Tsai Tsang "
    "Tse Tseng Tu Wang Wei Wong Wu Xiao Xie Xu Yang Yao Yau Ye Yen Yeung Yip Yiu Yoo Yoon "
    "Yu Yuan Yuen Yun Zeng Zhang Zhao Zheng Zhou Zhu".split()
)
# those that are neither a given name nor a word of English
FAMILY_FIRST = (_SURNAMES | {"Xi", "Hu", "Bo", "Wen", "Nguyen", "Tran", "Pham"}) - frozenset(
    "He So To Do Son Song Park Pan Han Long Lee Law Sun Moon Ma Oh Chan Ban Lo Ye Tu".split()
)
_FAMILY = re.compile(
    r"(?<!\w)(?P<family>[A-Z][a-z]+)\s(?:[A-Z][a-z]{1,6}-[A-Za-z][a-z]{0,6}(?![\w-])"
    r"|(?P<given>[A-Z][a-z]{1,8})(?![\w-]|\s[A-Z]))"
)
_OF_BODY = re.compile(r"(?P<name>[A-Z][a-z]+(?:\s[A-Z][a-z]+){1,2})\sof\s(?:the\s)?(?=[A-Z])")
_OF_STATE = re.compile(
    r"(?:Secretary|Minister|Director|Commissioner|Inspector General|Chiefs?|Speaker)\sof\s"
    r"(?:the\s)?"
    r"(?:State|Defen[cs]e|Health|Education|Finance|Justice|Labou?r|Energy|Police|Staff|House)\s"
    r"(?P<name>[A-Z][a-z]+(?:\s[A-Z]\.)?\s[A-Z](?:['’][A-Z])?[\w-]+)(?!\s[A-Z])"
)
_AGE = re.compile(r",\s\d\d(?:,|\sand\s)")
_AGED = re.compile(
    r"(?<!\w)(?P<first>[A-Z](?:['’][A-Z])?[a-z-]+)"
    r"(?:\s(?:[A-Z]\.|[A-Z](?:['’][A-Z])?[\w-]+|al-\w+|bin|de|van|von|der|la|al|el)){0,3}"
    r"\s[A-Z](?:['’][A-Z])?[\w-]+(?=,\s\d\d(?:,|\sand\s))"
)
_SAYS = frozenset("said says told added explained recalled argued wrote insisted admitted".split())
_TAIL = re.compile(
    r"[-‐][A-Z][a-z]\w+(?:\s[A-Z][a-z]+-[A-Z]\w+)?|(?:\s(?:bin|ibn|bint)\s[A-Z]\w+)+"
)
_NICKNAMED = re.compile(r"(?<!\w)[A-Z][a-z]+\s[\"“](?:[A-Z]\w+\s?){1,3}[\"”]\s[A-Z][a-z]+(?!\w)")
_WORD_BEFORE = re.compile(
    r"(?<![\w’'.-])(?P<word>(?:(?:al|el)-)?[A-Z][a-z]{2,}(?:-[A-Z][a-z]+)?\s|(?:al|el)-)$"
)
_LARGE_BEFORE = re.compile(r"(?<![\w’'-])(?P<word>[A-Z][\w’'.-]*)\s$")
_NO_NAMES = frozenset("In On At By From The A When While After Since For And But".split())
_MONTHS_SHORT = frozenset(month[:3] for month in MONTHS)
_SPEAKING, _TITLED, _EAST = 0.62, 0.8, 0.85
_MOSTLY_SMALL = 1  # bias up to which a word is no name by itself


def find_east_asian(content: str, start: int, end: int, lexicon: Lexicon) -> list[Candidate]:
    """Find names like "Moon Jae-in" and "Xi Jinping" in one sentence."""
    found: list[Candidate] = []
    for match in _FAMILY.finditer(content, start, end):
        if not match["given"]:
            is_name = match["family"] in _SURNAMES
        else:
            known = lexicon.known(match["given"])
            is_name = (
                match["family"] in FAMILY_FIRST
                and known.bias in (-1, 3)
                and not set("PpCDE") & set(known.flags)
                and not is_of_place_or_body(match["given"])
            )
        if is_name:
            found.append(Candidate(match.start(), match.end(), "person", _EAST))
    return found


def find_aged(content: str, start: int, end: int) -> list[Candidate]:
    """Find in one sentence people whose age stands behind their name: "Ida Lund, 42,"."""
    if _AGE.search(content, start, end) is None:
        return []
    return [
        Candidate(match.start(), match.end(), "person", _TITLED)
        for match in _AGED.finditer(content, start, end)
        if match["first"] not in _NO_NAMES and match["first"][:3] not in _MONTHS_SHORT
    ]


def extended(content: str, one: Candidate, lexicon: Lexicon) -> Candidate:
    """Give a person with the part that was left out: "[Sutopo] Purwo", "Akufo[-Addo]"."""
    if one.kind != "person":
        return one
    tail = _TAIL.match(content, one.end)
    head = _WORD_BEFORE.search(content, max(0, one.start - 30), one.start)
    start = one.start
    if head is not None and _can_lead(content, head, lexicon):
        start = head.start()
    return one._replace(start=start, end=tail.end() if tail else one.end)


def of_body(content: str, one: Candidate, lexicon: Lexicon) -> list[Candidate]:
    """Give a person and their body that were taken for one body: "Rached Ghannouchi of Ennahda"."""
    match = _OF_BODY.match(content, one.start, one.end)
    if one.kind != "organisation" or match is None:
        return [one]
    words = match["name"].split()
    if not all(_is_part(word, lexicon) and _begins_name(word, lexicon) for word in words):
        return [one]
    person = Candidate(*match.span("name"), "person", one.confidence)
    return [person, one._replace(start=match.end())]


def _can_lead(content: str, head: re.Match[str], lexicon: Lexicon) -> bool:
    """Tell whether a word before a person's name is of it: a given name, or known as nothing.

    After another large word it is not: "Pam Butler Renee Ratcliff" are two in a list.
    """
    word = head["word"].rstrip()
    if word.endswith("-"):
        return True
    before = _LARGE_BEFORE.search(content, max(0, head.start() - 20), head.start())
    if before is not None and not is_office_word(before["word"].rstrip(".")):
        return False
    known = lexicon.known(word)
    if is_office_word(word) or is_of_place_or_body(word) or word in WEEKDAYS or word in MONTHS:
        return False
    return known.flags in ("F", "FL") or (known.bias == -1 and not known.flags)


def find_of_state(content: str, start: int, end: int) -> list[Candidate]:
    """Find in one sentence people after an office of something: "Secretary of State Ida Lund"."""
    return [
        Candidate(*match.span("name"), "person", _TITLED)
        for match in _OF_STATE.finditer(content, start, end)
    ]


def find_nicknamed(content: str, start: int, end: int) -> list[Candidate]:
    """Find in one sentence people with their nickname inside: 'Ida "The Boss" Lund'."""
    return [
        Candidate(*match.span(), "person", _EAST)
        for match in _NICKNAMED.finditer(content, start, end)
    ]


def find_titled(words: Sequence[Word], lexicon: Lexicon) -> list[Candidate]:
    """Find in a sentence people that are named after their office: "goalkeeper Itumeleng Khune"."""
    found: list[Candidate] = []
    for number, word in enumerate(words[:-2]):
        start = number + 1
        if not is_office(word.text) or not _begins_name(words[start].text, lexicon):
            continue
        end = start
        while end < len(words) and end < start + 3 and _is_part(words[end].text, lexicon):
            end += 1
        is_whole = end == len(words) or not words[end].text[0].isupper()
        if end - start > 1 and is_whole:
            found.append(Candidate(words[start].start, words[end - 1].end, "person", _TITLED))
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
            found.append(Candidate(word.start, word.end, "person", _SPEAKING))
    return found


def _begins_name(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word can be a first name: known as one, or unknown, or always large."""
    known = lexicon.known(word)
    return known.bias in (-1, 3) or bool(set("FL") & set(known.flags))


def _is_part(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a word can be of a person's name: large, no place alone, no word of a body."""
    if not (word[0].isupper() and word[-1].islower() and len(word) > 1):
        return False
    known = lexicon.known(word)
    if 0 <= known.bias <= _MOSTLY_SMALL and not known.flags:
        return False
    is_other = known.flags in ("P", "C", "D", "DP") or word in WEEKDAYS
    return not (is_other or is_of_place_or_body(word) or is_office(word))
