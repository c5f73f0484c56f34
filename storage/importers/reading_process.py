"""The process that reads files for `isolation.ReadingProcess`: one question in, one answer out."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import traceback
from importlib import import_module
from typing import IO

from storage.errors import ImportFailed
from storage.importers.isolation import HEADER

MEMORY_LIMIT = 3_000_000_000  # bytes of address space; a 300 MB file is held three times
NICENESS = 5  # the window comes first

WORK = {
    "read_file": "storage.importers.reading",
    "read_source": "storage.importers.reading",
    "read_thing": "storage.importers.zipped",
    "list_archive": "storage.importers.zipped",
    "read_rich_text": "storage.importers.reading",
    "parsed_feed": "storage.importers.feed",
    "feed_links": "storage.importers.feed",
    "subscriptions_in": "storage.importers.opml",
    "checked": "storage.importers.pictures",
    "render_page": "storage.importers.pdf_pages",
    "open_pages": "storage.importers.pdf_pages",
}


def main() -> None:
    """Answer until nobody asks any more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which ends us
    _limit()
    gc.freeze()
    while (question := _question(sys.stdin.buffer)) is not None:
        answer = pickle.dumps(_answer(*question), protocol=5)
        try:
            answers.write(HEADER.pack(len(answer)) + answer)
            answers.flush()
        except BrokenPipeError:
            return


def _answer(work: str, arguments: tuple[object, ...]) -> tuple[str, object]:
    try:
        return "done", getattr(import_module(WORK[work]), work)(*arguments)
    except ImportFailed as error:
        return "failed", str(error)
    except MemoryError:
        os._exit(1)  # the parent says what that means; this process is not to be trusted any more
    except Exception:
        return "broken", traceback.format_exc()


def _question(stream: IO[bytes]) -> tuple[str, tuple[object, ...]] | None:
    header = stream.read(HEADER.size)
    if len(header) < HEADER.size:
        return None
    work, arguments = pickle.loads(stream.read(HEADER.unpack(header)[0]))  # from the parent
    return work, arguments


def _limit() -> None:
    """Set an end to the memory, and let others go first, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY_LIMIT if most == resource.RLIM_INFINITY else min(MEMORY_LIMIT, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)


if __name__ == "__main__":
    main()
