"""Files of each format to be damaged: made here, and real ones from a folder if one is given."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

ENDINGS = {
    "text": ".txt",
    "markdown": ".md",
    "html": ".html",
    "mhtml": ".mhtml",
    "epub": ".epub",
    "pdf": ".pdf",
    "docx": ".docx",
    "odt": ".odt",
    "rtf": ".rtf",
}
MOST_BYTES = 400_000  # of a real file; larger ones only take longer


@cache
def seeds(format_: str, folder: Path | None) -> list[tuple[str, bytes]]:
    """Give named files of a format."""
    ending = ENDINGS[format_]
    made = [(f"seed{ending}", data) for data in MADE[format_]()]
    found = sorted(folder.rglob(f"*{ending}")) if folder else []
    small = [path for path in found if path.is_file() and path.stat().st_size <= MOST_BYTES]
    return made + [(path.name, path.read_bytes()) for path in small]


TEXT = """The report of the committee

By Ada Mar

The committee met in *Geneva* on 3 May[^1]. "We will act now," said **Ana Ruiz**.

- one
- two
  1. inner

> quoted words

| who | what |
|-----|------|
| Ana | acts |

    code that is kept

![A map](map.png) and [a link](https://example.org/a).

---

[^1]: A note.
"""
MADE: dict[str, Callable[[], list[bytes]]] = {
    "text": lambda: [TEXT.encode(), TEXT.encode("utf-16")],
    "markdown": lambda: [f"---\ntitle: T\n---\n{TEXT}".encode()],
}
