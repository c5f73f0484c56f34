"""Headings of a PDF: told by their type, confirmed and ranked by the document's own outline."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from storage.importers.pdf_groups import SECTION, Group, Type, is_all_bold

SMALLEST = 0.88  # times the body's size
LARGER = 1.12  # times the body's size
FRONT = 8  # groups of the first page: larger type that stands there only names the authors
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
        self._only_in_front: set[Style] = set()
        votes: dict[Style, Counter[int]] = defaultdict(Counter)
        counts: Counter[Style] = Counter()
        front: Counter[Style] = Counter()
        for number, group in enumerate(groups):
            if self._may_be(group):
                style = _style(group)
                counts[style] += 1
                front[style] += number < FRONT and not group.first.page and not style[1]
                if plain(group.text) == self._title:
                    counts[style] -= 1
                elif depth := self._depth(group):
                    votes[style][depth] += 1
        self._only_in_front = {
            style for style, count in front.items() if count and count >= counts[style]
        }
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
        if _style(group) in self._only_in_front and plain(group.text) != self._title:
            return 0
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
        first, type_ = group.first, self._type
        is_larger = first.size >= type_.size * LARGER
        is_bold = first.face.is_bold and not type_.is_bold
        if not (is_larger or is_bold or self._outline) or first.size < type_.size * SMALLEST:
            return False
        if len(group.lines) > 5 or "break" in group.joints:
            return False
        text = group.text.strip()
        if not 2 <= len(text) <= LONGEST or not _has_words(text) or CAPTION.match(text):
            return False
        if "\t" in text or "…" in text or text[0] in ",;":
            return False
        if len(group.lines) <= 3 and not text.endswith(".") and self._depth(group):
            return True
        if is_larger:
            return not text.endswith((",", ";")) and (len(text) < 120 or not text.endswith("."))
        if not is_bold or len(text) > LONGEST_BOLD or len(group.lines) > 3:
            return False
        return not text.endswith((".", ",", ";", ":")) and all(map(is_all_bold, group.lines))


def plain(text: str) -> str:
    """Give text to be compared: letters and digits only, in small letters."""
    return _NO_LETTERS.sub("", text).casefold()


def _has_words(text: str) -> bool:
    text = SECTION.sub("", text)
    letters = len(_LETTERS.findall(text))
    return letters >= 2 and letters * 2 > len(text.replace(" ", ""))


def _style(group: Group) -> Style:
    return round(group.first.size * 2) / 2, is_all_bold(group.first)
