"""Entities that may be the same because their names look alike; nothing is merged by itself."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from storage.entity_index import IndexEntry
from storage.finding_types import EntityId
from storage.findings import is_acronym

MOST: Final = 200  # pairs given
SMALL: Final = frozenset(("of", "the", "for", "and", "in", "on", "de", "la", "des", "du", "et"))
_WORD = re.compile(r"[^\W_]+")


class Pair(NamedTuple):
    """Two entities of one kind; `long` has the longer name."""

    long: IndexEntry
    short: IndexEntry


def look_alikes(
    entries: Iterable[IndexEntry], apart: Collection[tuple[EntityId, EntityId]] = ()
) -> list[Pair]:
    """Give pairs of one kind that may be the same, those in the most articles first.

    A person with initials or a surname only ("V. Norov", "Norov") and the one in full; an acronym
    and what it stands for; names that differ in accents, stops, "the", s and z or word order. A
    short name that could be several is left out, and so are pairs in `apart`, smaller id first.
    """
    kinds: dict[str, list[IndexEntry]] = defaultdict(list)
    for entry in entries:
        if entry.kind != "date":
            kinds[entry.kind].append(entry)
    found: dict[tuple[EntityId, EntityId], Pair] = {}
    for kind, some in kinds.items():
        rules = (_spelled_alike, _surnames if kind == "person" else _acronyms)
        for rule in rules:
            for one, other in rule(some):
                low, high = sorted((one.id, other.id))
                if (low, high) not in apart:
                    long, short = sorted((one, other), key=lambda e: (-len(e.name), e.id))
                    found.setdefault((low, high), Pair(long, short))
    return sorted(found.values(), key=_order)[:MOST]


def _order(pair: Pair) -> tuple[int, str]:
    return (-pair.long.articles - pair.short.articles, pair.long.name.casefold())


def _spelled_alike(entries: Sequence[IndexEntry]) -> Iterable[tuple[IndexEntry, IndexEntry]]:
    """Give those whose names are the same words but for spelling and order, each with the first."""
    groups: dict[tuple[str, ...], list[IndexEntry]] = defaultdict(list)
    for entry in entries:
        words = sorted(word.replace("z", "s") for word in _words(entry.name) if word not in SMALL)
        if words:
            groups[tuple(words)].append(entry)
    for first, *others in groups.values():
        yield from ((first, other) for other in others)


def _surnames(entries: Sequence[IndexEntry]) -> Iterable[tuple[IndexEntry, IndexEntry]]:
    """Give people of one surname, one of them with initials or without a first name."""
    groups: dict[str, list[tuple[IndexEntry, list[str]]]] = defaultdict(list)
    for entry in entries:
        if words := _words(entry.name):
            groups[words[-1]].append((entry, words[:-1]))
    for group in groups.values():
        full = [(entry, given) for entry, given in group if given and len(given[0]) > 1]
        for entry, given in group:
            if given and len(given[0]) > 1:
                continue
            fitting = [other for other, names in full if not given or names[0][0] == given[0]]
            if len(fitting) == 1:
                yield (entry, fitting[0])


def _acronyms(entries: Sequence[IndexEntry]) -> Iterable[tuple[IndexEntry, IndexEntry]]:
    """Give acronyms with the only name that they can stand for."""
    initials: dict[str, list[IndexEntry]] = defaultdict(list)
    for entry in entries:
        words = [word for word in _words(entry.name) if word not in SMALL]
        if len(words) > 1:
            initials["".join(word[0] for word in words)].append(entry)
    for entry in entries:
        if is_acronym(entry.name):
            fitting = initials[entry.name.replace(".", "").casefold()]
            if len(fitting) == 1 and fitting[0].id != entry.id:
                yield (entry, fitting[0])


def _words(name: str) -> list[str]:
    """Give the words of a name without case, accents and stops; "U.N." is one word."""
    plain = unicodedata.normalize("NFKD", name.replace(".", ". "))
    if is_acronym(name):
        plain = name.replace(".", "")
    return _WORD.findall("".join(c for c in plain.casefold() if not unicodedata.combining(c)))
