"""Entities that may be the same because their names look alike; nothing is merged by itself."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from storage.entity_index import IndexEntry
from storage.finding_types import EntityId
from storage.findings import is_acronym

MOST: Final = 500  # pairs given
SMALL: Final = frozenset(("of", "the", "for", "and", "in", "on", "de", "la", "des", "du", "et"))
_WORD = re.compile(r"[^\W_]+")


class Pair(NamedTuple):
    """Two entities of one kind; `long` has the longer name."""

    long: IndexEntry
    short: IndexEntry


class _Named(NamedTuple):
    """An entity with the words of its name, as they are compared."""

    entry: IndexEntry
    words: list[str]


Found = Iterable[tuple[IndexEntry, IndexEntry]]


def look_alikes(entries: Iterable[IndexEntry]) -> list[Pair]:
    """Give pairs of one kind that may be the same, those in the most articles first.

    A person with initials or a surname only ("V. Norov", "Norov") and the one in full; an acronym
    and what it stands for; names that differ in accents, stops, "the", s and z or word order. A
    short name that could be several is left out. At most `MOST`; takes a second for 100,000.
    """
    kinds: dict[str, list[_Named]] = defaultdict(list)
    for entry in entries:
        if entry.kind != "date" and (words := _words(entry.name)):
            kinds[entry.kind].append(_Named(entry, words))
    found: dict[tuple[EntityId, EntityId], Pair] = {}
    for kind, some in kinds.items():
        rules = (_spelled_alike, _surnames if kind == "person" else _acronyms)
        for one, other in chain.from_iterable(rule(some) for rule in rules):
            long, short = sorted((one, other), key=lambda e: (-len(e.name), e.id))
            found.setdefault(_key(one, other), Pair(long, short))
    return sorted(found.values(), key=_order)[:MOST]


def still_alike(
    pairs: Iterable[Pair],
    entries: Mapping[EntityId, IndexEntry],
    apart: Collection[tuple[EntityId, EntityId]],
) -> list[Pair]:
    """Give those pairs that are still two entities of such names and kind, and not kept apart.

    `apart` are pairs of ids, the smaller one first.
    """
    return [
        pair
        for pair in pairs
        if _key(*pair) not in apart and all(_is_as_it_was(one, entries) for one in pair)
    ]


def _is_as_it_was(entry: IndexEntry, entries: Mapping[EntityId, IndexEntry]) -> bool:
    now = entries.get(entry.id)
    return now is not None and (now.name, now.kind) == (entry.name, entry.kind)


def _key(one: IndexEntry, other: IndexEntry) -> tuple[EntityId, EntityId]:
    return (min(one.id, other.id), max(one.id, other.id))


def _order(pair: Pair) -> tuple[int, str]:
    return (-pair.long.articles - pair.short.articles, pair.long.name.casefold())


def _spelled_alike(named: Sequence[_Named]) -> Found:
    """Give those whose names are the same words but for spelling and order, each with the first."""
    groups: dict[tuple[str, ...], list[IndexEntry]] = defaultdict(list)
    for entry, words in named:
        kept = sorted(word.replace("z", "s") for word in words if word not in SMALL)
        if kept:
            groups[tuple(kept)].append(entry)
    for first, *others in groups.values():
        yield from ((first, other) for other in others)


def _surnames(named: Sequence[_Named]) -> Found:
    """Give people of one surname, one of them with initials or without a first name."""
    groups: dict[str, list[_Named]] = defaultdict(list)
    for one in named:
        groups[one.words[-1]].append(one)
    for group in groups.values():
        full = [one for one in group if len(one.words) > 1 and len(one.words[0]) > 1]
        for entry, words in group:
            is_short = len(words) == 1 or len(words[0]) == 1
            if not is_short:
                continue
            fitting = [o.entry for o in full if len(words) == 1 or o.words[0][0] == words[0]]
            if len(fitting) == 1:
                yield (entry, fitting[0])


def _acronyms(named: Sequence[_Named]) -> Found:
    """Give acronyms with the only name that they can stand for."""
    initials: dict[str, list[IndexEntry]] = defaultdict(list)
    for entry, words in named:
        kept = [word for word in words if word not in SMALL]
        if len(kept) > 1:
            initials["".join(word[0] for word in kept)].append(entry)
    for entry, words in named:
        if len(words) == 1 and is_acronym(entry.name):
            fitting = initials.get(words[0], ())
            if len(fitting) == 1 and fitting[0].id != entry.id:
                yield (entry, fitting[0])


def _words(name: str) -> list[str]:
    """Give the words of a name without case, accents and stops; "U.N." is one word."""
    if "." in name:
        name = name.replace(".", "" if is_acronym(name) else ". ")
    plain = name.casefold()
    if not plain.isascii():
        parts = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in parts if not unicodedata.combining(c))
    return _WORD.findall(plain)
