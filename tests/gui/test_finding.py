"""Finding beside the window: the open article at once, the rest in a queue, and what stops it."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.main_window import MainWindow
from storage.finders.detector import OWN
from storage.found import Findings, FoundEntity, FoundMention
from storage.library import Library
from storage.types import ArticleId, TextId
from tests.builders import CONTENT, add_article, make_imported, make_library
from tests.gui.windows import Hands, window_on

LONG_S = 20_000  # ms, for a process on a busy machine
can_halt = pytest.mark.skipif(os.name == "nt", reason="no SIGSTOP there")


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    library = make_library(tmp_path)
    fill(library, 5)
    with window_on(library, tmp_path, qtbot) as made:
        made.finding._queue.setInterval(0)
        yield made


@pytest.fixture
def hands(window: MainWindow, qtbot: QtBot) -> Hands:
    return Hands(window, qtbot)


def fill(library: Library, count: int, first: int = 0) -> list[ArticleId]:
    return [
        add_article(library, make_imported(f"{CONTENT}\n\nNumber {number}."))
        for number in range(first, first + count)
    ]


def text_ids(library: Library) -> list[TextId]:
    """Give the texts of the shelf, newest first."""
    found = [library.texts.current_id(ArticleId(a)) for a in library.articles.ids()]
    return [text for text in found if text is not None]


def done(library: Library) -> list[TextId]:
    return [t for t in text_ids(library) if library.findings.run_of(t) is not None]


def done_by(library: Library, detector: str, version: str) -> list[TextId]:
    runs = [library.findings.run_of(text) for text in text_ids(library)]
    return [run.text for run in runs if run and (run.detector, run.version) == (detector, version)]


def wait(hands: Hands, condition: Callable[[], object]) -> None:
    hands.qtbot.waitUntil(lambda: bool(condition()), timeout=LONG_S)


def halt(pid: int | None) -> int:
    """Let a process hang, as if a text kept it busy for ever."""
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    return pid


def test_nothing_is_looked_through_before_the_start(hands: Hands) -> None:
    hands.open(hands.session.library.articles.ids()[0])
    assert not hands.window.finding.now.is_busy
    assert done(hands.session.library) == []


def test_the_open_article_is_done_at_once_and_then_all_others(hands: Hands) -> None:
    desk, library = hands.window.finding, hands.session.library
    told: list[TextId] = []
    hands.session.found.connect(told.extend)
    hands.open(library.articles.ids()[3])
    assert hands.session.text is not None
    opened = hands.session.text.id
    desk.start()
    assert desk.now.is_busy
    wait(hands, lambda: opened in told)
    run = library.findings.run_of(opened)
    assert run is not None
    assert (run.detector, run.version) == OWN
    wait(hands, lambda: len(done(library)) == 5)
    wait(hands, lambda: sorted(told) == sorted(text_ids(library)))


def test_an_article_that_is_opened_jumps_the_queue(hands: Hands) -> None:
    desk, library = hands.window.finding, hands.session.library
    desk.pause(True)
    desk.start()
    hands.open(library.articles.ids()[4])
    wait(hands, lambda: done(library) == [text_ids(library)[4]])


@can_halt
def test_an_article_is_done_while_a_text_keeps_the_queue_busy(hands: Hands) -> None:
    desk, library = hands.window.finding, hands.session.library
    desk.start()
    wait(hands, lambda: desk.later.pid is not None)
    halt(desk.later.pid)
    left = [t for t in text_ids(library) if library.findings.run_of(t) is None]
    wanted = library.texts.get(left[-1]).article_id
    hands.open(wanted)
    wait(hands, lambda: library.findings.run_of(left[-1]) is not None)
    assert desk.later.is_busy


@can_halt
def test_opening_another_article_gives_up_the_one_before(hands: Hands) -> None:
    desk, library = hands.window.finding, hands.session.library
    desk.pause(True)
    desk.start()
    newest, _, other, *_ = library.articles.ids()
    hands.open(newest)
    wait(hands, lambda: desk.now.pid is not None)
    halt(desk.now.pid)
    hands.open(other)
    wait(hands, lambda: not desk.now.is_busy)
    assert done(library) == [text_ids(library)[2]]


@can_halt
def test_a_text_that_stops_the_finder_is_not_tried_for_ever(hands: Hands) -> None:
    desk, library = hands.window.finding, hands.session.library
    hands.open(library.articles.ids()[0])
    desk.pause(True)
    desk.start()
    wait(hands, lambda: desk.now.pid is not None)
    os.kill(halt(desk.now.pid), signal.SIGKILL)
    newest = text_ids(library)[0]
    wait(hands, lambda: library.findings.run_of(newest) is not None)
    run = library.findings.run_of(newest)
    assert run is not None
    assert run.missing.startswith("This text could not be looked through")
    desk.find_again()
    wait(hands, lambda: hands.told().startswith("Found "))
    run = library.findings.run_of(newest)
    assert run is not None
    assert run.missing == ""


@can_halt
def test_pause_stops_the_queue_and_is_remembered(hands: Hands) -> None:
    desk, library = hands.window.finding, hands.session.library
    desk.start()
    wait(hands, lambda: desk.later.pid is not None)
    halt(desk.later.pid)
    desk.pause(True)
    wait(hands, lambda: not desk.later.is_busy)
    assert len(done(library)) < 5
    assert hands.session.settings.flag("finding_paused", default=False)
    desk.pause(False)
    wait(hands, lambda: len(done(library)) == 5)


@can_halt
def test_window_closes_while_a_text_is_looked_through(hands: Hands) -> None:
    desk = hands.window.finding
    hands.open(hands.session.library.articles.ids()[0])
    desk.start()
    wait(hands, lambda: desk.now.pid is not None and desk.later.pid is not None)
    halt(desk.now.pid)
    halt(desk.later.pid)
    hands.window.close()
    assert desk.now.pid is None
    assert desk.later.pid is None


def test_what_comes_in_is_looked_through(hands: Hands) -> None:
    desk, library = hands.window.finding, hands.session.library
    desk.start()
    wait(hands, lambda: len(done(library)) == 5)
    wait(hands, lambda: not desk.later.is_busy)
    fill(library, 1, first=9)
    wait(hands, lambda: len(done(library)) == 6)


def test_restart_goes_on_where_it_was(tmp_path: Path, qtbot: QtBot) -> None:
    with make_library(tmp_path) as library:
        fill(library, 3)
        newest = text_ids(library)[0]
        with library.unrecorded():
            library.findings.record(library.texts.get(newest), Findings(*OWN, "en"))
        before = library.findings.run_of(newest)
    with window_on(Library.open(tmp_path / "library.postil"), tmp_path, qtbot) as window:
        hands = Hands(window, qtbot)
        window.finding._queue.setInterval(0)
        window.finding.start()
        wait(hands, lambda: len(done(hands.session.library)) == 3)
        assert hands.session.library.findings.run_of(newest) == before


def test_finder_that_is_turned_off_looks_only_when_asked(hands: Hands) -> None:
    desk, library = hands.window.finding, hands.session.library
    desk.turn(False)
    desk.start()
    hands.open(library.articles.ids()[1])
    desk._soon.timeout.emit()
    desk._queue.timeout.emit()
    assert not desk.now.is_busy
    assert not desk.later.is_busy
    desk.find_again()
    wait(hands, lambda: done(library) == [text_ids(library)[1]])


@can_halt
def test_strip_says_how_far_the_queue_is_and_pauses_it(hands: Hands) -> None:
    desk, shown = hands.window.finding, hands.window.finding_desk
    shown._wait.setInterval(0)
    desk.start()
    wait(hands, lambda: desk.later.pid is not None)
    halt(desk.later.pid)
    desk.moved.emit()
    wait(hands, lambda: shown.strip is not None and shown.strip.isVisible())
    strip = shown.strip
    assert strip is not None
    assert re.fullmatch(r"Finding quotes and names: \d of 5", strip.words.text())
    strip.pause.click()
    wait(hands, lambda: not desk.later.is_busy)
    assert strip.isVisible()
    assert re.match("Finding quotes and names is paused; [2-5] articles to go", strip.words.text())
    assert hands.window.actions_["pause_finding"].isChecked()
    strip.pause.click()
    assert not hands.window.actions_["pause_finding"].isChecked()
    wait(hands, lambda: len(done(hands.session.library)) == 5)
    wait(hands, lambda: not strip.isVisible())
    assert hands.window.statusBar().isHidden()


@can_halt
def test_strip_that_is_paused_can_be_hidden(hands: Hands) -> None:
    desk, shown = hands.window.finding, hands.window.finding_desk
    shown._wait.setInterval(0)
    desk.start()
    wait(hands, lambda: desk.later.pid is not None)
    halt(desk.later.pid)
    desk.moved.emit()
    wait(hands, lambda: shown.strip is not None and shown.strip.isVisible())
    strip = shown.strip
    assert strip is not None
    strip.pause.click()
    strip.hider.click()
    assert not strip.isVisible()
    wait(hands, lambda: not desk.later.is_busy)
    assert not strip.isVisible()


def test_newer_finder_looks_again_and_keeps_what_was_decided(hands: Hands) -> None:
    desk, library = hands.window.finding, hands.session.library
    newest = text_ids(library)[0]
    text = library.texts.get(newest)
    ana, kenya = text.content.index("Ana Ruiz"), text.content.index("Kenya")
    old = Findings(
        "postil",
        "0",
        "en",
        (FoundEntity("person", "Ana Ruiz"), FoundEntity("person", "Kenya")),
        (FoundMention(ana, ana + 8, 0, 0.9), FoundMention(kenya, kenya + 5, 1, 0.4)),
    )
    with library.unrecorded():
        library.findings.record(text, old)
    by_name = {mention.name: mention for mention in library.mentions.on(newest)}
    hands.session.act(
        "Accept", lambda lib: lib.mentions.set_state([by_name["Ana Ruiz"].id], "confirmed")
    )
    hands.session.act(
        "Reject", lambda lib: lib.mentions.set_state([by_name["Kenya"].id], "rejected")
    )
    desk.start()
    wait(hands, lambda: len(done_by(library, *OWN)) == 5)
    after = {mention.start: mention for mention in library.mentions.on(newest)}
    assert after[ana] == by_name["Ana Ruiz"]._replace(state="confirmed")
    assert kenya not in after or after[kenya].state == "rejected"


def test_two_windows_do_the_work_together(tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "library.postil"
    with make_library(tmp_path) as library:
        fill(library, 8)
    with (
        window_on(Library.open(path), tmp_path / "one", qtbot) as one,
        window_on(Library.open(path), tmp_path / "two", qtbot) as two,
    ):
        told: list[TextId] = []
        two._session.found.connect(told.extend)
        for window in (one, two):
            window.finding._queue.setInterval(0)
            window.finding.start()
        library = two._session.library
        wait(Hands(two, qtbot), lambda: len(done(library)) == 8)
        wait(Hands(two, qtbot), lambda: set(told) == set(text_ids(library)))


def test_library_that_others_write_to_is_waited_for(hands: Hands) -> None:
    desk, library = hands.window.finding, hands.session.library
    hands.open(library.articles.ids()[0])
    with Library.open(library.path) as other:
        with other.unrecorded():
            desk.start()
            wait(hands, lambda: desk.now.pid is not None)
            assert done(library) == []
        wait(hands, lambda: text_ids(library)[0] in done(library))


def test_import_has_the_machine_for_itself(hands: Hands, tmp_path: Path) -> None:
    desk, importing = hands.window.finding, hands.window.importing
    desk.start()
    file = tmp_path / "new.txt"
    file.write_text("Title\n\nWords of it.")
    importing.files([file])
    assert desk._held.is_set()
    wait(hands, lambda: not importing.is_busy)
    assert not desk._held.is_set()
    wait(hands, lambda: len(done(hands.session.library)) == 6)


def test_engine_that_is_not_there_is_told_once(hands: Hands) -> None:
    desk, library = hands.window.finding, hands.session.library
    desk.choose_engine("xx_gone_sm")
    hands.open(library.articles.ids()[0])
    desk.start()
    wait(hands, lambda: any("xx_gone_sm" in notice.text for notice in hands.notices))
    wait(hands, lambda: desk.later.job is not None and desk.later.job.is_over)
    wait(hands, lambda: not desk.now.is_busy)
    assert sum("xx_gone_sm" in notice.text for notice in hands.notices) == 1
    assert done(library) == []
    desk.choose_engine("")
    wait(hands, lambda: len(done(library)) == 5)
