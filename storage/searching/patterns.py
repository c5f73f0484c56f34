"""Words of a search as patterns for folded text (see `folding`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, product

from storage.indexing.folding import MARK, tokens
from storage.indexing.unspaced import has_unspaced
from storage.indexing.words import Forms, base
from storage.searching.query import Words

MOST_PHRASES = 64  # alternatives of one phrase, as many as are searched for
_NOTHING = re.compile("(?!)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """An expression for folded text; `beginnings` are letters of which one must be there."""

    expression: re.Pattern[str]
    beginnings: tuple[str, ...]

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
        return Pattern(_NOTHING, ())
    goes_on = words.is_unfinished and len(parts[-1]) > 1  # one letter is too little
    is_open = words.is_prefix or goes_on
    choices = [[part] if words.is_exact else [part, *forms(part)] for part in parts]
    phrases = list(islice(product(*choices), MOST_PHRASES))
    written = [
        _expression(phrase, is_open=is_open and phrase[-1] == parts[-1])
        for phrase in sorted(phrases, key=lambda phrase: -len(phrase[-1]))
    ]
    beginnings = tuple(dict.fromkeys(phrase[0] for phrase in phrases))
    return Pattern(re.compile("|".join(written)), beginnings)


def _expression(words: tuple[str, ...], *, is_open: bool) -> str:
    letters = (f"{MARK}*".join(map(re.escape, word)) + f"{MARK}*" for word in words)
    start = "" if has_unspaced(words[0][0]) else r"(?<![^\W_])"
    end = "" if is_open or has_unspaced(words[-1][-1]) else r"(?![^\W_])"
    return start + r"[\W_]+".join(letters) + end
