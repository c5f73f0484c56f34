"""Work off the GUI thread: what it refers to is let go where widgets live."""

import sys
import threading
import weakref

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.tasks import LooseTasks, Tasks
from gui.turns import BUSY_S, USUAL_S


class Dialog:
    """Something that must not end in a worker."""


@pytest.mark.parametrize("kind", [Tasks, LooseTasks])
@pytest.mark.parametrize("fails", [False, True])
def test_what_a_job_refers_to_ends_in_the_thread_of_the_gui(
    qapp: QApplication, qtbot: QtBot, kind: type[Tasks] | type[LooseTasks], fails: bool
) -> None:
    tasks = kind()
    ended: list[int] = []
    told: list[object] = []
    for _ in range(50):
        dialog = Dialog()
        weakref.finalize(dialog, lambda: ended.append(threading.get_ident()))

        def work(dialog: Dialog = dialog) -> str:
            if fails:
                raise ValueError(type(dialog).__name__)
            return type(dialog).__name__

        def tell(what: object, dialog: Dialog = dialog) -> None:
            told.append((what, dialog is not None))

        tasks.run(work, tell, tell)
        del dialog, work, tell
    qtbot.waitUntil(lambda: len(told) == 50, timeout=5000)
    tasks.close()
    told.clear()
    assert len(ended) == 50
    assert set(ended) == {threading.get_ident()}


@pytest.mark.parametrize("fails", [False, True])
def test_window_gets_its_turn_soon_while_a_job_is_at_work(
    qapp: QApplication, qtbot: QtBot, fails: bool
) -> None:
    tasks = Tasks()
    intervals: list[float] = []

    def work() -> None:
        intervals.append(sys.getswitchinterval())
        if fails:
            raise ValueError

    told: list[object] = []
    tasks.run(work, told.append, told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    tasks.close()
    assert intervals == pytest.approx([BUSY_S])
    assert sys.getswitchinterval() == pytest.approx(USUAL_S)
