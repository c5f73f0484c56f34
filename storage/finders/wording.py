"""The words of all sentences of a text, kept where the text is no book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storage.finders.sentences import Sentence
from storage.finders.words import Word, words_of

KEPT = 300_000  # characters up to which the words are kept: they take 40 bytes for each


class Wording:
    """Gives the words of each sentence in order, as often as they are asked for."""

    def __init__(self, content: str, sentences: Sequence[Sentence]) -> None:
        self._content = content
        self._sentences = sentences
        self._kept: list[list[Word]] | None = None
        if sentences and sentences[-1].end - sentences[0].start <= KEPT:
            self._kept = list(self._made())

    def __iter__(self) -> Iterator[list[Word]]:
        return self._made() if self._kept is None else iter(self._kept)

    def _made(self) -> Iterator[list[Word]]:
        for one in self._sentences:
            yield words_of(self._content, one.start, one.end)
