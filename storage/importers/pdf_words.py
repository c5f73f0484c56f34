"""Words as they were before a printer's page: without ligatures, breaks and spread letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise
from unicodedata import normalize

SOFT_HYPHEN = "\u00ad"
KEPT_BEFORE = {"self", "well", "ex", "non", "so-called"}  # English keeps a hyphen after these

_SIGNS = {
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
    0xF0B7: "•",  # as Word writes the bullets of Symbol and Wingdings
    0xF0A7: "▪",
    0xF0D8: "➢",
    0xF0FC: "✓",
    0xF0E0: "→",
    0xA0: " ",
    0x200B: "",
    **dict.fromkeys(range(0x09), ""),
    **dict.fromkeys(range(0x0E, 0x20), ""),
}
# TeX sets an accent as a sign of its own before its letter; an acute one may be an apostrophe
_ACCENTS = {
    "\u00a8": "\u0308",
    "\u00b4": "\u0301",
    "\u02c6": "\u0302",
    "\u02c7": "\u030c",
    "\u02dc": "\u0303",
    "\u02dd": "\u030b",
}
_ACCENT = re.compile(
    "([\u00a8\u02c6\u02c7\u02dc\u02dd]) ?([A-Za-z\u0131])|(\u00b4)([aeiouAEIOU\u0131])"
)
_STEM = re.compile(r"([^\W\d_]+(?:[-\u2010][^\W\d_]+)*)[-\u2010\u2011]$")
_NEXT = re.compile(r"[^\W\d_]+")
_LEADERS = re.compile(r"(?: ?\.){4,} ?")
_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")


def mended(text: str) -> str:
    """Give text with letters for ligatures and without signs that nobody sees."""
    if not text.isascii():
        text = text.translate(_SIGNS)
        if _ACCENT.search(text):
            text = _ACCENT.sub(_accented, text)
        if SOFT_HYPHEN in text[:-1]:
            text = text[:-1].replace(SOFT_HYPHEN, "") + text[-1]
    elif not text.isprintable():
        text = text.translate(_SIGNS)
    return text


def _accented(found: re.Match[str]) -> str:
    """Give a letter with its accent, as it was found if there is no such letter."""
    letter = (found[2] or found[4]).replace("\u0131", "i")
    composed = normalize("NFC", letter + _ACCENTS[found[1] or found[3]])
    return composed if len(composed) == 1 else found[0]


def without_leaders(text: str) -> str:
    """Give text with one sign for the dots that lead to a page number."""
    return _LEADERS.sub(" … ", text) if ". ." in text or "...." in text else text


def closed_up(text: str, edges: Sequence[tuple[float, float]]) -> str:
    """Give spread letters as words; `edges` are left and right of each character.

    Two kinds of gaps stand between the letters of such a line: the usual one, and that of words.
    """
    letters = [(sign, *edge) for sign, edge in zip(text, edges, strict=True) if sign != " "]
    gaps = [after[1] - before[2] for before, after in pairwise(letters)]
    if not gaps:
        return text.replace(" ", "")
    usual = sorted(gaps)[len(gaps) // 2]
    width = sum(right - left for _, left, right in letters) / len(letters)
    limit = max(usual * 1.5, usual + width / 4)
    words = [letters[0][0]]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        words.append(" " + letter[0] if gap > limit else letter[0])
    return "".join(words)


def words_in(texts: Iterable[str]) -> Collection[str]:
    """Give what stands between spaces in texts, in small letters."""
    return set(" ".join(texts).lower().split())


def joint_of(before: str, after: str, words: Collection[str]) -> tuple[int, str]:
    """Say how a line goes on in the next: how much of its end goes, and what comes between.

    A hyphen goes when it only divides a word: both sides are small letters, and the whole word
    occurs elsewhere or the word with the hyphen does not.
    """
    if not before or not after:
        return 0, ""
    if before[-1] == SOFT_HYPHEN:
        return 1, ""
    if _CJK.match(before[-1]) and _CJK.match(after[0]) and not _is_hangul(before[-1] + after[0]):
        return 0, ""
    last = before[-300:].rpartition(" ")[2]
    is_address = "://" in last or last.startswith("www.")
    if before[-1] not in "-\u2010\u2011":
        is_close = (is_address and before[-1] == "/") or (
            before[-1] == "\u2014" and last != before[-1]
        )
        return 0, "" if is_close else " "
    if is_address and not last[-2].isalnum():
        return 1, ""  # set by TeX where it divides an address
    stem = _STEM.search(before[-80:])
    following = _NEXT.match(after)
    if not stem:
        is_dash = len(before) == 1 or before[-2].isspace() or before[-2] == "-"
        return 0, " " if is_dash else ""
    if not following:
        return 0, "" if after[0].isalnum() else " "
    left, right = stem[1].lower(), following[0].lower()
    if _occurs(left + right, words):
        return 1, ""
    if not following[0][0].islower() or not stem[1][-1].islower():
        return 0, ""
    if _occurs(f"{left}-{right}", words) or "-" in left or left in KEPT_BEFORE:
        return 0, ""
    return (0, " ") if right in ("and", "or", "und", "oder", "et", "y") else (1, "")


def _occurs(word: str, words: Collection[str]) -> bool:
    return any(word + sign in words for sign in ("", ",", ".", ";", ":", ")"))


def _is_hangul(pair: str) -> bool:
    return any("\uac00" <= sign <= "\ud7af" for sign in pair)
