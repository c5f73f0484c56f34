"""What is done to very many articles: in parts that one undo takes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from gui import parts
from gui.session import Notice, Session
from gui.settings import Settings
from storage.errors import NotFound
from storage.library import Library
from storage.types import ArticleId
from tests.builders import make_imported


@pytest.fixture
def session(library: Library, tmp_path: Path, qapp: object) -> Iterator[Session]:
    with library.transaction("Import"):
        for n in range(70):
            library.articles.take(make_imported(f"Text {n}"))
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Session(library, Settings(store))
    yield made
    made.close()


@pytest.fixture(autouse=True)
def parts_of_twenty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", 20)


def ids_of(session: Session) -> tuple[ArticleId, ...]:
    return tuple(ArticleId(i) for i in session.library.articles.ids())


def star(library: Library, some: Sequence[ArticleId]) -> None:
    library.articles.set_starred(some, True)


def starred(session: Session) -> int:
    return sum(a.is_starred for a in session.library.articles.among(ids_of(session)))


def test_parts_are_steps_that_one_undo_takes_back(session: Session, qtbot: QtBot) -> None:
    told: list[Notice] = []
    session.noticed.connect(told.append)
    parts.act_in_parts(session, "Star", ids_of(session), star, told="Starred 70 articles.")
    assert told[0].text == "Star… 0 of 70"
    qtbot.waitUntil(lambda: told[-1].text == "Starred 70 articles.")
    assert starred(session) == 70
    assert told[-1].action == "Undo"
    assert told[-1].on_action is not None
    told[-1].on_action()
    assert starred(session) == 0
    session.redo()
    assert starred(session) == 70


def test_stopping_leaves_whole_parts_and_says_so(session: Session, qtbot: QtBot) -> None:
    told: list[Notice] = []
    session.noticed.connect(told.append)

    def star_and_stop(library: Library, some: Sequence[ArticleId]) -> None:
        star(library, some)
        assert told[0].on_action is not None
        told[0].on_action()

    parts.act_in_parts(session, "Star", ids_of(session), star_and_stop, told="All.")
    qtbot.waitUntil(lambda: told[-1].text == "Star: stopped after 20 of 70.")
    assert starred(session) == 20
    session.undo()
    assert starred(session) == 0


def test_what_fails_is_told_and_earlier_parts_stay(session: Session, qtbot: QtBot) -> None:
    told: list[Notice] = []
    session.noticed.connect(told.append)
    ids = ids_of(session)

    def fail_later(library: Library, some: Sequence[ArticleId]) -> None:
        star(library, some)
        if ids[45] in some:
            raise NotFound("This article is no longer in the library.")

    parts.act_in_parts(session, "Star", ids, fail_later, told="All.")
    qtbot.waitUntil(lambda: told[-1].kind == "warning")
    assert starred(session) == 40
