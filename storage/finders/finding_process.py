"""The process that looks texts through for `isolation.FindingProcess`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime

from storage.child_answers import answer
from storage.finders.finding import find
from storage.finders.paragraphs import asked
from storage.found import Findings, Known
from storage.types import Block

MEMORY_LIMIT = 6_000_000_000  # bytes of address space; a book takes 0.2, the largest spaCy model 4

WORK = {"find_in": "storage.finders.finding_process"}


def find_in(
    content: str,
    blocks: Sequence[Block],
    language: str,
    published_at: datetime | None,
    known: Known,
    engine: str,
) -> Findings:
    """Look a text through; the blocks become paragraphs here, since the window has other to do."""
    return find(asked(content, blocks, language, published_at, known), engine)


if __name__ == "__main__":
    answer(WORK, memory_limit=MEMORY_LIMIT, niceness=int(sys.argv[1]))
