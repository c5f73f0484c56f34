"""What the parts of a search speak of: an article, one annotation, one quote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from storage.indexing.unspaced import has_unspaced
from storage.searching.query import (
    AllOf,
    AnyOf,
    Choice,
    InField,
    Near,
    Node,
    Not,
    Words,
)

Level = Literal["words", "article", "annotation", "quote"]


def level_of(node: Node) -> Level:
    """Say what a part speaks of; "words" are of whatever the parts beside them speak of."""
    match node:
        case Words() | Near():
            return "words"
        case InField(field="note" | "highlight"):
            return "annotation"
        case InField(field="quote" | "speaker"):
            return "quote"
        case Choice(field="color") | Choice(field="kind", value="highlight" | "note"):
            return "annotation"
        case Choice(field="kind", value="quote"):
            return "quote"
        case Not(part):
            return level_of(part)
        case AllOf(parts) | AnyOf(parts):
            levels = {level_of(part) for part in parts}
            return levels.pop() if len(levels) == 1 else "article"
    return "article"


def kinds_in(parts: Sequence[Node]) -> set[str]:
    """Give the kinds that parts beside each other ask for."""
    return {part.value for part in parts if isinstance(part, Choice) and part.field == "kind"}


def parts_of(node: Node) -> tuple[Node, ...]:
    """Give the parts that must all hold: flat, each alternative of kinds with the words beside."""
    parts = node.parts if isinstance(node, AllOf) else (node,)
    flat = tuple(
        part for one in parts for part in (parts_of(one) if isinstance(one, AllOf) else (one,))
    )
    for place, part in enumerate(flat):
        if isinstance(part, AnyOf) and len(kinds_in(part.parts)) == len(part.parts):
            rest = (*flat[:place], *flat[place + 1 :])
            if rest:
                return (AnyOf(tuple(AllOf((*rest, kind)) for kind in part.parts)),)
    return flat


@dataclass(frozen=True, slots=True)
class Sorted:
    """Parts that must all hold, by what they speak of; words where a `kind:` keeps them."""

    article: tuple[Node, ...]
    words: tuple[Node, ...]
    annotation: tuple[Node, ...]
    quote: tuple[Node, ...]
    entity: bool  # the words are names of entities
    kinds: frozenset[str]


def sorted_parts(parts: Sequence[Node]) -> Sorted:
    """Sort parts by what they speak of; see `level_of`."""
    by_level: dict[Level, list[Node]] = {"words": [], "article": [], "annotation": [], "quote": []}
    kinds = frozenset(kinds_in(parts))
    for part in parts:
        if part != Choice("kind", "entity"):
            by_level[level_of(part)].append(part)
    return Sorted(
        tuple(by_level["article"]),
        tuple(by_level["words"]),
        tuple(by_level["annotation"]),
        tuple(by_level["quote"]),
        "entity" in kinds,
        kinds,
    )


def asks_for_trash(node: Node | None) -> bool:
    """Say whether a search is for articles in the trash."""
    match node:
        case Choice(field="is", value="deleted"):
            return True
        case AllOf(parts) | AnyOf(parts):
            return any(map(asks_for_trash, parts))
    return False


def waits_for_letters(node: Node | None) -> bool:
    """Say whether a search ends with one letter of a word that is being typed."""
    match node:
        case Words(is_unfinished=True):
            return len(node.text) == 1 and not has_unspaced(node.text)
        case AllOf(parts) | AnyOf(parts):
            return waits_for_letters(parts[-1])
    return False


def without_distance(near: Near) -> AllOf | None:
    """Give what words near each other mean where there are no words between to be counted."""
    if not any(has_unspaced(part.text) for part in near.parts):
        return None
    return AllOf(near.parts)


def as_names(node: Node) -> Node:
    """Give words as they stand in names, without other forms."""
    match node:
        case Words():
            return replace(node, is_exact=True)
        case Near(parts):
            exact = replace(node, parts=tuple(replace(part, is_exact=True) for part in parts))
            return without_distance(exact) or exact
        case AllOf(parts):
            return AllOf(tuple(map(as_names, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(as_names, parts)))
        case Not(part):
            return Not(as_names(part))
    return node
