"""Words with pictures in them, as people read them.

In a text a picture is U+FFFC, and passages in the library keep it. What is copied, quoted, listed
or exported for people says what the picture shows instead.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from storage.types import PICTURE, TextPicture

LONGEST = 120  # characters of a description inside a quotation


def in_words(words: str, start: int = 0, pictures: Sequence[TextPicture] = ()) -> str:
    """Give words with "[Picture: what it shows]" where a picture stands, or "[Picture]".

    `pictures` are those of the text, by start, and `start` is where the words stand in it.
    """
    if PICTURE not in words:
        return words
    parts: list[str] = []
    rest = 0
    for at in (n for n, character in enumerate(words) if character == PICTURE):
        parts += [words[rest:at], sign_of(_alt_at(start + at, pictures))]
        rest = at + 1
    return "".join([*parts, words[rest:]])


def without(words: str) -> str:
    """Give words without their pictures, for a line too short to describe them."""
    return " ".join(words.replace(PICTURE, " ").split()) if PICTURE in words else words


def sign_of(alt: str) -> str:
    """Give what stands for a picture in words: its description, cut where that is long."""
    said = " ".join(alt.replace(PICTURE, " ").split())
    if len(said) > LONGEST:
        said = said[:LONGEST].rsplit(" ", 1)[0] + "…"
    return f"[Picture: {said}]" if said else "[Picture]"


def _alt_at(position: int, pictures: Sequence[TextPicture]) -> str:
    index = bisect_left(pictures, position, key=lambda picture: picture.start)
    is_there = index < len(pictures) and pictures[index].start == position
    return pictures[index].alt if is_there else ""
