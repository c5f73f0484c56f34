"""Importing the longest text beside SQLite alone, and how long the window makes people wait."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from storage.library import Library
from tests.benchmarks import mass_import
from tests.benchmarks.measuring import Row, timed
from tests.benchmarks.processes import Run, ask, interleaved

WAIT_MS = 16  # DESIGN.md, Targets
FTS = "tokenize='unicode61 remove_diacritics 2', prefix='2 3'"  # as the library's own index


def rows(run: Run) -> Iterator[Row]:
    """Import without and with a window, and export."""
    home = run.libraries.scratch / "home"
    for size in ("100k", "3M"):
        text = run.libraries.text_file(size)

        def fresh(name: str, text: Path = text) -> dict[str, object]:
            target = run.libraries.scratch / "import.postil"
            for old in target.parent.glob("import.postil*"):
                old.unlink()
            return ask(f"importing.{name}", home, text=text, target=target)

        ours, theirs = interleaved(
            run.times(5), lambda f=fresh: f("import_text"), lambda f=fresh: f("import_bare")
        )
        yield Row("import", "read and committed", size, ours["took"], theirs["took"])
        waits = [float(str(fresh("import_shown")["wait"])) for _ in range(run.times(5))]
        yield Row("import", "longest wait in the window", size, waits, target=WAIT_MS)
    yield from mass_import.rows(run)
    library = run.libraries.page("100k", 1_000)
    formats = ask("importing.export", home, path=library, times=run.times(9))
    for key, took in formats.items():
        yield Row("export", key, "100k + 1,000", took)  # type: ignore[arg-type]


def import_text(text: str, target: str) -> dict[str, object]:
    """Read a file and commit it, as the worker does; the library is there already."""
    from storage.importers.reading import read_file

    Library.open(Path(target)).close()

    def take_in() -> None:
        with Library.open(Path(target), create=False) as library:
            article = read_file(Path(text))
            with library.transaction("Add article"):
                library.articles.take(article)

    return {"took": timed(take_in)[0]}


def import_bare(text: str, target: str) -> dict[str, object]:
    """Read the same file into one table and one index."""
    connection = sqlite3.connect(target, isolation_level=None)
    connection.executescript(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "CREATE TABLE text (id INTEGER PRIMARY KEY, content TEXT);"
        f"CREATE VIRTUAL TABLE fts USING fts5(content, content='text', content_rowid='id', {FTS});"
    )

    def insert() -> None:
        content = Path(text).read_text(encoding="utf-8")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO text (content) VALUES (?)", (content,))
        connection.execute("INSERT INTO fts (rowid, content) VALUES (1, ?)", (content,))
        connection.execute("COMMIT")

    took = timed(insert)[0]
    connection.close()
    return {"took": took}


def import_shown(text: str, target: str) -> dict[str, object]:
    """Import in the window; the longest time between two beats, until the text is to be opened."""
    from PySide6.QtCore import QTimer

    from gui.app import open_library
    from tests.benchmarks import windows

    app = windows.make_app()
    open_library(Path(target)).close()
    window, session = windows.show_window(Path(target), app)
    windows.settle(app, 0.5)
    session.leaving.connect(lambda: app.exit())  # the text is in the library, to be opened now
    beats = windows.Beats(window)
    window.importing.files([Path(text)])
    QTimer.singleShot(60_000, app, app.exit)
    app.exec()
    longest = beats.waits()[-1]
    windows.settle(app, 0.5)
    window.close()
    return {"wait": longest}


def export(path: str, times: int) -> dict[str, object]:
    """Gather and render 1,000 annotations in every format."""
    from storage.exporters.catalogue import FORMATS

    found: dict[str, object] = {}
    with Library.open(Path(path), create=False) as library:
        article = min(library.articles.ids())
        for form in FORMATS.values():

            def render(form=form) -> str:
                gathered = library.export([article], originals=form.is_complete)  # type: ignore[list-item]
                return form.render(gathered)

            found[form.title] = [timed(render)[0] for _ in range(times)]
    return found
