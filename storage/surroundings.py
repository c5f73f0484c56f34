"""What stands around a passage: the paragraph that it is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from storage.finding_types import Quote
from storage.store import Store
from storage.text.pictures_in_text import in_words
from storage.types import Annotation, Span, TextId

FURTHEST: Final = 1_200  # characters on each side; a paragraph can be a book
_BLOCK: Final = (
    'SELECT min(start) AS start, max("end") AS "end" FROM block'
    ' WHERE text_id = ? AND start < ? AND "end" > ?'
)


@dataclass(frozen=True, slots=True)
class Surrounding:
    """A passage with the rest of its paragraphs before and after it; pictures as words."""

    before: str
    words: str
    after: str


class Surroundings:
    """Reads them from the texts of a library."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    def of(self, annotation: Annotation) -> Surrounding:
        """Give what stands around an annotation in the text that is read now.

        What is lost there is given from the text it was marked in; all is "" for a note on the
        article. Long ways to the next paragraph are cut between words, which "…" tells.
        """
        if annotation.passage is None:
            return Surrounding("", "", "")
        text, span = annotation.text_id, annotation.passage.span
        if annotation.span is not None:
            row = self._store.one(
                "SELECT id FROM article_text WHERE article_id = ? AND current = 1",
                (annotation.article_id,),
            )
            if row is not None:
                text, span = row["id"], annotation.span
        return self._around(text, span, annotation.passage.exact)

    def of_quote(self, quote: Quote) -> Surrounding:
        """Give what stands around a quote."""
        return self._around(quote.text, quote.span, quote.exact)

    def _around(self, text: TextId, span: Span, exact: str) -> Surrounding:
        block = self._store.one(_BLOCK, (text, span.end, span.start))
        has_block = block is not None and block["start"] is not None
        first = min(block["start"], span.start) if block and has_block else span.start
        last = max(block["end"], span.end) if block and has_block else span.end
        start, end = max(first, span.start - FURTHEST), min(last, span.end + FURTHEST)
        row = self._store.one(
            "SELECT substr(content, ?, ?) FROM article_text WHERE id = ?",
            (start + 1, end - start, text),
        )
        if row is None:
            return Surrounding("", in_words(exact), "")
        content = str(row[0])
        before, words = (
            content[: span.start - start],
            content[span.start - start : span.end - start],
        )
        after = content[span.end - start :]
        if start > first:
            before = f"…{before[before.find(' ') :]}" if " " in before else f"…{before}"
        if end < last:
            after = f"{after[: after.rfind(' ')]} …" if " " in after else f"{after}…"
        return Surrounding(in_words(before), in_words(words), in_words(after))
