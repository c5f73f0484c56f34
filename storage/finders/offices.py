"""What people of a text are called by their office: "the Secretary-General" is who holds it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from storage.finders import word_classes as english
from storage.finders.cast import Cast
from storage.found import FoundMention

_BEFORE = 90  # characters looked at before and behind a name
_WORDS_BEFORE = re.compile(r"(?:[^\W_][\w.'’&/-]*\s+){1,9}$")
_INVERSE = re.compile(r"([^,.;:\n\"“”]{3,70}),\s+$")
_BEHIND = re.compile(r"(?:\s+\([^)]{1,30}\))?,\s+(?:\d+,\s+)?([^,.;:\n\"“”]{3,80})[,.]")
_ARTICLES = frozenset("the a an his her their its our".split())
_ANOTHER = frozenset(
    "deputy vice former ex acting prime lieutenant attorney major first assistant interim outgoing "
    "associate under incoming junior would-be late".split()
)
_SHORT = {"sen.": "senator", "rep.": "representative", "gov.": "governor", "gen.": "general",
          "prof.": "professor", "pres.": "president", "dr.": "doctor", "col.": "colonel",
          "lt.": "lieutenant", "sgt.": "sergeant", "capt.": "captain", "rev.": "reverend",
          "amb.": "ambassador", "adm.": "admiral", "congresswoman": "representative"}  # fmt: skip
_LONGEST = 10  # words of an office
_LONGEST_PLACE = 6  # words of what it is held in


class Offices:
    """The offices that a text gives to its people, each with who holds it."""

    def __init__(self, content: str, cast: Cast) -> None:
        self._holders: dict[tuple[str, ...], set[int]] = defaultdict(set)
        self.titles: dict[int, str] = defaultdict(str)  # of a person: words that stood before
        for number, entity in enumerate(cast.entities):
            if entity.kind == "person":
                for role in entity.roles:
                    self._add(role, number)
        for mention in cast.mentions:
            if cast.entities[mention.entity].kind == "person":
                self._look_around(content, mention)
        self._by_head: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for words in self._holders:
            self._by_head[words[-1]].append(words)

    def holders(self, name: str) -> set[int]:
        """The people an office may mean: "the Secretary-General", "the SCO Secretary-General".

        A deputy or a former holder is another office; nobody is given who only might hold it.
        """
        words = office_words(name)
        if not words:
            return set()
        if words in self._holders:
            return self._holders[words]
        found: set[int] = set()
        for held in self._by_head.get(words[-1], ()):
            longer, shorter = (held, words) if len(held) > len(words) else (words, held)
            rest = longer[: len(longer) - len(shorter)]
            if longer[len(rest) :] == shorter and not _ANOTHER & set(rest):
                found |= self._holders[held]
        return found

    def says_more(self, name: str) -> bool:
        """Whether an office says more than is told of anybody: "the Texas senator" of a senator."""
        words = office_words(name)
        return not any(held[-len(words) :] == words for held in self._by_head.get(words[-1], ()))

    def _add(self, role: str, number: int) -> None:
        words = office_words(role)
        if words:
            self._holders[words].add(number)

    def _look_around(self, content: str, mention: FoundMention) -> None:
        start, end, number = mention.start, mention.end, mention.entity
        before = content[max(0, start - _BEFORE) : start]
        match = _WORDS_BEFORE.search(before)
        if match:
            title = _title(match.group().split())
            if title:
                self.titles[number] += " " + title
                self._add(title, number)
        else:
            inverse = _INVERSE.search(before)
            if inverse:
                self._inverse(inverse.group(1).split(), number)
        behind = _BEHIND.match(content, end, end + _BEFORE + 20)
        if behind:
            self._behind(behind.group(1).split(), number)

    def _inverse(self, words: Sequence[str], number: int) -> None:
        """An office before a comma and a name: "the Secretary-General of the Council, Ana Ruiz"."""
        if words[-1].lower() in english.ROLES:
            self._add(_title(words), number)
        for place in range(len(words) - 1, 0, -1):
            if words[place].lower() == "of" and _is_role(words[place - 1]):
                title = _title(words[:place])
                self._add(title, number)
                self._add_of(words[place + 1 :], title, number)
                return

    def _add_of(self, place: Sequence[str], role: str, number: int) -> None:
        """Add "SCO Secretary-General" for "Secretary-General of the SCO"."""
        names = [word for word in place if word.lower() not in _ARTICLES]
        if len(names) <= _LONGEST_PLACE:
            self._add(" ".join((*names, role)), number)

    def _behind(self, words: Sequence[str], number: int) -> None:
        """An office after a name: "Lee, the mayor of Ulm,", "Lee, spokesman for the army,"."""
        head = next(
            (i for i, word in enumerate(words) if word.lower() in english.NOUN_LINKS), len(words)
        )
        if not 0 < head <= _LONGEST or words[0].lower() in english.CONJUNCTIONS:
            return
        if not _is_role(words[head - 1]):
            return
        self._add(" ".join(words[:head]), number)
        if head < len(words) and words[head].lower() == "of":
            role = " ".join(word for word in words[:head] if word.lower() not in _ARTICLES)
            self._add_of(words[head + 1 :], role, number)


def office_words(name: str) -> tuple[str, ...]:
    """Give an office in words to compare: small, without article, genitive and abbreviation."""
    words = [word.strip(",.'’\"") if word.lower() not in _SHORT else word for word in name.split()]
    lows = [word.lower().replace("’", "'").removesuffix("'s") for word in words if word]
    while lows and lows[0] in _ARTICLES:
        lows.pop(0)
    return tuple(_SHORT.get(word, word) for word in lows)


def _title(words: Iterable[str]) -> str:
    """The office at the end of the words before a name, "" when there is none."""
    kept: list[str] = []
    for word in reversed(list(words)):
        low = word.lower()
        if not (word[0].isupper() or _is_role(word) or low in _ANOTHER or low in _SHORT) or (
            low in english.PREPOSITIONS | english.CONJUNCTIONS | english.DETERMINERS
            or english.is_adverb(low)
        ):
            break
        kept.insert(0, word)
    return (
        " ".join(kept)
        if kept and (_is_role(kept[-1]) or kept[-1].lower() in english.PERSONAL_TITLES)
        else ""
    )


def _is_role(word: str) -> bool:
    low = word.lower().strip(",.")
    return low in english.ROLES or low.rsplit("-", 1)[-1] in english.ROLES or word.lower() in _SHORT
