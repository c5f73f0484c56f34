"""What a page's article is called: the headline, without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml.html import HtmlElement

from storage.importers.titles import LONGEST_TITLE, bare, clipped, tidied

MOST_HEADINGS = 10
FEWEST_WORDS = 3  # of what is left when a site's name is cut off that nothing else names

_SEPARATOR = re.compile(r"\s+(?:[|–—·•»«\u203a:/\\>~]|-{1,2})\s+|\s*[|»]\s*|:\s+")
_STRONG = re.compile(r"\s+[|–—·•»«\u203a\\>~-]+\s+|\s*[|»]\s*")
_WORD = re.compile(r"\w+")


def best_title(root: HtmlElement, said: Iterable[str], site: str) -> str:
    """Give the title that a page says, checked against its headings.

    `said` are titles for machines, the likeliest first; they may have the site's name with them.
    """
    headings = [
        title
        for heading in islice(root.iter("h1"), MOST_HEADINGS)
        if (title := clipped(heading.text_content()))
    ]
    written = [tidied((title.text_content())[:2000]) for title in islice(root.iter("title"), 1)]
    candidates = [title for title in (*said, *written) if title]
    for candidate in candidates:
        if heading := _heading_in(candidate, headings):
            return heading
    for candidate in candidates:
        shorter = _without_site(candidate, site)
        if shorter and candidate not in written:
            return clipped(shorter)
    if written and (title := _without_site(written[0], site)):
        if title == written[0]:
            title = _first_part(title)
        if len(_WORD.findall(title)) >= FEWEST_WORDS or len(headings) != 1:
            return clipped(title)
    return headings[0] if headings else ""


def _heading_in(candidate: str, headings: list[str]) -> str:
    """Give the heading that a title for machines says, with or without more at a separator."""
    whole = bare(candidate)
    parts = {bare(part) for part in _prefixes(candidate)}
    found = [
        heading
        for heading in headings
        if (letters := bare(heading)) and (letters == whole or letters in parts)
    ]
    return max(found, key=len, default="")  # the other part may be the site's name, also a heading


def _prefixes(title: str) -> Iterable[str]:
    """Give what stands before each separator, and after each."""
    for found in _SEPARATOR.finditer(title[: LONGEST_TITLE * 2]):
        yield title[: found.start()]
        yield title[found.end() :]


def _without_site(title: str, site: str) -> str:
    """Give a title without the site's name at its end or its beginning."""
    name = bare(site)
    short = bare(re.sub(r"^www\.|\.[a-z.]{2,6}$", "", site.lower()))
    names = {one for one in (name, short, name.removeprefix("the")) if one}
    changed = True
    while changed and names:
        changed = False
        found = list(_STRONG.finditer(title))
        if found and _names_site(title[found[-1].end() :], names):
            title, changed = title[: found[-1].start()], True
        elif found and _names_site(title[: found[0].start()], names):
            title, changed = title[found[0].end() :], True
    return title.strip()


def _names_site(part: str, names: set[str]) -> bool:
    letters = bare(part)
    return letters in names or bare(re.sub(r"\.[a-z.]{2,6}$", "", part.lower())) in names


def _first_part(title: str) -> str:
    """Give what stands before the last separator, if that is more than a word or two."""
    found = list(_STRONG.finditer(title))
    if not found:
        return title
    before, after = title[: found[-1].start()], title[found[-1].end() :]
    if len(_WORD.findall(before)) >= FEWEST_WORDS:
        return before
    return after if len(_WORD.findall(after)) >= FEWEST_WORDS else title
