"""Peoples, nationalities and beliefs: "Rohingya", "Bangladeshis", "Buddhist"."""

from __future__ import annotations

from collections.abc import Sequence

from storage.finders.candidates import Candidate
from storage.finders.lexicon import Lexicon
from storage.finders.words import Word

_SURE = 0.9
# Parties are bodies as well as groups; which of both is left to the tagger.
_PARTIES = frozenset(
    "Republican Republicans Democrat Democrats Tory Tories Conservatives Nazi Nazis Ottoman".split()
)


def find_groups(words: Sequence[Word], lexicon: Lexicon) -> list[Candidate]:
    """Find the names of peoples and beliefs in a sentence, longest first word by word."""
    found: list[Candidate] = []
    number = 0
    while number < len(words):
        length = _length(words, number, lexicon)
        if length:
            last = words[number + length - 1]
            found.append(Candidate(words[number].start, last.end, "group", _SURE))
        number += length or 1
    return found


def without_groups(
    content: str, names: Sequence[Candidate], groups: Sequence[Candidate], lexicon: Lexicon
) -> list[Candidate]:
    """Give the names without those that are exactly the name of a people, and nobody's surname."""
    peoples = set()
    for one in groups:
        text = content[one.start : one.end]
        if text not in _PARTIES and not set("FL") & set(lexicon.known(text).flags):
            peoples.add((one.start, one.end))
    return [one for one in names if (one.start, one.end) not in peoples]


def _length(words: Sequence[Word], number: int, lexicon: Lexicon) -> int:
    text = words[number].text
    if not text[0].isupper():
        return 0
    for rest, flag in lexicon.names.get(text, ()):
        if (
            flag == "D"
            and tuple(word.text for word in words[number + 1 : number + 1 + len(rest)]) == rest
        ):
            return 1 + len(rest)
    flags = lexicon.known(text).flags
    return 1 if "D" in flags else 0
