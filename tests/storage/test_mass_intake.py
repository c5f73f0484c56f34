"""Many things taken in at once: each told, none stopped by another, whole articles or nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from threading import Event

import pytest

from storage import mass_intake, store
from storage.errors import Bug, DiskFull, ImportFailed
from storage.exporters.interchange import to_json
from storage.import_reports import Outcome, Report
from storage.importers.isolation import ReadingProcess
from storage.importers.reading import read_text
from storage.intake import Intake
from storage.journal import ChangeSet
from storage.library import Library
from storage.mass_intake import Intaking, Tools, Wanted, things_in
from storage.types import ImportedArticle
from tests.builders import add_article, export_of, make_annotation, make_imported, make_library
from tests.epub_files import book
from tests.library_files import ROOT, assert_sound, rows


@pytest.fixture
def process() -> Iterator[ReadingProcess]:
    made = ReadingProcess()
    yield made
    made.close()


def text(number: int) -> Wanted:
    return Wanted(f"{number}.txt", lambda _: read_text(f"Title {number}\n\nWords of {number}."))


def failing(error: Exception) -> Wanted:
    def work(_tools: Tools) -> ImportedArticle:
        raise error

    return Wanted("bad", work)


def taken(
    library: Library, wanted: list[Wanted], process: ReadingProcess
) -> tuple[list[Outcome], list[BaseException]]:
    outcomes: list[Outcome] = []
    unexpected: list[BaseException] = []
    Intaking(Tools(process), outcomes.append, unexpected.append).take_in(library, wanted)
    return outcomes, unexpected


def test_one_bad_thing_stops_no_other(library, process):
    bug = Bug("ours")
    wanted = [text(1), failing(ImportFailed("It is empty.")), text(2), failing(bug), text(3)]
    outcomes, unexpected = taken(library, wanted, process)
    by_number = {outcome.number: outcome for outcome in outcomes}
    assert [by_number[n].fate for n in range(5)] == ["added", "failed", "added", "failed", "added"]
    assert by_number[1].sentence == "It is empty."
    assert "did not expect" in by_number[3].sentence
    assert unexpected == [bug]
    assert len(library.articles.ids()) == 3


def test_the_same_again_is_told_as_there(library, process):
    taken(library, [text(1)], process)
    outcomes, _ = taken(library, [text(1), text(2), text(2)], process)
    fates = {o.number: o.fate for o in outcomes}
    assert fates == {0: "already there", 1: "added", 2: "already there"}


def test_many_fill_few_steps_of_the_history_and_undo_takes_them_back(library, process):
    taken(library, [text(n) for n in range(60)], process)
    steps = rows(library.path, "SELECT label FROM journal")
    assert len(steps) < 10
    assert len(library.articles.ids()) == 60
    library.undo()
    assert len(library.articles.ids()) == 0


def test_an_article_that_waits_is_written_while_the_next_is_still_read(library, process):
    came, go_on = Event(), Event()

    def slow(_tools: Tools) -> ImportedArticle:
        assert came.wait(30)
        go_on.set()
        return read_text("Slow\n\nWords.")

    outcomes: list[Outcome] = []

    def tell(outcome: Outcome) -> None:
        outcomes.append(outcome)
        came.set()  # only the one that was read first can set it

    Intaking(Tools(process), tell).take_in(library, [text(1), Wanted("slow", slow)])
    assert go_on.is_set()
    assert [o.name for o in outcomes] == ["1.txt", "slow"]


def test_stopping_leaves_what_was_read_whole_and_begins_nothing_new(library, process):
    stop = Event()
    begun: list[int] = []

    def numbered(number: int) -> Wanted:
        def work(_tools: Tools) -> ImportedArticle:
            begun.append(number)
            if number == 3:
                stop.set()
            return read_text(f"Title {number}\n\nWords of {number}.")

        return Wanted(str(number), work)

    outcomes: list[Outcome] = []
    tools = Tools(process, stop.is_set)
    Intaking(tools, outcomes.append).take_in(library, [numbered(n) for n in range(50)])
    assert max(begun) <= 3 + mass_intake.AHEAD
    assert len(library.articles.ids()) == len(outcomes)
    assert_sound(library.path)


def test_a_full_disk_ends_it_and_is_told(library, process, tmp_path):
    def full(_library: Library) -> Intake:
        raise DiskFull("There is no room left.")

    outcomes: list[Outcome] = []
    wanted = [text(1), Wanted("full", lambda _: full), text(2)]
    with pytest.raises(DiskFull):
        Intaking(Tools(process), outcomes.append).take_in(library, wanted)
    assert [(o.name, o.fate) for o in outcomes] == [("1.txt", "added"), ("full", "failed")]


def test_folder_with_an_export_an_archive_and_texts(tmp_path, process):
    with make_library(tmp_path, "old.postil") as old:
        add_article(old, make_imported(title="From the other library"))
        export = to_json(export_of(old))
    folder = tmp_path / "things"
    folder.mkdir()
    (folder / "export.json").write_text(export, encoding="utf-8")
    (folder / "b.txt").write_text("B title\n\nWords.")
    (folder / "empty.txt").write_text("")
    (folder / "c.png").write_bytes(b"\x89PNG")
    wanted, report = things_in([folder], Tools(process))
    assert (report.total, report.left_out) == (3, 1)
    with make_library(tmp_path) as library:
        outcomes, _ = taken(library, wanted, process)
    report.outcomes += outcomes
    assert report.counts() == {"failed": 1, "added": 1, "read back": 1}
    assert report.sentence() == "1 added, 1 read back, 1 could not be read."


def test_report_as_text_is_grouped_with_a_line_for_each():
    report = Report(5, left_out=2, is_cancelled=True)
    report.outcomes += [
        Outcome("a.txt", "added", "Title A"),
        Outcome("b.pdf", "failed", "b.pdf is\nprotected."),
        Outcome("c.txt", "added", "Title C", notices=("A guess was made.",)),
    ]
    assert report.text().splitlines() == [
        "2 added, 1 could not be read; stopped before the other 2.",
        "2 other files are of a kind that Postil does not read, such as pictures.",
        "",
        "Could not be read (1)",
        "b.pdf\tIt is protected.",
        "",
        "Added (2)",
        "a.txt\tTitle A",
        "c.txt\tTitle C A guess was made.",
    ]


WRITER = """
import sys
from storage.command_line import run
sys.exit(run(["import", "--library", sys.argv[1], sys.argv[2]]))
"""


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
@pytest.mark.parametrize("after", [1, 40, 90])
def test_killed_in_the_middle_leaves_whole_articles(tmp_path, after):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(150):
        words = f"Words of {number}. " * 300
        (folder / f"{number}.txt").write_text(f"Title {number}\n\n{words}")
    path = tmp_path / "library.postil"
    with subprocess.Popen(
        [sys.executable, "-u", "-c", WRITER, path, folder], cwd=ROOT, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        for _ in range(after):
            assert writer.stdout.readline()
        writer.send_signal(signal.SIGKILL)
        writer.wait(30)
    assert_sound(path)
    with Library.open(path) as library:
        shelf = library.articles.ids()
        assert after <= len(shelf) < 150
        for article in library.articles.among(shelf):
            number = article.title.removeprefix("Title ")
            text = library.texts.current(article.id)
            assert text.content.count(f"Words of {number}.") == 300
            assert library.texts.original(text.id).body
        assert len(library.articles.ids(in_trash=True)) == 0


def test_an_import_of_many_batches_is_taken_back_and_done_again_at_once(
    library, process, monkeypatch
):
    add_article(library, make_imported(title="Before"))
    monkeypatch.setattr(mass_intake, "TOGETHER", 3)
    taken(library, [text(n) for n in range(20)], process)
    assert rows(library.path, "SELECT count(*) FROM journal")[0][0] > 5
    assert library.undo_label() == "Add articles"
    undone = library.undo()
    assert len(undone.ids("article")) == 20
    assert [library.articles.get(a).title for a in library.articles.ids()] == ["Before"]
    assert library.undo_label() == "Import"
    assert len(library.redo().ids("article")) == 20
    assert len(library.articles.ids()) == 21
    assert library.redo() is None
    library.undo()
    assert len(library.articles.ids()) == 1
    assert_sound(library.path)


def test_an_import_longer_than_the_journal_is_taken_back_whole(library, process, monkeypatch):
    monkeypatch.setattr(mass_intake, "TOGETHER", 1)
    monkeypatch.setattr(store, "JOURNAL_LENGTH", 5)
    for first in (0, 20):
        taken(library, [text(first + n) for n in range(20)], process)
        assert len(library.undo().ids("article")) == 20
        assert len(library.articles.ids()) == 0


def test_two_imports_are_two_steps_and_another_window_hears_of_each_batch(
    library, process, monkeypatch
):
    monkeypatch.setattr(mass_intake, "TOGETHER", 3)
    with Library.open(library.path) as other:
        heard: list[ChangeSet] = []
        other.subscribe(heard.append)
        taken(library, [text(n) for n in range(7)], process)
        other.poll()
        taken(library, [text(n) for n in range(7, 14)], process)
        other.poll()
        assert not any(changes.everything for changes in heard)
        assert len(heard) > 4
        other.undo()
        assert len(other.articles.ids()) == 7
        other.undo()
        assert len(other.articles.ids()) == 0


def test_what_was_done_in_the_middle_of_an_import_is_undone_in_its_turn(
    library, process, monkeypatch
):
    monkeypatch.setattr(mass_intake, "TOGETHER", 1)
    annotated: list[int] = []

    def annotate(outcome: Outcome) -> None:
        if not annotated:
            annotated.append(make_annotation(library, outcome.articles[0], None))

    Intaking(Tools(process), annotate).take_in(library, [text(n) for n in range(5)])
    assert len(library.undo().ids("article")) == 4
    assert library.undo_label() == "Add annotation"
    library.undo()
    assert library.undo().ids("article")
    assert len(library.articles.ids()) == 0


@pytest.mark.parametrize("bombs", [3, 4, 9])
def test_after_three_bombs_in_a_row_the_rest_of_an_archive_is_one_line(
    library, tmp_path, process, bombs
):
    folder = tmp_path / "in"
    folder.mkdir()
    path = folder / "articles.zip"
    names = [f"bomb{n}.epub" for n in range(bombs)]
    bomb = book({"a.xhtml": "<p>" + "x" * 45_000_000})
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "First words.")
        for name in names:
            archive.writestr(name, bomb)
    (folder / "other.txt").write_text("Other words.")
    wanted, report = things_in([folder], Tools(process))
    outcomes, _ = taken(library, wanted, process)
    report.outcomes += outcomes
    failed = report.of("failed")
    assert [o.name for o in failed if o.number >= 0] == [f"in/articles.zip/{n}" for n in names[:3]]
    rest = [(o.name, o.things) for o in failed if o.number < 0]
    assert rest == ([("articles.zip", bombs - 3)] if bombs > 3 else [])
    assert report.counts() == {"failed": bombs, "added": 2}
    assert report.done == report.total


def test_bombs_apart_from_each_other_stop_no_archive(library, tmp_path, process):
    bomb = book({"a.xhtml": "<p>" + "x" * 45_000_000})
    path = tmp_path / "articles.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(4):
            archive.writestr(f"{n}a.txt", f"Words of {n}.")
            archive.writestr(f"{n}b.epub", bomb)
    outcomes, _ = taken(library, things_in([path], Tools(process))[0], process)
    assert Report(8, outcomes).counts() == {"failed": 4, "added": 4}
    assert all(outcome.things == 1 for outcome in outcomes)
