"""Scrolling, jumping, highlighting and undoing in the longest text, painted each time."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.libraries import first_article
from tests.benchmarks.measuring import Row
from tests.benchmarks.processes import Run, ask, interleaved

STEP = 60  # pixels, as a wheel's notch
SCROLL_MS, JUMP_MS, ADD_MS = 8, 12, 10  # DESIGN.md, Targets; 95th percentiles
MANY = 1_000  # annotations deleted at once


def rows(run: Run) -> Iterator[Row]:
    """Read and mark in a library of the longest text with the most highlights."""
    home, size = run.libraries.scratch / "home", "3M + 10,000 + found"
    count = run.times(120)

    def fresh(name: str) -> dict[str, object]:
        library = run.libraries.page("3M", 10_000, has_findings=True)
        return ask(f"reading.{name}", home, path=library, count=count)

    ours, theirs = interleaved(2, lambda: fresh("move_page"), lambda: fresh("move_bare"))
    for what, key, target in (
        (f"scroll by {STEP} px", "scroll", SCROLL_MS),
        ("jump anywhere", "jump", JUMP_MS),
    ):
        yield Row("read", what, size, ours[key], theirs[key], target=target, judged="p95")
    ours, theirs = interleaved(2, lambda: fresh("mark_page"), lambda: fresh("mark_bare"))
    yield Row(
        *("mark", "highlight, committed and painted", size, ours["add"], theirs["add"]),
        target=ADD_MS,
        judged="p95",
    )
    yield Row("mark", "its note written", size, ours["note"])
    yield Row("mark", "its undo, painted", size, ours["undo"])
    yield Row("mark", f"delete {MANY:,}, painted", size, ours["delete_many"])
    yield Row("mark", f"undo of deleting {MANY:,}, painted", size, ours["undo_many"])


def move_page(path: str, count: int) -> dict[str, object]:
    """Scroll and jump on Postil's page after the whole text is laid out."""
    from tests.benchmarks import windows

    app = windows.make_app()
    window, session = windows.show_window(Path(path), app)
    page = window.reader.page
    session.open(first_article(session.library))
    windows.turns_until(app, lambda: page.is_complete and windows.is_laid_out(page.document()))
    windows.settle(app, 1.0)
    answer = _move(windows.Painted(app, page.viewport()), page.verticalScrollBar(), count)
    window.close()
    return answer


def move_bare(path: str, count: int) -> dict[str, object]:
    """Scroll and jump on a bare QTextEdit."""
    from PySide6.QtGui import QTextCursor

    from tests.benchmarks import bare, windows

    app = windows.make_app()
    edit, text = bare.show_edit(Path(path), app)
    QTextCursor(edit.document()).insertText(text)
    windows.turns_until(app, lambda: windows.is_laid_out(edit.document()))
    windows.settle(app, 1.0)
    return _move(windows.Painted(app, edit.viewport()), edit.verticalScrollBar(), count)


def mark_page(path: str, count: int) -> dict[str, object]:
    """Highlight words in view, write a note, undo; then delete many and undo."""
    from storage.types import AnnotationId, Span
    from tests.benchmarks import windows

    app = windows.make_app()
    window, session = windows.show_window(Path(path), app)
    pane, page, library = window.reader, window.reader.page, session.library
    article = first_article(library)
    session.open(article)
    windows.turns_until(app, lambda: page.is_complete and windows.is_laid_out(page.document()))
    windows.settle(app, 1.0)
    painted = windows.Painted(app, page.viewport())
    rng, length = random.Random(5), len(session.text.content) if session.text else 0
    found: dict[str, list[float]] = {"add": [], "note": [], "undo": []}
    for number in range(count):
        start = rng.randrange(length - 400)
        page.select(Span(start, start + rng.randint(20, 200)))
        windows.settle(app, 0.03)
        found["add"].append(windows.until_painted(painted, pane.highlight))
        windows.settle(app, 0.03)
        if number % 4 == 0:
            focus = session.focus

            def write(focus: AnnotationId | None = focus) -> None:
                session.act("Note", lambda lib: lib.annotations.write_note(focus, "Why?"))

            found["note"].append(windows.until_painted(painted, write))
            windows.settle(app, 0.03)
            session.undo()
            windows.settle(app, 0.03)
        if number % 2 == 0:
            found["undo"].append(windows.until_painted(painted, session.undo))
            windows.settle(app, 0.03)
    ids = [annotation.id for annotation in library.annotations.of(article)[:MANY]]

    def delete() -> None:
        session.act("Delete annotations", lambda lib: lib.annotations.delete(ids))

    page.verticalScrollBar().setValue(0)
    windows.settle(app)
    for name, act in (("delete_many", delete), ("undo_many", session.undo)):
        found[name] = [windows.until_painted(painted, act)]
        windows.settle(app, 0.5)
    window.close()
    return dict(found)


def mark_bare(path: str, count: int) -> dict[str, object]:
    """Commit one row with SQLite alone and repaint an empty widget."""
    from PySide6.QtWidgets import QWidget

    from tests.benchmarks import bare, windows

    app = windows.make_app()
    widget = QWidget()
    widget.resize(720, 740)
    widget.show()
    windows.settle(app)
    painted = windows.Painted(app, widget)
    took = []
    with tempfile.TemporaryDirectory(dir=Path(path).parent) as folder:
        marks = bare.BareTable(Path(folder) / "bare.db")

        def add() -> None:
            marks.insert(17, "some words that were selected" * 4)
            widget.update()

        for _ in range(count):
            took.append(windows.until_painted(painted, add))
            windows.settle(app, 0.03)
        marks.connection.close()
    return {"add": took}


def _move(painted, bar, count: int) -> dict[str, object]:
    from tests.benchmarks import windows

    rng = random.Random(11)

    def timed(value: Callable[[], int]) -> list[float]:
        took = []
        for _ in range(count):
            wanted = value()
            took.append(windows.until_painted(painted, lambda wanted=wanted: bar.setValue(wanted)))
        return took

    jump = timed(lambda: rng.randrange(bar.maximum()))
    bar.setValue(bar.maximum() // 3)
    windows.settle(painted.app)
    return {"jump": jump, "scroll": timed(lambda: bar.value() + STEP)}
