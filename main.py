"""Postil: reads the command line, then opens the window or runs a command without one."""

from __future__ import annotations

import gc
import sys
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Run Postil and give the exit code.

    `postil [--library PATH] [FILE | ADDRESS | postil://LINK]...` opens the window. A command
    (`import`, `list`, ...), `--help` and `--version` need no display and no Qt.
    """
    from storage.command_names import COMMANDS

    library, things = _without_library(arguments)
    if things and things[0] in (*COMMANDS, "-h", "--help", "--version"):
        from storage.command_line import run

        return run(arguments)
    if things and things[0].startswith("-") and not Path(things[0]).exists():
        sys.stderr.write(f"postil: there is no option {things[0]}; “postil --help” lists them.\n")
        return 2
    mistyped = [thing for thing in things if thing.isalnum() and not Path(thing).exists()]
    if mistyped:
        sys.stderr.write(
            f"postil: “{mistyped[0]}” is neither a command nor a file; "
            "“postil --help” lists the commands.\n"
        )
        return 2
    gc.disable()  # until the window stands, see gui.app: a tenth of the start
    from gui.sources import leave_unread

    leave_unread()
    from gui import app
    from storage.paths import default_library

    return app.run(library or default_library(), things)


def _without_library(arguments: list[str]) -> tuple[Path | None, list[str]]:
    """Take `--library PATH` (or `--library=PATH`) out of the arguments."""
    library, rest = None, []
    words = iter(arguments)
    for word in words:
        if word == "--library":
            library = Path(next(words, "")) if arguments[-1] != word else None
        elif word.startswith("--library="):
            library = Path(word.partition("=")[2])
        else:
            rest.append(word)
    return library, rest


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
