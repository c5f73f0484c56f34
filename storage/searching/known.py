"""What a search names that the library has few of: tags, collections, sites."""

from __future__ import annotations

import json
import re
from functools import cached_property
from typing import TYPE_CHECKING, Final

from storage.indexing.folding import tokens
from storage.indexing.words import Forms
from storage.searching.conditions import NO_IDS, Condition
from storage.searching.names import having, is_at, is_host, is_within, paths
from storage.searching.query import Near, Words

if TYPE_CHECKING:
    from storage.store import Store

# Each host once, from one to the next in the index: "/" is followed by "0".
_HOSTS: Final = (
    "WITH RECURSIVE one(key) AS (SELECT min(url_key) FROM article WHERE url_key <> ''"
    " UNION ALL SELECT (SELECT min(url_key) FROM article WHERE url_key <> '' AND url_key >"
    " CASE WHEN instr(one.key, '/') THEN substr(one.key, 1, instr(one.key, '/') - 1) || '0'"
    " ELSE one.key END) FROM one WHERE one.key IS NOT NULL)"
    " SELECT DISTINCT substr(key, 1, instr(key || '/', '/') - 1) AS host FROM one"
    " WHERE key IS NOT NULL"
)
_LAST: Final = "\U0010ffff"
_BEFORE_HOST = re.compile(r"^(?:\w+://)?(?:www\d?\.)?")


class Known:
    """Finds by their names what one search speaks of."""

    def __init__(self, store: Store, forms: Forms) -> None:
        """Work on a store, with the forms of words there."""
        self._store = store
        self._forms = forms

    @cached_property
    def has_unspaced(self) -> bool:
        """Whether any text has letters of scripts without spaces."""
        return bool(self._store.query("SELECT 1 FROM unspaced_fts_docsize LIMIT 1"))

    @cached_property
    def has_placements(self) -> bool:
        """Whether any annotation was made on a text that is not read any more."""
        return bool(self._store.query("SELECT 1 FROM placement LIMIT 1"))

    @cached_property
    def _tags(self) -> list[tuple[int, str]]:
        return [(row["id"], row["name"]) for row in self._store.query("SELECT id, name FROM tag")]

    def tags_named(self, words: Words) -> Condition:
        """Ask for the tags of a name, with those under them."""
        return _ids([id_ for id_, name in self._tags if is_at(name, words)])

    def tags_with(self, words: Words | Near) -> Condition:
        """Ask for the tags that have words in their name."""
        asked = words.parts if isinstance(words, Near) else (words,)
        tests = [having(one, self._forms) for one in asked]
        return _ids([id_ for id_, name in self._tags if all(test(name) for test in tests)])

    def collections_named(self, words: Words) -> Condition:
        """Ask for the collections of a path, with those in them.

        Where none has it from the top, it is the name, or the end of the path, of any.
        """
        rows = self._store.query("SELECT id, name, parent_id FROM collection")
        known = paths((row["id"], row["name"], row["parent_id"]) for row in rows)
        at_top = [id_ for id_, path in known.items() if is_at(path, words)]
        return _ids(at_top or [id_ for id_, path in known.items() if is_within(path, words)])

    def articles_at(self, words: Words) -> Condition:
        """Ask for the articles whose address begins like words or has them in its host."""
        if not tokens(words.text):
            return NO_IDS
        start = _BEFORE_HOST.sub("", words.text.strip().lower(), count=1)
        if "/" in start:
            ranges = [(start, start + _LAST)]
        else:
            hosts = (re.split(r"[?#]", row["host"])[0] for row in self._store.query(_HOSTS))
            named = [host for host in dict.fromkeys(hosts) if is_host(host, words)]
            ranges = [
                pair
                for host in named
                for pair in ((host, host + " "), (f"{host}/", f"{host}0"), (f"{host}?", f"{host}@"))
            ]
        if not ranges:
            return NO_IDS
        return Condition(
            "SELECT article.id FROM json_each(?) CROSS JOIN article ON url_key <> ''"
            " AND url_key >= value ->> 0 AND url_key < value ->> 1",
            (json.dumps(ranges),),
        )


def _ids(found: list[int]) -> Condition:
    if not found:
        return NO_IDS
    return Condition("SELECT value AS id FROM json_each(?)", (json.dumps(found),))
