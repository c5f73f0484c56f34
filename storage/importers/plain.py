"""Plain text: its title, paragraphs, headings, lists and quoted lines as people type them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from storage.importers.composition import Draft, Part
from storage.importers.listing import Listing
from storage.importers.titles import (
    CUT_TITLE,
    byline_of,
    clipped,
    from_name,
    headed,
    is_title,
    tidied,
)
from storage.importers.wrapping import unwrapped, width_of

EXTRACTOR = "plain text 1"
MOST_LINES = 400_000  # more is a log or a column of figures: kept as it is, in large blocks
LONGEST_HEADING = 80
LONG_LINE = 120  # lines longer than any column are paragraphs of their own

Paragraph = tuple[int, list[str]]  # how many ">" stood before its lines, and the lines

_RULE = re.compile(r"\s*([*\-_=~#•·—–+])(?:\s*\1){2,}\s*")
_UNDERLINE = re.compile(r"(={3,}|-{3,})\s*")
_QUOTED = re.compile(r" {0,3}((?:>[ \t]?){1,20})(?!>)")
_NUMBER = r"(?:[ivxlcdm]+|\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_CHAPTER = re.compile(
    rf"(?:(?:chapter|part|book|volume|section|act|scene|canto|letter|appendix|kapitel|teil|buch"
    rf"|chapitre|partie|livre|cap[ií]tulo|parte|глава|часть)\s+{_NUMBER}\b[.:)]?(?:\s.*)?"
    r"|(?:prologue|epilogue|preface|foreword|introduction|contents|conclusion)\.?)",
    re.IGNORECASE,
)


def read_plain(text: str, *, stem: str = "", title: str = "") -> Draft:
    """Read canonical text that is not blank.

    The title is the one given, or a first line that reads as one, or made of the file's `stem`,
    or the beginning of the text.
    """
    if text.count("\n") > MOST_LINES:
        title = title or _makeshift(text, stem)
        return Draft(title, headed(title, [Part(text)]), EXTRACTOR)
    paragraphs = list(_paragraphs(text)) or [(0, text.strip().split("\n"))]  # only ">" otherwise
    width = width_of(lines for _, lines in paragraphs)
    if len(paragraphs) == 1:  # no blank lines at all
        depth, lines = paragraphs[0]
        alone = unwrapped(lines, width) or lines
        paragraphs = [(depth, [line]) for line in alone]
        has_gaps = False
    else:
        has_gaps = True
    paragraphs[:1] = _opening(paragraphs[0], width)
    first = paragraphs[0][1][0] if len(paragraphs[0][1]) == 1 else ""
    if not title:
        title = clipped(first) if _opens(first) else _makeshift(text, stem)
    is_shouted = sum(map(str.isupper, text[:20_000])) > sum(map(str.islower, text[:20_000]))
    listing = Listing([lines for _, lines in paragraphs])
    parts: list[Part] = []
    for number, (depth, lines) in enumerate(paragraphs):
        parts.extend(
            _parts(lines, depth, width, listing.items_in(number), has_gaps and not is_shouted)
        )
    parts = headed(title, parts)
    byline = byline_of(parts[1].text) if len(parts) > 1 else ""
    return Draft(title, parts, EXTRACTOR, byline=byline)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """Give the groups of lines between blank lines and changes of quotation."""
    depth = 0
    group: list[str] = []
    for line in text.split("\n"):
        quoted = _QUOTED.match(line)
        own_depth = quoted[1].count(">") if quoted else 0
        inner = line[quoted.end() :] if quoted else line
        if group and (own_depth != depth or not inner.strip()):
            yield depth, group
            group = []
        if inner.strip():
            depth = own_depth
            group.append(inner)
    if group:
        yield depth, group


def _opening(paragraph: Paragraph, width: int | None) -> list[Paragraph]:
    """Part a title from what stands right under it: its underline or the author's name."""
    depth, lines = paragraph
    joined = unwrapped(lines, width)
    if joined and len(joined) == 1 and is_title(joined[0]):
        return [(depth, joined)]
    if len(lines) > 1 and is_title(lines[0]):
        if _UNDERLINE.fullmatch(lines[1][:200]):
            return [(depth, lines[:1]), *([(depth, lines[2:])] if lines[2:] else [])]
        if byline_of(lines[1]):
            return [(depth, lines[:1]), (depth, lines[1:])]
    return [paragraph]


def _opens(line: str) -> bool:
    return is_title(line) and not line.lstrip().startswith(("- ", "* ", "• "))


def _makeshift(text: str, stem: str) -> str:
    if stem:
        return from_name(stem)
    lines = (tidied(line[:2000]) for line in text[:20_000].split("\n"))
    return clipped(next((line for line in lines if line), ""), CUT_TITLE) or from_name("")


def _parts(
    lines: list[str],
    depth: int,
    width: int | None,
    items: dict[int, Part],
    may_shout: bool,
) -> Iterator[Part]:
    """Give what a group of lines is; `items` are list items by the line they start at."""
    if len(lines) == 1 and len(lines[0]) < 200 and _RULE.fullmatch(lines[0]):
        yield Part("", "rule", quote=depth)
        return
    heading, used = (None, 0) if 0 in items else _heading(lines, may_shout and depth == 0)
    if heading:
        heading.quote = depth
        yield heading
        lines = lines[used:]
        items = {line - used: item for line, item in items.items() if line >= used}
    starts = sorted(items)
    if before := lines[: starts[0]] if starts else lines:
        for text in _texts(before, width):
            yield Part(text, quote=depth)
    for order, start in enumerate(starts):
        end = starts[order + 1] if order + 1 < len(starts) else len(lines)
        item = items[start]
        item.text = _item_text([item.text, *lines[start + 1 : end]], lines[start], width)
        item.quote = depth
        item.joint = "\n" if order else "\n\n"
        yield item


def _texts(lines: list[str], width: int | None) -> list[str]:
    """Give the paragraphs of lines without a blank one: joined, one each, or kept as verse."""
    joined = unwrapped(lines, width)
    if joined is not None:
        return joined
    if len(lines) > 1 and sorted(map(len, lines))[len(lines) // 2] > LONG_LINE:
        return lines
    return ["\n".join(line.rstrip() for line in lines)]


def _item_text(lines: Sequence[str], first: str, width: int | None) -> str:
    indent = len(first) - len(first.lstrip())
    hangs = all(len(line) - len(line.lstrip()) > indent for line in lines[1:])
    joint = " " if hangs or width is not None else "\n"
    return joint.join(line.strip() for line in lines)


def _heading(lines: Sequence[str], may_shout: bool) -> tuple[Part | None, int]:
    """Give the heading that opens a group and how many lines it takes."""
    first = lines[0].strip() if len(lines[0]) <= LONGEST_HEADING * 2 else ""
    if not first or len(first) > LONGEST_HEADING:
        return None, 0
    if len(lines) > 1 and _UNDERLINE.fullmatch(lines[1][:200]):
        return Part(first, "heading", 2 if lines[1].startswith("=") else 3), 2
    if _CHAPTER.fullmatch(first) and (is_title(first) or " " not in first[:-4].strip(" .")):
        if len(lines) == 2 and is_title(lines[1]) and len(lines[1]) <= LONGEST_HEADING:
            return Part(f"{first} {lines[1].strip()}", "heading", 2), 2
        if len(lines) == 1:
            return Part(first, "heading", 2), 1
    if may_shout and len(lines) == 1 and first.isupper() and is_title(first):
        letters = sum(map(str.isalpha, first))
        if letters >= 4 and letters * 2 > len(first):
            return Part(first, "heading", 2), 1
    return None, 0
