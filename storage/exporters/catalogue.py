"""The formats that Postil exports to, their file names, and writing the files."""

from __future__ import annotations

import errno
import os
import re
import unicodedata
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from storage.errors import ExportFailed
from storage.exported import ArticleExport
from storage.exporters.html import html
from storage.exporters.interchange import to_json
from storage.exporters.markdown import markdown
from storage.exporters.spreadsheet import csv_table

FormatKey = Literal["markdown", "html", "html-text", "csv", "json"]

LONGEST = 120  # bytes of a name without its suffix: room for " (12).md" in every file system
# what Windows, macOS or Linux refuse, and what breaks a link to the file in Obsidian
_UNSAFE = re.compile(r'[<>:"/\\|?*#^\[\]\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file to export to.

    `is_complete` ones hold whole articles: gather those with `library.export(originals=True)`.
    Those that show pictures want `library.export(pictures=True)`.
    `is_separable` ones make sense as one file for each article, see `files`.
    """

    key: FormatKey
    title: str
    suffix: str
    render: Callable[[Sequence[ArticleExport]], str]
    shows_pictures: bool = False
    is_complete: bool = False
    is_separable: bool = True


FORMATS: dict[FormatKey, Format] = {
    form.key: form
    for form in (
        Format("markdown", "Markdown notes", ".md", markdown),
        Format("html", "Web page with the annotations", ".html", html),
        Format(
            *("html-text", "Web page with the whole text", ".html"),
            partial(html, whole_text=True),
            shows_pictures=True,
        ),
        Format("csv", "Table (CSV)", ".csv", csv_table, is_separable=False),
        Format(
            *("json", "Postil file, complete (JSON)", ".json", to_json),
            is_complete=True,
            is_separable=False,
        ),
    )
}


def suggested_name(exports: Sequence[ArticleExport], form: Format) -> str:
    """Give a file name that every system takes."""
    if len(exports) == 1:
        return safe_name(exports[0].article.title) + form.suffix
    return f"Postil, {len(exports)} articles{form.suffix}"


def files(exports: Sequence[ArticleExport], form: Format) -> list[tuple[str, str]]:
    """Give one file for each article: its name, different from the others', and its text."""
    taken: set[str] = set()
    found: list[tuple[str, str]] = []
    for export in exports:
        stem = name = safe_name(export.article.title)
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} ({number})"
        taken.add(name.casefold())
        found.append((name + form.suffix, form.render([export])))
    return found


def safe_name(title: str) -> str:
    """Give a title as the stem of a file name on Windows, macOS and Linux."""
    name = _UNSAFE.sub(" ", unicodedata.normalize("NFC", title))
    name = " ".join(name.split()).lstrip(".-~ ")
    name = name.encode("utf-8")[:LONGEST].decode("utf-8", "ignore").rstrip(". ")
    return f"_{name}" if _RESERVED.match(name) else name or "Untitled"


def write(path: Path, content: str | bytes) -> None:
    """Write a file, whole or not at all; an older one of that name is replaced. Text as UTF-8.

    Raises: ExportFailed.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        target = path.resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)  # a device or a pipe cannot be replaced
        else:
            _write_whole(target, data)
    except OSError as error:
        raise ExportFailed(_sentence(error, path)) from error


def _write_whole(target: Path, data: bytes) -> None:
    part = target.with_name(f".postil-{uuid.uuid4().hex}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            part.chmod(target.stat().st_mode & 0o777)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _sentence(error: OSError, path: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"There is no room left on the disk for {path}, so it was not written. "
            "Free some space and try again."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"Postil may not write to {path}. Choose another folder, or make this one writable."
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return f"There is no folder {path.parent}, so {path.name} was not written. Choose another."
    if error.errno in (errno.EISDIR, errno.EEXIST, errno.ENOTEMPTY):
        return f"{path} is a folder, so no file was written. Choose a name in it."
    if error.errno == errno.ENAMETOOLONG:
        return f"The name {path.name} is too long for this disk. Choose a shorter one."
    return f"{path} could not be written: {error.strerror or error}. Try another folder."
