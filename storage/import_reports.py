"""What became of everything that was asked for in one import, in numbers and in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

from storage.types import ArticleId

Fate = Literal["failed", "new version", "added", "already there", "read back"]
FATES: tuple[Fate, ...] = get_args(Fate)  # in the order of a report: what needs the reader first
WORDS: dict[Fate, str] = {"failed": "could not be read", "read back": "read back"}
HEADS: dict[Fate, str] = {
    "failed": "Could not be read",
    "new version": "New versions",
    "added": "Added",
    "already there": "Already there",
    "read back": "Read back",
}

_FOLDERS = re.compile(r".*[/\\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one thing.

    `sentence` is the article's title, or why it could not be read. `number` is the thing's place
    among what was asked for, -1 for what was never tried. `things` is how many it speaks of.
    `is_for_now` says that it failed for the library's sake and may be tried again.
    """

    name: str
    fate: Fate
    sentence: str
    articles: tuple[ArticleId, ...] = ()
    notices: tuple[str, ...] = ()
    number: int = -1
    things: int = 1
    is_for_now: bool = False


@dataclass(slots=True)
class Report:
    """What became of an import so far; `total` is how many things there are, 0 while unknown."""

    total: int = 0
    outcomes: list[Outcome] = field(default_factory=list)
    left_out: int = 0  # files that are no articles
    is_cancelled: bool = False

    @property
    def done(self) -> int:
        """How many things are over."""
        return sum(outcome.things for outcome in self.outcomes)

    def counts(self) -> dict[Fate, int]:
        """Give how many things had which fate, in the order of a report, none with 0."""
        found: Counter[Fate] = Counter()
        for outcome in self.outcomes:
            found[outcome.fate] += outcome.things
        return {fate: found[fate] for fate in FATES if found[fate]}

    def of(self, fate: Fate) -> list[Outcome]:
        """Give what had this fate, in the order in which it came."""
        return [outcome for outcome in self.outcomes if outcome.fate == fate]

    def sentence(self) -> str:
        """Say it in numbers: "12 added, 3 already there, 1 could not be read."."""
        counts = self.counts()
        order = sorted(counts, key=lambda fate: fate == "failed")  # good news first
        parts = [_counted(fate, counts[fate]) for fate in order]
        said = ", ".join(parts) if parts else "Nothing was imported"
        if self.is_cancelled and self.total > self.done:
            said += f"; stopped before the other {self.total - self.done:,}"
        return said + "."

    def text(self) -> str:
        """Give the whole report as plain text, one line a thing, grouped."""
        lines = [self.sentence()]
        if self.left_out:
            lines.append(left_out_sentence(self.left_out))
        for fate in FATES:
            found = self.of(fate)
            if found:
                lines += ["", f"{HEADS[fate]} ({self.counts()[fate]:,})"]
                lines += [f"{outcome.name}\t{one_sentence(outcome)}" for outcome in found]
        return "\n".join(lines) + "\n"


def one_sentence(outcome: Outcome) -> str:
    """Give title or reason, with what there is to say about it, on one line, for after the name."""
    said = " ".join(" ".join((outcome.sentence, *outcome.notices)).split())
    if outcome.fate == "failed":
        for name in (outcome.name, _FOLDERS.sub("", outcome.name)):
            if name and said.startswith(f"{name} "):
                return f"It{said.removeprefix(name)}"
    return said


def left_out_sentence(count: int) -> str:
    """Say that files were left out which are no articles."""
    files = "1 other file is" if count == 1 else f"{count:,} other files are"
    return f"{files} of a kind that Postil does not read, such as pictures."


def merged(reports: Iterable[Report]) -> Report:
    """Give one report of several imports."""
    made = Report()
    for report in reports:
        made.total += report.total
        made.outcomes += report.outcomes
        made.left_out += report.left_out
        made.is_cancelled |= report.is_cancelled
    return made


def _counted(fate: Fate, count: int) -> str:
    words = WORDS.get(fate, fate)
    if fate == "new version" and count != 1:
        words += "s"
    return f"{count:,} {words}"
