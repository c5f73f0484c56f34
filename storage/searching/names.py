"""Tags, collections and sites by a name as it is typed: a few of few, looked through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from storage.indexing.folding import folded, tokens, without_marks
from storage.indexing.unspaced import has_unspaced
from storage.indexing.words import Forms, base
from storage.searching.expressions import may_go_on
from storage.searching.query import Words


def is_at(path: str, words: Words) -> bool:
    """Say whether words are a path from its top, or what it is in.

    "climate" is "climate" and "climate/storm", not "law/climate"; case, diacritics and white
    space do not count. The last part may go on where the words may.
    """
    return _begins_at(_parts(path), words)


def is_within(path: str, words: Words) -> bool:
    """Say the same of a path that may also begin further inside: "storm" is "climate/storm"."""
    own = _parts(path)
    return any(_begins_at(own[first:], words) for first in range(len(own)))


def paths(rows: Iterable[tuple[int, str, int | None]]) -> dict[int, str]:
    """Give the path of each row of id, name and the id of what it is in."""
    known = {id_: (name, parent) for id_, name, parent in rows}

    def path(id_: int) -> str:
        name, parent = known[id_]
        return name if parent is None else f"{path(parent)}/{name}"

    return {id_: path(id_) for id_ in known}


def is_host(host: str, words: Words) -> bool:
    """Say whether words are some of a host's parts that follow one another."""
    return _stands_in(tokens(host), [[part] for part in tokens(words.text)], _is_open(words))


def having(words: Words, forms: Forms) -> Callable[[str], bool]:
    """Give what says of a name whether words stand in it, one after another, in any form."""
    if has_unspaced(words.text):
        wanted = [without_marks(folded(word)) for word in words.words]
        return lambda name: all(word in without_marks(folded(name)) for word in wanted)
    text = words.text if words.is_exact else " ".join(map(base, words.words))
    choices = [[part] if words.is_exact else [part, *forms(part)] for part in tokens(text)]
    is_open = bool(choices) and may_go_on(choices[-1][0], words)
    return lambda name: _stands_in(_tokens_of(name), choices, is_open)


@lru_cache(2048)
def _tokens_of(name: str) -> list[str]:
    """Give the words of a name, which is asked for again with every key that is typed."""
    return tokens(name)


def _stands_in(own: list[str], choices: list[list[str]], is_open: bool) -> bool:
    """Say whether words follow one another; the last may go on if it is open."""
    for first in range(len(own) - len(choices) + 1 if choices else 0):
        some = own[first : first + len(choices)]
        if all(word in choice for word, choice in zip(some[:-1], choices, strict=False)) and (
            some[-1] in choices[-1] or (is_open and some[-1].startswith(choices[-1][0]))
        ):
            return True
    return False


def _begins_at(own: list[str], words: Words) -> bool:
    wanted = _parts(words.text)
    some = own[: len(wanted)]
    if not wanted or len(some) < len(wanted) or some[:-1] != wanted[:-1]:
        return False
    return some[-1] == wanted[-1] or (_is_open(words) and some[-1].startswith(wanted[-1]))


def _is_open(words: Words) -> bool:
    return words.is_prefix or words.is_unfinished


def _parts(name: str) -> list[str]:
    parts = (" ".join(without_marks(folded(part)).split()) for part in name.split("/"))
    return [part for part in parts if part]
