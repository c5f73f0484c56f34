"""What a check-up finds in a library, in sentences for the reader and as JSON for programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

Subject = Literal[
    "file", "keys", "text", "quotation", "layout", "place", "finding", "search", "orphan", "history"
]
SUBJECTS: tuple[Subject, ...] = get_args(Subject)
HEADS: dict[Subject, str] = {
    "file": "The file",
    "keys": "Rows that point nowhere",
    "text": "Texts",
    "quotation": "Quotations",
    "layout": "Layout of texts",
    "place": "Places",
    "finding": "Names and quotes found",
    "search": "Search",
    "orphan": "Left over",
    "history": "Undo history",
}
Repair = Literal[
    "", "indexes", "search", "text", "places", "findings", "collections", "orphans", "history"
]
REPAIRS: dict[Repair, str] = {  # what is done, for the list of what a repair did
    "indexes": "indexes made anew",
    "text": "texts taken from a copy that has them whole",
    "places": "places of annotations and of reading set right",
    "findings": "suggestions that do not stand in their text removed; they are found again",
    "collections": "collections inside themselves put at the top",
    "orphans": "left-over rows removed that no reader made",
    "history": "steps of the undo history that cannot be read set aside",
    "search": "search indexes made anew",
}
MOST = 200  # faults of one subject that are listed; the rest is counted


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be.

    `repair` says what mends it without loss; "" where only the reader can say. `article` is the
    id of the article that it is about, 0 if none; `uid` and `words` are those of an annotation or
    a quote; `table` and `row` name the row.
    """

    subject: Subject
    sentence: str
    repair: Repair = ""
    article: int = 0
    title: str = ""
    uid: str = ""
    words: str = ""
    table: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """How a library is: `faults` are the first of each subject, `counts` counts all of them.

    `checked_at` is ISO 8601 UTC. `size` is in bytes. `unread` says in sentences what could not be
    read, `notices` what was not looked at and why.
    """

    library: str
    checked_at: str
    size: int = 0
    articles: int = 0
    texts: int = 0
    quotations: int = 0
    faults: tuple[Fault, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults and not self.unread

    @property
    def needs_salvage(self) -> bool:
        """Whether the file itself is damaged, so that repairing in place could lose more."""
        return bool(self.unread) or any(f.subject == "file" and not f.repair for f in self.faults)

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """What a repair would do, each once, in its order."""
        wanted = {fault.repair for fault in self.faults}
        return tuple(repair for repair in REPAIRS if repair in wanted)

    @property
    def left(self) -> tuple[Fault, ...]:
        """What no repair mends by itself."""
        return tuple(fault for fault in self.faults if not fault.repair)

    def sentence(self) -> str:
        """Say how the library is, in a sentence."""
        if self.is_sound:
            articles = "1 article" if self.articles == 1 else f"{self.articles:,} articles"
            if not self.quotations:
                return f"All is well: {articles}."
            return (
                f"All is well: {articles}, {self.quotations:,} stored quotations stand in their "
                "texts."
            )
        number = sum(self.counts.values()) + len(self.unread)
        if self.needs_salvage:
            return "The file itself is damaged."
        return f"{number:,} {'thing needs' if number == 1 else 'things need'} a look."


class Notebook:
    """Collects what a check-up finds, within bounds."""

    def __init__(self, most: int = MOST) -> None:
        """Start empty; `most` faults of a subject are listed."""
        self._most = most
        self.counts: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.unread: list[str] = []
        self.notices: list[str] = []
        self.numbers: Counter[str] = Counter()  # articles, texts, quotations

    def add(self, fault: Fault) -> None:
        """Note a fault; beyond the most of a subject it is only counted."""
        self.counts[fault.subject] += 1
        if self.counts[fault.subject] <= self._most:
            self.faults.append(fault)

    def cannot_read(self, sentence: str) -> None:
        """Note that something could not be read, each sentence once."""
        if sentence not in self.unread and len(self.unread) < self._most:
            self.unread.append(sentence)


def as_json(report: Report) -> dict[str, object]:
    """Give a report as JSON has it."""
    return asdict(report) | {
        "is_sound": report.is_sound,
        "needs_salvage": report.needs_salvage,
        "counts": dict(report.counts),
    }


def from_json(told: dict[str, Any]) -> Report:
    """Read a report back. Raises: KeyError, TypeError if it is none."""
    values = {name: told[name] for name in Report.__dataclass_fields__}
    values["faults"] = tuple(Fault(**fault) for fault in values["faults"])
    values["unread"], values["notices"] = tuple(values["unread"]), tuple(values["notices"])
    return Report(**values)
