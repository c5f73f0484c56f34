"""Actions on a thousand articles or highlights of a large library, their undo, and the file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

from storage.library import Library
from storage.types import AnnotationId, ArticleId
from tests.benchmarks.measuring import Row, memory_mb, timed
from tests.benchmarks.processes import Run, Values, ask, collect

AT_ONCE = 1_000  # from all over the library


def rows(run: Run, copies: Mapping[str, Path]) -> Iterator[Row]:
    """Act on each copy of a library (by its size); then measure the files themselves."""
    home = run.libraries.scratch / "home"
    values: dict[str, Values] = {size: {} for size in copies}
    for _ in range(run.times(6)):
        for size, path in copies.items():
            collect(values[size], ask("large_actions.act", home, path=path))
    for size, own in values.items():
        peak = own.pop("peak")
        for name, took in own.items():
            yield Row("large", f"{name}, stored", size, took)
        yield Row("large", "peak memory of these actions", size, peak, unit="MB")
        whole, indexes = file_mb(copies[size])
        yield Row("large", "file", size, [whole], unit="MB")
        yield Row("large", "of it search indexes", size, [indexes], unit="MB")


def act(path: str) -> dict[str, object]:
    """Do each action and take it back; milliseconds, the commit included."""
    found: Values = {}
    with Library.open(Path(path), create=False) as library:
        ids = library.articles.ids()
        articles = [ArticleId(id_) for id_ in ids[:: max(1, len(ids) // AT_ONCE)]][:AT_ONCE]
        marked = library._store.query(
            "SELECT id FROM annotation ORDER BY id DESC LIMIT ?", (AT_ONCE,)
        )
        highlights = [AnnotationId(row["id"]) for row in marked]
        actions: dict[str, Callable[[], object]] = {
            f"delete {AT_ONCE:,} articles": lambda: library.articles.move_to_trash(articles),
            f"archive {AT_ONCE:,} articles": lambda: library.articles.set_state(
                articles, "archived"
            ),
            f"tag {AT_ONCE:,} highlights": lambda: library.tags.add(highlights, ["new/tag"]),
            f"recolour {AT_ONCE:,} highlights": lambda: library.annotations.recolor(
                highlights, "gray"
            ),
        }
        for name, action in actions.items():
            found[name] = [timed(lambda a=action: _done(library, a))[0]]
            found[f"{name}: undo"] = [timed(library.undo)[0]]
    return {**found, "peak": memory_mb("VmHWM")}


def _done(library: Library, action: Callable[[], object]) -> None:
    with library.transaction("A thousand"):
        action()


def file_mb(path: Path) -> tuple[float, float]:
    """Give the size of a library file, and what of it the search indexes take."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as file:
        pages = file.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall()
        names = file.execute("SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'")
        searched = tuple(f"{row[0]}_" for row in names)
    whole = sum(size for _, size in pages)
    return whole / 1e6, sum(size for name, size in pages if name.startswith(searched)) / 1e6
