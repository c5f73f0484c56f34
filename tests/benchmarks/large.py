"""Libraries of 1,000, 10,000 and 100,000 articles: what grows with them, and what must not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from storage.library import Library
from tests.benchmarks import (
    large_actions,
    large_annotations,
    large_lists,
    large_overview,
    large_searching,
    large_shelf,
    large_window,
    start,
)
from tests.benchmarks.large_libraries import made
from tests.benchmarks.measuring import Row
from tests.benchmarks.processes import Run, Values, collect

SIZES = (1_000, 10_000, 100_000)


def rows(run: Run) -> Iterator[Row]:
    """Measure copies of all sizes in turn, so that a busy minute hits all of them."""
    copies: dict[str, Path] = {}
    for count in SIZES[: 2 if run.quick else None]:
        copies[f"{count:,}"] = run.libraries.scratch / f"large-{count}.postil"
        shutil.copyfile(made(run.libraries, count), copies[f"{count:,}"])
    yield from _start(run, copies)
    for part in (
        large_searching,
        large_overview,
        large_shelf,
        large_lists,
        large_actions,
        large_annotations,
        large_window,
    ):
        yield from part.rows(run, copies)


def _start(run: Run, copies: Mapping[str, Path]) -> Iterator[Row]:
    ours: dict[str, Values] = {size: {} for size in copies}
    empty: Values = {}
    homes = {size: run.libraries.scratch / f"home-{path.stem}" for size, path in copies.items()}
    for size, path in copies.items():
        with Library.open(path) as library, library.unrecorded():
            ids = library.articles.ids()
            library.articles.mark_opened(ids[len(ids) // 2])
        start.started(homes[size], "postil", str(path))  # once: files and byte code are in memory
    for _ in range(run.times(15)):
        for size, path in copies.items():
            collect(ours[size], start.started(homes[size], "postil", str(path)))
        collect(empty, start.started(homes[size], "empty"))
    for size, values in ours.items():
        yield Row(
            *("large", "start: painted, article open", size, values["took"], empty["took"]),
            target=start.PAINTED_MS,
            ratio_target=start.TIMES_EMPTY,
        )
        yield Row(
            *("large", "start: peak memory", size, values["peak"], empty["peak"], "MB"),
            target=start.PEAK_MB,
        )
