"""The process that looks through a library for `apart`."""

from __future__ import annotations

import json
import os
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from time import monotonic

from storage.care.checking import check
from storage.care.duplicates import duplicates
from storage.care.looking import Progress, ShouldStop
from storage.care.reports import as_json
from storage.care.wholeness import is_whole
from storage.errors import PostilError

NICENESS = 10  # others go first
TOLD_EVERY_S = 0.1


def main(job: str, path: Path) -> None:
    """Do a job, and write lines of JSON: how far it is, and at last what it gave."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    stopped, told = threading.Event(), 0.0
    threading.Thread(target=_wait_for_the_end, args=(stopped,), daemon=True).start()

    def progress(what: str, done: int, total: int) -> None:
        nonlocal told
        if monotonic() - told >= TOLD_EVERY_S:
            told = monotonic()
            _say({"progress": [what, done, total]})

    try:
        _say({"done": _done(job, path, progress, stopped.is_set)})
    except PostilError as error:
        _say({"failed": str(error)})


def _done(job: str, path: Path, progress: Progress, should_stop: ShouldStop) -> object:
    if job == "check":
        return as_json(check(path, progress, should_stop))
    if job == "whole":
        return is_whole(path, should_stop)
    return [asdict(group) for group in duplicates(path, progress, should_stop)]


def _say(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _wait_for_the_end(stopped: threading.Event) -> None:
    sys.stdin.read()
    stopped.set()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
