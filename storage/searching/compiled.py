"""A search made ready to be found in many places. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from storage.searching.names import is_at
from storage.searching.patterns import Pattern, pattern_of
from storage.searching.places import Sign, Sought
from storage.searching.query import Choice, InField, Near, Node, Query, Words
from storage.searching.weighing import leaves

IN_PASSAGES = ("text", "highlight", "quote", "note")  # fields whose words are looked for


@dataclass(frozen=True, slots=True)
class Compiled:
    """What the places of articles are asked for.

    `words` looks in texts and notes, `title` in titles, `speakers` in what texts call those who
    speak. `fields` are the parts with a field, and
    `kinds` and `colors` the values that are asked for.
    """

    root: Node
    words: Sought
    title: Sought
    speakers: Sought
    fields: tuple[InField, ...]
    kinds: frozenset[str]
    has_color: bool

    def wants(self, *names: str) -> bool:
        """Say whether places can be found by their kind, by a field, or by words anywhere."""
        asked = any(leaf.field in names for leaf in self.fields) or self.kinds.intersection(names)
        return bool(asked) or (bool(self.words) and not self.kinds)

    def names(self, field: str) -> tuple[InField, ...]:
        """Give the parts of the search that name something in a field."""
        return tuple(leaf for leaf in self.fields if leaf.field == field)


def compiled(query: Query, pattern: Callable[[Words], Pattern] = pattern_of) -> Compiled | None:
    """Make a search ready; None where it asks for nothing that stands in a place."""
    if query.root is None:
        return None
    found = tuple(dict.fromkeys(leaves(query.root)))
    plain = [leaf for leaf in found if isinstance(leaf, Words)]
    near = [leaf for leaf in found if isinstance(leaf, Near)]
    fields = tuple(leaf for leaf in found if isinstance(leaf, InField))
    choices = [leaf for leaf in found if isinstance(leaf, Choice)]
    return Compiled(
        query.root,
        Sought.of([*plain, *_words_of(fields, *IN_PASSAGES)], near, pattern),
        Sought.of([*plain, *_words_of(fields, "title")], near, pattern),
        Sought.of(_words_of(fields, "speaker"), (), pattern),
        fields,
        frozenset(leaf.value for leaf in choices if leaf.field == "kind"),
        any(leaf.field == "color" for leaf in choices),
    )


def fitting(fields: tuple[InField, ...], signs: frozenset[Sign], *names: str) -> frozenset[InField]:
    """Give the parts of a search whose words are among the signs, for fields of these names."""
    return frozenset(leaf for leaf in fields if leaf.field in names and leaf.words in signs)


def found_tags(asked: Compiled, tags: Iterable[str]) -> tuple[str, ...]:
    """Give those of some tags that a search names, or in which its words stand."""
    leaves = asked.names("tag")
    return tuple(
        tag
        for tag in tags
        if any(is_at(tag, leaf.words) for leaf in leaves) or asked.words.in_words(tag)
    )


def _words_of(fields: tuple[InField, ...], *names: str) -> list[Words]:
    return [leaf.words for leaf in fields if leaf.field in names]
