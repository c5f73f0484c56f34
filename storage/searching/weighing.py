"""How much of a search holds of one place: a stretch of text, an annotation, a quote, a name.

Pure. What speaks of the whole article counts nothing, since it holds of all its places.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from storage.searching.places import Sign
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

NEVER = -1000  # of a place that the search leaves out


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a place.

    `found` are words that stand there, wherever that is; `fitting` are parts of the search with a
    field, such as `note:`, that hold of it.
    """

    kind: str
    found: frozenset[Sign] = frozenset()
    color: str = ""
    fitting: frozenset[InField] = frozenset()


def weight(node: Node, facts: Facts) -> int:
    """Give how many parts of a search hold of a place; below 0 it is left out."""
    if isinstance(node, Words):
        return int(node in facts.found)
    if isinstance(node, Near):
        return len(node.parts) if node in facts.found else 0
    if isinstance(node, InField):
        return int(node in facts.fitting)
    if isinstance(node, Choice):
        return int((node.field, node.value) in (("kind", facts.kind), ("color", facts.color)))
    if isinstance(node, AllOf):
        return sum(weight(part, facts) for part in node.parts)
    if isinstance(node, AnyOf):
        return max(weight(part, facts) for part in node.parts)
    if isinstance(node, Not):
        return NEVER if weight(node.part, facts) > 0 else 0
    return 0


def leaves(node: Node | None) -> Iterator[Words | Near | InField | Choice]:
    """Give the parts of a search that places are found by; nothing of what is excluded."""
    if isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from leaves(part)
    elif isinstance(node, Words | Near | InField | Choice):
        yield node
