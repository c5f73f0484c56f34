"""What was typed into a search, cut into its signs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from storage.searching.fields import FIELD_NAMES, Field
from storage.searching.query import NEAR
from storage.searching.words import is_in_word

TokenKind = Literal["words", "phrase", "field", "not", "or", "and", "near", "open", "close"]
DEEPEST = 20  # brackets inside brackets; deeper ones are no brackets

# Quotation marks as people type them, each with those that may close it.
DOUBLE_MARKS = '"“”„‟\uff02'  # the last one is full-width, as others below
_CLOSERS = dict.fromkeys(DOUBLE_MARKS, DOUBLE_MARKS) | {
    "«": "»",
    "»": "«»",
    "\u2039": "\u203a",  # single angles
    "\u203a": "\u2039\u203a",
    "「": "」",
    "『": "』",
}
_OPENING, _CLOSING = "(\uff08", ")\uff09"
_MINUS = "-\u2212"
STARS = "*\uff0a"
_OPERATORS: dict[str, TokenKind] = {"OR": "or", "AND": "and", "NOT": "not"}
_NEAR = re.compile(r"~(?:near)?([0-9]{0,3})(?=[\s()\uff08\uff09]|$)", re.IGNORECASE)
_DISTANCE = re.compile(r"~([0-9]{1,3})(?![^\s()\uff08\uff09])")
_FIELD = re.compile(r"([A-Za-z]+)[:\uff1a]")
_SPACE = re.compile(r"\s*")
MARKS = {
    *_CLOSERS,
    *"".join(_CLOSERS.values()),
    *_OPENING,
    *_CLOSING,
    *_MINUS,
    *STARS,
    *":\uff1a|\uff5c~,",
}
_OR = "|\uff5c"


@dataclass(frozen=True, slots=True)
class Value:
    """What stands after a field's colon, or one of several between commas."""

    text: str
    start: int
    end: int
    is_closed: bool = False  # by a quotation mark, so that nothing can be added
    is_quoted: bool = False
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """One sign of a search, from `start` to `end` in what was typed.

    "words": typed without marks, but perhaps several (well-known). `distance` is that of "near",
    and of a phrase such as "climate policy"~5, else 0. A "field" without `values` is followed by
    brackets or by nothing that could be a value.
    """

    kind: TokenKind
    start: int
    end: int
    text: str = ""
    is_prefix: bool = False
    distance: int = 0
    field: Field | None = None
    values: tuple[Value, ...] = ()


def tokens(text: str) -> list[Token]:
    """Cut what was typed into its signs; brackets are in pairs, others are left out."""
    return _paired(list(_Cutter(text).all()))


