"""Looking after libraries of several sizes, beside what SQLite itself takes for a part of it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic

from tests.benchmarks.large_libraries import made
from tests.benchmarks.measuring import Row
from tests.benchmarks.processes import Run, ask

SIZES = (1_000, 10_000, 100_000)


def rows(run: Run) -> Iterator[Row]:
    """Check, look for duplicates and compact, each in a process of its own."""
    home = run.libraries.scratch / "home"
    for count in SIZES[: 2 if run.quick else None]:
        library, size = made(run.libraries, count), f"{count:,}"
        ours, floor = (ask(f"care.{name}", home, path=library) for name in ("checked", "bare"))
        yield Row("care", "check", size, [ours["s"]], [floor["s"]], "s")
        yield Row("care", "check: peak memory", size, [ours["peak"]], [floor["peak"]], "MB")
        found = ask("care.compared", home, path=library)
        yield Row("care", "duplicates", size, [found["s"]], unit="s")
        yield Row("care", "duplicates: peak memory", size, [found["peak"]], unit="MB")
        copy = run.libraries.scratch / f"compact-{count}.postil"
        shutil.copyfile(library, copy)
        yield Row("care", "compact", size, [ask("care.compacted", home, path=copy)["s"]], unit="s")
        copy.unlink()


def checked(path: str) -> dict[str, object]:
    """Check a library."""
    from storage.care.checking import check

    return _took(lambda: check(Path(path)))


def compared(path: str) -> dict[str, object]:
    """Look for duplicates."""
    from storage.care.duplicates import duplicates

    return _took(lambda: duplicates(Path(path)))


def compacted(path: str) -> dict[str, object]:
    """Compact a copy of a library."""
    from storage.care.compacting import compact

    return _took(lambda: compact(Path(path)))


def bare(path: str) -> dict[str, object]:
    """Let SQLite check file and keys, without a look at a text."""

    def look() -> None:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
            db.execute("PRAGMA integrity_check").fetchall()
            db.execute("PRAGMA foreign_key_check").fetchall()

    return _took(look)


def _took(work: Callable[[], object]) -> dict[str, object]:
    import resource

    began = monotonic()
    work()
    took = monotonic() - began
    return {"s": took, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}
