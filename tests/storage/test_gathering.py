"""What there is to import in files, folders and archives, in which order, and what is left out."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.errors import Cancelled, ImportFailed
from storage.exporters.interchange import to_json
from storage.importers import gathering
from storage.importers.gathering import Gathered, Refused, Thing, entry_parts, gather, natural
from storage.importers.isolation import ReadingProcess
from storage.importers.zipped import list_archive, read_thing
from storage.mass_intake import Tools, things_in

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00"
    b"\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\xab\xce"
    b"\x54\xea\x00\x00\x00\x00IEND\xaeB`\x82"
)


def write(folder: Path, *names: str, data: bytes = b"Some words.") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def zipped(entries: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return made.getvalue()


def no_archives(path: Path, name: str) -> Gathered:
    raise AssertionError(f"{name} is none")


def names(folder: Path, **options: bool) -> list[str]:
    found = gather([folder], no_archives, **options)  # type: ignore[arg-type]
    return [thing.name.removeprefix(f"{folder.name}{os.sep}") for thing in found.things]


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    made = ReadingProcess()
    yield made
    made.close()


# -- folders


def test_a_folder_gives_its_articles_in_natural_order_its_own_files_first(tmp_path):
    write(tmp_path, "b/2.md", "b/10.md", "Chapter 10.txt", "chapter 2.txt", "a.pdf", "b/c/x.epub")
    found = names(tmp_path)
    expected = ["a.pdf", "chapter 2.txt", "Chapter 10.txt", "b/2.md", "b/10.md", "b/c/x.epub"]
    assert found == [str(Path(name)) for name in expected]
    assert names(tmp_path, has_subfolders=False) == expected[:3]


def test_natural_order_takes_figures_as_numbers():
    shuffled = ["10", "2", "1b", "1a", "a10b", "a9b", "", "²"]
    assert sorted(shuffled, key=natural) == ["", "1a", "1b", "2", "10", "a9b", "a10b", "²"]


@pytest.mark.parametrize(
    "name",
    [
        *(".hidden.txt", ".git/x.md", "~$report.docx", ".~lock.a.odt#", "Thumbs.db", "a.txt~"),
        *("__MACOSX/a.txt", "half.pdf.part", "x.crdownload", "b.tmp", "node_modules/a.md"),
    ],
)
def test_junk_is_left_out_and_not_even_counted(tmp_path, name):
    write(tmp_path, "good.txt", name)
    found = gather([tmp_path], no_archives)
    assert [thing.path.name for thing in found.things] == ["good.txt"]
    assert found.left_out == 0


def test_what_belongs_to_a_saved_page_is_left_out_and_the_page_is_not(tmp_path):
    write(tmp_path, "Page one.html", "Page one_files/frame.html", "Page one_files/x.png")
    write(tmp_path, "Seite.htm", "Seite-Dateien/a.html", "my_files/b.html")
    assert names(tmp_path) == ["Page one.html", "Seite.htm", str(Path("my_files/b.html"))]


def test_pictures_and_the_like_are_counted(tmp_path):
    write(tmp_path, "a.txt", "a.png", "a.css", "b/c.js", "data.json", "unknown", "sheet.xlsx")
    found = gather([tmp_path], no_archives)
    assert [thing.path.name for thing in found.things] == ["a.txt"]
    assert found.left_out == 6


def test_a_file_is_known_by_its_first_bytes_where_its_name_says_nothing(tmp_path):
    write(tmp_path, "paper", data=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")
    write(tmp_path, "index.php", data=b"\n<!DOCTYPE html><html>")
    write(tmp_path, "export.json", data=to_json([]).encode())
    write(tmp_path, "Makefile", data=b"all:\n\ttrue\n")
    assert names(tmp_path) == ["export.json", "index.php", "paper"]


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_do_not_lead_out_or_around(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    write(inside, "real.txt", "sub/deep.txt")
    write(outside, "secret.txt")
    (inside / "loop").symlink_to(inside)
    (inside / "sub" / "up").symlink_to(inside)
    (inside / "away").symlink_to(outside)
    (inside / "stolen.txt").symlink_to(outside / "secret.txt")
    (inside / "again.txt").symlink_to(inside / "real.txt")
    (inside / "gone.txt").symlink_to(inside / "nowhere.txt")
    found = gather([inside], no_archives)
    assert "secret.txt" not in {p.path.resolve().name for p in found.things}
    assert {p.path.name for p in found.things} == {"real.txt", "deep.txt", "again.txt", "gone.txt"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_keeps_nobody_waiting(tmp_path):
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe")
    found = gather([tmp_path], no_archives)
    assert [thing.path.name for thing in found.things] == ["a.txt"]


def test_a_folder_without_articles_is_said(tmp_path):
    write(tmp_path / "Pictures", "a.png")
    found = gather([tmp_path / "Pictures"], no_archives)
    said = "There is nothing in the folder Pictures that Postil reads."
    assert found.refused == [Refused("Pictures", said)]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may look everywhere")
def test_a_folder_that_may_not_be_looked_into_is_said(tmp_path):
    write(tmp_path, "a.txt", "closed/b.txt")
    (tmp_path / "closed").chmod(0)
    found = gather([tmp_path], no_archives)
    (tmp_path / "closed").chmod(0o700)
    assert "could not be looked into" in found.refused[0].sentence
    assert len(found.things) == 1


def test_folders_without_end_come_to_one(tmp_path):
    deep = tmp_path.joinpath(*["d"] * (gathering.DEEPEST + 3))
    write(deep, "far.txt")
    write(tmp_path, "near.txt")
    found = gather([tmp_path], no_archives)
    assert [thing.path.name for thing in found.things] == ["near.txt"]
    assert "nested deeper" in found.refused[0].sentence


def test_too_many_are_cut_with_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_THINGS", 3)
    write(tmp_path, *(f"{n}.txt" for n in range(5)))
    found = gather([tmp_path], no_archives)
    assert [thing.path.name for thing in found.things] == ["0.txt", "1.txt", "2.txt"]
    assert "3 things at once" in found.refused[0].sentence


def test_as_many_as_one_import_takes_are_not_too_many(tmp_path, monkeypatch):
    monkeypatch.setattr(gathering, "MOST_THINGS", 3)
    write(tmp_path, *(f"{n}.txt" for n in range(3)))
    named = [tmp_path / f"{n}.txt" for n in (0, 1, 2, 2)]
    for paths in ([tmp_path], named):
        found = gather(paths, no_archives)
        assert len(found.things) == 3
        assert not found.refused


def test_a_named_file_is_always_tried_and_each_once(tmp_path):
    write(tmp_path, "a.png", "b.txt")
    found = gather([tmp_path / "a.png", tmp_path / "b.txt", tmp_path / "b.txt"], no_archives)
    assert [thing.path.name for thing in found.things] == ["a.png", "b.txt"]


def test_gathering_can_be_stopped(tmp_path):
    write(tmp_path, "a.txt")
    with pytest.raises(Cancelled):
        gather([tmp_path], no_archives, is_cancelled=lambda: True)


# -- archives


def listed(tmp_path: Path, entries: dict[str, bytes]) -> tuple[list[str], list[tuple[str, str]]]:
    path = tmp_path / "articles.zip"
    path.write_bytes(zipped(entries))
    things, refused, _ = list_archive(path, path.name)
    return ["|".join(inside) for inside in things], refused


def test_an_archive_gives_its_articles_in_order_without_junk(tmp_path):
    entries = dict.fromkeys(
        ("b/1.txt", "10.md", "9.md", "__MACOSX/9.md", ".x.txt", "p.html", "p_files/f.html"), b"x"
    )
    assert listed(tmp_path, entries) == (["9.md", "10.md", "p.html", "b/1.txt"], [])


def test_an_archive_in_an_archive_is_opened_and_no_deeper_one(tmp_path):
    deepest = zipped({"c.txt": b"c"})
    inner = zipped({"b.txt": b"b", "deeper.zip": deepest})
    things, refused = listed(tmp_path, {"a.txt": b"a", "inner.zip": inner, "bad.zip": b"PK\3\4"})
    assert things == ["a.txt", "inner.zip|b.txt"]
    assert [name for name, _ in refused] == ["articles.zip / bad.zip", "articles.zip / deeper.zip"]
    assert "Unpack it" in refused[1][1]


def test_a_document_that_is_a_zip_is_one_thing(tmp_path):
    things, _ = listed(tmp_path, {"mimetype": b"application/epub+zip", "chapter.xhtml": b"x"})
    assert things == [""]


def test_an_empty_archive_and_a_damaged_one_are_said(tmp_path):
    with pytest.raises(ImportFailed, match=r"nothing in articles\.zip that Postil reads"):
        listed(tmp_path, {"a.png": b"x"})
    whole = zipped({"a.txt": os.urandom(5000)})
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ImportFailed, match=r"cut\.zip is damaged or was cut short"):
        list_archive(tmp_path / "cut.zip", "cut.zip")


def test_names_that_lead_out_lead_nowhere(tmp_path):
    path = tmp_path / "articles.zip"
    path.write_bytes(zipped({"../../evil.txt": b"Evil words", "C:\\x\\..\\y.txt": b"Other words"}))
    before = sorted(tmp_path.parent.rglob("*"))
    things, _, _ = list_archive(path, path.name)
    for inside in things:
        article = read_thing(path, inside, "/".join(inside))
        assert article.origin.startswith(f"{path}{os.sep}")
        assert ".." not in article.origin
    assert sorted(tmp_path.parent.rglob("*")) == before


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("a/b.txt", ("a", "b.txt")),
        ("/a//./b.txt", ("a", "b.txt")),
        ("../..\\a\\b.txt", ("a", "b.txt")),
        ("C:/a.txt", ("a.txt",)),
        ("Übersicht.txt".encode().decode("cp437"), ("Übersicht.txt",)),
        ("caf\x82.txt", ("caf\x82.txt",)),
    ],
)
def test_parts_of_a_name_in_an_archive(name, parts):
    assert entry_parts(name) == parts


def test_a_locked_entry_is_a_sentence_and_its_neighbour_is_read(tmp_path, process):
    data = bytearray(zipped({"a.txt": b"First words.", "locked.txt": b"Secret words."}))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.rindex(sign)
        data[at + flags] |= 1  # as an archiver marks what has a password
    path = tmp_path / "articles.zip"
    path.write_bytes(data)
    assert "First words." in read_thing(path, ("a.txt",), "a.txt").content
    with pytest.raises(ImportFailed, match=r"^locked\.txt is protected by a password"):
        read_thing(path, ("locked.txt",), "locked.txt")


def test_a_bomb_in_an_archive_is_refused_and_its_neighbour_is_read(tmp_path, process):
    path = tmp_path / "articles.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("bomb.txt", "w", force_zip64=True) as entry:
            for _ in range(320):
                entry.write(bytes(1 << 20))
        archive.writestr("good.txt", "Good words.")
    wanted, report = things_in([path], Tools(process))
    assert [one.name for one in wanted] == ["articles.zip/bomb.txt", "articles.zip/good.txt"]
    with pytest.raises(ImportFailed, match="unpacks to more than Postil opens at once"):
        wanted[0].work(Tools(process))
    assert wanted[1].work(Tools(process)).content.endswith("Good words.")
    assert report.outcomes == []


def test_a_page_in_an_archive_finds_its_pictures_there(tmp_path):
    words = b"".join(
        b"<p>Paragraph %d of a page about rivers and bridges.</p>" % n for n in range(9)
    )
    page = b"<html><body><article><h1>Rivers</h1>%b<img src='page%%20one_files/a.png' alt='Map'>%b"
    path = tmp_path / "pages.zip"
    path.write_bytes(
        zipped(
            {
                "in/page one.html": page % (words, words) + b"</article></body></html>",
                "in/page one_files/a.png": PNG,
                "a.png": b"no picture",
            }
        )
    )
    things, _, left_out = list_archive(path, path.name)
    assert things == [("in/page one.html",)]
    assert left_out == 1
    article = read_thing(path, things[0], "page one.html")
    assert [p.file.media_type for p in article.pictures if p.file] == ["image/png"]


def test_things_are_told_apart_by_where_they_lie():
    path = Path("a.zip")
    assert Thing(path, ("x.txt",)) != Thing(path, ("y.txt",))
