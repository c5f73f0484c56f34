"""Files that cannot be opened or written: said in a sentence, and left exactly as they were."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import pytest

from storage.errors import (
    DiskFull,
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryForeign,
    LibraryReadOnly,
    LibraryTooNew,
)
from storage.library import Library
from storage.migrations import SCHEMA
from tests.builders import add_article, make_annotation, make_imported, make_library
from tests.library_files import assert_sound, digests, dump, python, write

PAGE = 4096
NO_OVERRIDE = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def filled(tmp_path) -> Path:
    """Give a closed library with an article, highlights, tags and a few dozen pages."""
    with make_library(tmp_path) as library:
        for number in range(8):
            article = add_article(library, make_imported(f"Number {number}. " + "words " * 2_000))
            make_annotation(library, article, f"Number {number}.", tags=["t"])
        return library.path


def _foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE other (a)")
        db.commit()


def _foreign_with_a_mark(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA application_id = 1")


def _foreign_in_use(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE other (a)")
        db.commit()


def _newer(path: Path) -> None:
    make_library(path.parent, path.name).close()
    write(path, f"PRAGMA user_version = {SCHEMA + 6}")


BAD = {
    "text": (lambda p: p.write_text("Dear diary,\n" * 9), LibraryForeign, "not a Postil library"),
    "picture": (lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n"), LibraryForeign, "was left as it is"),
    "one byte": (lambda p: p.write_bytes(b"S"), LibraryForeign, "not a Postil library"),
    "folder": (lambda p: p.mkdir(), LibraryForeign, "not a Postil library"),
    "foreign": (_foreign, LibraryForeign, "Choose another library"),
    "foreign with a mark": (_foreign_with_a_mark, LibraryForeign, "Choose another library"),
    "foreign with WAL": (_foreign_in_use, LibraryForeign, "Choose another library"),
    "newer": (_newer, LibraryTooNew, "made by a newer Postil"),
    "header only": (lambda p: p.write_bytes(b"SQLite format 3\0"), LibraryDamaged, "is damaged"),
    "noise after the header": (
        lambda p: p.write_bytes(b"SQLite format 3\0" + b"\xa5" * 9999),
        LibraryDamaged,
        "Copies are in the folder",
    ),
}


@pytest.mark.parametrize(("make", "error", "sentence"), BAD.values(), ids=BAD)
def test_bad_file_is_named_and_left_as_it_was(tmp_path, make, error, sentence):
    path = tmp_path / "library.postil"
    make(path)
    before = digests(tmp_path)
    with pytest.raises(LibraryError, match=sentence) as refused:
        Library.open(path, busy_timeout_s=0.05)
    assert type(refused.value) is error
    assert str(path) in str(refused.value)
    assert digests(tmp_path) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(LibraryForeign):
        Library.open(tmp_path / "pipe")


def test_empty_file_becomes_a_library(tmp_path):
    path = tmp_path / "library.postil"
    path.touch()
    with Library.open(path) as library:
        add_article(library)
    assert_sound(path)


@pytest.mark.parametrize("made", ["nothing", "empty file"])
def test_library_that_has_to_exist_is_not_made(tmp_path, made):
    path = tmp_path / "library.postil"
    if made == "empty file":
        path.touch()
    before = digests(tmp_path)
    with pytest.raises(LibraryError, match="There is no library at"):
        Library.open(path, create=False)
    assert digests(tmp_path) == before


@pytest.mark.parametrize(
    "name",
    ["a/b/c/library.postil", "100% [new] #1?.postil", "Bücher 🌍 東京.db", "no ending", ":memory:"],
)
def test_library_is_made_wherever_it_is_wanted(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    for path in (Path(name), tmp_path / "absolute" / name):
        with Library.open(path) as library:
            add_article(library)
        assert_sound(path.absolute())


def test_place_that_cannot_be_is_named(tmp_path):
    (tmp_path / "file").write_text("no folder")
    wrong = [tmp_path / "file" / "library.postil", tmp_path / ("long" * 80) / "library.postil"]
    if Path("/proc/self").exists():
        wrong.append(Path("/proc/no-such-folder/library.postil"))
    for path in wrong:
        with pytest.raises(LibraryReadOnly) as refused:
            Library.open(path)
        assert str(path) in str(refused.value)
    assert digests(tmp_path).keys() == {"file"}


# -- damage


def _read_everything(library: Library) -> None:
    for article in library.articles.ids():
        library.texts.current(article)
        library.annotations.of(article)


@pytest.mark.parametrize("pages", [1, 3, 20], ids=lambda n: f"{n} pages left")
def test_cut_off_library_is_called_damaged_and_left_as_it_was(filled, pages):
    filled.write_bytes(filled.read_bytes()[: PAGE * pages + 100])
    before = digests(filled.parent)
    with pytest.raises(LibraryDamaged) as refused, Library.open(filled) as library:
        _read_everything(library)
    assert str(filled) in str(refused.value)
    assert "library backups" in str(refused.value)
    assert digests(filled.parent) == before


@pytest.mark.parametrize("first", [1, 4, 9, 16])
def test_noise_in_the_file_is_no_bug_of_ours(filled, first):
    content = bytearray(filled.read_bytes())
    content[PAGE * first :] = b"\xa5" * (len(content) - PAGE * first)
    filled.write_bytes(content)
    with pytest.raises(LibraryDamaged) as refused, Library.open(filled) as library:
        _read_everything(library)
    assert str(filled) in str(refused.value)
    assert filled.read_bytes() == content


# -- others hold it


def test_library_locked_by_another_process_is_busy_within_the_time(filled):
    script = """if True:
        import sqlite3, sys
        db = sqlite3.connect(sys.argv[1], isolation_level=None)
        db.execute("PRAGMA locking_mode = EXCLUSIVE")
        db.execute("BEGIN EXCLUSIVE")
        sys.stdout.write("locked"); sys.stdout.flush(); sys.stdin.read()
    """
    before = dump(filled)
    with subprocess.Popen(
        [sys.executable, "-c", script, str(filled)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout.read(6) == "locked"
        with pytest.raises(LibraryBusy, match="Try again") as refused:
            Library.open(filled, busy_timeout_s=0.05)
        other.stdin.close()
    assert str(filled) in str(refused.value)
    assert dump(filled) == before
    Library.open(filled).close()


def test_library_of_the_old_journal_kind_waits_for_its_turn_too(filled):
    write(filled, "PRAGMA journal_mode = DELETE")  # as a copy from the folder of copies is
    other = sqlite3.connect(filled, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LibraryBusy):
        Library.open(filled, busy_timeout_s=0.05)
    other.execute("ROLLBACK")
    other.close()
    with Library.open(filled) as library:
        add_article(library)
    assert_sound(filled)


def test_reader_that_stays_does_not_stop_the_writer(filled):
    reader = sqlite3.connect(filled, isolation_level=None)
    reader.execute("BEGIN")
    before = reader.execute("SELECT count(*) FROM annotation").fetchone()
    with Library.open(filled, busy_timeout_s=0.05) as library:
        make_annotation(library, library.articles.ids()[0], None)
    assert reader.execute("SELECT count(*) FROM annotation").fetchone() == before
    reader.close()


# -- no right to write

OPEN = """if True:
    import sys
    from pathlib import Path
    from storage.errors import PostilError
    from storage.library import Library
    try:
        with Library.open(Path(sys.argv[1])) as library:
            with library.transaction("Name"):
                library.legend.rename("red", "Doubt")
        print("opened")
    except PostilError as error:
        print(type(error).__name__, error)
