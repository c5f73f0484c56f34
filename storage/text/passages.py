"""Quotations that can be found again, and spans that a reader means."""

from __future__ import annotations

import unicodedata

from storage.types import CONTEXT, Passage, Span

ZWJ = "\u200d"
JOINERS = ("\u200c", ZWJ, "\u0e33", "\u0eb3")  # the last two: Thai and Lao am
TAGS = range(0xE0020, 0xE0080)  # as in the flag of England
VARIATION_SELECTORS = range(0xFE00, 0xFE10)
EMOJI_MODIFIERS = range(0x1F3FB, 0x1F400)
REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)


def describe(content: str, span: Span) -> Passage:
    """Give the passage at a span: its words and `CONTEXT` characters on each side.

    Raises: ValueError if the span runs past the text.
    """
    if span.end > len(content):
        raise ValueError(f"span {span.start}..{span.end} in a text of {len(content)}")
    return Passage(
        span,
        content[span.start : span.end],
        content[max(0, span.start - CONTEXT) : span.start],
        content[span.end : span.end + CONTEXT],
    )


def meant(content: str, start: int, end: int) -> Span | None:
    """Give what a selection means: whole characters, without white space at its edges.

    Characters are grapheme clusters as far as a reader sees them: combining marks, joined emoji,
    flags and skin tones stay with what they belong to. None if only white space is left.
    """
    start, end = max(0, min(start, end)), min(len(content), max(start, end))
    while start < end and content[start].isspace():
        start += 1
    while end > start and content[end - 1].isspace():
        end -= 1
    if start == end:
        return None
    while start > 0 and not is_boundary(content, start):
        start -= 1
    while end < len(content) and not is_boundary(content, end):
        end += 1
    return Span(start, end)


def is_boundary(content: str, position: int) -> bool:
    """Say whether a position lies between two characters as a reader sees them."""
    if not 0 < position < len(content):
        return True
    before, after = content[position - 1], content[position]
    if after.isascii() and before.isascii():
        return True
    if _extends(after) or before == ZWJ:
        return False
    if ord(before) in REGIONAL_INDICATORS and ord(after) in REGIONAL_INDICATORS:
        first = position
        while first > 0 and ord(content[first - 1]) in REGIONAL_INDICATORS:
            first -= 1
        return (position - first) % 2 == 0
    return not _is_one_syllable(before, after)


def _extends(character: str) -> bool:
    return (
        unicodedata.combining(character) != 0
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
        or character in JOINERS
        or ord(character) in VARIATION_SELECTORS
        or ord(character) in TAGS
        or ord(character) in EMOJI_MODIFIERS
    )


def stepped(content: str, position: int, direction: int, *, by_word: bool = False) -> int:
    """Give the position one character, as a reader sees it, or one word away.

    `direction` is -1 or 1. A word ends where its last letter or digit does. Stays in the text.
    """

    def ahead(place: int) -> str:
        """Give the character that a step runs over, '' at the end of the text."""
        place -= direction < 0
        return content[place] if 0 <= place < len(content) else ""

    moved = position
    if by_word:
        while ahead(moved) and not ahead(moved).isalnum():
            moved += direction
        while ahead(moved) and (ahead(moved).isalnum() or not is_boundary(content, moved)):
            moved += direction
        return moved
    if ahead(moved):
        moved += direction
    while ahead(moved) and not is_boundary(content, moved):
        moved += direction
    return moved


def _is_one_syllable(before: str, after: str) -> bool:
    """Say whether two parts of a Hangul syllable belong together (UAX 29, GB6 to GB8)."""
    first, second = _hangul(before), _hangul(after)
    return (
        (first == "L" and second in ("L", "V", "LV", "LVT"))
        or (first in ("LV", "V") and second in ("V", "T"))
        or (first in ("LVT", "T") and second == "T")
    )


def _hangul(character: str) -> str:
    """Give the part of a syllable that a character is: leading, vowel, trailing; '' if none."""
    code = ord(character)
    if 0xAC00 <= code <= 0xD7A3:
        return "LVT" if (code - 0xAC00) % 28 else "LV"
    if 0x1100 <= code < 0x1160 or 0xA960 <= code < 0xA980:
        return "L"
    if 0x1160 <= code < 0x11A8 or 0xD7B0 <= code < 0xD7CB:
        return "V"
    return "T" if 0x11A8 <= code < 0x1200 or 0xD7CB <= code < 0xD800 else ""
