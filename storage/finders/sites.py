"""Places by their form: "Sonoran Desert", "Lake Kivu", "MANILA (AP) — "."""

from __future__ import annotations

import re

from storage.finders.candidates import Candidate
from storage.finders.official import CAP, OWNER

_SITES = (
    "Province|County|District|Islands?|River|Lake|Sea|Bay|Peninsula|Valley|Mountains|Desert|"
    "Strait|Gulf|Ocean|Street|Avenue|Road|Square|Airport|Bridge|Oblast|Region|Governorate|"
    "Prefecture|Plateau|Archipelago|Canyon|Creek|Coast|Harbou?r|Boulevard|Highway|Falls|Glacier|"
    "Hills|Plant|Dam|Reservoir|Prison"
)
_SITE = re.compile(
    rf"(?<!\w)(?!HMS|USS|RMS|The\s)(?:(?:{CAP}\s){{1,3}}(?:{_SITES})(?!\w|\s{CAP})"
    rf"|(?:(?:Lake|Mount|Mt\.|River|Cape|Fort|Port|San|Santa|Saint|St\.)"
    rf"|(?:Gulf|Bay|Strait|Isle|Province|State|Cape|Sea|Straits|Region|Horn)\sof(?:\sthe)?)"
    rf"\s{CAP}(?!\w))"
)
_OWNER = re.compile(OWNER)
_CALLED = re.compile(
    r"(?<!\w)(?:(?:town|city|village|province|district|municipality|island|suburb|county|governorate|"
    r"hamlet|area|region|port)\sof|(?:town|village)s?\slike)\s"
    rf"(?P<name>{CAP}(?:\s{CAP}){{0,2}})(?!\w|\s{CAP})"
)
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]{2,}(?:\s[A-Z][A-Z.'’-]+){0,3}"
    r"(?=,\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s(?:\([^)]{2,30}\)\s)?[—–-]"
    r"|\s\([^)]{2,30}\)\s[—–-]|\s[—–-]{1,2}\s)"
)
_US_STATE = re.compile(
    r"(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|"
    r"Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|W\.Va|N\.[CDHJMY]|S\.[CD]|R\.I)\.(?!\w)"
)
_BEFORE_STATE = re.compile(r"(?:[a-z],\s|[\s(][DR]-)$")
_SURE, _LIKELY, _TOLD = 0.9, 0.8, 0.65


def find_sites(content: str, start: int, end: int) -> list[Candidate]:
    """Find in one sentence the places that a word for a place is part of; not whose they are."""
    found: list[Candidate] = []
    for match in _SITE.finditer(content, start, end):
        owners = [owner.end() for owner in _OWNER.finditer(content, *match.span())]
        first = owners[-1] if owners and " " in content[owners[-1] : match.end()] else match.start()
        found.append(Candidate(first, match.end(), "place", _LIKELY))
    return found


def find_called(content: str, start: int, end: int) -> list[Candidate]:
    """Find in one sentence what is told to be a place: "in the town of Lorun"."""
    return [
        Candidate(*match.span("name"), "place", _TOLD)
        for match in _CALLED.finditer(content, start, end)
        if not match["name"][-1].isdigit()
    ]


def find_us_states(content: str, start: int, end: int) -> list[Candidate]:
    """Find in one sentence the states behind towns and lawmakers: "Portland, Ore.", "R-Ky."."""
    return [
        Candidate(match.start(), match.end(), "place", _SURE)
        for match in _US_STATE.finditer(content, start, end)
        if _BEFORE_STATE.search(content, max(0, match.start() - 4), match.start())
    ]


def find_dateline(content: str, start: int, end: int) -> list[Candidate]:
    """Find the place that a report comes from, in capitals at its start: "MANILA (AP) — "."""
    match = _DATELINE.match(content, start, end)
    return [Candidate(match.start(), match.end(), "place", _SURE)] if match else []
