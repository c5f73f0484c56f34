"""What the search that is being typed may go on with: fields, and values of the library."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice

from storage.legend import Legend
from storage.searching.choices import EXPLAINED, LANGUAGES, folded, values_of
from storage.searching.days import NAMED_TIMES
from storage.searching.fields import FIELDS, Field, OnDays, OneOf
from storage.searching.known_names import COUNTED, Known, KnownNames
from storage.searching.tokens import Token, tokens
from storage.searching.writing import quoted
from storage.store import Store
from storage.types import ColorKey

MOST = 10  # completions that are offered
_REST = re.compile(r'[^\s,()|"]*"?')
_LETTERS = re.compile(r"[A-Za-z]+")
_BEFORE_NAME = re.compile(r"(?:^|[\s(])-?$")


@dataclass(frozen=True, slots=True)
class Completion:
    """What may be inserted, what to call it, and what it is or how often it is there."""

    insert: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Completions:
    """What may take the place of the text from `start` to `end`, in code points; best first."""

    start: int
    end: int
    items: tuple[Completion, ...] = ()


class Completer:
    """Completes searches in one library. Reads only; meant to be asked off the GUI thread."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._names = KnownNames(store)
        self._legend = Legend(store)
        self._today = store.clock().date

    def complete(self, text: str, cursor: int) -> Completions:
        """Give what may stand at the cursor; nothing where plain words or phrases are typed."""
        before = text[:cursor]
        signs = tokens(before)
        last = signs[-1] if signs else None
        if last is not None and last.field is not None:
            start = _start_of_value(before, last)
            if start is not None:
                typed = before[start:].lstrip('"“”„«').rstrip("*")
                found = islice(self._values(last.field, typed), MOST)
                items = tuple(one for one in found if one.insert != before[start:])
                return Completions(start, cursor + _rest(text, cursor), items)
        begun = _name_begun(before, last)
        if begun is None:
            return Completions(cursor, cursor)
        return Completions(cursor - len(begun), cursor, tuple(_fields(begun)))

    # -- values

    def _values(self, field: Field, typed: str) -> Iterator[Completion]:
        match field:
            case OnDays():
                yield from _days(typed, self._today())
            case OneOf(name="lang"):
                yield from map(_language, self._languages(typed))
            case OneOf(name="color"):
                yield from _colors(typed, self._legend.names())
            case OneOf():
                yield from _choices(field, typed)
            case _:
                for known in self._known(field.name, typed):
                    yield Completion(quoted(known.name), known.name, _detail(known))

    def _known(self, field: str, typed: str) -> list[Known]:
        match field:
            case "tag":
                return self._names.tags(typed, MOST)
            case "in":
                return self._names.collections(typed, MOST)
            case "speaker":
                return self._names.speakers(typed, MOST)
            case "mentions":
                return self._names.mentioned(typed, MOST)
            case "site":
                return self._names.of_articles("site", typed, MOST)
            case "by":
                return self._names.of_articles("byline", typed, MOST)
        return []

    def _languages(self, typed: str) -> list[Known]:
        wanted = folded(typed)
        known = self._names.of_articles("language", "", MOST)
        return [
            one
            for one in known
            if one.name.casefold().startswith(wanted) or _spoken(one.name).startswith(wanted)
        ]


def _fields(typed: str) -> Iterator[Completion]:
    begun = typed.casefold()
    for field in FIELDS:  # a plain word begins many of their other names, such as "imported"
        if field.name.startswith(begun):
            yield Completion(f"{field.name}:", f"{field.name}:", field.explanation)


def _choices(field: OneOf, typed: str) -> Iterator[Completion]:
    begun = folded(typed)
    for value in dict.fromkeys(values_of(field.name).values()):
        if value.startswith(begun):
            yield Completion(value, value, EXPLAINED[field.name][value])


def _colors(typed: str, names: Mapping[ColorKey, str]) -> Iterator[Completion]:
    begun = folded(typed)
    for key, name in names.items():
        if key.startswith(begun) or folded(name).startswith(begun):
            yield Completion(key, name, "" if folded(name) in (key, "grey") else key)


def _days(typed: str, today: date) -> Iterator[Completion]:
    begun = typed.rpartition("..")[2].casefold()
    kept = typed[: len(typed) - len(begun)]
    years = {f"{today:%Y-%m}": "this month"} | {str(today.year - back): "" for back in range(5)}
    months = {f"{today.year}-{month:02}": "" for month in range(today.month, 0, -1)}
    for written, what in (NAMED_TIMES | years | months).items():
        if written.startswith(begun):
            yield Completion(kept + written, written, what)


def _language(known: Known) -> Completion:
    spoken = _spoken(known.name).capitalize()
    detail = _detail(known)
    return Completion(known.name.casefold(), spoken or known.name, detail)


def _spoken(language: str) -> str:
    return LANGUAGES.get(language.casefold().partition("-")[0], "")


def _detail(known: Known) -> str:
    count = f"{COUNTED:,}+" if known.count >= COUNTED else f"{known.count:,}"
    return f"{known.what}, {count}" if known.what else count


# -- where


def _name_begun(before: str, sign: Token | None) -> str | None:
    """Give what was typed of a field's name, "" where one may begin; None where none is typed."""
    if _BEFORE_NAME.search(before):
        return ""
    is_name = sign and sign.kind == "words" and _LETTERS.fullmatch(sign.text)
    return sign.text if sign and is_name and sign.end == len(before) else None


def _start_of_value(before: str, sign: Token) -> int | None:
    """Give where the value begins that is being typed; None if it is finished."""
    rest = before[sign.end :]
    if not sign.values:
        return len(before) if not rest.strip() else None
    last = sign.values[-1]
    if rest == ",":
        return len(before)
    if rest or last.is_closed:
        return None
    return last.start


def _rest(text: str, cursor: int) -> int:
    """Give how much of the value stands behind the cursor."""
    found = _REST.match(text, cursor)
    return found.end() - cursor if found else 0
