"""Headings of a PDF: told by their type, confirmed and ranked by the document's own outline."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from storage.importers.pdf_groups import SECTION, Group, Type, is_all_bold
from storage.importers.titles import bare

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

Style = tuple[float, bool]


class _Candidate(NamedTuple):
    """A group in a heading's type, and the rank that the outline gives it, 0 if none."""

    group: Group
    style: Style
    depth: int


class Headings:
    """Which groups are headings, and of which rank (2..4; the title has 1)."""

    def __init__(
        self, groups: Iterable[Group], type_: Type, outline: Mapping[str, int], title: str
    ) -> None:
        """Learn the styles of a document's headings."""
        self._type = type_
        self._outline = outline
        votes: dict[Style, Counter[int]] = defaultdict(Counter)
        counts: Counter[Style] = Counter()
        front: Counter[Style] = Counter()
        found: list[_Candidate] = []
        for number, group in enumerate(groups):
            if not self._may_be(group):
                continue
            style = round(group.first.size * 2) / 2, is_all_bold(group.first)
            candidate = _Candidate(group, style, self._depth(group))
            found.append(candidate)
            front[style] += number < FRONT and not group.first.page and not style[1]
            if bare(group.text) != bare(title):
                counts[style] += 1
                votes[style].update([candidate.depth] if candidate.depth else ())
        styles = sorted((style for style, count in counts.items() if count), reverse=True)
        ranks = {style: min(DEEPEST, 2 + place) for place, style in enumerate(styles)}
        for style, depths in votes.items():
            if depths:
                ranks[style] = depths.most_common(1)[0][0]
        only_in_front = {style for style, count in front.items() if count >= counts[style] > 0}
        self._ranks = {
            id(candidate.group): candidate.depth or self._rank(candidate, ranks)
            for candidate in found
            if candidate.depth
            or candidate.style not in only_in_front
            or bare(candidate.group.text) == bare(title)
        }

    def rank_of(self, group: Group) -> int:
        """Give the rank of a heading, 0 for any other group."""
        return self._ranks.get(id(group), 0)

    def _rank(self, candidate: _Candidate, ranks: Mapping[Style, int]) -> int:
        """Give the rank that a heading's number says, or its style has."""
        number = SECTION.match(candidate.group.text)
        if not self._outline and number and number[1][0].isdigit():
            return min(DEEPEST, 2 + number[1].count("."))
        return ranks.get(candidate.style, DEEPEST)

    def _depth(self, group: Group) -> int:
        text = group.text
        depth = self._outline.get(bare(text), 0)
        if not depth and (found := SECTION.match(text)):
            depth = self._outline.get(bare(text[found.end() :]), 0)
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


def _has_words(text: str) -> bool:
    if number := SECTION.match(text):
        text = text[number.end() :]
    letters = len(_LETTERS.findall(text))
    return letters >= 2 and letters * 2 > len(text.replace(" ", ""))
