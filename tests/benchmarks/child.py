"""`python -m tests.benchmarks.child module.function '{"arguments": ...}'`: prints its answer."""

from __future__ import annotations

import importlib
import json
import sys


def main() -> None:
    """Call the function and print what it gives as JSON."""
    module, _, function = sys.argv[1].partition(".")
    found = importlib.import_module(f"tests.benchmarks.{module}")
    print(json.dumps(getattr(found, function)(**json.loads(sys.argv[2]))), flush=True)


if __name__ == "__main__":
    main()
