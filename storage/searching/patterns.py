"""Words of a search as patterns for folded text (see `folding`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product, takewhile

from storage.indexing.folding import MARK, tokens
from storage.indexing.unspaced import has_unspaced
from storage.indexing.words import Forms, base
from storage.searching.query import Words

MOST_PHRASES = 64  # alternatives of one phrase, as many as are searched for
_NOTHING = re.compile("(?!)")
_MARKS = re.compile(MARK)
_LETTER = r"[^\W_]"
_BETWEEN = r"[\W_]+"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Expressions for folded text; `beginnings` are letters of which one must be there.

    `plain` is for text without combining marks, which is nearly all there is.
    """

    marked: re.Pattern[str]
    plain: re.Pattern[str]
    beginnings: tuple[str, ...]

    def finds(self, piece: str, start: int) -> Iterator[re.Match[str]]:
        """Give the places in a folded piece of text from `start` on, in its order."""
        has_marks = not piece.isascii() and _MARKS.search(piece)
        return (self.marked if has_marks else self.plain).finditer(piece, start)

    def may_be_in(self, piece: str) -> bool:
        """Say whether a quick look leaves it possible; only letters without marks are seen so."""
        return not piece.isascii() or any(letters in piece for letters in self.beginnings)


def no_forms(_word: str, /) -> tuple[str, ...]:
    """Give no other forms of a word."""
    return ()


def pattern_of(words: Words, forms: Forms = no_forms) -> Pattern:
    """Give the pattern for words as they were typed, or in other forms unless they are exact."""
    text = words.text if words.is_exact else " ".join(map(base, words.words))
    parts = tokens(text)
    if not parts:
        return Pattern(_NOTHING, _NOTHING, ())
    goes_on = words.is_unfinished and len(parts[-1]) > 1  # one letter is too little
    is_open = words.is_prefix or goes_on
    choices = [[part] if words.is_exact else [part, *forms(part)] for part in parts]
    phrases = list(islice(product(*choices), MOST_PHRASES))
    phrases.sort(key=lambda phrase: -len(phrase[-1]))
    ends = [is_open and phrase[-1] == parts[-1] for phrase in phrases]
    marked = (_marked(phrase, is_open=end) for phrase, end in zip(phrases, ends, strict=True))
    plain = _plain(phrases, ends)
    beginnings = tuple(dict.fromkeys(phrase[0] for phrase in phrases))
    return Pattern(re.compile("|".join(marked)), re.compile(plain), beginnings)


def _marked(words: tuple[str, ...], *, is_open: bool) -> str:
    letters = (f"{MARK}*".join(map(re.escape, word)) + f"{MARK}*" for word in words)
    return _start(words[0]) + _BETWEEN.join(letters) + _end(words, is_open=is_open)


def _plain(phrases: Sequence[tuple[str, ...]], ends: Sequence[bool]) -> str:
    """Write phrases with the letters that all begin with in front.

    Python looks for letters in front twenty times as quickly as for what may not stand before them.
    """
    begin = _common_begin([phrase[0] for phrase in phrases])
    rest = "|".join(
        re.escape(phrase[0][len(begin) :])
        + "".join(_BETWEEN + re.escape(word) for word in phrase[1:])
        + _end(phrase, is_open=is_open)
        for phrase, is_open in zip(phrases, ends, strict=True)
    )
    letters = re.escape(begin)
    before = "" if has_unspaced(begin[:1]) else f"(?<!{_LETTER}{letters})"
    return f"{letters}{before}(?:{rest})"


def _common_begin(words: Sequence[str]) -> str:
    """Give the letters with which all words begin."""
    first, last = min(words), max(words)  # what these two share, all between them do
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in same)


def _start(word: str) -> str:
    return "" if has_unspaced(word[0]) else f"(?<!{_LETTER})"


def _end(words: tuple[str, ...], *, is_open: bool) -> str:
    return "" if is_open or has_unspaced(words[-1][-1]) else f"(?!{_LETTER})"
