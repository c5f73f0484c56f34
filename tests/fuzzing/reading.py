"""How a case of each format is read, and what is expected of what comes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from storage.errors import ImportFailed
from storage.exporters.interchange_reading import from_json
from storage.importers.opml import subscriptions_in
from storage.importers.pictures import KEPT_PIXELS, checked
from storage.importers.reading import read_rich_text, read_source
from storage.importers.sources import Source
from storage.text.addresses import is_web
from tests.storage.invariants import assert_well_made


def read(format_: str, data: bytes, name: str) -> str:
    """Give "read" or "refused". Raises: whatever is wrong with the reader."""
    try:
        OTHERS.get(format_, _file)(data, name)
    except ImportFailed as error:
        return "refused" if str(error).endswith((".", "”")) else f"no sentence: {error}"
    return "read"


def _file(data: bytes, name: str) -> None:
    source = Source(data, name, Path(name).stem, Path("/nowhere") / name)
    assert_well_made(read_source(source))


def _clipboard(data: bytes, name: str) -> None:
    html = data.decode("utf-8", "surrogatepass" if data[:1] == b"\xed" else "replace")
    assert_well_made(read_rich_text(html, "https://example.org/a", "The same words."))


def _picture(data: bytes, name: str) -> None:
    picture = checked(data)
    if picture is None:
        raise ImportFailed("It is none.")
    assert 0 < picture.width * picture.height <= KEPT_PIXELS * 1.01
    again = checked(picture.body)
    assert again is not None, "what was kept is kept again"
    if picture.media_type != "image/svg+xml":
        assert again == picture
        return
    for dangerous in (b"<script", b"javascript:", b"<!ENTITY", b"<foreignObject", b" onload="):
        assert dangerous not in picture.body


def _export(data: bytes, name: str) -> None:
    for export in from_json(data.decode("utf-8", "replace")):
        blocks = export.text.blocks
        assert all(0 <= block.start <= block.end for block in blocks)
        export.text.content.encode("utf-8")


def _feeds(data: bytes, name: str) -> None:
    found = subscriptions_in(data, name)
    assert found
    assert all(is_web(one.url) for one in found)
    assert len({one.url for one in found}) == len(found)


OTHERS: dict[str, Callable[[bytes, str], None]] = {
    "clipboard": _clipboard,
    "picture": _picture,
    "export": _export,
    "opml": _feeds,
}
