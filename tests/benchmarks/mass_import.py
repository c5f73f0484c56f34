"""A folder of 1,200 files imported in the window: how long it takes, how long the window waits."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.corpus import Prose
from tests.benchmarks.measuring import Row
from tests.benchmarks.processes import Run, ask

TEXTS, PAGES = 1_000, 200
SHORTEST, LONGEST = 5_000, 50_000  # characters of a text
WAIT_MS = 16  # DESIGN.md, Targets: a frame
IDLE_S = 3.0
LONGEST_S = 100.0
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{title} | The Paper</title>
<meta property="og:site_name" content="The Paper"><meta name="author" content="Ana Mar">
<link rel="canonical" href="https://example.org/{number}"><link rel="stylesheet" href="x.css">
<script>var tracked = true;</script></head><body><header><nav><ul>{links}</ul></nav></header>
<main><article><h1>{title}</h1><p class="byline">By Ana Mar</p>
<figure><img src="page {number}_files/one.png" alt="A view">
<figcaption>A view.</figcaption></figure>
{paragraphs}</article><aside><h2>Most read</h2><ul>{links}</ul></aside></main>
<footer><p>About us. Terms. Privacy.</p><ul>{links}</ul></footer></body></html>"""


def rows(run: Run) -> Iterator[Row]:
    """Import the folder once or more; beside it the same window without an import."""
    home = run.libraries.scratch / "home"
    folder = run.libraries.scratch / "many"
    make_folder(folder)
    found: dict[str, list[float]] = {}
    for _ in range(run.times(3)):
        target = run.libraries.scratch / "many.postil"
        for old in target.parent.glob("many.postil*"):
            old.unlink()
        answer = ask("mass_import.import_many", home, folder=folder, target=target)
        for key, value in answer.items():
            found.setdefault(key, []).append(float(str(value)))
    size = f"{TEXTS:,} texts, {PAGES} pages"
    yield Row("import", "longest wait in the window", size, found["longest"], found["idle_longest"])
    yield Row("import", "p99 of the waits", size, found["p99"], found["idle_p99"], target=WAIT_MS)
    yield Row("import", "files a second", size, found["rate"], unit="/s")


def make_folder(folder: Path) -> None:
    """Write the files: texts, some of them Markdown, and saved pages with their folders."""
    from io import BytesIO

    from PIL import Image

    folder.mkdir()
    picture = BytesIO()
    Image.effect_noise((320, 200), 40).save(picture, "PNG")
    prose = Prose(TEXTS)
    for number in range(TEXTS):
        length = SHORTEST + (LONGEST - SHORTEST) * number // TEXTS
        ending = "md" if number % 4 == 0 else "txt"
        text = "\n\n".join([prose.title(), *prose.paragraphs(length)])
        (folder / f"text {number}.{ending}").write_text(text, encoding="utf-8")
    for number in range(PAGES):
        links = "".join(f'<li><a href="/{n}">{prose.title()}</a></li>' for n in range(30))
        paragraphs = "".join(f"<p>{words}</p>\n" for words in prose.paragraphs(6_000))
        page = PAGE.format(title=prose.title(), number=number, links=links, paragraphs=paragraphs)
        (folder / f"page {number}.html").write_text(page, encoding="utf-8")
        (folder / f"page {number}_files").mkdir()
        (folder / f"page {number}_files" / "one.png").write_bytes(picture.getvalue())


def import_many(folder: str, target: str) -> dict[str, object]:
    """Import a folder in the window; the waits between beats, with and without an import."""
    from PySide6.QtCore import QTimer

    from gui.app import open_library
    from tests.benchmarks import windows

    app = windows.make_app()
    open_library(Path(target)).close()
    window, session = windows.show_window(Path(target), app)
    windows.settle(app, 0.5)
    beats = windows.Beats(window)
    QTimer.singleShot(round(IDLE_S * 1000), app, app.exit)
    app.exec()
    idle = beats.waits()
    window.importing.stopped.connect(lambda: app.exit())
    QTimer.singleShot(round(LONGEST_S * 1000), app, app.exit)
    began = time.perf_counter()
    window.importing.files([Path(folder)])
    app.exec()
    took = time.perf_counter() - began
    waits = beats.waits()
    report = window.importing.last_report()
    assert report is not None
    taken = len(session.library.articles.ids()) - 1
    windows.settle(app, 0.5)
    window.close()
    return {
        "longest": waits[-1],
        "p99": waits[len(waits) * 99 // 100],
        "over": sum(wait > WAIT_MS for wait in waits),
        "idle_longest": idle[-1],
        "idle_p99": idle[len(idle) * 99 // 100],
        "rate": taken / took,
        "failed": len(report.of("failed")),
    }
