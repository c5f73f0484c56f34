"""Texts are looked through in a process: what comes back, and what stops it."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest

from storage.errors import Cancelled
from storage.finders.finding import find
from storage.finders.isolation import FindingFailed, FindingProcess
from storage.finders.paragraphs import asked
from storage.found import Findings, Known
from tests.builders import CONTENT, START, blocks_of

can_halt = pytest.mark.skipif(os.name == "nt", reason="no SIGSTOP there")


@pytest.fixture
def process() -> Iterator[FindingProcess]:
    made = FindingProcess()
    yield made
    made.close()


def found_in(process: FindingProcess, content: str = CONTENT) -> Findings:
    return process.find(content, blocks_of(content), "en", START, Known())


def halt(process: FindingProcess) -> int:
    """Let the process hang, as if its next text kept it busy for ever; gives its number."""
    found_in(process)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGSTOP)
    return process.pid


def test_a_text_is_looked_through_as_in_this_process(process: FindingProcess) -> None:
    here = find(asked(CONTENT, blocks_of(CONTENT), "en", START))
    assert found_in(process) == here


@can_halt
def test_a_text_that_takes_too_long_is_given_up_and_the_next_one_is_done(
    process: FindingProcess,
) -> None:
    halt(process)
    process._least_s = 0.2
    with pytest.raises(FindingFailed, match="was given up after 0 seconds"):
        found_in(process)
    process._least_s = 60
    assert found_in(process).detector == "postil"


@can_halt
def test_a_process_that_dies_fails_its_text_and_the_next_one_is_done(
    process: FindingProcess,
) -> None:
    killer = threading.Timer(0.1, os.kill, (halt(process), signal.SIGKILL))
    killer.start()
    with pytest.raises(FindingFailed, match="needs more memory"):
        found_in(process)
    killer.join()
    assert found_in(process).detector == "postil"


@can_halt
def test_finding_is_stopped_from_another_thread(process: FindingProcess) -> None:
    halt(process)
    stopper = threading.Timer(0.1, process.cancel)
    stopper.start()
    with pytest.raises(Cancelled):
        found_in(process)
    stopper.join()
    assert found_in(process).detector == "postil"


def test_a_mistake_of_a_finder_comes_with_its_trace(process: FindingProcess) -> None:
    with pytest.raises(FindingFailed, match="could not be looked through") as caught:
        process.find("Words.", None, "en", None, Known())  # type: ignore[arg-type]
    assert "TypeError" in caught.value.trace
