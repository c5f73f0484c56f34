"""What an article is called, and whose it is, as far as its text says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from storage.importers.composition import Part
from storage.text.canonical import canonical

UNTITLED = "Untitled"
LONGEST_TITLE = 200  # characters
LONGEST_LINE_AS_TITLE = 150
CUT_TITLE = 80  # what is cut from running text or a file's name

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069]")
_NO_LETTERS = re.compile(r"[\W_]+")
_SENTENCE = re.compile(r"[.!?…]\s+[^\W\d_]")  # something follows a full stop: running text
_NAME = r"[^\W\d_][\w.'’-]*"
_BYLINE = re.compile(
    rf"by:? ({_NAME}(?:(?:,? (?:and|&|de|van|von|der|la|al|bin) |,? ){_NAME}){{0,9}})", re.I
)


def tidied(text: str) -> str:
    """Give a title or name on one line: single spaces, nothing invisible."""
    return " ".join(_CONTROL.sub("", canonical(text)).split())


def clipped(text: str, longest: int = LONGEST_TITLE) -> str:
    """Give a tidied text, cut at a word with “…” when it is longer than allowed."""
    text = tidied(text[: longest * 20])
    if len(text) <= longest:
        return text
    start = text[:longest]
    at_word = start.rpartition(" ")[0]
    return (at_word if len(at_word) > longest // 2 else start[:-1]).rstrip(" ,;:–-") + "…"


def from_name(stem: str) -> str:
    """Make a title of a file's name without its ending: `field_notes-2` is “Field notes 2”."""
    words = stem.replace("_", " ")
    if " " not in words.strip():
        words = words.replace("-", " ")
    title = clipped(words, CUT_TITLE)
    return title[:1].upper() + title[1:] if title else UNTITLED


def bare(text: str) -> str:
    """Give the letters and digits of a title, in small letters, by which two say the same."""
    return _NO_LETTERS.sub("", text).casefold()


def is_title(line: str) -> bool:
    """Say whether a line that stands alone reads as a headline and not as a sentence."""
    text = tidied(line[: LONGEST_LINE_AS_TITLE * 4])
    if not text or len(text) > LONGEST_LINE_AS_TITLE or not re.search(r"[^\W_]", text):
        return False
    if text.endswith((",", ";", ":")):
        return False
    if text.endswith(".") and not text.endswith("..."):
        return False
    return not (_SENTENCE.search(text) and len(text) > CUT_TITLE)


def byline_of(line: str) -> str:
    """Give the names of a line such as “By Ada Mar and Tom Reed”, or nothing."""
    text = tidied(line[:200])
    found = _BYLINE.fullmatch(text)
    if not found or len(text) > 80:
        return ""
    names = found[1]
    small = {"and", "de", "van", "von", "der", "la", "al", "bin"}
    words = [word for word in re.split(r"[ ,]+", names) if word not in small and word != "&"]
    return names if all(word[0].isupper() for word in words) else ""


def headed(title: str, parts: Sequence[Part]) -> list[Part]:
    """Give the parts with the title as heading of rank 1 before them, once.

    A first part that says the same becomes this heading; the same line right after it is dropped.
    """
    rest = list(parts)
    while rest and not rest[0].text.strip() and rest[0].kind != "rule":
        del rest[0]
    heading = Part(title, "heading", 1)
    if rest and _says(rest[0], title):
        first = rest.pop(0)
        heading = replace(first, kind="heading", level=1, quote=0, marker="")
    if rest and rest[0].kind in ("paragraph", "heading") and _says(rest[0], title):
        del rest[0]
    return [heading, *rest]


def _says(part: Part, title: str) -> bool:
    if part.kind not in ("paragraph", "heading") or len(part.text) > LONGEST_TITLE * 20:
        return False
    return clipped(part.text).casefold() == title.casefold()
