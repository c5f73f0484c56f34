"""A book of 3 million characters with 500 pictures: opening it, scrolling it, its memory."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.libraries import PICTURES, first_article
from tests.benchmarks.measuring import Row, memory_mb
from tests.benchmarks.opening import GROWTH_MB, TURN_MS
from tests.benchmarks.processes import Run, Values, ask, collect
from tests.benchmarks.reading import JUMP_MS, SCROLL_MS, STEP

NOTCHES = 4  # of a wheel, past each picture
FIRST_MS = 190  # as for the longest text without pictures


def rows(run: Run) -> Iterator[Row]:
    """Measure the page as its reader has it."""
    library, home = run.libraries.illustrated(), run.libraries.scratch / "home"
    size, count = f"3M + {PICTURES}", run.times(60)
    found: Values = {}
    for _ in range(run.times(6)):
        collect(found, ask("opening.open_page", home, path=library))
    yield Row("pictures", "first paint", size, found["painted"], target=FIRST_MS)
    yield Row("pictures", "whole document laid out", size, found["complete"])
    yield Row("pictures", "longest turn after it", size, found["turn"], target=TURN_MS)
    collect(found, ask("reading.move_page", home, path=library, count=2 * count))
    for what, key, target in (
        (f"scroll by {STEP} px", "scroll", SCROLL_MS),
        ("jump anywhere", "jump", JUMP_MS),
    ):
        yield Row("pictures", what, size, found[key], target=target, judged="p95")
    past: Values = {}
    collect(past, ask("pictures.pass_pictures", home, path=library, count=count))
    scrolled = past["scroll"]
    yield Row(
        *("pictures", "scroll past them, decoded", size, scrolled), target=SCROLL_MS, judged="p95"
    )
    yield Row("pictures", "turns while they come", size, past["turn"], target=TURN_MS, judged="p95")
    yield Row("pictures", "jump until one is there", size, past["arrive"])
    yield Row("pictures", "resident growth", size, past["growth"], unit="MB", target=GROWTH_MB)


def pass_pictures(path: str, count: int) -> dict[str, object]:
    """Go to a picture, wait for it, and scroll past it; then to the next."""
    from storage.types import Span
    from tests.benchmarks import windows

    app = windows.make_app()
    window, session = windows.show_window(Path(path), app)
    page = window.reader.page
    session.open(first_article(session.library))
    windows.turns_until(app, lambda: page.is_complete and windows.is_laid_out(page.document()))
    windows.settle(app, 1.0)
    before = memory_mb("VmRSS")
    painted, bar = windows.Painted(app, page.viewport()), page.verticalScrollBar()
    arrived: set[int] = set()
    window.reader.follower.pictures().arrived.connect(arrived.add)
    pictures = session.text.pictures if session.text else ()
    scroll: list[float] = []
    turns: list[float] = []
    arrive: list[float] = []
    for picture in random.Random(3).sample(pictures, min(count, len(pictures))):
        if picture.id in arrived:
            continue  # it came along with one beside it
        start = time.perf_counter()
        page.bring_into_view(Span(picture.start, picture.start + 1))
        turns += windows.turns_until(app, lambda id_=picture.id: id_ in arrived)
        arrive.append((time.perf_counter() - start) * 1000)
        for _ in range(NOTCHES):
            wanted = bar.value() + STEP
            scroll.append(
                windows.until_painted(painted, lambda wanted=wanted: bar.setValue(wanted))
            )
    growth = memory_mb("VmRSS") - before
    window.close()
    return {"scroll": scroll, "turn": turns, "arrive": arrive, "growth": growth}
