"""What the tagger sees of each word: itself, its neighbours, the lexicon, the whole document."""

from __future__ import annotations

import string
from collections.abc import Iterable, Sequence
from functools import lru_cache

from storage.finders.lexicon import Lexicon
from storage.finders.words import Word

KEPT = 4_000  # different words whose features are kept, about 10 MB
LONG_WORD = 24  # characters; an address or a number as long as that has no shape worth knowing
_TITLES = frozenset(
    "mr. mrs. ms. dr. prof. sir lord lady president minister senator judge general "
    "colonel captain mayor king queen prince princess pope bishop chairman director "
    "secretary spokesman spokeswoman spokesperson professor chancellor ambassador "
    "governor sheikh shaykh imam ayatollah rep. sen. gov. gen. lt. col. capt. sgt. mr mrs "
    "ms dr miss father sister brother uncle aunt".split()
)
_BODIES = frozenset(
    "inc. inc corp. corp ltd. ltd llc plc co. company group bank university college "
    "institute school ministry department agency authority commission committee council "
    "association federation union party organisation organization foundation society club "
    "team army navy police court church press times post news journal tribune herald "
    "gazette airlines hospital museum office bureau board center centre league congress "
    "parliament senate assembly corporation industries systems".split()
)
_SITES = frozenset(
    "street st. avenue ave. road river lake island islands mountain mount mt. valley bay "
    "sea ocean city town village county province state region district airport park "
    "square bridge beach hotel north south east west northern southern eastern western "
    "central near".split()
)
_HAPPENINGS = frozenset(
    "war battle revolution festival conference summit championship championships cup "
    "olympics games awards tournament hurricane cyclone typhoon storm day convention "
    "congress forum match series".split()
)
_IN = frozenset("in at from near to across around In At From Near".split())
_WAY = frozenset("from to toward towards into through throughout outside via From".split())
_OF_PLACES = frozenset(
    "town city village capital province state region district island people inhabitants residents "
    "mayor governor outskirts coast streets citizens north south east west part port "
    "municipality".split()
)
_SAYS = frozenset(
    "said says told added asked wrote noted explained argued claimed stated replied "
    "thinks believes who whose".split()
)
_SIGNS = str.maketrans(string.ascii_letters + string.digits, "x" * 26 + "X" * 26 + "d" * 10)


class Document:
    """What a whole text tells of its words: how often large, whether small, in what company."""

    __slots__ = ("_lexicon", "company", "large", "small")

    def __init__(self, lexicon: Lexicon) -> None:
        self.large: dict[str, int] = {}  # written large inside a sentence
        self.small: set[str] = set()
        self.company: dict[str, set[str]] = {}  # of capitalised words
        self._lexicon = lexicon

    def add(self, words: Sequence[Word]) -> None:
        """Count the words of one sentence."""
        previous = ""
        for number, word in enumerate(words):
            text = word.text
            first = text[0]
            if first.isupper():
                if number and previous not in "\"“‘'(":
                    self.large[text] = self.large.get(text, 0) + 1
                self._keep_company(words, number, previous)
            elif first.islower():
                self.small.add(text)
            previous = text

    def _keep_company(self, words: Sequence[Word], number: int, before: str) -> None:
        """Mark in what company a capitalised word stands; `before` is the word before it."""
        text = words[number].text
        after = words[number + 1].text if number + 1 < len(words) else ""
        marks = []
        if before in _IN:
            marks.append("in")
        elif before in _WAY:
            marks.append("way")
        elif before == "of":
            if number > 1 and words[number - 2].text in _OF_PLACES:
                marks.append("of")
        elif before.lower() in _TITLES:
            marks.append("title")
        elif before and before[0].isupper() and "F" in self._lexicon.known(before).flags:
            marks.append("first")
        elif before == "the":
            marks.append("the")
        if after in _SAYS:
            marks.append("says")
        elif after == ",":
            then = words[number + 2].text if number + 2 < len(words) else ""
            if then.isdigit() and len(then) == 2:
                marks.append("aged")
            elif then[:1].isupper() and "P" in self._lexicon.known(then).flags:
                marks.append("then")
        elif after and after[0].isupper() and "L" in self._lexicon.known(after).flags:
            marks.append("last")
        if marks:
            self.company.setdefault(text, set()).update(marks)


