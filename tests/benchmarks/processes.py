"""Fresh processes to measure in: each has its own home, and nothing of the run before it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.libraries import ROOT, Libraries
from tests.benchmarks.measuring import Row

LONGEST_S = 300.0
SCREEN = Path(__file__).with_name("screen.json")  # offscreen's own is 800 by 800: too small
Values = dict[str, list[float]]


class ChildFailed(Exception):
    """A measuring process ended without an answer."""


@dataclass(frozen=True, slots=True)
class Run:
    """What every group of rows gets: libraries, and whether few samples are enough."""

    libraries: Libraries
    quick: bool

    def times(self, usual: int) -> int:
        """Give how often to repeat something."""
        return max(2, usual // 3) if self.quick else usual


def environment(home: Path) -> dict[str, str]:
    """Give the environment of a process that touches nothing of the user's.

    Byte code is kept, as it is for people, but in the work folder.
    """
    home.mkdir(parents=True, exist_ok=True)
    kinds = ("CONFIG", "DATA", "CACHE", "STATE")
    places = {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in kinds}
    platform = f"offscreen:configfile={SCREEN}"
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    own = {"HOME": str(home), "PYTHONPYCACHEPREFIX": str(home.parents[1] / "bytecode"), **places}
    return {"QT_QPA_PLATFORM": platform, **inherited, **own}


def ask(name: str, home: Path, **arguments: object) -> dict[str, object]:
    """Call `module.function` of this package in a fresh process; gives its answer.

    Raises: ChildFailed.
    """
    packed = json.dumps(arguments, default=str)
    return answer_of(
        [sys.executable, "-m", "tests.benchmarks.child", name, packed], environment(home)
    )[1]


def answer_of(command: Sequence[str], env: dict[str, str]) -> tuple[float, dict[str, object]]:
    """Run a command that prints an object as JSON; gives when it was started (CLOCK_MONOTONIC) too.

    Raises: ChildFailed.
    """
    spawned = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=LONGEST_S, check=False
    )
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        said = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise ChildFailed(said[-1])
    return spawned, json.loads(lines[-1])


def interleaved(
    rounds: int, subject: Callable[[], dict[str, object]], floor: Callable[[], dict[str, object]]
) -> tuple[Values, Values]:
    """Ask both in turn, so that a busy minute hits both; gives the joined lists of each."""
    ours: Values = {}
    theirs: Values = {}
    for _ in range(rounds):
        collect(ours, subject())
        collect(theirs, floor())
    return ours, theirs


def collect(into: Values, answer: dict[str, object]) -> None:
    """Add the numbers of an answer, or its lists of numbers, to lists of the same name."""
    for key, value in answer.items():
        if isinstance(value, int | float):
            into.setdefault(key, []).append(value)
        elif isinstance(value, list):
            into.setdefault(key, []).extend(value)


def guarded(group: str, rows: Iterator[Row]) -> Iterator[Row]:
    """Give the rows of a group; where a process fails, a row that says so, and the group ends."""
    try:
        yield from rows
    except (ChildFailed, subprocess.TimeoutExpired) as error:
        yield Row(group, "", "", failure=str(error)[:120])
