"""`python -m tests.benchmarks`: measures Postil beside its floors and prints one table."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import shutil
import sys
import time
from pathlib import Path

from tests.benchmarks.libraries import SHELF, Libraries
from tests.benchmarks.measuring import Row, growth_table, machine, table
from tests.benchmarks.processes import Run, ask, guarded

GROWING = "large"  # the group that measures libraries of several sizes
GROUPS = (
    "start",
    "opening",
    "reading",
    "pictures",
    "notes",
    "shelf",
    "commits",
    "importing",
    "extraction",
    "searching",
    "ledger",
    "entities",
    "anchoring",
    "pdf",
    "epub",
    "documents",
    "finding_window",
    "care",
    GROWING,
)
QUICK_SHELF = 10_000


def main() -> int:
    """Measure the groups asked for; the exit code is 0 even when a target is missed."""
    options = _options()
    began = time.monotonic()
    libraries = Libraries(options.work, shelf=QUICK_SHELF if options.quick else SHELF)
    facts = machine(**ask("windows.facts", libraries.scratch / "home"))  # type: ignore[arg-type]
    print("\n".join(facts), flush=True)
    rows: list[Row] = []
    run = Run(libraries, options.quick)
    for group in options.rows:
        module = importlib.import_module(f"tests.benchmarks.{group}")
        for row in guarded(group, module.rows(run)):
            rows.append(row)
            sys.stderr.write("  ".join(cell for cell in row.cells() if cell) + "\n")
    took = time.monotonic() - began
    load = ", ".join(f"{part:.2f}" for part in os.getloadavg())
    print(f"{took:.0f} s, load average afterwards {load}\n\n{table(rows)}")
    print(f"\n{growth_table([row for row in rows if row.group == GROWING])}")
    if options.json:
        found = {"machine": facts, "seconds": took, "rows": [row.as_json() for row in rows]}
        options.json.write_text(json.dumps(found, indent=1), encoding="utf-8")
    shutil.rmtree(libraries.scratch, ignore_errors=True)
    return 0


def _options() -> argparse.Namespace:
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer samples, a smaller shelf")
    usual = tuple(group for group in GROUPS if group != GROWING)
    parser.add_argument(
        "--rows", type=_groups, default=usual, help=f"some of {','.join(GROUPS)}", metavar="A,B"
    )
    parser.add_argument("--json", type=Path, help="also write everything there", metavar="FILE")
    parser.add_argument(
        *("--work",),
        type=Path,
        default=cache / "postil-benchmarks",
        help="where libraries are made",
    )
    return parser.parse_args()


def _groups(names: str) -> tuple[str, ...]:
    wanted = tuple(names.split(","))
    for name in wanted:
        if name not in GROUPS:
            raise argparse.ArgumentTypeError(f"{name} is none of {', '.join(GROUPS)}")
    return wanted


if __name__ == "__main__":
    sys.exit(main())
