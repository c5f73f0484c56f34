"""Long looks at a library in a process of its own, so that a window stays quick meanwhile.

They are Python for the most part, and in a thread would keep the window's own thread waiting. The
process tells how far it is, a line of JSON each, and stops when its standard input ends.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Literal

from storage.care.looking import Progress, ShouldStop
from storage.errors import Bug, Cancelled, LibraryError

Job = Literal["check", "duplicates", "whole"]

ROOT = Path(__file__).parent.parent.parent
PATIENCE_S = 10.0  # for the process to end once it is told to
LOOK_S = 0.1  # between two looks at whether to stop


def apart(job: Job, path: Path, progress: Progress, should_stop: ShouldStop) -> Any:
    """Do a job in a process, and give what it gave as JSON has it. Raises: LibraryError, Cancelled.

    `progress` is called from the thread that waits here.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "storage.care.care_process", job, str(path.absolute())],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        over = threading.Event()
        watcher = threading.Thread(target=_stop_if_asked, args=(process, should_stop, over))
        watcher.start()
        answer: dict[str, Any] = {}
        try:
            for line in process.stdout:
                answer = json.loads(line)
                if "progress" in answer and not should_stop():
                    progress(*answer["progress"])
        finally:
            over.set()
            watcher.join()
    if "done" in answer:
        return answer["done"]
    if should_stop():
        raise Cancelled("It was stopped; nothing was changed.")
    if "failed" in answer:
        raise LibraryError(answer["failed"])
    raise Bug(f"{job} ended with {process.returncode} and without an answer")


def _stop_if_asked(
    process: subprocess.Popen[str], should_stop: ShouldStop, over: threading.Event
) -> None:
    while not over.wait(LOOK_S):
        if should_stop():
            assert process.stdin is not None
            process.stdin.close()
            if not over.wait(PATIENCE_S):
                process.kill()
            return
