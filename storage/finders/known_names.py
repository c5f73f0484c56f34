"""Names that the reader has confirmed or never wants to see again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from storage.finders.candidates import Candidate
from storage.finders.words import Word, words_of
from storage.found import EntityKind, Known

LONG_ALIAS = 12  # characters from which capital letters no longer matter


class _Sought(NamedTuple):
    parts: tuple[str, ...]
    kind: EntityKind
    exact: bool


class KnownNames:
    """The reader's names, ready to be looked for word by word."""

    def __init__(self, known: Known) -> None:
        self._names = {
            (one.kind, " ".join(one.alias.split()).casefold()): one.name for one in known.names
        }
        self._killed = {(" ".join(name.split()).casefold(), kind) for name, kind in known.killed}
        self._first: dict[str, list[_Sought]] = {}
        for one in known.names:
            parts = tuple(word.text for word in words_of(one.alias, 0, len(one.alias)))
            if parts:
                sought = _Sought(parts, one.kind, len(one.alias) < LONG_ALIAS)
                self._first.setdefault(parts[0].casefold(), []).append(sought)
        for forms in self._first.values():
            forms.sort(key=lambda one: (-len(one.parts), one))

    def find(self, wording: Iterable[list[Word]]) -> list[Candidate]:
        """Find the confirmed names as whole words, by start; the longest where several fit.

        Short ones as they are written, long ones whatever their capital letters.
        """
        found: list[Candidate] = []
        if not self._first:
            return found
        for words in wording:
            number = 0
            while number < len(words):
                one = self._at(words, number)
                if one is not None:
                    end = words[number + len(one.parts) - 1].end
                    found.append(Candidate(words[number].start, end, one.kind, 1.0))
                number += len(one.parts) if one else 1
        return found

    def _at(self, words: list[Word], number: int) -> _Sought | None:
        for one in self._first.get(words[number].text.casefold(), ()):
            there = [word.text for word in words[number : number + len(one.parts)]]
            if tuple(there) == one.parts:
                return one
            if not one.exact and [part.casefold() for part in one.parts] == [
                part.casefold() for part in there
            ]:
                return one
        return None

    def name_of(self, text: str, kind: EntityKind) -> str:
        """Give what the reader calls an entity with this name, "" for nothing."""
        return self._names.get((kind, text.casefold()), "")

    def is_killed(self, text: str, kind: EntityKind) -> bool:
        """Tell whether the reader never wants this name as that kind."""
        name = " ".join(text.split()).casefold()
        return (name, kind) in self._killed or (name, None) in self._killed
