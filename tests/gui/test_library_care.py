"""Library care in the window: what is wrong is said, mended, brought back; the window goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from gui import app
from gui.care.copies_dialog import CopiesDialog
from gui.care.duplicates_window import DuplicatesWindow
from gui.care.leaving import WorkDialog
from gui.care.progress_line import ProgressLine
from gui.care.rescue import RescueDialog, rescued
from gui.care.window import CareWindow
from gui.main_window import MainWindow
from storage.backup import back_up
from storage.care.checking import check
from storage.care.copies import back_up_now, newest_good
from storage.errors import LibraryDamaged, LibraryError
from storage.library import Library
from storage.paths import backup_folder
from storage.types import ArticleId
from tests.builders import START, add_article, make_annotation, make_imported
from tests.gui.windows import dress, window_on
from tests.library_files import dump, rows
from tests.storage.care.damage import WORDS, edit, filled_library, spoil

LONG_MS = 30_000  # a new process on a busy machine


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    library = Library.open(filled_library(tmp_path, articles=3), busy_timeout_s=0.5)
    with window_on(library, tmp_path, qtbot) as made:
        yield made


@pytest.fixture
def care(window: MainWindow, qtbot: QtBot) -> CareWindow:
    window.actions_["care"].trigger()
    made = window._windows.care
    qtbot.waitUntil(lambda: made.facts["In it"].text() != "", timeout=LONG_MS)
    return made


def finish(care: CareWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not care.work.is_busy, timeout=LONG_MS)


def path_of(window: MainWindow) -> Path:
    return window._session.library.path


# -- the window


def test_state_is_said_and_a_check_finds_all_well(window, care, qtbot):
    assert care.facts["In it"].text() == "3 articles, 3 annotations"
    assert care.facts["Last check"].text() == "never"
    assert care.facts["Newest copy"].text() == "There is none yet."
    care.checker.click()
    assert care.work.is_busy
    assert not care.checker.isEnabled()
    finish(care, qtbot)
    assert care.verdict.text().startswith("All is well: 3 articles, 9 stored quotations")
    assert care.list.isHidden()
    assert care.repairer.isHidden()
    qtbot.waitUntil(lambda: care.facts["Last check"].text().startswith("today"))


def test_annotations_of_what_is_in_the_trash_are_not_counted(window, care, qtbot):
    window._session.act("Delete", lambda library: library.articles.move_to_trash([ArticleId(1)]))
    care.open()
    qtbot.waitUntil(lambda: care.facts["In it"].text() == "2 articles, 2 annotations")


def test_what_is_wrong_is_listed_and_repaired(window, care, qtbot):
    edit(path_of(window), "INSERT INTO tag (name, name_key) VALUES ('unused', 'unused')")
    care.check()
    finish(care, qtbot)
    assert care.list.topLevelItem(0).text(0) == "Left over (1)"
    assert care.repairer.isVisible()
    care.repairer.click()
    finish(care, qtbot)
    assert care.report.is_sound
    assert "Repaired: left-over rows removed" in care.notice_bar.notice.text
    assert len(list(backup_folder(path_of(window)).iterdir())) == 1


def test_annotation_is_put_right_by_the_reader(window, care, qtbot):
    edit(path_of(window), 'UPDATE annotation SET start = start + 3, "end" = "end" + 3 WHERE id = 2')
    care.check()
    finish(care, qtbot)
    care.list.setCurrentItem(care.list.topLevelItem(0).child(0))
    assert care.placer.isVisible()
    care.placer.click()
    assert check(path_of(window)).is_sound
    assert window._session.library.annotations.get(2).note == "n"


def test_line_opens_its_article_at_the_annotation(window, care, qtbot):
    edit(path_of(window), "UPDATE annotation SET exact = upper(exact) WHERE id = 2")
    care.check()
    finish(care, qtbot)
    care.list.setCurrentItem(care.list.topLevelItem(0).child(0))
    with qtbot.waitSignal(care.shown_in_text):
        qtbot.keyClick(care.list, Qt.Key.Key_Return)
    assert window._session.article.id == 2
    assert window._session.focus == 2


def test_check_can_be_stopped(window, care, qtbot):
    care.check()
    care.progress.stopper.click()
    finish(care, qtbot)
    assert care.report is None
    assert care.checker.isEnabled()


def test_check_that_runs_is_stopped_when_the_window_closes(window, care):
    care.check()
    window.close()
    assert not window.isVisible()
    assert not care.isVisible()


def test_compact_and_back_up_say_what_they_did(window, care, qtbot):
    care.actions_["compact"].click()
    finish(care, qtbot)
    assert "The library" in care.notice_bar.notice.text
    care.actions_["back_up"].click()
    finish(care, qtbot)
    assert "A copy was made" in care.notice_bar.notice.text
    qtbot.waitUntil(lambda: care.facts["Newest copy"].text().startswith("today"))


def test_restored_copy_shows_in_the_window_at_once(window, care, qtbot, monkeypatch):
    path = path_of(window)
    copy = back_up_now(path, START).path
    added = add_article(window._session.library, make_imported("One that is not in the copy."))
    window._session.open(added)
    monkeypatch.setattr(CopiesDialog, "ask", lambda *_: copy)
    care.actions_["copies"].click()
    finish(care, qtbot)
    assert window._session.article is None
    qtbot.waitUntil(lambda: len(window._session.library.articles.ids()) == 3)
    assert "is kept as" in care.notice_bar.notice.text
    window._session.act("Rename", lambda lib: lib.articles.rename(ArticleId(1), "Goes on"))
    assert check(path).is_sound


def test_damaged_library_is_offered_to_be_salvaged_not_repaired(window, care, qtbot):
    back = care._on_checked
    spoiled = path_of(window).with_name("spoiled.postil")
    spoiled.write_bytes(path_of(window).read_bytes())
    spoil(spoiled, 120, 125)
    back(check(spoiled))
    assert care.restorer.isVisible()
    assert care.salvager.isVisible()
    assert care.repairer.isHidden()


def test_copies_are_listed_and_a_damaged_one_cannot_be_restored(tmp_path, qtbot):
    dress()
    path = filled_library(tmp_path, articles=2)
    back_up_now(path, START)
    (backup_folder(path) / "bad.postil").write_bytes(b"no library")
    dialog = CopiesDialog(path)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.list.topLevelItemCount() == 2)
    states = {}
    for number in range(2):
        item = dialog.list.topLevelItem(number)
        dialog.list.setCurrentItem(item)
        states[item.text(2)] = dialog.restorer.isEnabled()
    assert states == {"2": True, "damaged": False}
    dialog.reject()


# -- duplicates


@pytest.fixture
def duplicates(window: MainWindow, qtbot: QtBot) -> DuplicatesWindow:
    words = " ".join(f"word{number}" for number in range(400))
    for extra in ("", " and one more"):
        title = "A longer title that is the same"
        article = add_article(
            window._session.library, make_imported(words + extra, title=title, url="")
        )
        make_annotation(window._session.library, article, "word7 word8", note=f"n{extra}")
    window.actions_["duplicates"].trigger()
    made = window._windows.duplicates
    qtbot.waitUntil(lambda: len(made.shown) > 0, timeout=LONG_MS)
    made.table.setCurrentCell(0, 0)
    qtbot.waitUntil(lambda: made.view.alike.text() != "")
    return made


def test_progress_stands_under_the_heading_while_there_is_no_list(window, qtbot):
    made = window._windows.duplicates
    qtbot.addWidget(made)
    made.show()
    made.work.began.emit()
    line = made.findChild(ProgressLine)
    qtbot.waitUntil(lambda: line.isVisible() and line.height() < 60)
    assert line.geometry().bottom() < 200
    assert line.words.geometry().bottom() + 20 > line.bar.geometry().top()


def test_pair_is_shown_side_by_side(duplicates, qtbot):
    pair = duplicates.pair()
    assert (pair.left, pair.right) == (4, 5)
    qtbot.waitUntil(lambda: duplicates.view.sides["right"].article is not None)
    assert duplicates.view.sides["left"].article.id == 4
    assert duplicates.view.sides["left"].marks.text() == "1 annotation"
    assert "They differ in 1 place" in duplicates.view.alike.text()


@pytest.mark.parametrize(("key", "kept", "gone"), [("Left", 4, 5), ("2", 5, 4)])
def test_key_keeps_one_side_and_undo_brings_the_pair_back(
    window, duplicates, qtbot, key, kept, gone
):
    library = window._session.library
    before = dump(library.path)["annotation"]
    number = len(duplicates.shown)
    duplicates.table.keys[key]()
    qtbot.waitUntil(lambda: duplicates.notice_bar.notice is not None, timeout=LONG_MS)
    assert duplicates.notice_bar.notice.text.startswith("1 annotation moved over, 1 article")
    assert library.articles.get(ArticleId(gone)).deleted_at is not None
    assert len(library.annotations.of(ArticleId(kept))) == 2
    qtbot.waitUntil(lambda: len(duplicates.shown) == number - 1)
    duplicates.notice_bar.action.click()
    assert dump(library.path)["annotation"] == before
    assert library.articles.get(ArticleId(gone)).deleted_at is None
    qtbot.waitUntil(lambda: len(duplicates.shown) == number)


def test_both_kept_are_never_shown_again(window, duplicates, qtbot):
    number = len(duplicates.shown)
    qtbot.keyClick(duplicates.table, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: len(duplicates.shown) == number - 1)
    duplicates.look()
    qtbot.waitUntil(lambda: not duplicates.work.is_busy, timeout=LONG_MS)
    assert (4, 5) not in [(pair.left, pair.right) for pair in duplicates.shown]
    assert len(window._session.library.articles.ids()) == 5


# -- a library that cannot be opened


def page_of(path: Path, table: str) -> int:
    """Give the page (from 0) at which a table begins."""
    sql = "SELECT rootpage FROM sqlite_master WHERE name = ?"
    return int(rows(path, sql, table)[0][0]) - 1


@pytest.fixture
def damaged(tmp_path: Path, qapp: object) -> Path:
    dress()
    path = filled_library(tmp_path, articles=3)
    back_up(path, backup_folder(path) / "library 20260101-000000.postil")
    spoil(path, 0)
    return path


def test_ways_out_are_offered_with_what_they_cost(damaged, qtbot):
    dialog = RescueDialog(damaged, "Part of it is damaged.", newest_good(damaged))
    qtbot.addWidget(dialog)
    assert list(dialog.buttons) == ["copy", "salvage", "another"]
    dialog.buttons["salvage"].click()
    assert dialog.choice == "salvage"


@pytest.mark.parametrize("pixels", [13, 22])
def test_words_of_the_dialogs_at_the_start_are_not_clipped(damaged, qtbot, pixels):
    rescue = RescueDialog(damaged, "Part of the library is damaged. " * 6, newest_good(damaged))
    work = WorkDialog("Reading what can be read")
    work.say("\n\n".join(["Three articles and their notes could be read, and are there. " * 3] * 3))
    for dialog in (rescue, work):
        qtbot.addWidget(dialog)
        dialog.setStyleSheet(f"QLabel, QPushButton {{ font-size: {pixels}px; }}")
        dialog.show()
        labels = [each for each in dialog.findChildren(QLabel) if each.isVisible()]
        qtbot.waitUntil(
            lambda labels=labels: all(
                each.height() >= each.heightForWidth(each.width()) for each in labels
            )
        )
        assert all(dialog.rect().contains(each.geometry()) for each in labels)


def test_newest_copy_is_opened_and_the_damaged_file_is_kept(damaged, qtbot, monkeypatch):
    bytes_before = damaged.read_bytes()
    monkeypatch.setattr(app, "can_ask", lambda: True)
    monkeypatch.setattr(RescueDialog, "ask", lambda *_: "copy")
    library = app.open_or_ask(damaged)
    assert library is not None
    with library:
        assert len(library.articles.ids()) == 3
    kept = list(backup_folder(damaged).glob("library damaged *.postil"))
    assert [file.read_bytes() for file in kept] == [bytes_before]


def test_quitting_changes_nothing(damaged, monkeypatch):
    before = damaged.read_bytes()
    monkeypatch.setattr(app, "can_ask", lambda: True)
    monkeypatch.setattr(RescueDialog, "ask", lambda *_: "quit")
    assert app.open_or_ask(damaged) is None
    assert damaged.read_bytes() == before


def test_salvaged_library_is_told_about_and_opened(tmp_path, qtbot, monkeypatch):
    dress()
    path = filled_library(tmp_path, articles=3)
    spoil(
        path, rows(path, "SELECT rootpage FROM sqlite_master WHERE name = 'article_text'")[0][0] - 1
    )
    said = []
    real = WorkDialog.exec

    def read_and_close(dialog: WorkDialog) -> int:
        if dialog.work.is_busy:
            return real(dialog)
        said.append(dialog.words.text())
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(WorkDialog, "exec", read_and_close)
    found = rescued(path, "salvage")
    assert found == tmp_path / "library salvaged.postil"
    assert "have lost their text" in said[-1]
    with Library.open(found) as library:
        assert library.annotations.of(library.articles.ids()[0])[0].passage.exact == WORDS


def test_library_that_opens_but_cannot_be_read_is_closed_and_told(tmp_path):
    path = filled_library(tmp_path, articles=3)
    spoil(
        path, rows(path, "SELECT rootpage FROM sqlite_master WHERE name = 'color_name'")[0][0] - 1
    )
    with pytest.raises(LibraryDamaged):
        app.try_out(Library.open(path))


def test_work_that_fails_says_why_and_gives_nothing(qtbot, monkeypatch):
    dress()
    dialog = WorkDialog("Moving the library")
    qtbot.addWidget(dialog)

    def fail(*_: object) -> object:
        raise LibraryError("There is no room.")

    monkeypatch.setattr(
        dialog, "exec", lambda: qtbot.waitUntil(lambda: not dialog.work.is_busy, timeout=LONG_MS)
    )
    assert dialog.run(fail) is None
    assert dialog.words.text() == "There is no room."
    dialog.done(0)


def test_moving_closes_the_window_and_opens_the_library_in_its_new_place(
    window, care, qtbot, tmp_path, monkeypatch
):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    opened, gone = [], []
    monkeypatch.setattr("gui.care.leaving.start_another", opened.append)
    monkeypatch.setattr("gui.care.leaving.confirm", lambda *_, **__: True)
    monkeypatch.setattr(QFile, "moveToTrash", lambda name: gone.append(Path(name)))
    care.move_called.emit(folder)
    assert not window.isVisible()
    assert window.afterwards is not None
    window.afterwards()
    assert opened == [folder / "library.postil"]
    assert gone == [path_of(window)]
    assert check(opened[0]).is_sound


def test_library_among_files_is_offered_to_be_opened(window, qtbot, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("gui.launching.start_another", opened.append)
    with qtbot.waitSignal(window._session.noticed) as said:
        window.importing.files([tmp_path / "other.postil"])
    assert said.args[0].text == "“other.postil” is a library, not an article."
    said.args[0].on_action()
    assert opened == [tmp_path / "other.postil"]
