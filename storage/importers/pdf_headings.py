"""Headings of a PDF: told by their type, confirmed and ranked by the document's own outline."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from storage.importers.pdf_groups import SECTION, Group, Type, is_all_bold

LARGER = 1.12  # times the body's size
LONGEST = 200  # characters
LONGEST_BOLD = 120
DEEPEST = 4
CAPTION = re.compile(
    r"(?:figure|fig\.|table|tab\.|abbildung|abb\.|tabelle|tableau|figura|tabla|tabella|рис\.)"
    r"\s*[A-Z]?[\d.]*\d",
    re.IGNORECASE,
)

_LETTERS = re.compile(r"[^\W\d_]")
_NO_LETTERS = re.compile(r"[\W_]+")

Style = tuple[float, bool]


class Headings:
    """Which groups are headings, and of which rank (2..4; the title has 1)."""

    def __init__(
        self, groups: Iterable[Group], type_: Type, outline: Mapping[str, int], title: str
    ) -> None:
        """Learn the styles of a document's headings."""
        self._type = type_
        self._outline = outline
        self._title = plain(title)
        votes: dict[Style, Counter[int]] = defaultdict(Counter)
        counts: Counter[Style] = Counter()
        for group in groups:
            if self._may_be(group):
                style = _style(group)
                counts[style] += 1
                if plain(group.text) == self._title:
                    counts[style] -= 1
                elif depth := self._depth(group):
                    votes[style][depth] += 1
        styles = sorted((style for style, count in counts.items() if count > 0), reverse=True)
        self._ranks = {style: min(DEEPEST, 2 + place) for place, style in enumerate(styles)}
        for style, depths in votes.items():
            self._ranks[style] = depths.most_common(1)[0][0]

    def rank_of(self, group: Group) -> int:
        """Give the rank of a heading, 0 for any other group."""
        if not self._may_be(group):
            return 0
        if depth := self._depth(group):
            return depth
        if not self._outline and (found := SECTION.match(group.text)) and found[1][0].isdigit():
            return min(DEEPEST, 2 + found[1].count("."))
        return self._ranks.get(_style(group), DEEPEST)

    def _depth(self, group: Group) -> int:
        text = group.text
        depth = self._outline.get(plain(text), 0)
        if not depth and (found := SECTION.match(text)):
            depth = self._outline.get(plain(text[found.end() :]), 0)
        return min(DEEPEST, depth + 1) if depth else 0

    def _may_be(self, group: Group) -> bool:
        if len(group.lines) > 5 or "break" in group.joints:
            return False
        text = group.text.strip()
        if not 2 <= len(text) <= LONGEST or not _has_words(text) or CAPTION.match(text):
            return False
        size = group.first.size
        if size < self._type.size * 0.88:
            return False
        if "\t" in text or "…" in text:
            return False
        if self._depth(group) and len(group.lines) <= 3 and not group.text.endswith("."):
            return True
        if size >= self._type.size * LARGER:
            return not text.endswith((",", ";")) and (len(text) < 120 or not text.endswith("."))
        is_bold = all(is_all_bold(line) for line in group.lines)
        if self._type.is_bold or not is_bold or len(text) > LONGEST_BOLD:
            return False
        return not text.endswith((".", ",", ";", ":")) and len(group.lines) <= 3


def plain(text: str) -> str:
    """Give text to be compared: letters and digits only, in small letters."""
    return _NO_LETTERS.sub("", text).casefold()


def _has_words(text: str) -> bool:
    letters = len(_LETTERS.findall(text))
    return letters >= 2 and letters * 2 > len(text.replace(" ", ""))


def _style(group: Group) -> Style:
    return round(group.first.size * 2) / 2, is_all_bold(group.first)
