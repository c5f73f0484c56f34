"""Files and pasted text, read into articles."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from storage.errors import ImportFailed
from storage.importers.composition import Draft, compose
from storage.importers.titles import clipped
from storage.text.canonical import canonical
from storage.types import ImportedArticle, SourceFormat

MARKDOWN_ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
MAX_CHARACTERS = 10_000_000  # about forty novels
MAX_BYTES = 4 * MAX_CHARACTERS  # no encoding that Postil reads takes more than four a character

_UNDECODED = re.compile("[\ud800-\udfff]")  # how Python keeps a name that is not UTF-8
_SIGNS = (  # what Markdown looks like, and how much it says
    (re.compile(r"^ {0,3}#{1,6} +\S", re.M), 2),
    (re.compile(r"^ {0,3}(?:```|~~~)", re.M), 2),
    (re.compile(r"\[[^\]\[\n]{1,200}\]\((?:https?://|mailto:)[^\s()]{1,500}\)"), 2),
    (re.compile(r"^ {0,3}\|?(?: *:?-{3,}:? *\|)+", re.M), 2),
    (re.compile(r"^ {0,3}\[[^\]\n]{1,80}\]: ", re.M), 1),
    (re.compile(r"\*\*[^\s*][^*\n]{0,200}\*\*"), 1),
    (re.compile(r"^ {0,3}[-*+] +\S.*\n(?:\n| .*\n)?^ {0,3}[-*+] +\S", re.M), 1),
    (re.compile(r"^---\n(?:[\w-]+:.*\n)+(?:---|\.\.\.)$", re.M), 2),
)
CLEAR = 2  # that much is Markdown


def read_file(path: Path) -> ImportedArticle:
    """Read a text or Markdown file. Raises: ImportFailed, in words for the reader."""
    from storage.text.decoding import decode

    name = shown(path.name) or shown(str(path))
    data = _bytes_of(path, name)
    decoded = decode(data, name)
    text = canonical(decoded.text)
    is_markdown = path.suffix.lower() in MARKDOWN_ENDINGS
    draft = _draft(text, name, is_markdown=is_markdown, stem=canonical(shown(path.stem)))
    notices = (*decoded.notices, *draft.notices)
    source: SourceFormat = "markdown" if is_markdown else "text"
    return _article(draft, source, data, notices, origin=shown(str(path.absolute())))


def read_text(text: str, *, title: str = "") -> ImportedArticle:
    """Read text from the clipboard; as Markdown only when it clearly is. Raises: ImportFailed."""
    data = text.encode("utf-8", "replace")
    text = canonical(text)
    draft = _draft(
        text, "The pasted text", is_markdown=looks_like_markdown(text), title=clipped(title)
    )
    return _article(draft, "clipboard", data, tuple(draft.notices))


def looks_like_markdown(text: str) -> bool:
    """Say whether text of unknown make shows clear signs of Markdown in its first pages."""
    start = text[:50_000]
    return sum(weight for sign, weight in _SIGNS if sign.search(start)) >= CLEAR


def shown(name: str) -> str:
    """Give a file's name as it can be shown and stored, whatever bytes it is made of."""
    return _UNDECODED.sub("\ufffd", name)


def _draft(text: str, name: str, *, is_markdown: bool, stem: str = "", title: str = "") -> Draft:
    if len(text) > MAX_CHARACTERS:
        raise ImportFailed(_too_long(name, f"{len(text):,} characters"))
    if not text.strip():
        raise ImportFailed(f"{name} is empty, so there is nothing to read.")
    if is_markdown:
        from storage.importers.markdown import read_markdown

        return read_markdown(text, stem=stem, title=title)
    from storage.importers.plain import read_plain

    return read_plain(text, stem=stem, title=title)


def _article(
    draft: Draft,
    source: SourceFormat,
    data: bytes,
    notices: tuple[str, ...],
    origin: str = "",
) -> ImportedArticle:
    content, blocks, marks = compose(draft.parts)
    return ImportedArticle(
        title=draft.title,
        content=content,
        blocks=blocks,
        marks=marks,
        byline=draft.byline,
        site=draft.site,
        url=draft.url,
        language=draft.language,
        published_at=draft.published_at,
        source=source,
        extractor=draft.extractor,
        origin=origin,
        original=data,
        notices=notices,
    )


def _bytes_of(path: Path, name: str) -> bytes:
    """Read a regular file; anything else is refused before it could keep us waiting."""
    try:
        _check(path.stat(), name)
        # A named pipe that took the file's place since then must not block the opening either.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags), "rb") as file:
            _check(os.fstat(file.fileno()), name)
            data = file.read(MAX_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise ImportFailed(
            f"There is no file at {shown(str(path))}. It may have been moved, renamed or mistyped."
        ) from error
    except PermissionError as error:
        raise ImportFailed(
            f"{name} may not be read by you. Change its permissions, or copy it to a folder of "
            "your own and open the copy."
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or "the name is not one that a file can have"
        raise ImportFailed(
            f"{name} could not be read: {reason}. Copy it to another folder and open the copy."
        ) from error
    if len(data) > MAX_BYTES:
        raise ImportFailed(_too_long(name, f"more than {MAX_BYTES // 1_000_000} MB"))
    return data


def _check(status: os.stat_result, name: str) -> None:
    """Refuse what is no ordinary file or too large. Raises: ImportFailed."""
    if stat.S_ISDIR(status.st_mode):
        raise ImportFailed(f"{name} is a folder. Open the files inside it.")
    if not stat.S_ISREG(status.st_mode):
        raise ImportFailed(
            f"{name} is a device or a pipe, not a file. Save what it gives to a file and open that."
        )
    if status.st_size > MAX_BYTES:
        raise ImportFailed(_too_long(name, f"{status.st_size / 1_000_000:,.0f} MB"))


def _too_long(name: str, size: str) -> str:
    return (
        f"{name} has {size}; Postil reads texts of up to {MAX_CHARACTERS:,} characters. "
        "Split it into parts and open them one by one."
    )
