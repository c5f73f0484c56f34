"""The language of the search: from what was typed to a `Query`.

    query  = part*                       all of them; OR, | between two: one of both
    part   = [-|NOT] (words | "phrase" | prefix* | field:value,value | (query)) [~near part]

OR joins what stands directly beside it, `~near` binds closer, - closest. What is no sign where it
stands is text, and what cannot be meant is left out with a sentence: reading never fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from storage.legend import DEFAULT_NAMES
from storage.searching import choices, days
from storage.searching.fields import Field, OnDays, OneOf, WordsIn
from storage.searching.query import (
    NAME_FIELDS,
    WHOLE_NAME_FIELDS,
    AllOf,
    AnyOf,
    Choice,
    ChoiceField,
    Dated,
    DateField,
    InField,
    Near,
    Node,
    Not,
    Problem,
    Query,
    WordField,
    Words,
)
from storage.searching.tokens import MARKS, STARS, Token, Value, tokens
from storage.searching.words import is_in_word, words_in
from storage.types import ColorKey

LONGEST = 4_000  # code points that are read
MOST_PARTS = 64  # words, phrases and values that are searched for


def parse(
    text: str,
    *,
    colors: Mapping[ColorKey, str] = DEFAULT_NAMES,
    today: date | None = None,
    is_typing: bool = True,
) -> Query:
    """Read a search; whatever is typed is one, and what cannot be meant is a `Problem`.

    `colors` are the reader's names of the colours, `today` is what days ago count from (the day of
    now in UTC, as times in the library are). While the reader `is_typing`, the last word may go
    on, and a value that may still become one is no problem yet.
    Where nothing but problems was typed, it finds nothing.
    """
    reading = _Reading(text[:LONGEST], colors, today or datetime.now(UTC).date(), is_typing)
    root = reading.root()
    if len(text) > LONGEST:
        sentence = f"Only the first {LONGEST:,} characters are searched for."
        reading.problems.append(Problem(LONGEST, len(text), sentence))
    has_more = not reading.is_waiting and any(c not in MARKS and not c.isspace() for c in text)
    finds_nothing = root is None and (bool(reading.problems) or has_more)
    return Query(text, root, tuple(reading.problems), finds_nothing)


@dataclass
class _Reading:
    """Reads the signs of one search from left to right."""

    text: str
    colors: Mapping[ColorKey, str]
    today: date
    is_typing: bool
    problems: list[Problem] = field(default_factory=list)
    is_waiting: bool = False  # something was left out that may still become something
    at: int = 0
    parts: int = 0

    def root(self) -> Node | None:
        self.signs = tokens(self.text)
        names = [sign for sign in self.signs if sign.kind in ("or", "and", "not") and sign.text]
        if len(self.signs) == 1 and names:
            return Words((names[0].text,), is_exact=True)  # OR alone is a word
        return _all(list(self._sequence(None)))

    # -- what stands beside each other

    def _sequence(self, inside: Field | None) -> Iterator[Node]:
        """Read up to the end or a closing bracket; `inside` is the field before the brackets."""
        while self._next() not in ("", "close"):
            yield from self._alternatives(inside)

    def _alternatives(self, inside: Field | None) -> list[Node]:
        found = self._neighbours(inside)
        others = [_all(found)]
        while self._next() == "or":
            while self._next() == "or":
                self.at += 1
            others.append(_all(self._neighbours(inside)))
        meant = [node for node in others if node is not None]
        return found if len(others) == 1 else [_any(meant)] if meant else []

    def _neighbours(self, inside: Field | None) -> list[Node]:
        """Read words that stand near each other, or one part."""
        found = [self._one(inside)]
        signs: list[Token] = []
        while self._next() == "near":
            sign = self.signs[self.at]
            while self._next() == "near":
                self.at += 1
            if self._next() in ("", "close", "or"):
                break
            signs.append(sign)
            found.append(self._one(inside))
        meant = [node for node in found if node is not None]
        words = tuple(node for node in meant if isinstance(node, Words))
        if signs and len(meant) > 1:
            if len(words) == len(meant):
                return [Near(words, max(sign.distance for sign in signs))]
            sentence = (
                "“~near” stands between two words or phrases; fields and brackets have no place."
            )
            self._complain(signs[0].start, signs[0].end, sentence)
        return meant

    def _one(self, inside: Field | None) -> Node | None:
        """Read one part with the signs before it; None where nothing is meant."""
        is_negative = False
        while self._next() in ("not", "near", "and"):
            is_negative ^= self.signs[self.at].kind == "not"
            self.at += 1
        if self._next() in ("", "close", "or"):
            return None
        sign = self.signs[self.at]
        self.at += 1
        found = self._meant(sign, inside)
        if not is_negative or found is None:
            return found
        return found.part if isinstance(found, Not) else Not(found)

    def _next(self) -> str:
        """Give the kind of the sign that comes, "" at the end."""
        return self.signs[self.at].kind if self.at < len(self.signs) else ""

    # -- one sign

    def _meant(self, sign: Token, inside: Field | None) -> Node | None:
        if sign.kind == "open":
            found = _all(list(self._sequence(inside)))
            self.at += 1  # the closing one
            return found
        if sign.kind == "field":
            assert sign.field is not None
            return self._field(sign, sign.field)
        if self._is_too_much(sign):
            return None
        if inside is not None:
            value = Value(
                sign.text.rstrip(STARS),
                sign.start,
                sign.end,
                sign.kind == "phrase",
                sign.kind == "phrase",
                sign.is_prefix,
            )
            return self._value(inside, value)
        words = words_in(sign.text)
        if not words:
            return None
        is_phrase = sign.kind == "phrase"
        if sign.distance and len(words) > 1:
            return Near(tuple(Words((word,)) for word in words), sign.distance)
        return Words(words, is_phrase, sign.is_prefix, self._is_open(sign.end) and not is_phrase)

    def _field(self, sign: Token, named: Field) -> Node | None:
        if not sign.values:
            if self._next() == "open":
                self.at += 1
                found = _all(list(self._sequence(named)))
                self.at += 1
                return found
            if not self._waits(sign.end, is_last=not self.text[sign.end :].strip()):
                self._complain(sign.start, sign.end, f"{_missing(named)} “{sign.text}:”.")
            return None
        values = [value for value in sign.values if value.text.strip()]
        if not values and not self._waits(sign.end):
            self._complain(sign.start, sign.end, f"{_missing(named)} “{sign.text}:”.")
        found_all = [self._value(named, value) for value in values if not self._is_too_much(sign)]
        meant = [node for node in found_all if node is not None]
        return _any(meant) if meant else None

    def _value(self, named: Field, value: Value) -> Node | None:
        match named:
            case OnDays():
                return self._days(named.name, value)
            case OneOf():
                return self._choice(named.name, value)
            case WordsIn():
                return self._words_in(named.name, value)
        return None

    def _choice(self, name: ChoiceField, value: Value) -> Node | None:
        values = choices.values_of(name, self.colors)
        found = choices.value_of(name, value.text, values)
        if found is not None:
            return Choice(name, found)
        if not (self._waits(value.end) and choices.may_become_value(value.text, values)):
            self._complain_of(value, choices.sentence_on(name, value.text, values))
        return None

    def _words_in(self, name: WordField, value: Value) -> Node | None:
        is_whole = name in WHOLE_NAME_FIELDS
        words = (_whole(value.text),) if is_whole else words_in(value.text)
        if any(words):
            is_open = self._waits(value.end) if is_whole else self._is_open(value.end)
            is_exact = value.is_quoted and name not in NAME_FIELDS
            is_unfinished = is_open and not value.is_closed
            return InField(name, Words(words, is_exact, value.is_prefix, is_unfinished))
        if not self._waits(value.end):
            self._complain_of(value, f"“{value.text}” has no letters to search for.")
        return None

    def _days(self, name: DateField, value: Value) -> Node | None:
        if name == "before" or name == "after":  # so that the others are events
            day = days.first_day(value.text, self.today)
            if day is not None:
                return Dated(until=day) if name == "before" else Dated(since=day)
        elif (span := days.days_of(value.text, self.today)) is not None:
            return Dated(*span, "" if name == "on" else name)
        if not (self._waits(value.end) and days.may_become_days(value.text)):
            self._complain_of(value, f"“{value.text}” is no date. Write {days.WRITTEN}.")
        return None

    # -- what is being typed, and what is wrong

    def _is_open(self, end: int) -> bool:
        """Say whether a word that ends there is still being typed."""
        return self.is_typing and end == len(self.text) and is_in_word(self.text[-1])

    def _waits(self, end: int, *, is_last: bool = False) -> bool:
        """Say whether something that ends there is still being typed; remember that it is."""
        waits = self.is_typing and (is_last or end == len(self.text))
        self.is_waiting |= waits
        return waits

    def _is_too_much(self, sign: Token) -> bool:
        self.parts += 1
        if self.parts == MOST_PARTS + 1:
            sentence = f"Only the first {MOST_PARTS} words and values are searched for."
            self._complain(sign.start, len(self.text), sentence)
        return self.parts > MOST_PARTS

    def _complain_of(self, value: Value, sentence: str) -> None:
        self._complain(value.start, value.end, sentence)

    def _complain(self, start: int, end: int, sentence: str) -> None:
        self.problems.append(Problem(start, end, sentence))


def _missing(named: Field) -> str:
    match named:
        case OnDays():
            return "A date is missing after"
        case OneOf():
            return "A value is missing after"
    return "A name is missing after" if named.name in NAME_FIELDS else "Words are missing after"


def _whole(name: str) -> str:
    """Give a name with single spaces and without the sign that people put before tags."""
    return " ".join(name.split()).lstrip("#").strip("/ ")


def _all(parts: list[Node]) -> Node | None:
    return AllOf(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def _any(parts: list[Node]) -> Node:
    """Join alternatives; those inside alternatives are no others."""
    flat = [p for part in parts for p in (part.parts if isinstance(part, AnyOf) else (part,))]
    return AnyOf(tuple(flat)) if len(flat) > 1 else flat[0]
