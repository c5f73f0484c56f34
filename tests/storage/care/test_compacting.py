"""A library made smaller: nothing else about it changes, whoever has it open, however it ends."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest

from storage.care.checking import check
from storage.care.compacting import Compacted, compact, megabytes
from storage.errors import Cancelled, DiskFull, LibraryBusy
from storage.library import Library
from tests.builders import make_annotation
from tests.library_files import ROOT, assert_sound, dump, rows, schema
from tests.storage.care.damage import filled_library


@pytest.fixture
def with_gaps(tmp_path):
    path = filled_library(tmp_path, articles=40)
    with Library.open(path) as library:
        gone = list(library.articles.ids())[:30]
        with library.transaction("Delete"):
            library.articles.move_to_trash(gone)
        with library.unrecorded():
            library.articles.purge(gone)
    return path


def test_compacted_library_is_smaller_and_says_the_same(with_gaps):
    before, declared = dump(with_gaps), schema(with_gaps)
    compacted = compact(with_gaps)
    assert compacted.after < 0.7 * compacted.before
    assert "now, and took" in compacted.sentence()
    assert dump(with_gaps) == before
    assert schema(with_gaps) == declared
    assert rows(with_gaps, "PRAGMA journal_mode") == [("wal",)]
    assert check(with_gaps).is_sound
    assert "as small as it can be" in compact(with_gaps).sentence()


def test_window_that_is_open_goes_on(with_gaps):
    with Library.open(with_gaps) as library:
        article = library.articles.ids()[0]
        compact(with_gaps)
        make_annotation(library, article, "Number")
        library.undo()
    assert_sound(with_gaps)


def test_library_that_another_program_writes_to_is_left(with_gaps, monkeypatch):
    monkeypatch.setattr("storage.care.compacting.PATIENCE_S", 0.05)
    with closing(sqlite3.connect(with_gaps, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusy):
            compact(with_gaps)
        other.execute("ROLLBACK")
    assert_sound(with_gaps)


def test_without_room_nothing_is_begun(with_gaps, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 10})())
    before = dump(with_gaps)
    with pytest.raises(DiskFull, match="Nothing was changed"):
        compact(with_gaps)
    assert dump(with_gaps) == before


def test_it_can_be_stopped(with_gaps):
    before = dump(with_gaps)
    asked = iter(range(100))
    with pytest.raises(Cancelled):
        compact(with_gaps, None, lambda: next(asked) >= 3)
    assert dump(with_gaps) == before
    assert_sound(with_gaps)


COMPACT = """if True:
    import sys
    from pathlib import Path
    from storage.care.compacting import compact
    sys.stdout.write("go"); sys.stdout.flush()
    compact(Path(sys.argv[1]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_compacting_loses_nothing(with_gaps):
    before, chance = dump(with_gaps), random.Random(7)
    for _ in range(8):
        with subprocess.Popen(
            [sys.executable, "-c", COMPACT, str(with_gaps)], cwd=ROOT, stdout=subprocess.PIPE
        ) as process:
            process.stdout.read(2)
            time.sleep(chance.uniform(0, 0.08))  # the moment of the kill
            process.kill()
        assert dump(with_gaps) == before
        assert_sound(with_gaps)


@pytest.mark.parametrize(
    ("size", "said"),
    [(1, "1 KB"), (640_000, "640 KB"), (23_400_000, "23 MB"), (1_440_000_000, "1.4 GB")],
)
def test_sizes_are_written_for_people(size, said):
    assert megabytes(size) == said
    assert said in Compacted(size, size).sentence()
