"""What the tests of names share: a text looked through, and the kind of each name in it."""

from storage.finders.finding import find
from storage.finders.paragraphs import paragraphs_of
from storage.found import Asked


def kinds(text: str) -> dict[str, str]:
    found = find(Asked(text, paragraphs_of(text), language="en"))
    return {
        " ".join(text[one.start : one.end].split()): found.entities[one.entity].kind
        for one in found.mentions
    }
