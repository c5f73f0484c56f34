"""The lexicon: what is known of single words and of names of several words.

Made by `tests/training/lexicon.py`; origins in `resources/finders/LICENSES.md`.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

RESOURCES = "resources.finders"
LONGEST_ACRONYM = 4  # letters
LONGEST_NAME = 7  # words of a name that is looked up whole


class Known(NamedTuple):
    """What is known of a word.

    `cluster` is the group of words that stand in like places, as a path of bits from the lowest;
    0 for none. `flags` are letters: P great place, p place, F first name, L family name, C company
    or body, D people or belief, E event. `bias` is how much likelier it is with its capital
    letter: -1 unknown, 0 hardly ever to 3 nearly always.
    """

    cluster: int
    flags: str
    bias: int


NOTHING = Known(0, "", -1)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with what is known of them, and names of several words by their first word.

    `names` gives for a first word the names that begin so, each as its words and its flag, the
    longest first.
    """

    words: dict[str, Known]
    names: dict[str, list[tuple[tuple[str, ...], str]]]

    def known(self, word: str) -> Known:
        """Tell what is known of a word as written; a long one in capitals is taken as "London"."""
        found = self.words.get(word, NOTHING)
        if not found.flags and len(word) > LONGEST_ACRONYM and word.isupper():
            return self.words.get(word.capitalize(), found)
        return found


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Load the lexicon that ships with Postil, once."""
    data = files(RESOURCES).joinpath("lexicon.gz").read_bytes()
    return parsed(zlib.decompress(data, wbits=31).decode("utf-8"))


def parsed(text: str) -> Lexicon:
    """Read the lexicon from its text: a line per class of words, a blank line, the names."""
    classes, _, rest = text.partition("\n\n")
    words: dict[str, Known] = {}
    for line in classes.split("\n"):
        cluster, flags, bias, members = line.split("|", 3)
        words.update(dict.fromkeys(members.split(" "), Known(int(cluster), flags, int(bias))))
    names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in rest.split("\n"):
        flag, _, members = line.partition("|")
        for name in members.split("\t"):
            parts = tuple(name.replace("-", " - ").replace("'", " '").replace("’", " '").split())
            if 1 < len(parts) <= LONGEST_NAME:
                names.setdefault(parts[0], []).append((parts[1:], flag))
    for found in names.values():
        found.sort(key=lambda one: (-len(one[0]), one))
    return Lexicon(words, names)
