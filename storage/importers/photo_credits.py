"""Which part of a caption only says whose picture it is."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

LONGEST = 120  # characters

_NAMES = re.compile(
    r"(?:^|[\s_-])(?:image-?|photo-?|picture-?|media-?|caption-?)?(?:credits?|copyrights?|sources?|"
    r"photographer|attribution|quelle|rechte|licen[cs]e|courtesy|agency)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:(?<!\w)|\s)[(\[|•∙\s]*(?:©|\(c\)|copyright\b|(?:photo(?:graph|s|graphie)?|foto[s]?|image|picture|"
    r"bild(?:er|rechte|quelle|nachweis)?|cr[eé]dits?(?:\s+photo)?|quelle|source|courtesy)\s*"
    r"(?:credits?|by|von|par|of)?\s*[:©/])",
    re.IGNORECASE,
)


def is_credit(element: HtmlElement) -> bool:
    """Say whether an element inside a caption is a credit, by its name or its first words."""
    if not isinstance(element.tag, str):
        return False
    if _NAMES.search(f"{element.get('class') or ''} {element.get('id') or ''}"[:300]):
        return True
    text = element.text or ""
    return bool(_WORDS.match(text)) and len(element.text_content()) <= LONGEST


def without_credit(text: str) -> str:
    """Give the text of a caption up to where it begins to say whose picture it is."""
    for found in _WORDS.finditer(text):
        if len(text) - found.start() <= LONGEST:
            return text[: found.start()]
    return text
