"""From a tree to what one would type for it, for saved searches and links."""

from __future__ import annotations

import re

from storage.searching import days
from storage.searching.query import (
    NAME_FIELDS,
    NEAR,
    AllOf,
    AnyOf,
    Choice,
    Dated,
    InField,
    Near,
    Node,
    Not,
    Query,
    Words,
)
from storage.searching.tokens import DOUBLE_MARKS

_BARE = re.compile(r"[^\W_]+(?:[-./'’_@][^\W_]+)*")
_OPERATORS = ("AND", "OR", "NOT")


def unparse(query: Query | Node | None) -> str:
    """Write a search that `language.parse` reads as the same tree; "" for one without parts.

    A word that is being typed is written as one, which is read so at the end only.
    """
    root = query.root if isinstance(query, Query) else query
    return "" if root is None else _written(root)


def quoted(name: str, *, is_whole: bool = False) -> str:
    """Write a name as the value of a field: in quotation marks where it needs some.

    `is_whole`: always in some, so that even in a field it is not read as one being typed.
    """
    plain = " ".join(name.split())
    if not is_whole and _BARE.fullmatch(plain):
        return plain
    for opening, closing in ('""', "«»", "「」", "『』"):
        if not set(plain) & (set(DOUBLE_MARKS) if opening == '"' else {closing}):
            return f"{opening}{plain}{closing}"
    return '"' + "".join(sign for sign in plain if sign not in DOUBLE_MARKS) + '"'


def _written(node: Node) -> str:
    match node:
        case Words():
            return _words(node)
        case Near():
            sign = "~near" if node.distance == NEAR else f"~near{node.distance}"
            return f" {sign} ".join(map(_words, node.parts))
        case InField():
            return f"{node.field}:{_value(node)}"
        case Choice():
            return f"{node.field}:{node.value}"
        case Dated():
            return _days(node)
        case Not():
            is_many = isinstance(node.part, (AllOf, AnyOf, Near))
            return f"-{_bracketed(node.part) if is_many else _written(node.part)}"
        case AnyOf():
            return " OR ".join(map(_inside, node.parts))
        case AllOf():
            return " ".join(map(_inside, node.parts))


def _inside(node: Node) -> str:
    """Write a part of an `AllOf` or `AnyOf`; what stands in brackets stays there."""
    return _bracketed(node) if isinstance(node, AllOf) else _written(node)


def _bracketed(node: Node) -> str:
    return f"({_written(node)})"


def _words(node: Words) -> str:
    star = "*" if node.is_prefix else ""
    if node.is_exact:
        return f'"{node.text}"{star}'
    typed = "-".join(node.words)
    return f"{typed}." if typed in _OPERATORS and not star else typed + star


def _value(node: InField) -> str:
    if node.field not in NAME_FIELDS:
        return _words(node.words).rstrip(".")
    return quoted(node.words.text) + ("*" if node.words.is_prefix else "")


def _days(node: Dated) -> str:
    if node.event or (node.since and node.until):
        return f"{node.event or 'on'}:{days.written((node.since, node.until))}"
    return f"before:{node.until}" if node.until else f"after:{node.since}" if node.since else ""
