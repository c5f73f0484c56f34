"""Postil's search beside recoll's on the same articles: `python -m tests.benchmarks.peers 10000`.

On request only, since recoll must be there (`apt-get install recollcmd python3-recoll`) and takes
its time to index. Each question is asked of both in turn until the first 8 results are there with
their excerpts; recoll runs in a process that is open already, with the index in memory, and makes
its excerpts as for its own list of results. It knows articles by the time of their files.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from storage.library import Library
from tests.benchmarks.large_libraries import made
from tests.benchmarks.large_searching import PAGE, ask_library, forms_in, names_in
from tests.benchmarks.libraries import Libraries
from tests.benchmarks.measuring import percentile, timed
from tests.benchmarks.questions import questions

SYSTEM_PYTHON = "/usr/bin/python3"  # the module belongs to it
ANSWERS = Path(__file__).with_name("recoll_answers.py")
SETTINGS = "topdirs = {}\nindexstemminglanguages = english\nloglevel = 2\nidxflushmb = 100\n"


class Recoll:
    """An index of articles as text files, and a process that answers from it."""

    def __init__(self, folder: Path) -> None:
        self._texts, self._settings = folder / "texts", folder / "settings"

    def index(self, library: Path) -> float:
        """Write the files and index them; gives the seconds that indexing took."""
        self._settings.mkdir(parents=True)
        (self._settings / "recoll.conf").write_text(SETTINGS.format(self._texts))
        _write_files(library, self._texts)
        command = ["recollindex", "-c", str(self._settings)]
        took, _ = timed(lambda: subprocess.run(command, check=True, stderr=subprocess.DEVNULL))
        return took / 1000

    def size_mb(self) -> float:
        """Give how large the index is, with the copies of the texts that excerpts are made from."""
        return sum(f.stat().st_size for f in self._settings.rglob("*") if f.is_file()) / 1e6

    def __enter__(self) -> Recoll:
        self._process = subprocess.Popen(
            [SYSTEM_PYTHON, str(ANSWERS), str(self._settings)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # it misses a speller
            text=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def ask(self, question: str) -> tuple[float, float, int]:
        """Give milliseconds for the newest 50, for the best 50, and the number of articles."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(question, file=self._process.stdin, flush=True)
        newest, best, count = json.loads(self._process.stdout.readline())
        return newest, best, count


def main() -> int:
    """Index the articles for recoll, ask both, and print a table."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser = argparse.ArgumentParser("python -m tests.benchmarks.peers")
    parser.add_argument("count", type=int, metavar="ARTICLES")
    parser.add_argument("--times", type=int, default=8, help="questions of each kind")
    parser.add_argument("--work", type=Path, default=cache / "postil-benchmarks")
    options = parser.parse_args()
    if shutil.which("recollindex") is None:
        sys.exit("recoll is not here: apt-get install recollcmd python3-recoll")
    libraries = Libraries(options.work)
    path = made(libraries, options.count)
    recoll = Recoll(libraries.scratch / "recoll")
    seconds = recoll.index(path)
    print(f"recoll: indexed in {seconds:.0f} s, index {recoll.size_mb():.0f} MB")
    print(f"Postil: library with its index {path.stat().st_size / 1e6:.0f} MB\n")
    print(
        f"| first {PAGE} with excerpts, ms: median (p95) | Postil | recoll, newest | recoll, best |"
    )
    print("|---|---|---|---|")
    for kind, took in _compared(path, recoll, options.times).items():
        cells = (f"{percentile(own, 50):.0f} ({percentile(own, 95):.0f})" for own in took)
        print(f"| {kind} | {' | '.join(cells)} |")
    shutil.rmtree(libraries.scratch, ignore_errors=True)
    return 0


def _compared(path: Path, recoll: Recoll, times: int) -> dict[str, tuple[list[float], ...]]:
    """Give the milliseconds of Postil, recoll by date and recoll by relevance for each kind."""
    found: dict[str, tuple[list[float], ...]] = {}
    with Library.reading(path) as library, recoll:
        for question in questions(times, forms_in(library), names_in(library)):
            if question.recoll:
                newest, best, _ = recoll.ask(question.recoll)
                own, _ = timed(lambda q=question: ask_library(library, q.typed))  # type: ignore[misc]
                columns = found.setdefault(question.kind, ([], [], []))
                for column, took in zip(columns, (own, newest, best), strict=True):
                    column.append(took)
    return found


def _write_files(library: Path, folder: Path) -> None:
    with Library.open(library, create=False) as opened:
        ids = opened.articles.ids()
        for first in range(0, len(ids), 500):
            for article in opened.articles.among(ids[first : first + 500]):
                path = folder / f"{article.id // 1000:03}" / f"{article.id}.txt"
                path.parent.mkdir(parents=True, exist_ok=True)
                content = opened.texts.current(article.id).content
                path.write_text(f"{article.title}\n\n{content}", encoding="utf-8")
                moment = article.imported_at.timestamp()
                os.utime(path, (moment, moment))


if __name__ == "__main__":
    sys.exit(main())
