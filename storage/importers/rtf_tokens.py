"""Rich Text cut into tokens, and groups passed over without looking into them."""

from __future__ import annotations

import re

MOST_TOKENS = 5_000_000  # sixty pages from Word have 80,000

# By number of group: 1 text, 2 a control word, 3 its number, 4 a brace, 5 a byte, 6 a sign.
TOKEN = re.compile(
    r"([^\\{}\r\n]+)|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|([{}])"
    r"|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|[\r\n]+|\\",
)
_NESTING = re.compile(r"[{}]|\\(?:bin(\d{1,10}) ?|[\\{}])")


def end_of_group(text: str, position: int) -> int:
    """Give where the "}" stands that closes the group around a position; the end if none does."""
    depth = 1
    search = _NESTING.search
    while found := search(text, position):
        position = found.end()
        sign = found[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            depth -= 1
            if not depth:
                return found.start()
        elif found[1]:
            position = min(len(text), position + int(found[1]))
    return len(text)
