"""From `session.open` to the painted page and to the whole document, beside a bare QTextEdit."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.libraries import SIZES, first_article
from tests.benchmarks.measuring import Row, memory_mb
from tests.benchmarks.processes import Run, ask, interleaved

CASES = (
    *(("4k", 0, False), ("100k", 0, False), ("100k", 1_000, False), ("100k", 1_000, True)),
    *(("3M", 0, False), ("3M", 1_000, False), ("3M", 10_000, False), ("3M", 10_000, True)),
)  # length, highlights, whether there are names and quotes too
PAINT_MS = {("100k", 1_000): 35, ("3M", 10_000): 190}  # DESIGN.md, Targets
TURN_MS, GROWTH_MB = 16, 80
PLACES = {"middle": 0.5, "end": 0.995}


def rows(run: Run) -> Iterator[Row]:
    """Open every size at its beginning, and the longest one in the middle and at the end."""
    home = run.libraries.scratch / "home"
    for size, highlights, has_findings in CASES:
        library = run.libraries.page(size, highlights, has_findings=has_findings)
        ours, theirs = interleaved(
            run.times(9 if size != "3M" else 6),
            lambda library=library: ask("opening.open_page", home, path=library),
            lambda library=library: ask("opening.open_bare", home, path=library),
        )
        name = _name(size, highlights, has_findings)
        target = PAINT_MS.get((size, highlights))
        yield Row("open", "first paint", name, ours["painted"], theirs["painted"], target=target)
        yield Row("open", "whole document laid out", name, ours["complete"], theirs["complete"])
        turn = TURN_MS if size != "4k" else None
        yield Row("open", "longest turn after it", name, ours["turn"], theirs["turn"], target=turn)
        if size == "3M":
            grown = ("open", "resident growth", name, ours["growth"], theirs["growth"], "MB")
            yield Row(*grown, target=GROWTH_MB)
    library = run.libraries.page("3M", 10_000, has_findings=True)
    for place, share in PLACES.items():
        at = int(SIZES["3M"] * share)
        ours, theirs = interleaved(
            run.times(5),
            lambda at=at: ask("opening.open_page", home, path=library, at=at),
            lambda at=at: ask("opening.open_bare", home, path=library, at=at),
        )
        name = f"3M + 10,000 + found, at the {place}"
        yield Row("open", "that place painted", name, ours["placed"], theirs["placed"])
        yield Row(
            "open", "longest turn after it", name, ours["turn"], theirs["turn"], target=TURN_MS
        )


def open_page(path: str, at: int = 0) -> dict[str, object]:
    """Open the long article of a library in Postil's window; times in milliseconds."""
    from tests.benchmarks import windows

    app = windows.make_app()
    window, session = windows.show_window(Path(path), app)
    page = window.reader.page
    article = first_article(session.library)
    session.remember(lambda library: library.articles.remember_place(article, at, 0.0))
    painted = windows.Painted(app, page.viewport())
    before = memory_mb("VmRSS")
    painted.expect()
    start = time.perf_counter()
    session.open(article)
    first = painted.wait()
    painted.expect(lambda: page.verticalScrollBar().value() > 0)
    findings = window.reader.findings

    def is_there() -> bool:
        return page.is_complete and windows.is_laid_out(page.document()) and findings.is_complete

    turns = windows.turns_until(app, is_there, since=first)
    complete = time.perf_counter()
    answer = {
        "painted": (first - start) * 1000,
        "placed": (painted.wait() - start) * 1000 if at else [],
        "complete": (complete - start) * 1000,
        "turn": max(turns),
        "growth": memory_mb("VmRSS") - before,
    }
    window.close()
    return answer


def open_bare(path: str, at: int = 0) -> dict[str, object]:
    """Put the same text into a bare QTextEdit of the same font and width, in one go."""
    from PySide6.QtGui import QTextCursor, QTextDocument

    from tests.benchmarks import bare, windows

    app = windows.make_app()
    edit, text = bare.show_edit(Path(path), app)
    painted = windows.Painted(app, edit.viewport())
    before = memory_mb("VmRSS")
    painted.expect()
    start = time.perf_counter()
    document = QTextDocument(edit)
    document.setDefaultFont(edit.document().defaultFont())
    document.setUndoRedoEnabled(False)
    QTextCursor(document).insertText(text)
    edit.setDocument(document)
    if at:
        cursor = QTextCursor(document)
        cursor.setPosition(at)
        edit.setTextCursor(cursor)
        edit.ensureCursorVisible()
    first = painted.wait()
    turns = windows.turns_until(app, lambda: windows.is_laid_out(document), since=first)
    complete = time.perf_counter()
    return {
        "painted": (first - start) * 1000,
        "placed": (first - start) * 1000,
        "complete": (complete - start) * 1000,
        "turn": max(turns),
        "growth": memory_mb("VmRSS") - before,
    }


def _name(size: str, highlights: int, has_findings: bool) -> str:
    found = " + found" if has_findings else ""
    return f"{size} + {highlights:,}{found}" if highlights else size
