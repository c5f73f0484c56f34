"""The ends of names: articles, titles and genitives stand outside."""

from __future__ import annotations

import re

from storage.finders.candidates import Candidate
from storage.finders.official import OWNER
from storage.finders.roles import is_office_word

_FRONT = re.compile(
    r"(?:[Tt]he|[Aa]n?|[Tt]his|[Oo]ur|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|said)\s+|[^\w\s]+\s*"
)
_BACK = re.compile(r"\s*(?:['’]s|['’]|[^\w\s.)]+|\s)$")
_TITLE = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Drs|Prof|Professor|Sir|Dame|Lord|Lady|Rev|Reverend|Fr|Father|Hon|Gen|"
    r"Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Sen|Rep|Gov|Pres|Messrs|Mme|Mlle|Herr|Frau|Señor|Madam|Speaker|"
    r"Emeritus|Honou?rable|St)\.?)\s+"
)
_POINTED = frozenset("Jr. Sr. Inc. Corp. Co. Ltd. Bros.".split())
_PARTICLES = re.compile(
    r"(?<!\w)(?:(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|al|bin|ibn|el|ter|zu)\s)+$"
)
_LETTERS_BEHIND = re.compile(
    r"\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$|,?\s(?:QC|KC|MP|MEP|MBE|OBE|CBE|PhD|Ph\.D\.?|MD|M\.D\.?|Esq\.?)$"
)
_LETTER_BEHIND = re.compile(r"-[A-Z](?!\w)")  # "PML-N"
_LEADER = re.compile(
    r"\s(?:(?:Majority|Minority|Deputy|Vice|Prime|Foreign)\s)?(?:Leader|Minister|President|Secretary|"
    r"Speaker|Chairman|Spokesman|Spokeswoman|Spokesperson|Director|Chief|Governor|MPs?|MEPs?|MLAs?|CEO|Sen\.?|Rep\.?|Gov\.?|Lawmakers?)$"
)
_OWNS = 0.8  # of the confidence of a name before a genitive that is part of another name
_CONNECTING = (
    "of|the|and|for|in|on|at|to|de|la|le|du|des|del|van|von|der|den|al|bin|ibn|el|da|do|e|y|et|"
    "und|für|a|an"
)
_JOINT = re.compile(
    r",? and the (?=[A-Z])"
    r"|(?<=\s(?:Ltd|Inc)\.) (?=[A-Z])|(?<=\sCorp\.) (?=[A-Z])"
    rf"|{OWNER}(?=[A-Z])"
    rf"|\s(?:(?:and|of)\s)?(?!(?:{_CONNECTING})\s)[a-z][a-z]+\s(?:of\s)?(?=[A-Z])"
)
_INITIALISM = re.compile(r"(?:[^\W\d_]\.){2,}$")


def trimmed(content: str, one: Candidate) -> Candidate | None:
    """Give a name without what does not belong to it, None where nothing is left."""
    start, end = one.start, one.end
    while start < end:
        match = _FRONT.match(content, start, end)
        if match is None and one.kind == "person":
            match = _TITLE.match(content, start, end) or _office(content, start, end)
        if match is None or match.end() >= end:
            break
        start = match.end()
    while start < end:
        tail = _BACK.search(content[start:end])
        if tail is None or not tail.group():
            break
        end = start + tail.start()
    if content[start:end].endswith(".") and not _keeps_point(content[start:end]):
        end = start + len(content[start : end - 1].rstrip())
    if not any(sign.isalnum() for sign in content[start:end]):
        return None
    if one.kind == "organisation":
        letter = _LETTER_BEHIND.match(content, end)
        end = letter.end() if letter and content[start:end].isupper() else end
        leader = _LEADER.search(content[start:end])
        if leader is not None:
            end = start + leader.start()
    if one.kind == "person":
        letters = _LETTERS_BEHIND.search(content[start:end])
        if letters is not None:
            end = start + letters.start()
        if is_office_word(content[start:end].split()[-1]):
            return None  # "Department Spokesperson"
        particles = _PARTICLES.search(content, max(0, start - 16), start)
        if particles is not None:
            start = particles.start()
    return one._replace(start=start, end=end)


def parted(content: str, one: Candidate) -> list[Candidate]:
    """Give the names that were taken for one: "the A Bank and the B Bank", "Kenya's B Bank"."""
    if one.kind not in ("organisation", "person"):
        return [one]
    found: list[Candidate] = []
    start = one.start
    for joint in _JOINT.finditer(content, one.start, one.end):
        if joint.start() > start and " " in content[joint.end() : one.end].strip():
            piece = one._replace(start=start, end=joint.start())
            if joint.group()[0] not in "'’":
                found.append(piece)
            elif " " in content[piece.start : piece.end]:
                found.append(piece._replace(kind="person", confidence=_OWNS * one.confidence))
            start = joint.end()
    return [*found, one._replace(start=start)]


def _keeps_point(name: str) -> bool:
    last = name.split()[-1] if name.split() else ""
    return bool(_INITIALISM.search(last)) or last in _POINTED


def _office(content: str, start: int, end: int) -> re.Match[str] | None:
    """Match an office at the start of a name: "Deputy Secretary-General "."""
    match = re.compile(r"[\w’'-]+\s+").match(content, start, end)
    if match is None or not is_office_word(match.group().strip()):
        return None
    return match
