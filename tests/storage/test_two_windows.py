"""Two windows on one library: writes wait, each hears what the other did, history is shared."""

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

import storage.store
from storage.errors import LibraryBusy, NotFound
from storage.journal import ChangeSet
from storage.library import Library
from tests.builders import add_article, make_annotation, make_imported, make_library, ticking_clock
from tests.library_files import ROOT, assert_sound, dump, python, rows

EVERYTHING = ChangeSet(everything=True)


class Window:
    """A library with all that its views have heard."""

    def __init__(self, path):
        self.library = Library.open(path, busy_timeout_s=0.05, clock=ticking_clock())
        self.heard: list[ChangeSet] = []
        self.library.subscribe(self.heard.append)

    def news(self) -> list[ChangeSet]:
        """Poll and give what was heard since last time."""
        self.library.poll()
        heard, self.heard[:] = list(self.heard), []
        return heard


@pytest.fixture
def windows(tmp_path):
    one, two = Window(tmp_path / "library.postil"), Window(tmp_path / "library.postil")
    yield one, two
    one.library.close()
    two.library.close()


def test_poll_brings_exactly_what_the_other_did(windows):
    one, two = windows
    article = add_article(one.library)
    make_annotation(one.library, article, tags=["t"])
    one.library.undo()
    told = one.news()
    assert two.news() == told
    assert [(c.label, c.kind) for c in told] == [
        ("Import", "do"),
        ("Add annotation", "do"),
        ("Add annotation", "undo"),
    ]
    assert two.news() == []
    assert one.news() == []


def test_own_action_first_brings_what_came_before_it(windows):
    one, two = windows
    article = add_article(one.library)
    make_annotation(two.library, article, note="two")
    assert [c.label for c in two.heard] == ["Import", "Add annotation"]
    assert [c.seq for c in two.heard] == [1, 2]
    assert [c.label for c in one.news()] == ["Import", "Add annotation"]
    assert two.news()[2:] == []


def test_undo_takes_back_the_newest_action_of_either_window(windows):
    one, two = windows
    article = add_article(one.library)
    make_annotation(two.library, article)
    with one.library.transaction("Name"):
        one.library.legend.rename("red", "Doubt")
    assert two.library.undo_label() == "Name"
    two.library.undo()
    one.library.undo()
    assert one.library.undo_label() == two.library.undo_label() == "Import"
    assert rows(one.library.path, "SELECT count(*) FROM annotation") == [(0,)]
    two.library.redo()
    two.library.redo()
    assert [(c.kind, c.label) for c in one.news()][-4:] == [
        ("undo", "Name"),
        ("undo", "Add annotation"),
        ("redo", "Add annotation"),
        ("redo", "Name"),
    ]
    assert_sound(one.library.path)


@pytest.mark.parametrize("history", ["seen", "unseen", "empty"])
@pytest.mark.parametrize("writes", [False, True], ids=["polls", "writes before it polls"])
def test_purge_makes_every_window_read_anew(windows, history, writes):
    one, two = windows
    kept = add_article(one.library, make_imported("Kept"))
    article = add_article(one.library)
    with one.library.transaction("Trash"):
        one.library.articles.move_to_trash([article])
    if history != "unseen":
        two.news()
    if history == "empty":
        with one.library.unrecorded():
            one.library.articles.purge([article])
        two.news()
        article = add_article(one.library)
        with one.library.transaction("Trash"):
            one.library.articles.move_to_trash([article])
    one.heard.clear()
    with one.library.unrecorded():
        one.library.articles.purge([article])
    assert [changes.everything for changes in one.news()] == [True]
    if writes:
        with two.library.transaction("Rename"):
            two.library.articles.rename(kept, "Other")
    heard = two.news()
    assert heard[0] == EVERYTHING
    assert [changes.label for changes in heard[1:]] == (["Rename"] if writes else [])
    assert two.library.undo_label() == ("Rename" if writes else "")


def test_typing_that_joined_a_step_seen_before_makes_the_other_read_anew(windows):
    one, two = windows
    annotation = make_annotation(one.library, add_article(one.library))

    def type_note(note: str) -> None:
        with one.library.transaction("Note", merge_key="note"):
            one.library.annotations.write_note(annotation, note)

    type_note("a")
    two.news()
    type_note("ab")
    assert two.news() == [EVERYTHING]
    type_note("abc")
    with two.library.transaction("Name"):
        two.library.legend.rename("red", "Doubt")
    assert [changes.everything for changes in two.news()] == [True, False]


def test_window_that_slept_longer_than_the_journal_reads_anew(windows, monkeypatch):
    monkeypatch.setattr(storage.store, "JOURNAL_LENGTH", 10)
    one, two = windows
    article = add_article(one.library)
    for number in range(20):
        with one.library.transaction("Rename"):
            one.library.articles.rename(article, str(number))
    assert two.news() == [EVERYTHING]


def test_reading_position_of_the_other_is_no_news(windows):
    one, two = windows
    article = add_article(one.library)
    two.news()
    with one.library.unrecorded():
        one.library.articles.remember_place(article, 5, 0.2)
    assert two.news() == []


