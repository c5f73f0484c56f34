"""Which elements of a page belong to an article whose text is known, and the page cut down to them.

A text says nothing of the pictures between its paragraphs, and whoever found it may have left out
half of a table, a list or the captions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from lxml.html import HtmlElement

from storage.importers.page_letters import PageLetters, Run, writable
from storage.importers.photo_credits import is_credit

KEPT_SHARE = 0.5  # of a paragraph's letters: with so many of them wanted, it is kept whole
WHOLE_SHARE = 0.4  # the same of a table, a list or code
HOST_SHARE = 0.5  # of the letters around something, for it to be inside the article
MOST_LINKED = 0.3  # of a table or list that nobody asked for; with more links it leads elsewhere
LONGEST_LEAD = 400  # letters between a picture and the first paragraph, for headline and names
HEADED_GAP = 30  # letters between a heading and what it heads
LEAST_HEADED = 80  # letters of a paragraph that makes what stands over it a heading
LONGEST_CELL = 600  # letters of a cell or item of a table or list that is kept whole
FEWEST_CELLS = 1.5  # in a row, on average, of a table that nobody asked for
MOST_PIECES = 2_000  # tables, lists and pictures that are looked at one by one

_ASIDE_TAGS = frozenset(("nav", "aside", "footer", "form", "button", "menu", "dialog", "template"))
_ASIDE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:related|shar(?:e|ing)|social|promo|newsletter|comments?|avatar|recommend\w*|"
    r"sidebar|ads?|advert\w*|sponsor\w*|teaser\w*|breadcrumbs?|nav|navigation|menu|footer|logo|"
    r"subscribe|signup|tags|rating|outbrain|taboola|author|bio|byline|popular|trending)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDING = ("style", "hidden", "class")
_WHOLE = frozenset(("table", "ul", "ol", "dl", "pre", "math"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_PICTURES = frozenset(("figure", "picture", "img"))
_OF_PICTURES = frozenset(("figure", "picture", "img", "source", "noscript"))


class Selection:
    """The parts of a page that are kept; first what is wanted, then what belongs to it."""

    def __init__(self, page: PageLetters, wanted: bytearray) -> None:
        """Keep the paragraphs that are mostly wanted; `wanted` has a 1 for each such letter."""
        self._page = page
        self._is_kept = [
            wanted.count(1, run.start, run.end) > KEPT_SHARE * (run.end - run.start)
            for run in page.runs
        ]
        self._pictures: list[int] = []
        self._dropped: set[int] = set()  # photo credits
        self._count_kept()

    def _count_kept(self) -> None:
        runs = self._page.runs
        self._starts = [run.start for run in runs]
        lengths = (
            (run.end - run.start) * kept for run, kept in zip(runs, self._is_kept, strict=True)
        )
        self._sums = [0, *accumulate(lengths)]
        kept = [run for run, is_kept in zip(runs, self._is_kept, strict=True) if is_kept]
        self._first = kept[0].start if kept else 0
        self._last = kept[-1].end if kept else 0

    @property
    def letters(self) -> int:
        """How many letters are kept."""
        return self._sums[-1]

    def _kept_before(self, letter: int) -> int:
        at = bisect_right(self._starts, letter) - 1
        if at < 0:
            return 0
        run = self._page.runs[at]
        return self._sums[at] + self._is_kept[at] * min(letter - run.start, run.end - run.start)

    def _kept_in(self, start: int, end: int) -> int:
        return self._kept_before(end) - self._kept_before(start)

    def complete(self) -> None:
        """Keep also what belongs to what is kept: rest of tables and lists, pictures, headings."""
        page = self._page
        spans: list[tuple[int, int]] = []
        past = looked_at = 0
        for at, tag in enumerate(page.tags):
            if at < past or not (tag in _WHOLE or tag in _HEADINGS or tag in _PICTURES):
                continue
            looked_at += 1
            if looked_at > MOST_PIECES:
                break
            begin, end = page.begins[at], page.ends[at]
            if tag in _PICTURES:
                past = page.lasts[at]
                if self._shows(at):
                    self._pictures.append(at)
                    spans += self._captions(at)
            elif end > begin and (
                self._is_completed(at) if tag in _WHOLE else self._is_heading(at)
            ):
                spans.append((begin, end))
        for start, end in spans:
            self._keep(start, end)
        self._count_kept()

    def _keep(self, start: int, end: int) -> None:
        runs = self._page.runs
        at = max(0, bisect_right(self._starts, start) - 1)
        while at < len(runs) and runs[at].start < end:
            if start <= runs[at].start and runs[at].end <= end:
                self._is_kept[at] = True
            at += 1

    def _is_completed(self, at: int) -> bool:
        """Say whether a table, a list or code is kept as a whole."""
        page, begin, end = self._page, self._page.begins[at], self._page.ends[at]
        kept = self._kept_in(begin, end)
        if kept == end - begin or self._is_layout(at):
            return False
        if kept:
            return kept >= WHOLE_SHARE * (end - begin)
        if not self._first <= begin < self._last or self._is_aside(at):
            return False
        if page.link_share(begin, end) > MOST_LINKED:
            return False
        inside = page.tags[at : page.lasts[at]]
        if page.tags[at] == "table" and inside.count("td") < FEWEST_CELLS * inside.count("tr"):
            return False
        host = self._host(at)
        if host < 0:
            return False
        before = self._kept_in(page.begins[host], begin)
        return bool(before and self._kept_in(end, page.ends[host]))

    def _is_layout(self, at: int) -> bool:
        """Say whether a table or list holds articles rather than words."""
        page = self._page
        for inner in range(at + 1, page.lasts[at]):
            tag = page.tags[inner]
            if tag == "table" or tag in _HEADINGS:
                return True
            if tag in ("td", "li") and page.ends[inner] - page.begins[inner] > LONGEST_CELL:
                return True
        return False

    def _is_heading(self, at: int) -> bool:
        """Say whether a heading that was not asked for stands over a paragraph that is kept."""
        page, begin, end = self._page, self._page.begins[at], self._page.ends[at]
        if self._kept_in(begin, end) or not self._first <= begin < self._last:
            return False
        number = bisect_right(self._starts, end - 1)
        while number < len(page.runs) and not self._is_kept[number]:
            number += 1
        if number == len(page.runs):
            return False
        run = page.runs[number]
        if run.start - end > HEADED_GAP or run.end - run.start < LEAST_HEADED:
            return False
        return page.link_share(begin, end) < 1 and not self._is_aside(at) and self._host(at) >= 0

    def _shows(self, at: int) -> bool:
        """Say whether a picture belongs to the article."""
        page, begin, end = self._page, self._page.begins[at], self._page.ends[at]
        if begin > self._last or begin < self._first - LONGEST_LEAD or self._is_aside(at):
            return False
        if page.tags[at] == "figure":
            if not any(page.tags[inner] == "img" for inner in range(at, page.lasts[at])):
                return False
            if self._kept_in(begin, end):
                return True
            if page.link_share(begin, end) > MOST_LINKED:
                return False
        host = self._host(at)
        if begin < self._first and host >= 0:  # a row of signs before the text is a menu
            return not self._is_listed(at, host)
        return host >= 0

    def _is_listed(self, at: int, host: int) -> bool:
        while at > host:
            if self._page.tags[at] in ("li", "td"):
                return True
            at = self._page.parents[at]
        return False

    def _captions(self, at: int) -> list[tuple[int, int]]:
        """Give where the captions of a figure are; photo credits in them are dropped."""
        page = self._page
        found = []
        for inner in range(at, page.lasts[at]):
            if page.tags[inner] != "figcaption":
                continue
            begin, end = page.begins[inner], page.ends[inner]
            if not self._kept_in(begin, end):
                found.append((begin, end))
                elements = range(inner + 1, page.lasts[inner])
                self._dropped.update(one for one in elements if is_credit(page.elements[one]))
        return found

    def _host(self, at: int) -> int:
        """Give the next element around one that is part of the article; -1 if it is outside."""
        page = self._page
        own = page.ends[at] - page.begins[at]
        around = page.parents[at]
        while around >= 0:
            begin, end = page.begins[around], page.ends[around]
            if kept := self._kept_in(begin, end):
                return around if kept >= HOST_SHARE * (end - begin - own) else -1
            if self._is_aside(around):
                return -1
            around = page.parents[around]
        return -1

    def _is_aside(self, at: int) -> bool:
        """Say whether an element is by its name or tag something beside an article."""
        if self._page.tags[at] in _ASIDE_TAGS:
            return True
        element = self._page.elements[at]
        names = f"{element.get('class') or ''} {element.get('id') or ''}"[:500]
        return names != " " and _ASIDE_NAMES.search(names) is not None

    def cut(self) -> None:
        """Take everything else out of the tree of the page."""
        page = self._page
        texts, tails = self._texts()
        alive = {0}

        def live(at: int) -> None:
            while at >= 0 and at not in alive:
                alive.add(at)
                at = page.parents[at]

        for at in texts:
            live(at)
        for at in tails:
            live(page.parents[at])
        for at in self._pictures:
            for inner in range(at, page.lasts[at]):
                if page.tags[inner] in _OF_PICTURES:
                    live(inner)
        self._keep_breaks(live)
        _cut(page, texts, tails, alive.__contains__)
        self._show(alive)

    def _show(self, alive: set[int]) -> None:
        """Let nothing hide most of the article, such as what waits for a script to show it."""
        for at in alive:
            element = self._page.elements[at]
            if self._kept_in(self._page.begins[at], self._page.ends[at]) > self.letters / 2:
                for name in _HIDING:
                    element.attrib.pop(name, None)

    def _texts(self) -> tuple[set[int], set[int]]:
        """Give the elements whose text is kept, and those whose tail is."""
        texts: set[int] = set()
        tails: set[int] = set()
        for run, is_kept in zip(self._page.runs, self._is_kept, strict=True):
            if is_kept or (run.start == run.end and self._is_between(run)):
                texts.update(run.texts)
                tails.update(run.tails)
        for at in self._dropped:
            texts.difference_update(range(at, self._page.lasts[at]))
            tails.difference_update(range(at + 1, self._page.lasts[at]))
        return texts, tails

    def _is_between(self, run: Run) -> bool:
        """Say whether a paragraph without letters (“***”) has kept text right before and after."""
        at = bisect_right(self._starts, run.start) - 1
        before = self._sums[at] > self._sums[max(0, at - 1)] or self._is_kept[at]
        return before and self._is_kept[at]

    def _keep_breaks(self, live: Callable[[int], None]) -> None:
        """Keep line breaks and rules that stand between things that are kept."""
        page = self._page
        for at, tag in enumerate(page.tags):
            if tag not in ("br", "hr", "wbr") or not self._first < page.begins[at] < self._last:
                continue
            number = bisect_right(self._starts, page.begins[at]) - 1
            if self._is_kept[number] or (number and self._is_kept[number - 1]):
                live(at)


def _cut(
    page: PageLetters, texts: set[int], tails: set[int], is_alive: Callable[[int], bool]
) -> None:
    elements, parents = page.elements, page.parents
    after: dict[HtmlElement, list[str]] = {}  # what comes to an element's tail
    first: dict[HtmlElement, list[str]] = {}  # and to its own text
    for at, element in enumerate(elements):
        if is_alive(at):
            if at not in texts:
                element.text = None
            if at and at not in tails:
                element.tail = None
        elif is_alive(parents[at]):
            tail = element.tail if at in tails else None
            before = element.getprevious()
            parent = elements[parents[at]]
            parent.remove(element)
            if tail and before is not None:
                after.setdefault(before, []).append(tail)
            elif tail:
                first.setdefault(parent, []).append(tail)
    for element, more in after.items():
        element.tail = writable("".join((element.tail or "", *more)))
    for element, more in first.items():
        element.text = writable("".join((element.text or "", *more)))
