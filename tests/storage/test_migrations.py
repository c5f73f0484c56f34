"""Every way to a library of today ends in the same schema, or changes nothing."""

import sqlite3
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

import storage.migrations
from storage.connecting import use_wal
from storage.errors import LibraryError
from storage.library import Library
from storage.migrations import APPLICATION_ID, SCHEMA, SQL, schema_of, upgrade
from storage.paths import backup_folder
from storage.types import ArticleId, Original
from tests.builders import add_article, make_annotation, make_library
from tests.library_files import assert_sound, digests, dump, rows, schema, write


def old_library(path, version):
    """Make a library as the Postil of a schema did."""
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set, name,"
            " applied_at)"
        )
        for file in sorted(SQL.glob("*.sql"))[:version]:
            db.executescript(file.read_text(encoding="utf-8"))
            step = ("postil", file.stem, "2026-01-01 00:00:00+00:00")
            db.execute("INSERT INTO _sqlite_migrations VALUES (NULL, ?, ?, ?)", step)
        db.commit()


@pytest.mark.parametrize("version", range(1, SCHEMA + 1))
def test_library_of_each_schema_gets_the_schema_of_a_new_one(tmp_path, version):
    path = tmp_path / "old.postil"
    old_library(path, version)
    upgrade(path)
    make_library(tmp_path, "new.postil").close()
    assert schema(path) == schema(tmp_path / "new.postil")
    assert_sound(path)


def test_there_is_a_step_for_every_schema_and_its_file_sets_the_number():
    scripts = sorted(SQL.glob("*.sql"))
    assert [int(file.name[:4]) for file in scripts] == list(range(1, SCHEMA + 1))
    for number, file in enumerate(scripts, 1):
        assert f"PRAGMA user_version = {number};" in file.read_text(encoding="utf-8")


def test_new_library_is_recognised_by_other_programs(library):
    assert rows(library.path, "PRAGMA application_id") == [(APPLICATION_ID,)]
    assert rows(library.path, "PRAGMA user_version") == [(SCHEMA,)]
    assert rows(library.path, "PRAGMA journal_mode") == [("wal",)]
    assert schema_of(library.path) == SCHEMA
    assert_sound(library.path)


def test_upgrading_what_is_current_changes_nothing(tmp_path):
    with make_library(tmp_path) as library:
        make_annotation(library, add_article(library))
    path = tmp_path / "library.postil"
    before = dump(path), schema(path)
    upgrade(path)
    assert (dump(path), schema(path)) == before


def test_failing_step_leaves_an_empty_file_that_the_next_start_takes(tmp_path, monkeypatch):
    broken = tmp_path / "sql"
    broken.mkdir()
    script = (SQL / "0001_first.sql").read_text(encoding="utf-8")
    (broken / "0001_first.sql").write_text(script + "CREATE TABLE article (id);")
    path = tmp_path / "library.postil"
    with monkeypatch.context() as patched:
        patched.setattr(storage.migrations, "SQL", broken)
        with pytest.raises(Exception, match="already exists"):
            Library.open(path)
    assert rows(path, "SELECT name FROM sqlite_master") == []
    with Library.open(path) as library:
        add_article(library)
    assert_sound(path)


def test_start_that_was_cut_short_is_taken_up_again(tmp_path):
    path = tmp_path / "library.postil"
    with closing(sqlite3.connect(path)) as db:  # as a kill between the first two writes leaves it
        db.execute("PRAGMA journal_mode = WAL")
    assert path.stat().st_size > 0
    with Library.open(path) as library:
        add_article(library)
    assert_sound(path)


@pytest.fixture
def newer_program(tmp_path, monkeypatch):
    """Pretend that this program knows one schema more than the library has."""
    sql = tmp_path / "sql"
    sql.mkdir()
    for file in SQL.glob("*.sql"):
        (sql / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(storage.migrations, "SQL", sql)
    monkeypatch.setattr(storage.migrations, "SCHEMA", SCHEMA + 1)
    monkeypatch.setattr("storage.library.SCHEMA", SCHEMA + 1)


def test_copy_is_made_before_an_upgrade_and_only_once(tmp_path, newer_program):
    path = tmp_path / "library.postil"
    upgrade(path)
    write(path, "INSERT INTO color_name (color, name) VALUES ('red', 'Doubt')")
    Library.open(path).close()
    (copy,) = backup_folder(path).iterdir()
    assert copy.name == f"library before upgrade from {SCHEMA}.postil"
    assert dump(copy) == dump(path)
    assert rows(copy, "PRAGMA user_version") == [(SCHEMA,)]
    kept = digests(copy.parent)
    write(path, "DELETE FROM color_name")
    Library.open(path).close()
    assert digests(copy.parent) == kept


def test_no_upgrade_without_its_copy(tmp_path, newer_program):
    path = tmp_path / "library.postil"
    upgrade(path)
    backup_folder(path).write_text("a file where the folder of copies should be")
    before = digests(tmp_path)
    with pytest.raises(LibraryError):
        Library.open(path)
    assert digests(tmp_path) == before


def test_rows_that_point_nowhere_stop_an_upgrade(tmp_path):
    path = tmp_path / "library.postil"
    upgrade(path)
    write(path, "INSERT INTO annotation_tag (annotation_id, tag_id) VALUES (5, 6)")
    with pytest.raises(LibraryError, match="2 rows that point nowhere"):
        upgrade(path)


def test_change_to_wal_waits_its_turn(tmp_path):
    path = tmp_path / "library.postil"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE t (a)")
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    begins = threading.Event()

    def change() -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(path, timeout=30)) as db:
            begins.set()
            use_wal(db, timeout_s=30)
            return db.execute("PRAGMA journal_mode").fetchall()

    with ThreadPoolExecutor(1) as pool:
        changed = pool.submit(change)
        assert begins.wait(30)
        other.execute("ROLLBACK")
        other.close()
        assert changed.result(30) == [("wal",)]


def test_change_to_wal_gives_up_in_time(tmp_path):
    path = tmp_path / "library.postil"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE t (a)")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with (
            closing(sqlite3.connect(path, timeout=0.01)) as db,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            use_wal(db, timeout_s=0.01)


def test_originals_of_schema_1_stay_with_their_texts(tmp_path):
    path = tmp_path / "library.postil"
    old_library(path, 1)
    with closing(sqlite3.connect(path)) as db:
        db.execute(
            "INSERT INTO article (id, uid, title, imported_at, source)"
            " VALUES (7, 'u', 'T', '2026-01-01T00:00:00.000Z', 'markdown')"
        )
        db.execute(
            "INSERT INTO article_text (id, article_id, version, current, length, sha256,"
            " extractor, created_at, content)"
            " VALUES (9, 7, 1, 1, 1, ?, 'markdown 2', '2026-01-01T00:00:00.000Z', 'T')",
            ("0" * 64,),
        )
        body = zlib.compress(b"# T\n")
        db.execute("INSERT INTO original VALUES (7, 'zlib', ?)", (body,))
        db.commit()
    with Library.open(path) as library:
        text = library.texts.current(ArticleId(7))
        assert library.texts.original(text.id) == Original("article.md", b"# T\n")
        assert text.pictures == text.pages == ()
    assert [file.name for file in backup_folder(path).iterdir()]
    assert_sound(path)
