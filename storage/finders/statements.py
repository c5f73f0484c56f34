"""Sentences as the search for speakers reads them: a quotation is one token, whatever is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from storage.finders.quote_marks import Quoted
from storage.finders.sentences import Sentence
from storage.finders.words import SHORTENED, TITLES

LONGEST = 400  # tokens; a longer sentence is a list or a table, and nobody speaks in it

_ALSO_NAMES = frozenset(
    "who us it or as in no am an".split()
)  # small words that are names in capitals
TokenKind = Literal["word", "mark", "quote"]
_TOKEN = re.compile(
    rf"""(?:[^\W\d_]\.){{2,}}
      | (?:{TITLES}|{SHORTENED})\.(?!\w)
      | [A-ZÀ-Þ]\.(?=\s?[A-ZÀ-Þ])
      | \w+(?:[-'’&./]\w+)*['’]?(?=\W|$)
      | \w+
      | \.{{2,}}
      | [^\w\s]""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """A word with its hyphens and its genitive, a sign, or a whole quotation with its marks.

    `low` is the word in small letters with straight apostrophes; "" for a quotation, which is
    `quoted[number]`.
    """

    start: int
    end: int
    low: str
    kind: TokenKind
    capital: bool
    number: int


class Statement(NamedTuple):
    """One sentence, or several that share a quotation."""

    start: int
    end: int
    paragraph: int
    tokens: list[Token]


def statements_of(
    content: str, sentences: Sequence[Sentence], quoted: Sequence[Quoted]
) -> Iterator[list[Statement]]:
    """Give the statements paragraph by paragraph, in order."""
    number = 0
    batch: list[Statement] = []
    place = 0
    while place < len(sentences):
        start, end, paragraph = sentences[place]
        place += 1
        while number < len(quoted) and quoted[number].end <= start:
            number += 1
        last = number
        while True:
            while last < len(quoted) and quoted[last].end <= end:
                last += 1
            is_cut = last < len(quoted) and quoted[last].start < end < quoted[last].end
            if not is_cut or place == len(sentences) or sentences[place].paragraph != paragraph:
                break
            end = sentences[place].end
            place += 1
        if batch and batch[0].paragraph != paragraph:
            yield batch
            batch = []
        tokens = _tokens(content, start, end, quoted, number)
        batch.append(Statement(start, end, paragraph, tokens))
    if batch:
        yield batch


def _tokens(
    content: str, start: int, end: int, quoted: Sequence[Quoted], number: int
) -> list[Token]:
    tokens: list[Token] = []
    at = start
    while len(tokens) < LONGEST:
        is_quote = number < len(quoted) and quoted[number].start < end
        stop = quoted[number].start if is_quote else end
        for match in _TOKEN.finditer(content, at, stop):
            text = match.group()
            first = text[0]
            kind: TokenKind = "word" if first.isalnum() else "mark"
            low = text.lower().replace("’", "'")
            if low in _ALSO_NAMES and text.isupper():
                low = text  # the WHO, the US
            tokens.append(Token(match.start(), match.end(), low, kind, first.isupper(), -1))
        if not is_quote:
            break
        tokens.append(Token(stop, min(quoted[number].end, end), "", "quote", False, number))
        at = quoted[number].end
        number += 1
    return tokens
