"""Questions that the window does not wait for: the newest of a key is answered, others not."""

import threading

import pytest

from gui.asking import Asking
from storage.errors import Cancelled
from tests.builders import add_article

ENDLESS = "WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def asking(library, qapp):
    made = Asking(library.path)
    yield made
    made.close()


def failing(error):
    raise error


def test_question_is_answered_in_this_thread_with_what_is_in_the_library(library, asking, qtbot):
    article = add_article(library)
    answers = []
    asking.ask(
        "shelf",
        lambda other: (threading.current_thread(), list(other.articles.ids())),
        lambda answer: answers.append((threading.current_thread(), *answer)),
        failing,
    )
    qtbot.waitUntil(lambda: bool(answers))
    ((here, there, ids),) = answers
    assert (here, ids) == (threading.main_thread(), [article])
    assert there is not here


def test_newer_question_stops_the_one_that_is_being_asked(asking, qtbot):
    begun, answers = threading.Event(), []

    def endless(library):
        begun.set()
        return library._store.one(ENDLESS)

    asking.ask("search", endless, answers.append, answers.append)
    assert begun.wait(10)
    asking.ask("search", lambda _: "newer", answers.append, failing)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["newer"]


def test_answer_that_was_not_heard_yet_is_none_any_more(asking, qtbot):
    answers, answered = [], threading.Event()

    def older(_library):
        answered.set()
        return "older"

    asking.ask("shelf", older, answers.append, failing)
    assert answered.wait(10)  # its answer is on the way, or already waits in the event loop
    asking.ask("shelf", lambda _: "newer", answers.append, failing)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == ["newer"]


def test_question_of_another_key_waits_its_turn(asking, qtbot):
    answers = []
    for key in ("one", "two", "three", "two"):
        asking.ask(key, lambda _, key=key: key, answers.append, failing)
    qtbot.waitUntil(lambda: len(answers) >= 3 and answers[-1] == "two")
    assert [a for a in answers if a != "two"] == ["one", "three"]


def test_failure_is_told_here(asking, qtbot):
    errors = []
    asking.ask("x", lambda _: failing(Cancelled("Stopped.")), failing, errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], Cancelled)


def test_closing_stops_an_endless_question(library, qapp):
    asking, begun = Asking(library.path), threading.Event()

    def endless(other):
        begun.set()
        return other._store.one(ENDLESS)

    asking.ask("x", endless, failing, failing)
    assert begun.wait(10)
    asking.close()
    assert threading.active_count() == 1
