"""Words of a text with their places: what all finders count in."""

from __future__ import annotations

import re
from typing import NamedTuple

# An abbreviation keeps its point, so that "Dr." is one word and ends no sentence.
TITLES = (
    "Mr|Mrs|Ms|Messrs|Dr|Drs|Prof|St|Ste|Gen|Maj|Col|Lt|Sgt|Cpl|Capt|Cmdr|Adm|Sen|Rep|Reps|Gov|"
    "Hon|Rev|Fr|Pres|Supt|Insp|Det|Amb|Atty|Mgr|Msgr"
)
SHORTENED = (
    "Jr|Sr|Inc|Corp|Co|Ltd|Bros|No|Nos|vs|cf|al|etc|ca|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|"
    "Oct|Nov|Dec|Mt|Ft|Ave|Blvd|Rd|Dept|Univ|Assn|Ed|Eds|Vol|Vols|pp|Fig|Figs|Art|Sec|Ch|est|"
    "Calif|Mass|Conn|Fla|Ariz|Ill|Penn|Wash|Colo|Okla|Ala|Tenn|Minn|Wis|Mich"
)
_LETTER = "[^\\W\\d_][\u0300-\u036f]*"
_CLITIC = "(?:s|S|m|re|ve|ll|d|t)(?![^\\W_])"  # of "it's", which is two words
_WORD = re.compile(
    f"""
      (?:https?://|www\\.)[^\\s<>"“”]*[^\\s<>"“”.,;:!?)\\]'’]   # an address is one word
    | [\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+
    | (?:[^\\W\\d_]\\.){{2,}}                                # U.S.
    | (?:{TITLES}|{SHORTENED})\\.(?![^\\W_])
    | [A-ZÀ-Þ]\\.(?=\\s?[A-ZÀ-Þ])                            # an initial
    | \\d+(?:[.,:]\\d+)+
    | (?:{_LETTER}|\\d)+(?:['’](?!{_CLITIC})(?:{_LETTER})+)*
    | ['’]{_CLITIC}
    | \\.\\.\\.+
    | [^\\w\\s]
    | _+
    """,
    re.VERBOSE,
)


class Word(NamedTuple):
    """A word, number or sign as it stands in the text; `end` is past its last code point."""

    start: int
    end: int
    text: str


def words_of(content: str, start: int, end: int) -> list[Word]:
    """Give the words between two places of a text in order; white space is in none of them.

    Hyphens, quote marks and the "'s" of a genitive are words of their own; "U.S.", "Dr." and a
    web address are one.
    """
    return [
        Word(match.start(), match.end(), match.group())
        for match in _WORD.finditer(content, start, end)
    ]
