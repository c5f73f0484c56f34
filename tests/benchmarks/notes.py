"""The annotations panel with 10,000, beside a QTableView with a model that says numbers."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.libraries import first_article
from tests.benchmarks.measuring import Row
from tests.benchmarks.processes import Run, ask, interleaved

COUNT = 10_000
TURN_MS = 16  # DESIGN.md, Targets


def rows(run: Run) -> Iterator[Row]:
    """Load the panel, and filter it by a colour and back."""
    home, size = run.libraries.scratch / "home", "10,000"
    library = run.libraries.page("3M", COUNT)
    ours, theirs = interleaved(
        run.times(5),
        lambda: ask("notes.fill_panel", home, path=library),
        lambda: ask("notes.fill_bare", home),
    )
    yield Row("notes", "first ones painted", size, ours["load"], theirs["load"])
    yield Row("notes", "all loaded", size, ours["complete"], theirs["load"])
    yield Row("notes", "longest turn after it", size, ours["turn"], target=TURN_MS)
    yield Row("notes", "filter by a colour, painted", size, ours["filter"], theirs["load"])
    yield Row("notes", "filter taken off, painted", size, ours["clear"], theirs["load"])
    yield Row("notes", "filter by a word, painted", size, ours["word"], theirs["load"])


def fill_panel(path: str) -> dict[str, object]:
    """Load the panel with an article's annotations, then filter."""
    from storage.types import AnnotationFilter
    from tests.benchmarks import windows

    app = windows.make_app()
    window, session = windows.show_window(Path(path), app)
    page, panel = window.reader.page, window.panel
    session.open(first_article(session.library))
    windows.turns_until(app, lambda: page.is_complete and windows.is_laid_out(page.document()))
    windows.settle(app, 0.5)
    painted = windows.Painted(app, panel.list.viewport())
    answer: dict[str, object] = {}
    painted.expect(lambda: panel.model.rowCount() > 0)
    start = time.perf_counter()
    session.opened.disconnect(window.reader._on_opened)  # the panel alone
    session.opened.emit()
    answer["load"] = (painted.wait() - start) * 1000
    turns = windows.turns_until(app, lambda: panel.model.rowCount() == COUNT, since=painted.at)
    answer["complete"] = (time.perf_counter() - start) * 1000
    answer["turn"] = max(turns)
    windows.settle(app, 0.5)
    for name, wanted in (
        ("filter", AnnotationFilter(colors=("red",))),
        ("clear", AnnotationFilter()),
        ("word", AnnotationFilter(text="the like")),
    ):
        answer[name] = windows.until_painted(
            painted, lambda wanted=wanted: session.filter_by(wanted)
        )
        windows.settle(app)
    window.close()
    return answer


def fill_bare() -> dict[str, object]:
    """Give a view that is on screen a model of as many rows."""
    from tests.benchmarks import bare, windows

    app = windows.make_app()
    view = bare.make_table(bare.BareModel(1))
    view.show()
    windows.settle(app)
    painted = windows.Painted(app, view.viewport())
    model = bare.BareModel(COUNT)
    return {"load": windows.until_painted(painted, lambda: view.setModel(model))}
