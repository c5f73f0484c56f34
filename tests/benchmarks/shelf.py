"""The list of 100,000 articles, beside a QTableView with a model that says numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.corpus import COMMON, vocabulary
from tests.benchmarks.measuring import Row
from tests.benchmarks.processes import Run, ask, interleaved

OPEN_MS = 15  # DESIGN.md, Targets
ORDERS = ("title", "published", "added")


def rows(run: Run) -> Iterator[Row]:
    """Open the shelf, reset it, jump in it, order it, search in it."""
    home, count = run.libraries.scratch / "home", run.libraries.shelf_size
    library, size = run.libraries.shelf(), f"{count:,}"
    ours, theirs = interleaved(
        run.times(7),
        lambda: ask("shelf.open_panel", home, path=library),
        lambda: ask("shelf.open_bare", home, count=count),
    )
    yield Row("shelf", "whole panel made and painted", size, ours["open"], theirs["open"])
    yield Row(
        *("shelf", "list filled and painted", size, ours["list"], theirs["list"]), target=OPEN_MS
    )
    yield Row("shelf", "jump anywhere, painted", size, ours["jump"], theirs["jump"])
    for order in ORDERS[:2]:
        yield Row("shelf", f"ordered by {order}, painted", size, ours[order])
    yield Row("shelf", "common word searched, painted", size, ours["search"])


def open_panel(path: str) -> dict[str, object]:
    """Make the shelf's panel in a window of its own."""
    import random

    from PySide6.QtWidgets import QWidget

    from gui.actions import Actions
    from gui.session import Session
    from gui.settings import Settings
    from gui.shelf.panel import ShelfPanel
    from storage.library import Library
    from tests.benchmarks import windows

    app = windows.make_app()
    session = Session(Library.open(Path(path), create=False), Settings(), app)
    owner = QWidget()
    actions = Actions(owner)
    made: list[ShelfPanel] = []
    answer: dict[str, object] = {}

    def make() -> windows.Painted:
        panel = ShelfPanel(session, actions)
        panel.resize(280, 740)
        made.append(panel)
        painted = windows.Painted(app, panel._view.viewport())
        painted.expect()
        panel.show()
        return painted

    took, painted = windows.timed_paint(make)
    answer["open"] = took
    windows.settle(app)
    view, model = made[0]._view, made[0]._model
    answer["list"] = windows.until_painted(painted, model.show_articles)
    windows.settle(app)
    bar, rng = view.verticalScrollBar(), random.Random(3)
    answer["jump"] = [
        windows.until_painted(painted, lambda: bar.setValue(rng.randrange(bar.maximum())))
        for _ in range(20)
    ]
    for order in ORDERS:
        answer[order] = windows.until_painted(
            painted, lambda order=order: model.show_articles(order=order)
        )
        windows.settle(app)
    word = vocabulary()[COMMON]
    answer["search"] = windows.until_painted(painted, lambda: model.show_articles(typed=word))
    session.close()
    return answer


def open_bare(count: int) -> dict[str, object]:
    """Make a view with as many rows in a window of its own."""
    import random

    from tests.benchmarks import bare, windows

    app = windows.make_app()
    views = []

    def make() -> windows.Painted:
        view = bare.make_table(bare.BareModel(count))
        views.append(view)
        painted = windows.Painted(app, view.viewport())
        painted.expect()
        view.show()
        return painted

    took, painted = windows.timed_paint(make)
    windows.settle(app)
    model = bare.BareModel(count)
    answer: dict[str, object] = {"open": took}
    answer["list"] = windows.until_painted(painted, lambda: views[0].setModel(model))
    windows.settle(app)
    bar, rng = views[0].verticalScrollBar(), random.Random(3)
    answer["jump"] = [
        windows.until_painted(painted, lambda: bar.setValue(rng.randrange(bar.maximum())))
        for _ in range(20)
    ]
    return answer
