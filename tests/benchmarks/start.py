"""From the start of the process to the painted window, beside an empty PySide6 window."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from storage.library import Library
from tests.benchmarks.libraries import first_article
from tests.benchmarks.measuring import Row
from tests.benchmarks.processes import Run, Values, answer_of, ask, environment, interleaved

SCRIPT = str(Path(__file__).with_name("start_window.py"))
PAINTED_MS, TIMES_EMPTY, PEAK_MB = 350, 2.5, 110  # DESIGN.md, Targets


def rows(run: Run) -> Iterator[Row]:
    """Start with one article, with many, and with the longest one open."""
    shelf = run.libraries.shelf()
    cases = (
        ("1 article", _welcome(run.libraries.scratch / "new")),
        (f"{run.libraries.shelf_size:,} articles", shelf),
        ("3M open, 10,000 highlights", run.libraries.page("3M", 10_000)),
    )
    for size, library in cases:
        home = run.libraries.scratch / f"home-{library.stem}"
        with Library.open(library) as opened, opened.unrecorded():
            opened.articles.mark_opened(first_article(opened))  # what is opened at the start
        ours, theirs = _measure(run.times(15), library, home)
        yield Row(
            *("start", "painted, article open", size),
            *(ours["took"], theirs["took"]),
            target=PAINTED_MS,
            ratio_target=TIMES_EMPTY,
        )
        yield Row(
            *("start", "peak memory", size, ours["peak"], theirs["peak"], "MB"), target=PEAK_MB
        )


def _measure(times: int, library: Path, home: Path) -> tuple[Values, Values]:
    started(home, "postil", str(library))  # so that files and byte code are in memory
    return interleaved(
        times, lambda: started(home, "postil", str(library)), lambda: started(home, "empty")
    )


def started(home: Path, *arguments: str) -> dict[str, object]:
    """Start once with the arguments of `start_window.py`; gives `took` (ms) and `peak` (MB)."""
    spawned, answer = answer_of([sys.executable, SCRIPT, *arguments], environment(home))
    answer["took"] = (float(str(answer["painted"])) - spawned) * 1000
    return answer


def _welcome(folder: Path) -> Path:
    """Make a new library as Postil does."""
    shutil.rmtree(folder, ignore_errors=True)
    path = folder / "library.postil"
    ask("start.make_new", folder.with_name("home"), path=path)
    return path


def make_new(path: str) -> dict[str, object]:
    """Make a library with the welcome article."""
    from gui.app import open_library

    open_library(Path(path)).close()
    return {}
