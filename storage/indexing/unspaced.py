"""Scripts without spaces between words: found by any stretch of letters.

The index has, of each word that holds such letters, every pair of neighbours and the last letter
alone, so that a stretch of letters is a phrase of pairs and a single letter the start of one.
Letters of other scripts in the same word ("iPhone手机") are one word each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from storage.indexing.folding import folded, without_marks

# Han, kana, bopomofo, hangul, Thai, Lao, Khmer, Burmese: letters and their vowel and tone signs
LETTERS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ebd\u0ec0-\u0ecd\u0edc-\u0edf\u1000-\u103f\u1050-\u109d"
    "\u1100-\u11ff\u1780-\u17d3\u3005-\u3007\u3041-\u3096\u3099\u309a\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u312f\u31a0-\u31ba\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
    "\uf900-\ufad9\uff66-\uff9f\U00020000-\U000323af"
)
# Nothing less, for SQLite, as the indexes of 0004_library.sql have it.
GLOB = "*[ก-๛ກ-ໟက-႟ᄀ-ᇿក-៹々-〇ぁ-ヿㄅ-ㆺㇰ-ㇿ㐀-䶿一-鿿가-힣豈-龎ｦ-ﾟ𠀀-𲎯]*"

_ANY = f"[{LETTERS}]"
_WORD = f"(?:[{LETTERS}]|[^\\W_]|[\u0300-\u036f])+"
_PART = f"[{LETTERS}]+|[^{LETTERS}]+"


def has_unspaced(text: str) -> bool:
    """Say whether a text has letters of such a script."""
    return not text.isascii() and _compiled(_ANY).search(text) is not None


def pairs(text: str) -> str:
    """Give what the index has of a text, '' if there is nothing for it."""
    if not has_unspaced(text):
        return ""
    return " ".join(part for word in words_of(text) for part in _parts(word))


def words_of(text: str) -> list[str]:
    """Give the words of a text, folded, that hold letters of such a script."""
    return [word for word in _compiled(_WORD).findall(folded(text)) if _compiled(_ANY).search(word)]


def phrase(words: list[str], *, is_open: bool) -> str:
    """Write words of `words_of` for FTS5, one after another; an open one may go on."""
    parts = [part for word in words for part in _parts(word)]
    last = _compiled(_PART).findall(words[-1])[-1]
    if not _compiled(_ANY).match(last):
        return f'"{" ".join(parts)}"' + ("*" if is_open else "")
    if len(last) > 1:
        parts.pop()  # its last letter alone: in the text there may be more
        return f'"{" ".join(parts)}"'
    return f'"{" ".join(parts)}"*'


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile when it is needed: 5 ms each, which the start need not wait for."""
    return re.compile(pattern)


def _parts(word: str) -> Iterator[str]:
    for part in _compiled(_PART).findall(word):
        if _compiled(_ANY).match(part):
            yield from (part[place : place + 2] for place in range(len(part)))
        else:
            yield without_marks(part)
