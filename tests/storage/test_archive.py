from __future__ import annotations

import io
import zipfile

import pytest

from storage.errors import ImportFailed
from storage.importers.archive import Archive
from storage.importers.recognition import format_of
from storage.importers.sources import Source
from storage.importers.xml_trees import parsed_xml


def packed(**entries: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in entries.items():
            file.writestr(name, body)
    return buffer.getvalue()


def test_an_entry_is_read_by_its_name() -> None:
    opened = Archive(packed(a=b"one", b=b"two"), "notes.zip")
    assert opened.names == ["a", "b"]
    assert opened.read("b") == b"two"
    assert "c" not in opened
    assert opened.found("A") == "a"


def test_an_entry_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Archive(packed(a=b"one"), "notes.zip").read("b")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 and nothing else", packed(a=b"x" * 999)[:60]])
def test_what_is_no_whole_archive_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ImportFailed, match=r"notes\.zip is damaged or was cut short"):
        Archive(data, "notes.zip")


def test_an_entry_larger_than_asked_for_is_refused_before_it_is_all_there() -> None:
    bomb = packed(a=b"\0" * 50_000_000)
    with pytest.raises(ImportFailed, match=r"unpacks to more than .* \(1 MB in “a”\)"):
        Archive(bomb, "bomb.zip").read("a", most=1_000_000)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_cannot_be_unpacked_step_by_step_are_refused(packing: int) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packing) as file:
        file.writestr("mimetype", bytes(3_000_000))
    with pytest.raises(ImportFailed, match="packed in a way that Postil does not open"):
        Archive(buffer.getvalue(), "notes.zip").read("mimetype")
    assert format_of(Source(buffer.getvalue(), "notes.zip")) == "text"


def test_all_entries_together_have_an_end() -> None:
    bomb = packed(a=b"\0" * 3_000_000, b=b"\0" * 3_000_000)
    opened = Archive(bomb, "bomb.zip", most_unpacked=5_000_000)
    opened.read("a")
    with pytest.raises(ImportFailed, match=r"unpacks to more than Postil .* \(5 MB\)"):
        opened.read("b")
    used_up = Archive(bomb, "bomb.zip", most_unpacked=3_000_000)
    used_up.read("a")
    with pytest.raises(ImportFailed, match=r"\(3 MB\)"):
        used_up.read("b")


def test_a_damaged_entry_is_named() -> None:
    data = bytearray(packed(chapter=bytes(range(256)) * 100))
    data[60:80] = b"\xff" * 20
    with pytest.raises(ImportFailed, match="chapter"):
        Archive(bytes(data), "book.epub").read("chapter")


def test_entities_are_neither_fetched_nor_multiplied() -> None:
    source = (
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY a "aaaa">]><r>b&x;&a;</r>'
    )
    root = parsed_xml(source)
    assert root is not None
    assert "".join(root.itertext()).replace("&x;", "").replace("&a;", "") == "b"


def test_deep_nesting_ends() -> None:
    root = parsed_xml(b"<a>" * 100_000)
    assert root is None or len(list(root.iter())) < 1000


def test_an_entry_without_a_name_is_no_entry() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"x")
        archive.writestr("chapter", b"words")
    assert Archive(buffer.getvalue(), "book.epub").names == ["chapter"]
