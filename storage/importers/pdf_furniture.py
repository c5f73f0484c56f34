"""What stands on every page and is no part of the text: running heads, feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from storage.importers.pdf_lines import Line, PageText

EDGE = 0.2  # of the height of a page, at its top and its foot
ROWS = 3  # lines at an edge that may be furniture
STEP = 4  # points in which a line may stand higher or lower than on the page before
ENOUGH = 3  # pages with the same line in the same place; 2 where there are no more than 3
LONGEST_NUMBER = 40  # characters of a line that only numbers the page
SHARE = 0.4  # of the pages, with a line in the same place, most of it repeated: the place is theirs

_DIGITS = re.compile(r"\d{1,6}")
_ROMAN = re.compile(r"[ivxlc]{1,7}")
_NUMBER_ONLY = re.compile(
    r"\W*(?:(?:page|p\.|seite|pagina|página) ?)?(\d{1,5})\W*(?:(?:of|/|von|de|di) ?\d+)?\W*", re.I
)


class _Candidate(NamedTuple):
    """A line near an edge; `place` counts steps from the top, from the foot below zero."""

    page: int
    at: int
    place: int
    line: Line


def without_furniture(pages: Sequence[PageText]) -> list[list[Line]]:
    """Give the lines of each page without what is repeated at its edges."""
    if len(pages) < 2:
        return [page.lines for page in pages]
    candidates = [found for number, page in enumerate(pages) for found in _at_edges(number, page)]
    dropped = _repeated(candidates, len(pages)) | _numbers(candidates, len(pages))
    dropped |= _in_their_places(candidates, dropped, len(pages))
    dropped = _outermost(candidates, dropped)
    kept = [
        [line for index, line in enumerate(page.lines) if (number, index) not in dropped]
        for number, page in enumerate(pages)
    ]
    bare = sum(bool(page.lines and not lines) for page, lines in zip(pages, kept, strict=True))
    return [page.lines for page in pages] if bare * 2 > len(pages) else kept  # it is the text


def _at_edges(number: int, page: PageText) -> list[_Candidate]:
    """Give the lines of the outermost rows at the top and the foot."""
    _, bottom, _, top = page.box
    reach = (top - bottom) * EDGE
    found = []
    above = [(i, line) for i, line in enumerate(page.lines) if line.base > top - reach]
    below = [(i, line) for i, line in enumerate(page.lines) if line.base < bottom + reach]
    for lines, edge, sign in ((above, top, -1), (below, bottom, 1)):
        bases = sorted({round(line.base) for _, line in lines}, reverse=sign < 0)
        rows: list[int] = []
        for base in bases:
            if not rows or abs(base - rows[-1]) > 3:
                rows.append(base)
            if len(rows) > ROWS:
                break
        limit = rows[ROWS - 1] if len(rows) >= ROWS else rows[-1] if rows else 0
        found += [
            _Candidate(number, index, -sign * (1 + int(abs(line.base - edge) / STEP)), line)
            for index, line in lines
            if sign * (line.base - limit) <= 3
        ]
    return found


def _page_offsets(candidates: Sequence[_Candidate]) -> set[int]:
    """Give by how much numbers at the edges are ahead of the pages they stand on, if many are."""
    ahead: Counter[int] = Counter()
    for found in candidates:
        ahead.update({int(number) - found.page for number in _DIGITS.findall(found.line.text)})
    return {offset for offset, count in ahead.most_common(2) if count >= ENOUGH}


def _masked(found: _Candidate, offsets: set[int]) -> str:
    """Give what a line says whatever page it stands on."""
    text = found.line.text.strip().casefold()
    if _ROMAN.fullmatch(text):
        return "#"
    return _DIGITS.sub(
        lambda number: "#" if int(number[0]) - found.page in offsets else number[0], text
    )


def _repeated(candidates: Sequence[_Candidate], count: int) -> set[tuple[int, int]]:
    """Give page and index of lines whose words, the page's number aside, stand on several pages."""
    pages: dict[tuple[str, int], set[int]] = defaultdict(set)
    offsets = _page_offsets(candidates)
    keys = [(_masked(found, offsets), found.place) for found in candidates]
    for key, found in zip(keys, candidates, strict=True):
        pages[key].add(found.page)
    enough = 2 if count <= ENOUGH else ENOUGH
    return {
        (found.page, found.at)
        for (text, place), found in zip(keys, candidates, strict=True)
        if len(set().union(*(pages.get((text, place + step), ()) for step in (-1, 0, 1)))) >= enough
    }


def _numbers(candidates: Sequence[_Candidate], count: int) -> set[tuple[int, int]]:
    """Give page and index of lines that are page numbers: they count as the pages do."""
    numbered = [
        (found, int(match[1]) - found.page)
        for found in candidates
        if len(found.line.text) <= LONGEST_NUMBER
        and (match := _NUMBER_ONLY.fullmatch(found.line.text.strip()))
    ]
    ahead = Counter(offset for _, offset in numbered)
    enough = 2 if count <= ENOUGH else ENOUGH
    return {(found.page, found.at) for found, offset in numbered if ahead[offset] >= enough}


def _in_their_places(
    candidates: Sequence[_Candidate], dropped: set[tuple[int, int]], count: int
) -> set[tuple[int, int]]:
    """Give the lines in places that are mostly furniture: heads that name each chapter once."""
    places: dict[tuple[int, float], list[_Candidate]] = defaultdict(list)
    for found in candidates:
        places[found.place, round(found.line.size, 1)].append(found)
    more = set()
    for found_there in places.values():
        pages = {found.page for found in found_there}
        if len(pages) < max(ENOUGH * 2, SHARE * count):
            continue
        known = sum((found.page, found.at) in dropped for found in found_there)
        if known * 2 >= len(found_there):
            more |= {(found.page, found.at) for found in found_there}
    return more


def _outermost(
    candidates: Sequence[_Candidate], dropped: set[tuple[int, int]]
) -> set[tuple[int, int]]:
    """Give what is dropped without lines that have text between them and the edge."""
    edges: dict[tuple[int, bool], list[_Candidate]] = defaultdict(list)
    for found in candidates:
        edges[found.page, found.place > 0].append(found)
    outermost = set()
    for rows in edges.values():
        rows.sort(key=lambda found: abs(found.place))
        places = {found.place for found in rows if (found.page, found.at) in dropped}
        for found in rows:
            if (found.page, found.at) in dropped:
                outermost.add((found.page, found.at))
            elif found.place not in places:
                break
    return outermost