def test_what_the_other_removed_cannot_be_changed_and_is_said_so(windows):
    one, two = windows
    annotation = make_annotation(one.library, add_article(one.library), tags=["t"])
    with one.library.transaction("Delete"):
        one.library.annotations.delete([annotation])
    for write in (
        lambda: two.library.annotations.recolor([annotation], "red"),
        lambda: two.library.annotations.write_note(annotation, "typed"),
        lambda: two.library.tags.add([annotation], ["t"]),
        lambda: two.library.annotations.delete([annotation]),
    ):
        with (
            pytest.raises(NotFound, match="no longer in the library"),
            two.library.transaction("A"),
        ):
            write()
    assert_sound(one.library.path)


def test_listener_error_does_not_tell_the_news_twice(windows):
    one, two = windows

    def fail(_changes: ChangeSet) -> None:
        raise RuntimeError("a view broke")

    two.library.subscribe(fail)
    add_article(one.library)
    with pytest.raises(RuntimeError):
        two.library.poll()
    assert [c.label for c in two.heard] == ["Import"]
    assert [c.label for c in two.news()] == ["Import"]


def test_write_that_waits_too_long_is_busy_and_nothing_is_saved(windows):
    one, _two = windows
    article = add_article(one.library)
    before = dump(one.library.path)
    other = sqlite3.connect(one.library.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryBusy, match="Try again") as refused:
        make_annotation(one.library, article)
    assert str(one.library.path) in str(refused.value)
    with pytest.raises(LibraryBusy):
        one.library.undo()
    other.execute("ROLLBACK")
    other.close()
    assert dump(one.library.path) == before
    make_annotation(one.library, article)


def test_write_waits_until_the_other_has_finished(tmp_path):
    make_library(tmp_path).close()
    path = tmp_path / "library.postil"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    begins = threading.Event()

    def write() -> int:
        with Library.open(path, busy_timeout_s=30) as library:
            begins.set()
            return add_article(library)

    with ThreadPoolExecutor(1) as pool:
        written = pool.submit(write)
        assert begins.wait(30)
        other.execute("COMMIT")
        other.close()
        assert written.result(30) == 1
    assert_sound(path)


def test_windows_that_write_at_the_same_time_lose_nothing(tmp_path):
    with make_library(tmp_path) as library:
        article = add_article(library)
    path = tmp_path / "library.postil"

    def write(window: int) -> None:
        with Library.open(path, busy_timeout_s=60) as library:
            for number in range(25):
                make_annotation(library, article, None, note=f"{window}/{number}", tags=["t"])

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, range(3)))
    notes = {note for (note,) in rows(path, "SELECT note FROM annotation")}
    assert notes == {f"{window}/{number}" for window in range(3) for number in range(25)}
    assert_sound(path)


OTHER_PROGRAM = """if True:
    import sys
    from pathlib import Path
    from storage.library import Library
    with Library.open(Path(sys.argv[1]), busy_timeout_s=60) as library:
        text = library.texts.current(library.articles.ids()[0])
        print(library.undo_label())
        library.undo()
        with library.transaction("From outside"):
            library.annotations.add(text, None, note="from another process")
"""


def test_another_process_shares_history_and_news(windows):
    one, _two = windows
    article = add_article(one.library)
    make_annotation(one.library, article)
    one.heard.clear()
    assert python(OTHER_PROGRAM, one.library.path) == "Add annotation\n"
    assert [(c.kind, c.label) for c in one.news()] == [
        ("undo", "Add annotation"),
        ("do", "From outside"),
    ]
    assert [a.note for a in one.library.annotations.of(article)] == ["from another process"]
    one.library.undo()
    assert one.library.annotations.of(article) == []
    assert one.library.undo_label() == "Import"


FIRST_START = """if True:
    import sys
    sys.path.insert(0, sys.argv[2])
    from pathlib import Path
    import sqlite_utils
    from storage.library import Library
    sys.stdout.write("ready"); sys.stdout.flush(); sys.stdin.read(1)
    with Library.open(Path(sys.argv[1]), busy_timeout_s=60) as library:
        with library.transaction("Name"):
            library.legend.rename(sys.argv[3], "Named")
"""


def test_two_first_starts_at_once_make_one_library(tmp_path):
    import subprocess
    import sys

    path = tmp_path / "library.postil"
    starts = [
        subprocess.Popen(
            [sys.executable, "-c", FIRST_START, str(path), str(ROOT), color],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for color in ("red", "green", "blue", "gray")
    ]
    for start in starts:
        assert start.stdout.read(5) == "ready"
    for start in starts:
        start.stdin.write("g")
        start.stdin.flush()
    said = [start.communicate(timeout=60)[1] for start in starts]
    assert said == ["", "", "", ""]
    assert rows(path, "SELECT count(*) FROM color_name") == [(4,)]
    assert_sound(path)


def test_typing_in_one_window_never_swallows_the_words_of_the_other(windows):
    one, two = windows
    article = add_article(one.library)
    note = make_annotation(one.library, article)
    key = f"note:{note}"
    with two.library.transaction("Edit note", merge_key=key):
        two.library.annotations.write_note(note, "written there")
    with one.library.transaction("Edit note", merge_key=key):
        one.library.annotations.write_note(note, "written here")

    one.library.undo()
    assert one.library.annotations.get(note).note == "written there"


def test_undo_of_a_certain_step_leaves_newer_ones_alone(windows):
    one, _ = windows
    article = add_article(one.library)
    step = one.library.undo_seq()
    with one.library.transaction("Rename article"):
        one.library.articles.rename(article, "Newer")

    assert one.library.undo(only=step) is None
    assert one.library.articles.get(article).title == "Newer"
    assert one.library.undo(only=one.library.undo_seq()) is not None
    assert one.library.undo(only=step) is not None
