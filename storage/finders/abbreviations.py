"""Words in capitals: bodies that the text does not explain, and what is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from storage.finders.candidates import Candidate
from storage.finders.words import Word

LEAST_WORDS = 60  # of a text in which an acronym is taken for a body
MOST_CAPITALS = 0.05  # share of words in capitals from which a text shouts
MOST_PERSONAL = 0.015  # share of "I" and "you" from which it is a letter, a review or a chat
_PERSONAL = frozenset("I I'm you You My my your me ! ? Thanks Hi".split())
_CONFIDENCE = 0.62
_ACRONYM = re.compile(r"[A-Z]{2,5}|[A-Z]\d[A-Z]")
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
    "pH PG NZ XP US UK EU UN USA UAE USSR DC LA NY NYC".split()
)
_PLACES = frozenset("US UK EU UN USA UAE USSR DC LA NY NYC PRC NZ".split())


def is_common(word: str) -> bool:
    """Tell whether an abbreviation is of a common word: "GDP", "QC"; not "US"."""
    return word in _THINGS and word not in _PLACES


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
                Candidate(word.start, word.end, "organisation", _CONFIDENCE)
                for word in large
                if _ACRONYM.fullmatch(word.text) and word.text not in _THINGS
            ]
    if count < LEAST_WORDS or capitals > MOST_CAPITALS * count or personal > MOST_PERSONAL * count:
        return []
    return found