"""


def _unprivileged() -> tuple[str, ...]:
    """Give what to put before a command so that file modes bind, or skip."""
    if sys.platform == "win32":
        pytest.skip("file modes do not bind on Windows")
    if not IS_ROOT:
        return ()
    tried = shutil.which(NO_OVERRIDE[0]) and subprocess.run([*NO_OVERRIDE, "true"], check=False)
    if not tried or tried.returncode:
        pytest.skip("root may write everywhere, and setpriv cannot take that away here")
    return NO_OVERRIDE


@pytest.mark.parametrize("exists", [True, False], ids=["library", "no library yet"])
@pytest.mark.parametrize("file_too", [True, False], ids=["file too", "folder only"])
def test_read_only_folder_is_named_and_nothing_changes(tmp_path, exists, file_too):
    prefix = _unprivileged()
    folder = tmp_path / "read-only"
    folder.mkdir()
    path = folder / "library.postil"
    if exists:
        make_library(folder).close()
        path.chmod(0o444 if file_too else 0o644)
    before = digests(folder)
    folder.chmod(0o555)
    try:
        said = python(OPEN, path, prefix=prefix)
    finally:
        folder.chmod(0o755)
    assert said.startswith(f"LibraryReadOnly Postil may not write to the library {path}.")
    assert "Make the file and its folder writable" in said
    assert digests(folder) == before


def test_file_without_the_right_to_read_is_named(tmp_path):
    prefix = _unprivileged()
    make_library(tmp_path).close()
    path = tmp_path / "library.postil"
    before = digests(tmp_path)
    path.chmod(0o000)
    said = python(OPEN, path, prefix=prefix)
    path.chmod(0o644)
    assert said.startswith(f"LibraryReadOnly Postil may not write to the library {path}.")
    assert digests(tmp_path) == before


# -- no room


def test_full_disk_saves_nothing_of_the_action_and_the_next_smaller_one_works(library):
    article = add_article(library)
    before = dump(library.path)
    connection = library._store._connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskFull, match="Free some space") as refused:
        make_annotation(library, article, note="many words " * 9_000, tags=["t"])
    assert str(library.path) in str(refused.value)
    assert dump(library.path) == before
    assert library.undo_label() == "Import"
    connection.execute("PRAGMA max_page_count = 1000000")
    make_annotation(library, article, note="many words " * 9_000, tags=["t"])
    assert_sound(library.path)


@pytest.fixture
def tiny_disk(tmp_path) -> Path:
    """Mount a disk of two megabytes, or skip."""
    if not IS_ROOT or shutil.which("mount") is None or sys.platform != "linux":
        pytest.skip("only root on Linux can mount a tiny disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("this container may not mount")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_disk_that_fills_up_keeps_what_was_saved(tiny_disk, tmp_path):
    path = tiny_disk / "library.postil"
    saved = []

    def fill() -> None:
        while True:
            note = f"{len(saved)} " + "word " * 4_000
            saved.append(make_annotation(library, article, None, note=note))

    with Library.open(path) as library:
        article = add_article(library)
        with pytest.raises(DiskFull):
            fill()
        assert [a.id for a in library.annotations.of(article)] == saved != []
    with Library.open(path) as library:
        assert [a.id for a in library.annotations.of(article)] == saved
    elsewhere = shutil.copytree(tiny_disk, tmp_path / "elsewhere")  # looking closer takes room
    assert_sound(elsewhere / "library.postil")


def test_disk_without_room_for_a_first_library_can_be_cleared(tiny_disk, tmp_path):
    path = tiny_disk / "library.postil"
    with (tiny_disk / "other").open("wb", buffering=0) as other, suppress(OSError):
        while True:
            other.write(b"\0" * PAGE)
    with pytest.raises(LibraryError) as refused:
        Library.open(path)
    assert type(refused.value) is DiskFull
    (tiny_disk / "other").unlink()
    with Library.open(path) as library:
        add_article(library)
    elsewhere = shutil.copytree(tiny_disk, tmp_path / "elsewhere")
    assert_sound(elsewhere / "library.postil")
