"""Transactions: all or nothing, told once, from one thread."""

import sqlite3
import threading

import pytest

from storage.errors import Bug, LibraryBusy, LibraryReadOnly, NotFound
from storage.journal import ChangeSet
from storage.library import Library
from storage.store import Store
from tests.builders import add_article, make_annotation, make_library
from tests.library_files import assert_sound, dump, rows


def test_action_becomes_one_change_set_after_its_commit(library):
    heard: list[ChangeSet] = []
    library.subscribe(heard.append)
    article = add_article(library)
    annotation = make_annotation(library, article, tags=["one", "two"])
    assert [changes.label for changes in heard] == ["Import", "Add annotation"]
    assert heard[1].ids("annotation") == [annotation]
    assert heard[1].touches("annotation_tag")
    assert not heard[1].touches("article")
    assert [changes.seq for changes in heard] == [1, 2]


def test_exception_inside_takes_everything_back_and_leaves_the_library_usable(library):
    article = add_article(library)
    before = dump(library.path)
    heard: list[ChangeSet] = []
    library.subscribe(heard.append)
    text = library.texts.current(article)

    def half_of_it() -> None:
        library.annotations.add(text, None, note="half", tags=["half"])
        raise KeyError

    with pytest.raises(KeyError), library.transaction("Half"):
        half_of_it()
    assert dump(library.path) == before
    assert heard == []
    make_annotation(library, article)
    assert_sound(library.path)


def test_failing_statement_takes_everything_back(library):
    article = add_article(library)
    before = dump(library.path)

    def name_one_colour_twice() -> None:
        library.articles.rename(article, "Other")
        library._store.insert("color_name", {"color": "red", "name": "a"})
        library._store.insert("color_name", {"color": "red", "name": "b"})

    with pytest.raises(Bug, match="UNIQUE"), library.transaction("Twice the same colour"):
        name_one_colour_twice()
    assert dump(library.path) == before
    assert library.undo_label() == "Import"


def test_second_transaction_inside_one_is_a_bug_and_nothing_is_saved(library):
    article = add_article(library)

    def act_inside() -> None:
        library.articles.rename(article, "Other")
        with library.transaction("Inner"):
            pass

    with pytest.raises(Bug, match="open already"), library.transaction("Outer"):
        act_inside()
    assert library.articles.get(article).title != "Other"


@pytest.mark.parametrize(
    "write",
    [
        pytest.param(lambda lib: lib.legend.rename("red", "Doubt"), id="insert"),
        pytest.param(lambda lib: lib.articles.rename(1, "Other"), id="update"),
        pytest.param(lambda lib: lib.annotations.delete([1]), id="delete"),
        pytest.param(lambda lib: lib.articles.mark_opened(1), id="unrecorded"),
        pytest.param(lambda lib: lib._store.forget_history(), id="forget"),
    ],
)
def test_write_outside_a_transaction_is_a_bug(library, write):
    make_annotation(library, add_article(library))
    before = dump(library.path)
    with pytest.raises(Bug, match="outside a transaction"):
        write(library)
    assert dump(library.path) == before


def test_library_belongs_to_its_thread(library):
    add_article(library)
    caught: list[BaseException] = []

    def use() -> None:
        for act in (library.articles.ids, library.undo, library._store.poll):
            try:
                act()
            except Bug as error:
                caught.append(error)

    other = threading.Thread(target=use)
    other.start()
    other.join()
    assert [str(error) for error in caught] == [
        "a library is used from the thread that opened it"
    ] * 3


def test_what_stands_there_already_is_no_change(library):
    article = add_article(library)
    annotation = make_annotation(library, article, color="red", tags=["a"])
    before, steps = dump(library.path), rows(library.path, "SELECT count(*) FROM journal")
    heard: list[ChangeSet] = []
    library.subscribe(heard.append)
    with library.transaction("Nothing"):
        library.annotations.recolor([annotation], "red")
        library.annotations.write_note(annotation, "")
        library.tags.add([annotation], ["A"])
        library.articles.restore([article])
        library.legend.rename("red", "Red")
    assert heard == []
    assert dump(library.path) == before
    assert rows(library.path, "SELECT count(*) FROM journal") == steps
    assert library.undo_label() == "Add annotation"


def test_listener_that_raises_keeps_nothing_from_the_others_nor_from_the_file(library):
    article = add_article(library)
    heard: list[str] = []

    def fail(_changes: ChangeSet) -> None:
        raise RuntimeError("a view broke")

    library.subscribe(lambda changes: heard.append("first"))
    unsubscribe = library.subscribe(fail)
    library.subscribe(lambda changes: heard.append("last"))
    with pytest.raises(RuntimeError, match="a view broke"):
        make_annotation(library, article)
    assert heard == ["first", "last"]
    assert len(library.annotations.of(article)) == 1
    unsubscribe()
    make_annotation(library, article, None)
    assert heard == ["first", "last"] * 2
    assert library.undo_label() == "Add annotation"


def test_listener_may_write_in_turn(library):
    article = add_article(library)
    heard: list[str] = []

    def follow(changes: ChangeSet) -> None:
        heard.append(changes.label)
        if changes.label == "Rename":
            with library.transaction("Follow"):
                library.articles.set_state([article], "done")

    library.subscribe(follow)
    with library.transaction("Rename"):
        library.articles.rename(article, "Other")
    assert heard == ["Rename", "Follow"]
    assert library.articles.get(article).state == "done"


def test_row_that_is_gone_is_a_sentence_not_a_bug(library):
    article = add_article(library)
    with pytest.raises(NotFound), library.transaction("Colour"):
        library.annotations.recolor([7], "red")
    with pytest.raises(NotFound), library.transaction("Delete"):
        library.annotations.delete([7])
    with pytest.raises(NotFound), library.transaction("Tag"):
        library.tags.add([7], ["a"])
    assert library.tags.all() == []
    assert library.articles.get(article).annotation_count == 0


def test_unrecorded_write_is_no_step(library):
    article = add_article(library)
    with library.unrecorded():
        library.articles.remember_place(article, 12, 0.5)
        library.articles.mark_opened(article)
    assert library.undo_label() == "Import"
    shown = library.articles.get(article)
    assert (shown.position, shown.progress, shown.state) == (12, 0.5, "reading")


def test_reader_in_a_worker_sees_commits_and_cannot_write(library, tmp_path):
    article = add_article(library)
    reader = Store(library.path, read_only=True)
    make_annotation(library, article)
    assert reader.one("SELECT count(*) FROM annotation")[0] == 1
    with pytest.raises(LibraryReadOnly), reader.transaction("Write"):
        reader.update("article", article, {"title": "Other"})
    reader.close()


def test_library_in_use_cannot_be_closed_in_the_middle_of_an_action(library):
    with pytest.raises(Bug, match="in a transaction"), library.transaction("Close"):
        library.close()
    assert list(library.articles.ids()) == []


def test_refused_opening_leaves_no_connection(tmp_path):
    make_library(tmp_path).close()
    path = tmp_path / "library.postil"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(LibraryBusy):
            Library.open(path, busy_timeout_s=0.01)
    finally:
        other.close()
    # the leak check of every test looks for the rest
