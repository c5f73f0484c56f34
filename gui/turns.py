"""How soon a thread of Python lets another go on: sooner while threads of ours are busy.

Python lets a thread go on for 5 ms before another may, and painting waits for that many times over.
"""

from __future__ import annotations

import sys
from threading import Lock

USUAL_S = sys.getswitchinterval()
BUSY_S = 0.0005  # 60 waits of more than a frame while 1,200 files were imported became 19

_lock = Lock()
_busy: set[int] = set()  # the switch belongs to the process, so this does, too


def take_turns(owner: object, *, busy: bool) -> None:
    """Note whether an owner of a thread is busy, which must say so again when it is not."""
    with _lock:
        (_busy.add if busy else _busy.discard)(id(owner))
        sys.setswitchinterval(BUSY_S if _busy else USUAL_S)
