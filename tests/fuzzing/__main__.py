"""Damaged files for the readers of all formats: python -m tests.fuzzing [FORMAT...] [--cases N].

Each case is a damaged copy of a seed, made from the run's seed and the case's number, so that it
can be made again (`--only FORMAT:NUMBER`). It is read in a process with the limits of the real one.
What counts as a failure: an error that is not told in words for the reader, a crash, more than
`--seconds`, or an article that does not hold together. `--folder` adds real files as seeds.
"""

from __future__ import annotations

import argparse
import faulthandler
import multiprocessing
import resource
import signal
import time
import traceback
from collections.abc import Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from storage.errors import ImportFailed
from storage.importers.reading import read_source
from storage.importers.reading_process import MEMORY_LIMIT
from storage.importers.sources import Source
from tests.fuzzing.mutation import damaged
from tests.fuzzing.seeds import ENDINGS, seeds
from tests.storage.invariants import assert_well_made

BATCH = 500  # cases in one process


def main() -> None:
    """Run the cases and print a line for each format and each failure."""
    arguments = _parsed()
    if arguments.only:
        format_, _, number = arguments.only.partition(":")
        print(_tried(format_, int(number), arguments.seed, arguments.folder))
        return
    began = time.monotonic()
    for format_ in arguments.formats or ENDINGS:
        _run(format_, arguments)
    print(f"{time.monotonic() - began:.0f} s")


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.fuzzing")
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=", ".join(ENDINGS))
    parser.add_argument("--cases", type=int, default=1000, help="of each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=20, help="that one case may take")
    parser.add_argument("--folder", type=Path, help="real files to damage as well")
    parser.add_argument("--only", help="one case, as FORMAT:NUMBER")
    return parser.parse_args()


def _run(format_: str, arguments: argparse.Namespace) -> None:
    outcomes = {"read": 0, "refused": 0}
    failures: list[tuple[int, str]] = []
    slowest = (0.0, 0)
    first, began = 0, time.monotonic()
    while first < arguments.cases:
        last = min(first + BATCH, arguments.cases)
        ours, theirs = multiprocessing.Pipe(duplex=False)
        worker = multiprocessing.get_context("fork").Process(
            target=_work,
            args=(format_, range(first, last), arguments.seed, arguments.folder, theirs),
        )
        worker.start()
        theirs.close()
        while first < last:
            if not ours.poll(arguments.seconds):
                worker.kill()
                failures.append((first, f"more than {arguments.seconds:.0f} s"))
                first += 1
                break
            try:
                outcome, seconds = ours.recv()
            except EOFError:
                worker.join()
                failures.append((first, f"the process ended with {worker.exitcode}"))
                first += 1
                break
            slowest = max(slowest, (seconds, first))
            if outcome in outcomes:
                outcomes[outcome] += 1
            else:
                failures.append((first, outcome))
            first += 1
        worker.join()
    total = time.monotonic() - began
    print(
        f"{format_:9} {arguments.cases:7,} cases: {outcomes['read']:,} read,"
        f" {outcomes['refused']:,} refused, {len(failures)} failed; slowest {slowest[0]:.1f} s"
        f" (case {slowest[1]}); {total:.0f} s",
        flush=True,
    )
    for number, what in failures[:20]:
        print(f"  {format_}:{number}  {what}", flush=True)


def _work(
    format_: str, numbers: Sequence[int], seed: int, folder: Path | None, answers: Connection
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    faulthandler.disable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in numbers:
        began = time.monotonic()
        outcome = _tried(format_, number, seed, folder)
        answers.send((outcome, time.monotonic() - began))


def _tried(format_: str, number: int, seed: int, folder: Path | None) -> str:
    """Give "read", "refused" or what went wrong with one case."""
    random = Random(f"{seed} {format_} {number}")
    name, data = random.choice(seeds(format_, folder))
    source = Source(damaged(data, random), name, Path(name).stem, Path("/nowhere") / name)
    try:
        article = read_source(source)
    except ImportFailed as error:
        return "refused" if str(error).endswith((".", "”")) else f"no sentence: {error}"
    except Exception:
        return traceback.format_exc(limit=-4)
    try:
        assert_well_made(article)
    except AssertionError:
        return traceback.format_exc(limit=-2)
    return "read"


if __name__ == "__main__":
    main()
