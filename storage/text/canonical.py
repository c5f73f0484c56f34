"""Canonical text: what an article's text is made of before anything counts its characters."""

from __future__ import annotations

import re

LINE_ENDS = ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029")  # all become \n
PICTURE = "\ufffc"  # stands for a picture; an importer of pictures adds its own afterwards
PIECE = 65_536  # characters looked through at once: meanwhile no other thread of Python runs

# What no text needs and something refuses: SQLite stops at NUL, UTF-8 has no lone surrogates,
# QTextDocument uses the non-characters U+FDD0 and U+FDD1 for its frames.
_LAST_OF_PLANES = "".join(
    chr(plane + last) for plane in range(0, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_DROPPED = re.compile(f"[\\x00\ufeff{PICTURE}\ud800-\udfff\ufdd0-\ufdef{_LAST_OF_PLANES}]+")

# Looked for first: a few ranges take a tenth of the time that all of them take.
_SUSPECT = re.compile("[\\x00\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffc-\uffff\U0001fffe-\U0010ffff]")


def canonical(text: str) -> str:
    r"""Give the text with \n as its only line end and without what is no character.

    NUL, byte order marks, lone surrogates, non-characters and picture marks are dropped. Letters
    stay as they are, composed or not. Each character is judged alone (\r\n apart), so a part of
    a canonical text is canonical and so is the sum of two.
    """
    for line_end in LINE_ENDS:
        if line_end in text:
            text = text.replace(line_end, "\n")
    if text.isascii():
        return text.replace("\0", "")
    pieces = (text[start : start + PIECE] for start in range(0, len(text), PIECE))
    return "".join(_DROPPED.sub("", piece) if _SUSPECT.search(piece) else piece for piece in pieces)
