"""Places by their form: "Sonoran Desert", "Lake Kivu", "MANILA (AP) — "."""

from __future__ import annotations

import re

from storage.finders.candidates import Candidate
from storage.finders.official import CAP

_SITES = (
    "Province|County|District|Islands?|River|Lake|Sea|Bay|Peninsula|Valley|Mountains|Desert|"
    "Strait|Gulf|Ocean|Street|Avenue|Road|Square|Airport|Bridge|Oblast|Region|Governorate|"
    "Prefecture|Plateau|Archipelago|Canyon|Creek|Coast|Harbou?r|Boulevard|Highway|Falls|Glacier|"
    "Hills"
)
_SITE = re.compile(
    rf"(?<!\w)(?!HMS|USS|RMS|The\s)(?:(?:{CAP}\s){{1,3}}(?:{_SITES})(?!\w|\s{CAP})"
    rf"|(?:(?:Lake|Mount|Mt\.|River|Cape|Fort|Port|San|Santa|Saint|St\.)"
    rf"|(?:Gulf|Bay|Strait|Isle|Province|State|Cape|Sea|Straits|Region|Horn)\sof(?:\sthe)?)"
    rf"\s{CAP}(?!\w))"
)
_DATELINE = re.compile(
    r"[A-Z][A-Z.'’-]{2,}(?:\s[A-Z][A-Z.'’-]+){0,3}"
    r"(?=,\s[A-Z][a-z]+(?:\s[A-Z][a-z]+)?\s(?:\([^)]{2,30}\)\s)?[—–-]"
    r"|\s\([^)]{2,30}\)\s[—–-]|\s[—–-]{1,2}\s)"
)
_US_STATE = re.compile(
    r"(?:(?<=[a-z],\s)|(?<=\([DR]-)|(?<=\s[DR]-))"
    r"(?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|"
    r"Neb|Nev|Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|W\.Va|N\.[CDHJMY]|S\.[CD]|R\.I)\.(?!\w)"
)
_SURE, _LIKELY = 0.9, 0.8


def find_sites(content: str, start: int, end: int) -> list[Candidate]:
    """Find in one sentence the places that a word for a place is part of."""
    return [
        Candidate(match.start(), match.end(), "place", _LIKELY)
        for match in _SITE.finditer(content, start, end)
    ]


def find_us_states(content: str, start: int, end: int) -> list[Candidate]:
    """Find in one sentence the states behind towns and lawmakers: "Portland, Ore.", "R-Ky."."""
    return [
        Candidate(match.start(), match.end(), "place", _SURE)
        for match in _US_STATE.finditer(content, start, end)
    ]


def find_dateline(content: str, start: int, end: int) -> list[Candidate]:
    """Find the place that a report comes from, in capitals at its start: "MANILA (AP) — "."""
    match = _DATELINE.match(content, start, end)
    return [Candidate(match.start(), match.end(), "place", _SURE)] if match else []
