"""The window on a large library: how long its event loop is held up by what a reader does.

One process goes through phases (nothing, scrolling and jumping on the shelf, typing into the
search, typing while 1,000 files come in and finders run) and notes in each how long a 2 ms timer
has to wait: `longest` and `p99` by the clock, `own` without the time in which other programs had
the processor.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from pathlib import Path

from tests.benchmarks import mass_import
from tests.benchmarks.measuring import Row
from tests.benchmarks.processes import Run, ask, collect
from tests.benchmarks.questions import COMMON, TOPIC, english

TURN_MS = 16  # issue 5: no stall above it
PHASE_S = 4.0
KEY_MS = 90  # between two keys of somebody who types quickly
FRAME_MS, STEP = 16, 60  # a wheel that turns quickly
JUMP_MS, OTHERWISE_MS = 60, 700
TYPED_S = 20.0  # for how long it is typed while files come in
SECTIONS = {
    "idle": "nothing",
    "scroll": "scrolling the shelf",
    "jump": "jumping on the shelf",
    "sort": "sorting the shelf",
    "filter": "other parts of the library on the shelf",
    "type": "typing into the search",
    "busy": "typing, files coming in, finders at work",
}


def rows(run: Run, copies: Mapping[str, Path]) -> Iterator[Row]:
    """Measure each size (by its name) in turn."""
    home = run.libraries.scratch / "home"
    folder = run.libraries.scratch / "many"
    mass_import.make_folder(folder)
    typed = words_typed(60)
    found: dict[str, dict[str, list[float]]] = {size: {} for size in copies}
    for _ in range(run.times(3)):
        for size, path in copies.items():
            collect(
                found[size], ask("large_window.shown", home, path=path, folder=folder, typed=typed)
            )
    for size, own in found.items():
        for key, what in SECTIONS.items():
            for name, of in (("longest turn", "longest"), ("p99", "p99")):
                samples, idle = own[f"{key} own {of}"], own[f"idle own {of}"]
                target = TURN_MS if key != "idle" else None
                yield Row("large", f"{name}, {what}", size, samples, idle, target=target)
            yield Row("large", f"longest by the clock, {what}", size, own[f"{key} longest"])
        yield Row("large", "window: peak memory", size, own["peak"], unit="MB")


def shown(path: str, folder: str, typed: list[str]) -> dict[str, object]:
    """Open the window on a copy of a library and go through the phases; milliseconds."""
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QAbstractItemView

    from gui.library_place import WHOLE_LIBRARY, LibraryPlace
    from gui.shelf.orders import ALWAYS
    from tests.benchmarks import windows
    from tests.benchmarks.measuring import memory_mb

    app = windows.make_app()
    window, session = windows.show_window(Path(path), app)
    window.finding.pause(True)
    windows.settle(app, 1.5)
    beats, answer = windows.Beats(window), {}
    view = max(window.shelf.findChildren(QAbstractItemView), key=lambda one: one.height())
    bar, rng = view.verticalScrollBar(), random.Random(8)

    def phase(key: str, act: Callable[[], object], every_ms: int, seconds: float = PHASE_S) -> None:
        timer = QTimer(window, interval=every_ms)
        timer.timeout.connect(act)
        beats.waits()
        timer.start()
        QTimer.singleShot(round(seconds * 1000), app, app.exit)
        app.exec()
        timer.stop()
        own, waits = beats.own_waits(), beats.waits()
        for name, found in ((f"{key} own", own), (key, waits)):
            answer[f"{name} longest"] = found[-1]
            answer[f"{name} p99"] = found[len(found) * 99 // 100]
        windows.settle(app, 0.5)

    def scroll() -> None:
        bar.setValue(bar.value() + STEP if bar.value() < bar.maximum() else 0)

    keys = _keys(typed)
    model, orders = window.shelf._model, cycle(ALWAYS)
    tag = max(session.library.tags.all(), key=lambda one: one.articles).name
    collection = max(session.library.collections.tree(), key=lambda one: one.total).path
    places = cycle(
        LibraryPlace(typed, typed, session.library.query(typed, is_typing=False))
        for typed in ("is:unread", "is:starred", f"tag:{tag}", f"in:{collection}", "is:done")
    )

    def press() -> None:
        focused = app.focusWidget()
        if focused is not None:
            key = next(keys)
            QTest.keyClick(focused, key) if key != "\b" else focused.clear()  # type: ignore[attr-defined]

    phase("idle", lambda: None, FRAME_MS)
    phase("scroll", scroll, FRAME_MS)
    phase("jump", lambda: bar.setValue(rng.randrange(max(1, bar.maximum()))), JUMP_MS)
    phase("sort", lambda: model.show_articles(order=next(orders)), OTHERWISE_MS, 2 * PHASE_S)
    phase("filter", lambda: model.show_articles(place=next(places)), OTHERWISE_MS, 2 * PHASE_S)
    model.show_articles(place=WHOLE_LIBRARY, order="added")
    windows.settle(app, 1.0)
    window.activateWindow()
    window.actions_["search"].trigger()
    phase("type", press, KEY_MS, 2 * PHASE_S)
    window.finding.pause(False)
    window.finding.start()
    window.importing.files([Path(folder)])
    window.importing.stopped.connect(lambda: app.exit())
    phase("busy", press, KEY_MS, TYPED_S)
    answer["peak"] = memory_mb("VmHWM")
    window._close_anyway()  # files still come in, and it would ask
    return answer


def words_typed(count: int) -> list[str]:
    """Give what is typed, a word or two each time; made by the parent, it takes a while."""
    words, rng = english(), random.Random(9)
    kinds = ((COMMON,), (TOPIC,), (COMMON, TOPIC), (TOPIC, COMMON))
    return [
        " ".join(words[rank + rng.randrange(300)] for rank in rng.choice(kinds))
        for _ in range(count)
    ]


def _keys(typed: list[str]) -> Iterator[str]:
    """Give it key by key; after each the field is emptied."""
    for words in cycle(typed):
        yield from words
        yield "\b"
