"""The shelf of large libraries: opened, scrolled, in every order, a part of it, what is typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.benchmarks.measuring import Row
from tests.benchmarks.processes import Run, Values, ask, collect

PAINTED_MS = 16  # DESIGN.md, Targets: a frame
WHOLE_MS = 100  # until all rows are there, which is asked beside the window
STEP = 60  # pixels of a turn of the wheel
TIMES = 40
JUDGED = {"scroll by 60 px": PAINTED_MS, "jump anywhere": PAINTED_MS}


def rows(run: Run, copies: Mapping[str, Path]) -> Iterator[Row]:
    """Measure the shelf of each size (by its name), the sizes in turn."""
    home = run.libraries.scratch / "home"
    found: dict[str, Values] = {size: {} for size in copies}
    for _ in range(run.times(6)):
        for size, path in copies.items():
            collect(found[size], ask("large_shelf.used", home, path=path))
    for size, own in found.items():
        for name, took in own.items():
            target = JUDGED.get(name)
            yield Row("large", f"shelf: {name}", size, took, target=target, judged="p95")


def used(path: str) -> dict[str, object]:
    """Use the panel in a window of its own; milliseconds until the list has painted it."""
    import random

    from PySide6.QtWidgets import QWidget

    from gui.actions import Actions
    from gui.library_place import WHOLE_LIBRARY, LibraryPlace
    from gui.session import Session
    from gui.settings import Settings
    from gui.shelf.orders import ALWAYS
    from gui.shelf.panel import ShelfPanel
    from storage.library import Library
    from tests.benchmarks import windows

    app = windows.make_app()
    session = Session(Library.open(Path(path), create=False), Settings(), app)
    made: list[ShelfPanel] = []
    answer: dict[str, object] = {}

    def make() -> windows.Painted:
        panel = ShelfPanel(session, Actions(QWidget()))
        panel.resize(280, 740)
        made.append(panel)
        painted = windows.Painted(app, panel._view.viewport())
        painted.expect()
        panel.show()
        return painted

    answer["panel made and painted"], painted = windows.timed_paint(make)
    view, model = made[0]._view, made[0]._model
    windows.turns_until(app, lambda: model.is_whole)
    windows.settle(app)
    bar, rng = view.verticalScrollBar(), random.Random(3)

    def until(act: object, condition: object = lambda: True) -> float:
        painted.expect(condition)  # type: ignore[arg-type]
        took, _ = windows.timed_paint(lambda: (act(), painted)[1])  # type: ignore[operator]
        windows.settle(app, 0.02)
        return took

    bar.setValue(bar.maximum() // 3)
    windows.settle(app, 0.1)
    answer["scroll by 60 px"] = [
        until(lambda: bar.setValue(bar.value() + STEP)) for _ in range(TIMES)
    ]
    answer["jump anywhere"] = [
        until(lambda: bar.setValue(rng.randrange(bar.maximum()))) for _ in range(TIMES)
    ]
    for order in (*ALWAYS[1:], ALWAYS[0]):
        answer[f"by {order}, all rows"] = until(
            lambda o=order: model.show_articles(order=o), lambda: model.is_whole
        )
    tag = max(session.library.tags.all(), key=lambda one: one.articles).name
    collection = max(session.library.collections.tree(), key=lambda one: one.total).path
    for name, typed in (
        ("unread ones", "is:unread"),
        ("starred ones", "is:starred"),
        ("those of a tag", f"tag:{tag}"),
        ("those of a collection", f"in:{collection}"),
    ):
        place = LibraryPlace(name, name, session.library.query(typed, is_typing=False))
        answer[f"{name}, first rows"] = until(
            lambda p=place: model.show_articles(place=p), lambda: not model.is_asking
        )
        windows.turns_until(app, lambda: model.is_whole)
        windows.settle(app, 0.1)
    answer["whole library again"] = until(lambda: model.show_articles(place=WHOLE_LIBRARY))
    session.close()
    return answer
