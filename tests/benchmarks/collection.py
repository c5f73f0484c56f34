"""A folder of real files, read one after another: python -m tests.benchmarks.collection FOLDER.

Prints for each ending how many files became articles, how many were refused in words for the
reader, and every one that broke its reader, took more than ten seconds or made an article that does
not hold together. Works on copies of nothing: the files are only read.
"""

from __future__ import annotations

import argparse
import time
import traceback
from collections import Counter, defaultdict
from pathlib import Path

from storage.errors import Bug, ImportFailed
from storage.importers.isolation import ReadingProcess
from tests.storage.invariants import assert_well_made

ENDINGS = (
    *(".html", ".htm", ".xhtml", ".mhtml", ".mht", ".epub", ".pdf", ".docx", ".docm", ".odt"),
    *(".fodt", ".rtf", ".md", ".markdown", ".rst", ".txt"),
)
SLOW_S = 10.0


def main() -> None:
    """Read all files of the folder."""
    parser = argparse.ArgumentParser("python -m tests.benchmarks.collection")
    parser.add_argument("folder", type=Path)
    parser.add_argument("endings", nargs="*", default=ENDINGS)
    parser.add_argument("--refusals", action="store_true", help="print every refusal")
    arguments = parser.parse_args()
    found = [
        path
        for path in sorted(arguments.folder.rglob("*"))
        if path.suffix.lower() in arguments.endings and path.is_file()
    ]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seconds: Counter[str] = Counter()
    odd: list[str] = []
    reader = ReadingProcess()
    for path in found:
        ending = path.suffix.lower()
        began = time.monotonic()
        outcome, why = _outcome(reader, path)
        took = time.monotonic() - began
        seconds[ending] += took
        counts[ending][outcome] += 1
        if outcome in ("broken", "odd") or took > SLOW_S:
            odd.append(f"{outcome} {took:.1f} s {path}\n    {why}")
        elif outcome == "refused" and arguments.refusals:
            odd.append(f"refused {path}: {why}")
    reader.close()
    print(f"{'':10}{'files':>7}{'read':>7}{'refused':>9}{'broken':>8}{'odd':>5}{'s':>8}")
    for ending, count in sorted(counts.items()):
        cells = [count.total(), count["read"], count["refused"], count["broken"], count["odd"]]
        row = "".join(f"{n:>{w}}" for n, w in zip(cells, (7, 7, 9, 8, 5), strict=True))
        print(f"{ending:10}{row}{seconds[ending]:>8.1f}")
    print("\n".join(odd))


def _outcome(reader: ReadingProcess, path: Path) -> tuple[str, str]:
    try:
        article = reader.read(path)
    except ImportFailed as error:
        cause = error.__cause__
        is_ours = cause is not None
        why = str(cause).strip().splitlines()[-1] if isinstance(cause, Bug) else str(error)
        return ("broken", why) if is_ours else ("refused", str(error))
    try:
        assert_well_made(article)
    except AssertionError:
        return "odd", traceback.format_exc(limit=-1).strip().replace("\n", " ")
    return "read", ""


if __name__ == "__main__":
    main()
