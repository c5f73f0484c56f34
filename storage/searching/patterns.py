"""Words of a search as patterns for folded text (see `folding`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from storage.searching.folding import folded
from storage.searching.query import Words

_MARK = "[\u0300-\u036f]"  # a combining mark on the letter before
_WORD = re.compile(r"[^\W_]+")
# scripts without spaces between words: there a word may stand inside others
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_NOTHING = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """An expression for folded text; `beginnings` are letters of which one must be there."""

    expression: re.Pattern[str]
    beginnings: tuple[str, ...]

    def may_be_in(self, piece: str) -> bool:
        """Say whether a quick look leaves it possible; only letters without marks are seen so."""
        return not piece.isascii() or any(letters in piece for letters in self.beginnings)


def pattern_of(words: Words, forms: Iterable[tuple[str, ...]] = ()) -> Pattern:
    """Give the pattern for words in any of their `forms`, or else as they were typed."""
    is_open = words.is_prefix or words.is_unfinished
    parts = [_WORD.findall(_letters_of(" ".join(one))) for one in (*forms, words.words)]
    found = sorted({tuple(part) for part in parts if part}, key=lambda p: (-len(" ".join(p)), p))
    if not found:
        return Pattern(_NOTHING, ())
    expression = "|".join(_expression(part, is_open=is_open) for part in found)
    return Pattern(re.compile(expression), tuple(dict.fromkeys(part[0] for part in found)))


def is_unspaced(word: str) -> bool:
    """Say whether a word is in a script that puts no spaces between words."""
    return bool(_UNSPACED.search(word))


def _expression(words: tuple[str, ...], *, is_open: bool) -> str:
    inner = r"[\W_]+".join(f"{_MARK}*".join(map(re.escape, word)) + f"{_MARK}*" for word in words)
    start = "" if is_unspaced(words[0][0]) else r"(?<![^\W_])"
    end = "" if is_open or is_unspaced(words[-1][-1]) else r"(?![^\W_])"
    return f"{start}{inner}{end}"


def _letters_of(words: str) -> str:
    plain = folded(unicodedata.normalize("NFC", words))
    return "".join(c for c in plain if not unicodedata.combining(c))
