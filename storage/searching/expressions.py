"""From words of a search to what the indexes take."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, product

from storage.indexing.folding import tokens
from storage.indexing.unspaced import has_unspaced, phrase, words_of
from storage.indexing.words import Forms, base
from storage.searching.query import Near, Words

MOST_PHRASES = 64  # alternatives of one phrase or of words near each other; more are left out


@dataclass(frozen=True, slots=True)
class Term:
    """Words as each index has them; a term without any of these finds nothing.

    `spaced` is an expression of FTS5 for the indexes of words. `unspaced` is one for the index of
    letters without spaces between words; both must hold then, and where there is no such index
    the `pieces`, folded, must stand in the text beside `spaced`. `beside` is for words of other
    scripts among such letters: either it or `spaced` must hold.
    """

    spaced: str = ""
    unspaced: str = ""
    pieces: tuple[str, ...] = ()
    beside: str = ""

    def __bool__(self) -> bool:
        """Say whether it may find something."""
        return bool(self.spaced or self.unspaced)


NOTHING = Term()


def term_of(words: Words, forms: Forms) -> Term:
    """Give words as the indexes have them."""
    text = _text_of(words)
    is_open = words.is_prefix or words.is_unfinished
    if has_unspaced(text):
        return _with_unspaced(text, is_open=is_open)
    parts = tokens(text)
    if not parts:
        return NOTHING
    phrases = _phrases(parts, words, forms)
    single = len(parts) == 1 and not words.is_exact
    return Term(_any_of(phrases), beside=_any_of(phrases) if single else "")


def near_of(near: Near, forms: Forms) -> Term:
    """Give words near each other as the indexes have them; none of them without spaces."""
    choices = [_phrases(tokens(_text_of(part)), part, forms) for part in near.parts]
    together = islice(product(*choices), MOST_PHRASES)
    return Term(" OR ".join(f"NEAR({' '.join(one)}, {near.distance})" for one in together))


def _text_of(words: Words) -> str:
    return words.text if words.is_exact else " ".join(map(base, words.words))


def _phrases(parts: list[str], words: Words, forms: Forms) -> list[str]:
    """Give the phrases of FTS5 that words stand for, as typed first."""
    if not parts:
        return []
    begins = parts[-1] if may_go_on(parts[-1], words) else ""
    choices = [[part] if words.is_exact else [part, *forms(part)] for part in parts]
    if begins:
        choices[-1] = [begins, *(w for w in choices[-1][1:] if not w.startswith(begins))]
    return [
        f'"{" ".join(one)}"' + ("*" if begins and one[-1] == begins else "")
        for one in islice(product(*choices), MOST_PHRASES)
    ]


def may_go_on(word: str, words: Words) -> bool:
    """Say whether to look for longer words, too: a letter that is being typed is too little."""
    return words.is_prefix or (words.is_unfinished and len(word) > 1)


def _any_of(phrases: list[str]) -> str:
    return " OR ".join(phrases)


def _with_unspaced(text: str, *, is_open: bool) -> Term:
    runs = [run for run in text.split() if tokens(run)]
    letters = words_of(text)
    spaced = [f'"{" ".join(tokens(run))}"' for run in runs if not has_unspaced(run)]
    if is_open and spaced and not has_unspaced(runs[-1]):
        spaced[-1] += "*"
    ends_open = is_open and has_unspaced(runs[-1])
    return Term(" AND ".join(spaced), phrase(letters, is_open=ends_open), tuple(letters))
