"""What an importer is given: the bytes of a file, a clipboard or a web page, and where from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

MAX_CHARACTERS = 10_000_000  # about forty novels
MAX_TEXT_BYTES = (
    4 * MAX_CHARACTERS
)  # no encoding that Postil reads takes more than four a character
MAX_BYTES = 300_000_000  # of a book or document with its pictures


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes to be read into an article.

    `name` is what sentences call it and `stem` a file's name without its ending. Files that a page
    names are looked for beside `path`, or where it lies in an archive, asked of `beside`, which
    gives the bytes for a relative path or None; `path` is then a name only, nothing is there.
    `url` is where it was fetched from; `charset` and `media_type` are what the server or the
    clipboard says of it, "" where nothing does.
    """

    data: bytes
    name: str
    stem: str = ""
    path: Path | None = None
    url: str = ""
    charset: str = ""
    media_type: str = ""
    beside: Callable[[str], bytes | None] | None = None
