"""How large a picture stands on the page; known before it is there, so that nothing jumps."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QSizeF

from storage.types import TextPicture

HIGHEST = 0.85  # of the window: with a line of text around it
EMOJI_SIDE = 160  # pixels; pages send emoji as pictures of up to this size
LINE, LETTER = 20.0, 6.8  # of a description, set as the interface is; pixels
SIGN = 46.0  # the icon before it, with the room around
MOST_LINES = 3


class Room(NamedTuple):
    """What a picture may take, in pixels; `text` is the size of the text around it."""

    width: float
    height: float
    text: float


def shown_size(picture: TextPicture, room: Room, *, is_in_text: bool) -> QSizeF:
    """Give the size of a picture on the page: its own pixels, or less where they do not fit.

    One that is not stored gets room for its description. `is_in_text` says that words stand beside
    it; an emoji among them is as high as they are.
    """
    if not picture.id or picture.width < 1 or picture.height < 1:
        return _for_words(said_of(picture), room, is_in_text=is_in_text)
    height = min(room.height * HIGHEST, picture.height)
    if is_in_text and is_emoji(picture):
        height = min(height, room.text * 1.2)
    scale = min(1.0, height / picture.height, room.width / picture.width)
    return QSizeF(max(1.0, picture.width * scale), max(1.0, picture.height * scale))


def stands_high(size: QSizeF, text: float) -> bool:
    """Say whether a picture is higher than the words around it."""
    return size.height() > text * 1.3


def said_of(picture: TextPicture) -> str:
    """Give what stands in the place of a picture that cannot be shown."""
    alt = " ".join(picture.alt.split())
    return f"Picture: {alt}" if alt else "Picture not stored"


def _for_words(words: str, room: Room, *, is_in_text: bool) -> QSizeF:
    wanted = len(words) * LETTER + SIGN
    if is_in_text:
        return QSizeF(min(room.width, wanted), room.text * 1.25)
    lines = min(MOST_LINES, ceil(wanted / room.width))
    return QSizeF(room.width, LINE * lines + room.text)


def shown_large(pictures: Iterable[TextPicture]) -> list[TextPicture]:
    """Give the pictures that can be looked at: stored, and no letters."""
    return [picture for picture in pictures if picture.id and not is_emoji(picture)]


def is_emoji(picture: TextPicture) -> bool:
    """Say whether a picture is a letter: square, small, and described by one sign."""
    alt = picture.alt.strip()
    is_small = max(picture.width, picture.height) <= EMOJI_SIDE
    is_square = 0.8 < picture.width / picture.height < 1.25
    return is_small and is_square and (0 < len(alt) <= 8) and not alt.isascii()
