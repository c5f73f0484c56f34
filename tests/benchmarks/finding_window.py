"""Finding beside the window: how long the window waits, how soon an article is done, how fast."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

from storage.library import Library
from storage.types import Span
from tests.benchmarks.libraries import SIZES, first_article
from tests.benchmarks.measuring import Row
from tests.benchmarks.processes import Run, ask, collect

ARTICLES = 300
SHORTEST, LONGEST = 2_000, 12_000  # characters of one
WAIT_MS = 16  # DESIGN.md, Targets: a frame
SOON_MS = 1_000  # issue 4: one article's result after it was opened
NOTICED_MS = 50  # what an action of the reader may wait for the library
WORDS_A_S = 15_000  # DESIGN.md, Targets
CHILD_MB = 60  # DESIGN.md, Targets: beyond a bare Python
IDLE_S = 3.0
SCROLL_MS, STEP = 16, 9  # a wheel that turns: pixels a frame
APART = ("acts", "idle_acts", "is_over")  # no single numbers
ACT_MS = 500  # between two actions of the reader
LONGEST_S = 280.0  # less than a measuring process may take


def rows(run: Run) -> Iterator[Row]:
    """Look an article through, 300 of them, and a book."""
    home = run.libraries.scratch / "home"
    for size in ("4k", "100k", "3M"):
        answer = ask("finding_window.process", home, length=SIZES[size])
        yield Row("finding", "first text of a new process", size, [_number(answer, "cold")])
        if size != "3M":
            yield Row("finding", "next text", size, [_number(answer, "warm")])
        per_1000 = [1_000_000 / _number(answer, "rate")]
        yield Row("finding", "1,000 words", size, per_1000, target=1_000_000 / WORDS_A_S)
        limit = CHILD_MB if size != "3M" else None
        memory = [_number(answer, "memory")]
        yield Row("finding", "memory beyond a bare Python", size, memory, unit="MB", target=limit)
    file = run.libraries.scratch / "finding.postil"
    found: dict[str, list[float]] = {}
    for _ in range(run.times(3)):
        _fresh(file, [SHORTEST + (LONGEST - SHORTEST) * n // 9 for n in range(10)])
        collect(found, ask("finding_window.opened", home, path=file))
    for what, key in (("opened until found, new process", "cold"), ("opened until found", "warm")):
        yield Row("finding", what, "2–12k", found[key], target=SOON_MS)
    lengths = [SHORTEST + (LONGEST - SHORTEST) * n // ARTICLES for n in range(ARTICLES)]
    for what, sizes in ((f"{ARTICLES} articles", lengths), ("3M", [SIZES["3M"], 4_000])):
        answers = []
        for is_acting in (False, True):
            _fresh(file, sizes)
            given = {"path": file, "is_book": len(sizes) == 2, "is_acting": is_acting}
            answers.append(ask("finding_window.shown", home, **given))
        yield from _waits(what, *answers)


def _waits(what: str, scrolled: dict[str, object], acted: dict[str, object]) -> Iterator[Row]:
    if not scrolled["is_over"]:
        yield Row("finding", "until all is found", what, failure=f"not within {LONGEST_S:.0f} s")
    given = {key: [_number(scrolled, key)] for key in scrolled if key not in APART}
    for name, key in (("longest wait", "longest"), ("p99 of the waits", "p99")):
        idle = given[f"idle_{key}"]
        yield Row("finding", f"{name}, scrolling", what, given[key], idle)
    for name, key in (("longest", "own"), ("p99", "own_p99")):
        idle = given[f"idle_{key}"]
        yield Row("finding", f"{name}, on a processor", what, given[key], idle, target=WAIT_MS)
    acts: list[float] = acted["acts"]  # type: ignore[assignment]
    idle_acts: list[float] = acted["idle_acts"]  # type: ignore[assignment]
    yield Row(
        *("finding", "an action of the reader", what, acts, idle_acts),
        target=NOTICED_MS,
        judged="p95",
    )
    yield Row("finding", "until all is found", what, given["took"], unit="s")
    yield Row("finding", "mentions and quotes", what, given["findings"], unit="")


def _number(answer: dict[str, object], key: str) -> float:
    return float(str(answer[key]))


def process(length: int) -> dict[str, object]:
    """Look a text through in the process, warm, and measure the process; Linux only."""
    from storage.finders.isolation import FindingProcess
    from storage.found import Known
    from storage.importers.reading import read_text
    from tests.benchmarks.news import News

    article = read_text(News(1).text(length))
    finder = FindingProcess(niceness=0)

    def timed() -> float:
        start = time.perf_counter()
        finder.find(article.content, article.blocks, "en", None, Known())
        return time.perf_counter() - start

    cold = timed()
    warm = timed() if length < SIZES["3M"] else cold
    status = Path(f"/proc/{finder.pid}/status").read_text().splitlines()
    peak = next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    finder.close()
    return {
        "cold": cold * 1000,
        "warm": warm * 1000,
        "rate": len(article.content.split()) / warm,
        "memory": peak - _bare_mb(),
    }


def opened(path: str) -> dict[str, object]:
    """Open articles one after another until what is found there has been told; milliseconds."""
    from tests.benchmarks import windows

    app = windows.make_app()
    window, session = windows.show_window(Path(path), app)
    window.finding.pause(True)
    told: set[int] = set()
    session.found.connect(told.update)
    took = []
    for number, article in enumerate(window.shelf.listed_ids()):
        start = time.perf_counter()
        if number:
            session.open(article)
        else:
            window.finding.start()  # the first one is open already
        text = session.text
        assert text is not None
        windows.turns_until(app, lambda text=text: text.id in told)
        took.append((time.perf_counter() - start) * 1000)
        windows.settle(app, 0.1)
    window.close()
    return {"cold": took[:1], "warm": took[1:]}


def shown(path: str, is_book: bool, is_acting: bool) -> dict[str, object]:
    """Scroll or annotate while texts are looked through; waits between beats, and of actions."""
    from PySide6.QtCore import QTimer

    from tests.benchmarks import windows

    app = windows.make_app()
    window, session = windows.show_window(Path(path), app)
    if is_book:
        session.open(first_article(session.library))
    windows.settle(app, 1.0)
    page, acts = window.reader.page, []
    scroll = QTimer(window, interval=SCROLL_MS)
    bar = page.verticalScrollBar()
    scroll.timeout.connect(
        lambda: bar.setValue(bar.value() + STEP if bar.value() < bar.maximum() else 0)
    )

    def act() -> None:
        text, start = session.text, time.perf_counter()
        assert text is not None
        if session.library.undo_label():
            session.undo()  # so that the page is not fuller at the end than in the beginning
        else:
            session.act("Highlight", lambda library: library.annotations.add(text, Span(0, 9)))
        acts.append((time.perf_counter() - start) * 1000)

    acting = QTimer(window, interval=ACT_MS)
    acting.timeout.connect(act)
    (acting if is_acting else scroll).start()
    beats = windows.Beats(window)
    QTimer.singleShot(round(IDLE_S * 1000), app, app.exit)
    app.exec()
    idle_own, idle = beats.own_waits(), beats.waits()
    idle_acts = list(acts)
    acts.clear()
    began = time.perf_counter()
    lane = window.finding.now if is_book else window.finding.later
    lane.over.connect(lambda *_: app.exit())
    QTimer.singleShot(round(LONGEST_S * 1000), app, app.exit)
    window.finding._queue.setInterval(0)
    window.finding.pause(False)  # `opened` has paused it, and that is remembered
    window.finding.start()
    app.exec()
    took = time.perf_counter() - began
    own, waits = beats.own_waits(), beats.waits()
    findings = sum(
        len(session.library.mentions.on(text)) + len(session.library.quotes.on(text))
        for text in session.library.findings.texts_since(0)
    )
    window.close()
    return {
        "own": own[-1],
        "own_p99": own[len(own) * 99 // 100],
        "idle_own": idle_own[-1],
        "idle_own_p99": idle_own[len(idle_own) * 99 // 100],
        "longest": waits[-1],
        "p99": waits[len(waits) * 99 // 100],
        "idle_longest": idle[-1],
        "idle_p99": idle[len(idle) * 99 // 100],
        "acts": acts,
        "idle_acts": idle_acts,
        "is_over": took < LONGEST_S,
        "took": took,
        "findings": findings,
    }


def _fresh(path: Path, lengths: list[int]) -> None:
    """Make a library of articles of these lengths, the last one newest."""
    from storage.importers.reading import read_text
    from tests.benchmarks.news import News

    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    news = News(len(lengths))
    with Library.open(path) as library, library.unrecorded():
        for length in lengths:
            library.articles.take(read_text(news.text(length)))


def _bare_mb() -> float:
    """Give the resident memory of a Python that has done nothing."""
    import subprocess
    import sys

    script = "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=os.environ
    )
    return int(done.stdout) / 1024