class Features:
    """Makes the features of sentences; what depends on the word alone is kept from word to word."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._own: dict[str, tuple[str, ...]] = {}
        self._near: dict[str, tuple[tuple[str, ...], ...]] = {}

    def of(self, words: Sequence[Word], document: Document) -> list[list[str]]:
        """Give the features of each word of a sentence."""
        if len(self._own) > KEPT:
            self._own.clear()
            self._near.clear()
        texts = [word.text for word in words]
        if _is_shouted(texts):
            texts = [text.capitalize() if text.isupper() else text for text in texts]
        count = len(texts)
        near = [self._near_of(text) for text in texts]
        rows: list[list[str]] = []
        for number, text in enumerate(texts):
            row = [*self._own_of(text)]
            if number:
                row += near[number - 1][1]
                row.append(f"b|{near[number - 1][4][0]}|{near[number][4][0]}")
                if number > 1:
                    row += near[number - 2][0]
            else:
                row.append("first")
            if number + 1 < count:
                row += near[number + 1][2]
                row.append(f"a|{near[number][4][0]}|{near[number + 1][4][0]}")
                if number + 2 < count:
                    row += near[number + 2][3]
            else:
                row.append("last")
            if text[0].isupper():
                large = document.large.get(text, 0)
                row.append(
                    "doc" + str(min(large, 3)) + ("s" if text.lower() in document.small else "")
                )
                row += ["by" + mark for mark in sorted(document.company.get(text, ()))]
            rows.append(row)
        for start, end, flag in self.names(texts):
            for number in range(start, end):
                rows[number].append(f"name{flag}{'B' if number == start else 'I'}")
        return rows

    def names(self, texts: Sequence[str]) -> Iterable[tuple[int, int, str]]:
        """Find names of several words that the lexicon has; the longest, none overlapping."""
        number = 0
        while number < len(texts):
            for rest, flag in self._lexicon.names.get(texts[number], ()):
                if tuple(texts[number + 1 : number + 1 + len(rest)]) == rest:
                    end = number + 1 + len(rest)
                    yield number, end, flag
                    number = end - 1
                    break
            number += 1

    def _own_of(self, text: str) -> tuple[str, ...]:
        found = self._own.get(text)
        if found is None:
            found = self._own[text] = tuple(self._describe(text))
        return found

    def _describe(self, text: str) -> Iterable[str]:
        lower = text.lower()
        yield "w=" + lower[:LONG_WORD]
        yield "s=" + _shape(text)
        yield "S=" + _short_shape(text)
        if text[0].isalpha():
            for length in (2, 3, 4):
                if len(text) > length:
                    yield f"p{length}={lower[:length]}"
                    yield f"e{length}={lower[-length:]}"
        yield from self._looked_up(text, lower)
        yield f"len={min(len(text), 8)}"

    def _looked_up(self, text: str, lower: str) -> Iterable[str]:
        known = self._lexicon.known(text)
        for flag in known.flags:
            yield "f" + flag
        if known.flags:
            yield f"F={known.flags}"
        if text[0].isupper():
            yield f"bias={known.bias}"
        cluster = known.cluster
        if not cluster:
            cluster = self._lexicon.known(lower).cluster
        if cluster:
            yield f"c4={cluster & 15}"
            yield f"c6={cluster & 63}"
            yield f"c={cluster}"
        if lower in _TITLES:
            yield "title"
        if lower in _BODIES:
            yield "body"
        if lower in _SITES:
            yield "site"
        if lower in _HAPPENINGS:
            yield "happening"

    def _near_of(self, text: str) -> tuple[tuple[str, ...], ...]:
        """Give what a word means for the words two after, one after, one before, two before it.

        The last part is its form, for pairs.
        """
        found = self._near.get(text)
        if found is None:
            lower = text.lower()
            short = _short_shape(text)
            known = self._lexicon.known(text)
            cluster = known.cluster or self._lexicon.known(lower).cluster
            far = [f"w={lower[:LONG_WORD]}", f"S={short}"]
            if cluster:
                far.append(f"c6={cluster & 63}")
            close = [*far, *(f"f{flag}" for flag in known.flags)]
            if cluster:
                close.append(f"c={cluster}")
            if len(lower) > 3:
                close.append(f"e3={lower[-3:]}")
            for kind, members in (
                ("title", _TITLES),
                ("body", _BODIES),
                ("site", _SITES),
                ("happening", _HAPPENINGS),
            ):
                if lower in members:
                    close.append(kind)
            found = self._near[text] = (
                tuple("-2" + one for one in far),
                tuple("-1" + one for one in close),
                tuple("+1" + one for one in close),
                tuple("+2" + one for one in far),
                (short + known.flags,),
            )
        return found


def _is_shouted(texts: Sequence[str]) -> bool:
    """Tell whether a sentence is written in capitals throughout, like a headline."""
    return len(texts) > 3 and not any(text[-1:].islower() for text in texts if len(text) > 1)


def _shape(text: str) -> str:
    if len(text) > LONG_WORD:
        return "long"
    if text.isascii():
        return text[:8].translate(_SIGNS)
    return "".join(
        "X" if sign.isupper() else "x" if sign.isalpha() else "d" if sign.isdigit() else sign
        for sign in text[:8]
    )


def _short_shape(text: str) -> str:
    return _squeezed(_shape(text))


@lru_cache(maxsize=1024)
def _squeezed(shape: str) -> str:
    """Give a shape with each sign once where it stands several times in a row."""
    return "".join(
        sign for sign, before in zip(shape, "\0" + shape, strict=False) if sign != before
    )
