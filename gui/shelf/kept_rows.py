"""What was read of the articles on screen, so that painting asks the library rarely."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterable
from typing import Final

from storage.errors import PostilError
from storage.library import Library
from storage.types import Article

PAGE: Final = 32  # rows fetched at once, 2 ms; a jump shows some 10 cards or 25 lines
KEPT: Final = 1024  # rows remembered, about 1 MB

Row = tuple[Article, tuple[str, ...]]  # with its tags


class KeptRows:
    """The newest of the rows that were looked at."""

    def __init__(self, library: Library) -> None:
        """Read from a library, in the thread that opened it."""
        self._library = library
        self._rows: OrderedDict[int, Row] = OrderedDict()

    def __len__(self) -> int:
        """Give how many are remembered."""
        return len(self._rows)

    def article(self, ids: array[int], row: int) -> Article | None:
        """Give the article of a row; None when it is gone since."""
        found = self._found(ids, row)
        return found[0] if found else None

    def tags(self, ids: array[int], row: int) -> tuple[str, ...]:
        """Give the tags of the article of a row."""
        found = self._found(ids, row)
        return found[1] if found else ()

    def drop(self, articles: Iterable[int]) -> None:
        """Read these anew when they are looked at again."""
        for article in articles:
            self._rows.pop(article, None)

    def clear(self) -> None:
        """Read all anew when they are looked at again."""
        self._rows.clear()

    def _found(self, ids: array[int], row: int) -> Row | None:
        found = self._rows.get(ids[row])
        if found is not None:
            self._rows.move_to_end(ids[row])
            return found
        self._fetch_page(ids, row)
        return self._rows.get(ids[row])

    def _fetch_page(self, ids: array[int], row: int) -> None:
        first = row - row % PAGE
        missing = [i for i in ids[first : first + PAGE] if i not in self._rows]
        try:
            found = self._library.articles.among(missing)
            tags = self._library.articles.tags_among(missing)
        except PostilError:
            return  # while painting; the session's poll says what is wrong with the file
        for article in found:
            self._rows[article.id] = (article, tags.get(article.id, ()))
        while len(self._rows) > KEPT:
            self._rows.popitem(last=False)