class _Cutter:
    """Goes through a text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def all(self) -> Iterator[Token]:
        while self._skip_space():
            yield from self._next()

    def _skip_space(self) -> bool:
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at < len(self.text)

    def _next(self) -> Iterator[Token]:
        start, sign = self.at, self.text[self.at]
        if sign in _OPENING or sign in _CLOSING or sign in _OR:
            self.at += 1
            bracket: TokenKind = "open" if sign in _OPENING else "close"
            yield Token("or" if sign in _OR else bracket, start, self.at)
        elif sign in _MINUS:
            self.at += 1
            if self.text[self.at : self.at + 1].strip():
                yield Token("not", start, self.at)
        elif near := _NEAR.match(self.text, start):
            self.at = near.end()
            if near.end() > start + 1:
                distance = int(near[1]) if near[1] else NEAR
                yield Token("near", start, self.at, distance=distance)
        elif (end := self._closing(start)) >= 0:
            yield self._phrase(start, end)
        elif (name := _FIELD.match(self.text, start)) and name[1].casefold() in FIELD_NAMES:
            self.at = name.end()
            values = tuple(self._values())
            end = values[-1].end if values else name.end()
            field = FIELD_NAMES[name[1].casefold()]
            yield Token("field", start, end, name[1], field=field, values=values)
        else:
            yield self._chunk(start)

    def _closing(self, start: int) -> int:
        """Give where the quotation that opens at `start` closes; -1 if none opens, or it does not.

        A mark after a letter or digit opens none: 5", l"art.
        """
        closers = _CLOSERS.get(self.text[start])
        if closers is None or (start and is_in_word(self.text[start - 1])):
            return -1
        found = (self.text.find(closer, start + 1) for closer in closers)
        return min((at for at in found if at >= 0), default=-1)

    def _phrase(self, start: int, end: int) -> Token:
        inside = self.text[start + 1 : end]
        self.at = end + 1
        is_prefix = self._star() or (inside.rstrip()[-1:] in STARS and bool(inside.strip()))
        distance = 0
        if found := _DISTANCE.match(self.text, self.at):
            self.at, distance = found.end(), int(found[1])
        return Token("phrase", start, self.at, inside, is_prefix, distance)

    def _star(self) -> bool:
        if self.text[self.at : self.at + 1] and self.text[self.at] in STARS:
            self.at += 1
            return True
        return False

    def _chunk(self, start: int) -> Token:
        """Cut up to the next space, sign or quotation; brackets inside belong to it: article(s)."""
        self.at = self._end_of_chunk(start, _OR)
        typed = self.text[start : self.at]
        kind = _OPERATORS.get(typed, "words")
        return Token(kind, start, self.at, typed, typed[-1] in STARS)

    def _end_of_chunk(self, start: int, stops: str) -> int:
        depth = 0
        for at in range(start, len(self.text)):
            sign = self.text[at]
            if sign.isspace() or (sign in stops and not self._is_in_number(at)):
                return at
            if sign in _OPENING:
                depth += 1
            elif sign in _CLOSING:
                if not depth:
                    return at
                depth -= 1
            elif at > start and self._closing(at) >= 0:
                return at
        return len(self.text)

    def _is_in_number(self, at: int) -> bool:
        """Say whether a comma stands between digits: 1,000."""
        beside = self.text[at - 1 : at] + self.text[at + 1 : at + 2]
        return self.text[at] == "," and len(beside) == 2 and beside.isdigit()

    def _values(self) -> Iterator[Value]:
        """Cut what stands after a colon: "quoted", up to a space, or several between , or |."""
        colon = self.at
        has_space = self._skip_space() and self.at > colon
        if self.at == len(self.text) or self._begins_no_value(after_space=has_space):
            self.at = colon
            return
        while True:
            yield self._value()
            sign = self.text[self.at : self.at + 1]
            if sign == "," and not self.text[self.at + 1 : self.at + 2].strip():
                self.at += 1
                return
            if sign != "," and not (sign and sign in _OR and self._goes_on(self.at + 1)):
                return
            self.at += 1

    def _goes_on(self, at: int) -> bool:
        """Say whether another value stands there, as in color:red|blue, and no other field."""
        rest = self.text[at : at + 1]
        if not rest.strip() or rest in _OPENING or rest in _CLOSING or rest in _OR + _MINUS:
            return False
        name = _FIELD.match(self.text, at)
        return name is None or name[1].casefold() not in FIELD_NAMES

    def _begins_no_value(self, *, after_space: bool) -> bool:
        rest = self.text[self.at :]
        if rest[0] in _OPENING or rest[0] in _CLOSING or rest[0] in _OR:
            return True
        if not after_space:
            return False
        name = _FIELD.match(rest)
        word = rest.split(maxsplit=1)[0]
        return (
            rest[0] in _MINUS
            or word in _OPERATORS
            or _NEAR.match(rest) is not None
            or (name is not None and name[1].casefold() in FIELD_NAMES)
        )

    def _value(self) -> Value:
        start = self.at
        if self.text[start] in _CLOSERS:
            closing = self._closing_value(start)
            end = closing if closing >= 0 else len(self.text)
            inside = self.text[start + 1 : end]
            self.at = end + 1 if closing >= 0 else end
            is_prefix = closing >= 0 and self._star()
            return Value(inside, start, self.at, closing >= 0, is_quoted=True, is_prefix=is_prefix)
        self.at = self._end_of_chunk(start, _OR + ",")
        typed = self.text[start : self.at]
        bare = typed.rstrip(STARS)
        return Value(bare, start, self.at, is_prefix=bare != typed)

    def _closing_value(self, start: int) -> int:
        found = (self.text.find(closer, start + 1) for closer in _CLOSERS[self.text[start]])
        return min((at for at in found if at >= 0), default=-1)


def _paired(cut: list[Token]) -> list[Token]:
    """Leave out brackets that are alone or too deep inside others."""
    opened: list[int] = []
    alone = set()
    for number, token in enumerate(cut):
        if token.kind == "open":
            opened.append(number)
        elif token.kind == "close":
            if not opened:
                alone.add(number)
            elif len(opened) > DEEPEST:
                alone.update((opened.pop(), number))
            else:
                opened.pop()
    alone.update(opened)
    return [token for number, token in enumerate(cut) if number not in alone]
