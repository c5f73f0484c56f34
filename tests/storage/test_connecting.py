"""A library that is open stays locked for other programs, whatever else this one does with it."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from storage.backup import back_up
from storage.library import Library
from storage.lock_keeper import LockKeeper
from storage.migrations import schema_of
from tests.builders import add_article, make_annotation, make_library

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="locks of POSIX")


def listed_elsewhere(path):
    """Give what another process says is in the library; it is the last to close it."""
    command = [sys.executable, str(ROOT / "main.py"), "--library", str(path), "export", "--all"]
    done = subprocess.run(
        [*command, "--format", "csv", "--output", "-"], capture_output=True, text=True, check=True
    )
    return done.stdout


def opened_again(path):
    Library.open(path, create=False).close()


@posix
@pytest.mark.parametrize(
    "act",
    [
        pytest.param(opened_again, id="second connection"),
        pytest.param(schema_of, id="look at the schema"),
        pytest.param(lambda path: back_up(path, path.with_name("copy")), id="copy"),
    ],
)
def test_what_is_written_after_another_look_is_seen_by_other_programs(tmp_path, act):
    with make_library(tmp_path) as library:
        article = add_article(library)
        act(library.path)
        listed_elsewhere(library.path)
        assert library.path.with_name("library.postil-wal").exists()
        make_annotation(library, article, "Kenya")
        assert "Kenya" in listed_elsewhere(library.path)


@posix
def test_looks_from_other_threads_leave_the_locks_too(tmp_path):
    with make_library(tmp_path) as library:
        article = add_article(library)
        threads = [threading.Thread(target=opened_again, args=(library.path,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        listed_elsewhere(library.path)
        make_annotation(library, article, "Kenya")
        assert "Kenya" in listed_elsewhere(library.path)


@posix
def test_what_is_written_after_the_locks_were_lost_is_seen_while_they_are_kept(tmp_path):
    with make_library(tmp_path) as library:
        article = add_article(library)
        keeper = LockKeeper(library.path)
        assert keeper.wait()
        for file in tmp_path.iterdir():  # as a file dialog looks into each
            file.read_bytes()
        listed_elsewhere(library.path)
        assert library.path.with_name("library.postil-wal").exists()
        make_annotation(library, article, "Kenya")
        assert "Kenya" in listed_elsewhere(library.path)
    keeper.close()
    assert [file.name for file in tmp_path.iterdir()] == ["library.postil"]


@posix
def test_keeper_ends_with_the_window_and_says_when_there_is_no_library(tmp_path):
    keeper = LockKeeper(tmp_path / "none.postil")
    assert not keeper.wait()
    keeper.close()
    assert list(tmp_path.iterdir()) == []


def test_a_library_closed_by_all_may_be_looked_at_again(tmp_path):
    with make_library(tmp_path) as library:
        path = library.path
        opened_again(path)
    assert schema_of(path) > 0
    assert [file.name for file in tmp_path.iterdir()] == ["library.postil"]
