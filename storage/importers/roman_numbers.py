"""Roman numbers, with which lists and pages count."""

from __future__ import annotations

LARGEST = 3999  # a larger one has no common form

_SIGNS = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(number: int) -> str:
    """Write a number in small Roman letters; in figures if it has no such form."""
    if not 0 < number <= LARGEST:
        return str(number)
    written = ""
    for value, sign in _SIGNS:
        count, number = divmod(number, value)
        written += sign * count
    return written
