"""Names that look alike are offered as one, but never where it could be somebody else."""

import pytest

from storage.entity_index import IndexEntry
from storage.look_alikes import look_alikes, still_alike


def entries(kind, *names):
    return [
        IndexEntry(number, kind, name, "", "suggested", number, number)
        for number, name in enumerate(names, 1)
    ]


def pairs(kind, *names):
    return shown(look_alikes(entries(kind, *names)))


def shown(found):
    return [(pair.long.name, pair.short.name) for pair in found]


@pytest.mark.parametrize(
    ("kind", "long", "short"),
    [
        ("person", "Vladimir Norov", "V. Norov"),
        ("person", "Vladimir Norov", "Norov"),
        ("person", "Vladimir I. Norov", "V.I. Norov"),
        ("person", "Xie Xiaoyong", "Xiaoyong Xie"),
        ("person", "José Álvarez", "Jose Alvarez"),
        ("organisation", "Shanghai Cooperation Organisation", "SCO"),
        ("organisation", "Ministry of the Interior", "MI"),
        ("organisation", "World Health Organization", "World Health Organisation"),
        ("organisation", "The Red Cross", "Red Cross"),
        ("organisation", "U.N.", "UN"),
        ("place", "Côte d’Ivoire", "Cote d'Ivoire"),
    ],
)
def test_alike(kind, long, short):
    assert pairs(kind, long, short) in ([(long, short)], [(short, long)])


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("person", ("Vladimir Norov", "Anna Norov")),
        ("person", ("Vladimir Norov", "Victor Norov", "V. Norov")),
        ("person", ("Vladimir Norov", "Anna Norov", "Norov")),
        ("organisation", ("World Food Programme", "World Trade Organization")),
        ("organisation", ("Some Care Office", "Shanghai Cooperation Organisation", "SCO")),
        ("date", ("2019-11-06", "2019-11-6")),
    ],
)
def test_not_alike(kind, names):
    assert pairs(kind, *names) == []


def test_kinds_are_not_mixed():
    mixed = [
        IndexEntry(1, "person", "Jordan", "", "suggested", 1, 1),
        IndexEntry(2, "place", "Jordan", "", "suggested", 1, 1),
    ]
    assert look_alikes(mixed) == []


def test_frequent_ones_come_first_and_what_was_merged_renamed_or_kept_apart_is_gone():
    names = ("A. Ruiz", "Ana Ruiz", "B. Okri", "Ben Okri")
    found = look_alikes(entries("person", *names))
    assert shown(found) == [("Ben Okri", "B. Okri"), ("Ana Ruiz", "A. Ruiz")]
    now = {entry.id: entry for entry in entries("person", *names)}
    assert still_alike(found, now, set()) == found
    assert shown(still_alike(found, now, {(3, 4)})) == [("Ana Ruiz", "A. Ruiz")]
    renamed = now | {1: now[1]._replace(name="Alma Ruiz")}
    assert shown(still_alike(found, renamed, set())) == [("Ben Okri", "B. Okri")]
    del now[3]
    assert shown(still_alike(found, now, set())) == [("Ana Ruiz", "A. Ruiz")]
