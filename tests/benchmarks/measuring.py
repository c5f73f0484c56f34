"""What a measurement is, the machine it was made on, and the table."""

from __future__ import annotations

import os
import platform
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Literal, TypeVar

Result = TypeVar("Result")
HEAD = ("what", "size", "median", "p95", "n", "floor", "ratio", "target", "")


@dataclass
class Row:
    """One line of the table; `samples` and `floor` are in `unit`.

    `target` is compared with the statistic named by `judged`, `ratio_target` with the ratio of
    the medians. A `failure` stands in the place of samples.
    """

    group: str
    what: str
    size: str
    samples: list[float] = field(default_factory=list)
    floor: list[float] = field(default_factory=list)
    unit: str = "ms"
    target: float | None = None
    judged: Literal["median", "p95"] = "median"
    ratio_target: float | None = None
    failure: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor it takes."""
        if not self.samples or not self.floor or not median(self.floor):
            return None
        return median(self.samples) / median(self.floor)

    @property
    def is_met(self) -> bool | None:
        """Whether the target is reached; None where there is none."""
        if not self.samples or (self.target is None and self.ratio_target is None):
            return None
        value = median(self.samples) if self.judged == "median" else percentile(self.samples, 95)
        ratio = self.ratio
        return (self.target is None or value <= self.target) and (
            self.ratio_target is None or ratio is None or ratio <= self.ratio_target
        )

    def cells(self) -> tuple[str, ...]:
        """Give the row as the table shows it."""
        if self.failure:
            return (f"{self.group}: {self.what}", self.size, "failed", *[""] * 5, self.failure)
        parts = [f"{self.judged} ≤ {self.target:g}"] if self.target is not None else []
        parts += [f"≤ {self.ratio_target:g} ×"] if self.ratio_target is not None else []
        mark = {True: "met", False: "MISSED", None: ""}[self.is_met]
        return (
            f"{self.group}: {self.what}",
            self.size,
            f"{_number(median(self.samples))} {self.unit}",
            _number(percentile(self.samples, 95)),
            str(len(self.samples)),
            _number(median(self.floor)) if self.floor else "",
            f"{self.ratio:.1f}" if self.ratio is not None else "",
            ", ".join(parts),
            mark,
        )

    def as_json(self) -> dict[str, object]:
        """Give everything, samples included."""
        return asdict(self) | {"ratio": self.ratio, "met": self.is_met}


def percentile(samples: Sequence[float], percent: float) -> float:
    """Give the sample below which so many percent lie; the largest of few samples."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * percent / 100))]


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """Do the work; give how long it took in milliseconds, and its result."""
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1000, result


def worked(work: Callable[[], Result]) -> tuple[float, Result]:
    """Do the work; give the milliseconds of processor time of this thread, and its result.

    What others do on a shared machine does not count, nor does waiting.
    """
    start = time.thread_time()
    result = work()
    return (time.thread_time() - start) * 1000, result


def table(rows: Iterable[Row]) -> str:
    """Give the rows as a Markdown table that is readable as it stands."""
    return _aligned([HEAD, *(row.cells() for row in rows)])


def _aligned(cells: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["| " + " | ".join(c.ljust(w) for c, w in zip(r, widths, strict=True)) for r in cells]
    lines.insert(1, "|" + "|".join("-" * (width + 2) for width in widths))
    return "\n".join(f"{line} |".replace("- |", "-|") for line in lines)


def growth_table(rows: Sequence[Row]) -> str:
    """Give the rows that were measured at several sizes, a column for each; '' if there are none.

    Growth is the last size's median by the first one's; floor, ratio and target are the last one's.
    """
    sizes = list(dict.fromkeys(row.size for row in rows))
    by_name: dict[str, dict[str, Row]] = {}
    for row in rows:
        if row.samples:
            by_name.setdefault(f"{row.group}: {row.what}", {})[row.size] = row
    lines = []
    for name, own in by_name.items():
        if len(own) < 2:
            continue
        first, last = own[min(own, key=sizes.index)], own[max(own, key=sizes.index)]
        grown = median(last.samples) / (median(first.samples) or 1)
        _, _, _, p95, _, *judged = last.cells()
        medians = (_number(median(own[s].samples)) if s in own else "" for s in sizes)
        lines.append((name, last.unit, *medians, p95, f"{grown:.1f} ×", *judged))
    head = ("what", "", *sizes, "p95", "growth", *HEAD[-4:])
    return _aligned([head, *lines]) if lines else ""


def machine(font: str, qt: str, platform_name: str) -> list[str]:
    """Say what the figures depend on."""
    cores = os.cpu_count() or 1
    load = ", ".join(f"{part:.2f}" for part in os.getloadavg())
    return [
        f"{time.strftime('%Y-%m-%d %H:%M')}, {platform.system()} {platform.release()},"
        f" {cores} cores ({_processor()}), load average {load}",
        f"Python {platform.python_version()}, Qt {qt} ({platform_name}),"
        f" SQLite {sqlite3.sqlite_version}, {font}",
    ]


def memory_mb(key: Literal["VmHWM", "VmRSS"]) -> float:
    """Give this process's peak (VmHWM) or present (VmRSS) resident memory; Linux only."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(key):
            return int(line.split()[1]) / 1024
    return 0.0


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _number(value: float) -> str:
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"
