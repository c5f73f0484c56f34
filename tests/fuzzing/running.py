"""Cases run in processes with the limits of the real one, several at the same time."""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import resource
import signal
import time
import traceback
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from storage.importers.reading_process import MEMORY_LIMIT
from tests.fuzzing.mutation import damaged_case
from tests.fuzzing.reading import read

BATCH = 500  # cases in one process
LINES = 4  # of a traceback, which say where


class Run(NamedTuple):
    """The cases of one format."""

    format: str
    seeds: list[tuple[str, bytes]]
    seed: int
    seconds: float


class Outcome(NamedTuple):
    """What came of a case: "read", "refused", or what went wrong."""

    number: int
    what: str
    seconds: float


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    answers: Connection
    next: int  # the case that it is at
    end: int
    since: float


def run(plan: Run, cases: int, jobs: int) -> Iterator[Outcome]:
    """Give what comes of each case, in no order."""
    batches = deque((at, min(at + BATCH, cases)) for at in range(0, cases, BATCH))
    workers: list[_Worker] = []
    while batches or workers:
        while batches and len(workers) < jobs:
            workers.append(_started(plan, *batches.popleft()))
        ready = wait([worker.answers for worker in workers], timeout=0.5)
        for worker in list(workers):
            if worker.answers in ready:
                outcome, is_over = _answer(worker)
            elif time.monotonic() - worker.since > 2 * plan.seconds:
                worker.process.kill()
                outcome, is_over = Outcome(worker.next, "it does not end", 2 * plan.seconds), True
            else:
                continue
            yield _judged(outcome, plan.seconds)
            worker.next, worker.since = outcome.number + 1, time.monotonic()
            if is_over or worker.next == worker.end:
                worker.process.join()
                worker.answers.close()
                workers.remove(worker)
                if worker.next < worker.end:
                    batches.appendleft((worker.next, worker.end))


def _answer(worker: _Worker) -> tuple[Outcome, bool]:
    """Give what a process says of a case, and whether it has ended over it."""
    try:
        return Outcome(worker.next, *worker.answers.recv()), False
    except EOFError:
        worker.process.join()
        what = f"the process ended with {worker.process.exitcode}"
        return Outcome(worker.next, what, time.monotonic() - worker.since), True


def _judged(outcome: Outcome, seconds: float) -> Outcome:
    is_slow = outcome.what in ("read", "refused") and outcome.seconds > seconds
    return outcome._replace(what=f"more than {seconds:.0f} s") if is_slow else outcome


def _started(plan: Run, first: int, end: int) -> _Worker:
    ours, theirs = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(
        target=_work, args=(plan, range(first, end), theirs)
    )
    process.start()
    theirs.close()
    return _Worker(process, ours, first, end, time.monotonic())


def _work(plan: Run, numbers: Sequence[int], answers: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    faulthandler.disable()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # libtiff says much of damaged pictures
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for number in numbers:
        name, data = damaged_case(plan.seeds, plan.format, plan.seed, number)
        began = time.process_time()  # not the clock: other work on the machine is not ours
        try:
            what = read(plan.format, data, name)
        except Exception:
            what = traceback.format_exc(limit=-LINES)
        answers.send((what, time.process_time() - began))
