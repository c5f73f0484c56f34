"""The other side of `child_process.ChildProcess`: one question in, one answer out."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Mapping
from importlib import import_module
from typing import IO

from storage.child_process import HEADER
from storage.errors import PostilError


def answer(work: Mapping[str, str], *, memory_limit: int, niceness: int) -> None:
    """Answer until nobody asks any more.

    `work` says in which module each function is that may be asked for. `memory_limit` is in bytes
    of address space; the higher the `niceness` (0..19), the more others go first.
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends us
    _limit(memory_limit, niceness)
    gc.freeze()
    while (question := _question(sys.stdin.buffer)) is not None:
        said = pickle.dumps(_answer(work, *question), protocol=5)
        try:
            answers.write(HEADER.pack(len(said)) + said)
            answers.flush()
        except BrokenPipeError:
            return


def _answer(
    work: Mapping[str, str], name: str, arguments: tuple[object, ...]
) -> tuple[str, object]:
    try:
        return "done", getattr(import_module(work[name]), name)(*arguments)
    except PostilError as error:
        return "refused", str(error)
    except MemoryError:
        os._exit(1)  # the parent says what that means; this process is not to be trusted any more
    except Exception:
        return "broken", traceback.format_exc()


def _question(stream: IO[bytes]) -> tuple[str, tuple[object, ...]] | None:
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    name, arguments = pickle.loads(stream.read(HEADER.unpack(header)[0]))  # from the parent
    return name, arguments


def _limit(memory_limit: int, niceness: int) -> None:
    """Set an end to the memory, and let others go first, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = memory_limit if most == resource.RLIM_INFINITY else min(memory_limit, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(niceness)
