"""Notes as one reads them: Markdown without the signs of emphasis, code and headings."""

from __future__ import annotations

import re

_PAIRED = re.compile(r"(\*{1,3}|`{1,3})(?=\S)([^\n]+?)(?<=\S)\1")
_HEADING = re.compile(r"^#{1,6} +", re.MULTILINE)


def plain_note(note: str) -> str:
    """Give a note without signs that belong to no word; its words and links stay."""
    return _PAIRED.sub(r"\2", _HEADING.sub("", note))
