"""Names that look alike are offered as one, but never where it could be somebody else."""

import pytest

from storage.entity_index import IndexEntry
from storage.look_alikes import look_alikes


def entries(kind, *names):
    return [
        IndexEntry(number, kind, name, "", "suggested", number, number)
        for number, name in enumerate(names, 1)
    ]


def pairs(kind, *names, apart=()):
    return [(pair.long.name, pair.short.name) for pair in look_alikes(entries(kind, *names), apart)]


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


def test_pairs_kept_apart_are_not_offered_again_and_frequent_ones_come_first():
    names = ("A. Ruiz", "Ana Ruiz", "B. Okri", "Ben Okri")
    assert pairs("person", *names) == [("Ben Okri", "B. Okri"), ("Ana Ruiz", "A. Ruiz")]
    assert pairs("person", *names, apart={(3, 4)}) == [("Ana Ruiz", "A. Ruiz")]
