"""Damaged files for the readers of all formats: python -m tests.fuzzing [FORMAT...] [--cases N].

Each case is a damaged copy of a seed, made from the run's seed and the case's number, so that it
can be made again (`--only FORMAT:NUMBER`). It is read in a process with the limits of the real one.
What counts as a failure: an error that is not told in words for the reader, a crash, more than
`--seconds`, or an article that does not hold together. `--folder` damages real files instead.
"""

from __future__ import annotations

import argparse
import resource
import time
from pathlib import Path

from tests.fuzzing.mutation import damaged_case
from tests.fuzzing.reading import read
from tests.fuzzing.running import Outcome, Run, run
from tests.fuzzing.seeds import ENDINGS, seeds

MOST_SHOWN = 20  # failures of a format


def main() -> None:
    """Run the cases and print a line for each format and each failure."""
    arguments = _parsed()
    if arguments.only:
        _repeat(arguments)
        return
    began = time.monotonic()
    for format_ in arguments.formats or ENDINGS:
        _run(format_, arguments)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = used.ru_utime + used.ru_stime
    print(f"{time.monotonic() - began:.0f} s, {processor:.0f} s of processor time")


def _parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m tests.fuzzing")
    parser.add_argument("formats", nargs="*", metavar="FORMAT", help=", ".join(ENDINGS))
    parser.add_argument("--cases", type=int, default=1000, help="of each format")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=10, help="that one case may take")
    parser.add_argument("--jobs", type=int, default=2, help="processes at the same time")
    parser.add_argument(
        "--folder", type=Path, action="append", default=[], help="real files to damage instead"
    )
    parser.add_argument("--only", help="one case, as FORMAT:NUMBER")
    parser.add_argument("--keep", type=Path, help="where to write the file of --only")
    return parser.parse_args()


def _run(format_: str, arguments: argparse.Namespace) -> None:
    plan = Run(format_, seeds(format_, tuple(arguments.folder)), arguments.seed, arguments.seconds)
    began = time.monotonic()
    outcomes = sorted(run(plan, arguments.cases, arguments.jobs))
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    counts = {word: sum(one.what == word for one in outcomes) for word in ("read", "refused")}
    failures = [one for one in outcomes if one.what not in counts]
    print(
        f"{format_:9} {len(outcomes):7,} cases of {len(plan.seeds):,} seeds:"
        f" {counts['read']:,} read, {counts['refused']:,} refused, {len(failures)} failed;"
        f" slowest {slowest.seconds:.1f} s (case {slowest.number});"
        f" {time.monotonic() - began:.0f} s",
        flush=True,
    )
    _print_failures(format_, failures)


def _print_failures(format_: str, failures: list[Outcome]) -> None:
    """Print what went wrong once for each place in the code, with all its cases."""
    alike: dict[str, list[int]] = {}
    for one in failures:
        alike.setdefault(one.what, []).append(one.number)
    for what, numbers in list(alike.items())[:MOST_SHOWN]:
        cases = " ".join(f"{format_}:{number}" for number in numbers[:MOST_SHOWN])
        print(f"  {cases}  {what}", flush=True)


def _repeat(arguments: argparse.Namespace) -> None:
    format_, _, number = arguments.only.partition(":")
    found = seeds(format_, tuple(arguments.folder))
    name, data = damaged_case(found, format_, arguments.seed, int(number))
    if arguments.keep:
        arguments.keep.write_bytes(data)
    print(f"{name}, {len(data):,} bytes")
    print(read(format_, data, name))


if __name__ == "__main__":
    main()
