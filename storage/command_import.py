"""`postil import`: files, folders, archives, web addresses and the standard input."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TextIO

from storage.errors import ImportFailed, LocalAddress
from storage.import_reports import Outcome, Report, left_out_sentence
from storage.importers.isolation import ReadingProcess
from storage.importers.reading import read_text
from storage.library import Library
from storage.mass_intake import Intaking, Tools, Wanted, things_in
from storage.printing import one_line
from storage.types import ImportedArticle

CLEAR = "\r\x1b[K"
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


@dataclass(slots=True)
class Telling:
    """Says what becomes of each thing as it comes; `is_json` keeps the standard output for later.

    Where the standard error output is a terminal, its last line says how far it is.
    """

    is_json: bool
    report: Report = field(default_factory=Report)
    errors: TextIO = field(default_factory=lambda: sys.stderr)

    def tell(self, outcome: Outcome) -> None:
        """Say what became of one thing."""
        self.report.outcomes.append(outcome)
        self._clear()
        if outcome.fate == "failed":
            self.errors.write(f"postil: {one_line(outcome.sentence)}\n")
        elif not self.is_json:
            lines = (f"{outcome.fate}: {outcome.sentence}", *(f"  {n}" for n in outcome.notices))
            sys.stdout.write("".join(f"{_indented(line)}\n" for line in lines))
        if self.errors.isatty() and self.report.total > self.report.done:
            failed = self.report.counts().get("failed", 0)
            said = f"Reading {self.report.done + 1:,} of {self.report.total:,}"
            self.errors.write(said + (f" · {failed:,} could not be read" if failed else ""))
            self.errors.flush()

    def end(self) -> None:
        """Say it in numbers, where there was more than one thing."""
        self._clear()
        if not self.is_json and self.report.total > 1:
            sys.stdout.write(f"{self.report.sentence()}\n")
            if self.report.left_out:
                sys.stdout.write(f"{left_out_sentence(self.report.left_out)}\n")

    def _clear(self) -> None:
        if self.errors.isatty():
            sys.stdout.flush()
            self.errors.write(CLEAR)


def import_all(
    library: Library, names: Iterable[str], *, is_json: bool, allow_local: bool
) -> list[dict[str, object]]:
    """Import what is named; gives the facts of each thing, in the order that was asked for."""
    telling = Telling(is_json)
    with closing(ReadingProcess()) as process:
        tools = Tools(process)
        wanted: list[Wanted] = []
        for name in names:
            wanted += wanted_of(name, tools, telling, allow_local)
        telling.report.total = telling.report.done + len(wanted)
        unexpected: list[BaseException] = []
        Intaking(tools, telling.tell, unexpected.append).take_in(library, wanted)
        for error in unexpected[:1]:
            raise error
    telling.end()
    in_order = sorted(telling.report.outcomes, key=lambda outcome: outcome.number)
    return [_facts(library, outcome) for outcome in in_order]


def wanted_of(name: str, tools: Tools, telling: Telling, allow_local: bool) -> list[Wanted]:
    """Give what a name on the command line stands for; what is left out or refused is told."""
    from storage.text.addresses import is_web

    if name == "-":
        return [Wanted(name, _read_standard_input)]
    if is_web(name):
        return [Wanted(name, _page_reader(name, allow_local))]
    if _ADDRESS.match(name):
        return [Wanted(name, partial(_refuse_address, name))]
    wanted, report = things_in([Path(name)], tools)
    telling.report.left_out += report.left_out
    for outcome in report.outcomes:
        telling.tell(outcome)
    if [one.name for one in wanted] == [Path(name).name]:
        return [replace(wanted[0], name=name)]  # a file, as it was named
    return wanted


def at_home_sentence(error: LocalAddress, address: str) -> str:
    """Say that an address is at home, and the way to open it all the same, where there is one."""
    from storage.web.hosts import is_named

    way = " Add --allow-local if you know what is there."
    return error.fact + (way if is_named(error.host, address) else "")


def _read_standard_input(_tools: Tools) -> ImportedArticle:
    try:
        return read_text(sys.stdin.buffer.read().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ImportFailed("The standard input is not UTF-8. Save it as a file first.") from error


def _refuse_address(name: str, _tools: Tools) -> ImportedArticle:
    raise ImportFailed(
        f"{name} was not opened. Postil opens addresses that begin with http:// or https://, and "
        "files by their path."
    )


def _page_reader(url: str, allow_local: bool) -> Callable[[Tools], ImportedArticle]:
    from storage.web.pages import read_page

    def read(tools: Tools) -> ImportedArticle:
        try:
            return read_page(url, tools.process, allow_local=allow_local)
        except LocalAddress as error:
            raise ImportFailed(at_home_sentence(error, url)) from error

    return read


def _facts(library: Library, outcome: Outcome) -> dict[str, object]:
    if outcome.fate == "failed":
        return {"file": outcome.name, "status": "failed", "error": outcome.sentence}
    uids = [library.articles.get(article).uid for article in outcome.articles]
    facts: dict[str, object] = {"file": outcome.name, "status": outcome.fate}
    facts["title"] = outcome.sentence
    facts |= {"uids": uids} if outcome.fate == "read back" else {"uid": uids[0]}
    return facts | {"notices": list(outcome.notices)}


def _indented(line: str) -> str:
    return ("  " if line.startswith("  ") else "") + one_line(line)
