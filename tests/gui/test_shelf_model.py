"""The rows of the shelf: lazily fetched, kept up to date, the same as the library says."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QSettings, Qt
from pytestqt.qtbot import QtBot

from gui.article_wording import counted, quoted, short_date, source_of, spoken
from gui.library_place import deleted
from gui.session import Session
from gui.settings import Settings
from gui.shelf.columns import COLUMNS
from gui.shelf.kept_rows import KEPT, PAGE
from gui.shelf.listing import FEW
from gui.shelf.model import ShelfModel
from gui.shelf.rows import row_steps
from storage.library import Library
from storage.types import Article, ArticleId, Block, ImportedArticle, Span
from tests.builders import add_article, make_imported


def add(library: Library, title: str, content: str = "", **other: object) -> ArticleId:
    return add_article(library, make_imported(content or f"{title}\n\nText.", title=title, **other))


def annotate(session: Session, article: ArticleId, count: int = 1) -> None:
    text = session.library.texts.current(article)
    for n in range(count):
        session.act(
            "Add highlight", lambda library, n=n: library.annotations.add(text, Span(n, n + 2))
        )


@pytest.fixture
def session(library: Library, tmp_path: Path, qapp: object) -> Iterator[Session]:
    store = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    made = Session(library, Settings(store))
    yield made
    made.close()


@pytest.fixture
def model(session: Session) -> ShelfModel:
    return ShelfModel(session, session)


def titles(model: ShelfModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def as_read(model: ShelfModel, session: Session) -> bool:
    """Say whether the model lists what the library gives."""
    listing = model.listing
    is_deleted = listing.place.is_deleted
    return model.ids == session.library.articles.ids(order=listing.order, in_trash=is_deleted)  # type: ignore[arg-type]


def test_model_keeps_the_rules_of_qt(session: Session, qtmodeltester: object) -> None:
    for n in range(100):
        add(session.library, f"Article {n}")
    model = ShelfModel(session, session)
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    ids = tuple(ArticleId(i) for i in (*model.ids[3:7], model.ids[50], model.ids[99]))
    session.act("Delete", lambda library: library.articles.move_to_trash(ids))
    add(session.library, "One more")
    session.undo()
    session.undo()
    assert as_read(model, session)
    assert model.rowCount() == 100
    qtmodeltester.check(model, force_py=True)  # type: ignore[attr-defined]


def test_empty_library_has_no_rows(model: ShelfModel) -> None:
    assert model.rowCount() == 0
    assert model.columnCount() == len(COLUMNS)
    assert model.total == 0
    assert model.row_of(1) == -1


def test_every_row_of_ten_thousand_is_the_right_one(session: Session, qtbot: QtBot) -> None:
    with session.library.transaction("Import"):
        for n in range(10_000):
            text = f"Words of {n}"
            session.library.articles.take(
                ImportedArticle(f"Title {n:05}", text, (Block(0, len(text)),))
            )
    model = ShelfModel(session, session)
    assert model.rowCount() == FEW
    qtbot.waitUntil(lambda: model.is_whole)
    newest_first = [f"Title {n:05}" for n in range(9_999, -1, -1)]
    assert titles(model) == newest_first
    for row in (9_999, 0, 5_000, 63, 64, 65, 128):
        assert model.index(row, 0).data() == newest_first[row]
    assert len(model._kept) <= KEPT
    middle = ArticleId(model.ids[5_000])
    session.act("Delete", lambda library: library.articles.move_to_trash([middle]))
    assert model.rowCount() == 9_999
    assert model.index(5_000, 0).data() == newest_first[5_001]
    session.undo()
    qtbot.waitUntil(lambda: model.index(5_000, 0).data() == newest_first[5_000])


def test_rows_are_fetched_only_when_looked_at(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(300):
        add(session.library, f"Article {n}")
    asked: list[int] = []
    among = session.library.articles.among

    def counting(articles: list[int]) -> list[Article]:
        asked.append(len(articles))
        return among(articles)

    monkeypatch.setattr(session.library.articles, "among", counting)
    model = ShelfModel(session, session)
    assert asked == []
    model.index(0, 0).data()
    model.index(10, 0).data()
    model.index(200, 0).data()
    assert asked == [PAGE, PAGE]


def test_an_annotation_changes_one_row_and_no_other(session: Session) -> None:
    ids = [add(session.library, f"Article {n}") for n in range(3)]
    model = ShelfModel(session, session)
    before = titles(model)
    changed: list[tuple[int, int]] = []
    resets: list[None] = []
    model.dataChanged.connect(lambda a, b: changed.append((a.row(), b.row())))
    model.modelReset.connect(lambda: resets.append(None))
    annotate(session, ids[1], 2)
    assert changed == [(1, 1), (1, 1)]
    assert resets == []
    assert titles(model) == before
    shown = model.article_at(1)
    assert shown is not None
    assert shown.annotation_count == 2
    session.undo()
    assert model.article_at(1).annotation_count == 1  # type: ignore[union-attr]


def test_deleting_and_undoing_removes_and_inserts_rows_without_a_reset(session: Session) -> None:
    ids = [add(session.library, f"Article {n}") for n in range(6)]
    model = ShelfModel(session, session)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    gone = (ids[0], ids[2], ids[3])
    session.act("Delete 3 articles", lambda library: library.articles.move_to_trash(gone))
    assert titles(model) == ["Article 5", "Article 4", "Article 1"]
    assert model.total == 3
    session.undo()
    assert titles(model) == [f"Article {n}" for n in range(5, -1, -1)]
    assert model.total == 6
    assert resets == []


def test_a_new_title_moves_its_row_when_sorted_by_title(session: Session) -> None:
    ids = [add(session.library, title) for title in ("Birch", "alder", "Cedar")]
    model = ShelfModel(session, session)
    model.show_articles(order="title")
    assert titles(model) == ["alder", "Birch", "Cedar"]
    session.act("Rename", lambda library: library.articles.rename(ids[1], "Yew"))
    assert titles(model) == ["Birch", "Cedar", "Yew"]


def test_the_order_of_opening_does_not_shuffle_while_opening(session: Session) -> None:
    for n in range(4):
        add(session.library, f"Article {n}")
    model = ShelfModel(session, session)
    model.show_articles(order="opened")
    before = titles(model)
    session.open(ArticleId(model.ids[2]))
    assert titles(model) == before


def test_search_follows_titles_and_notes(session: Session, qtbot: QtBot) -> None:
    ids = [add(session.library, f"Article {n}") for n in range(3)]
    model = ShelfModel(session, session)
    model.show_articles(typed="zebra")
    qtbot.waitUntil(lambda: model.is_whole)
    assert titles(model) == []
    assert model.total == 3
    session.act("Rename", lambda library: library.articles.rename(ids[0], "A zebra"))
    qtbot.waitUntil(lambda: titles(model) == ["A zebra"])
    text = session.library.texts.current(ids[2])
    session.act(
        "Note", lambda library: library.annotations.add(text, Span(0, 3), note="zebra crossing")
    )
    qtbot.waitUntil(lambda: titles(model) == ["Article 2", "A zebra"])


def test_the_trash_lists_what_was_deleted_and_forgets_what_was_purged(session: Session) -> None:
    ids = [add(session.library, f"Article {n}") for n in range(3)]
    model = ShelfModel(session, session)
    model.show_articles(place=deleted())
    assert titles(model) == []
    session.act("Delete", lambda library: library.articles.move_to_trash(ids[:2]))
    assert titles(model) == ["Article 1", "Article 0"]
    session.act("Restore", lambda library: library.articles.restore([ids[1]]))
    assert titles(model) == ["Article 0"]
    with session.library.unrecorded():
        session.library.articles.purge([ids[0]])
    assert titles(model) == []
    assert model.total == 0


def test_what_another_window_does_is_seen_after_a_poll(session: Session) -> None:
    ids = [add(session.library, f"Article {n}") for n in range(3)]
    model = ShelfModel(session, session)
    with Library.open(session.library.path) as other:
        with other.transaction("Delete article"):
            other.articles.move_to_trash([ids[1]])
        with other.transaction("Rename article"):
            other.articles.rename(ids[0], "Renamed elsewhere")
        add(other, "Added elsewhere")
    session.library.poll()
    assert as_read(model, session)
    assert set(titles(model)) == {"Added elsewhere", "Article 2", "Renamed elsewhere"}


def test_a_purge_in_another_window_is_seen_after_a_poll(session: Session) -> None:
    ids = [add(session.library, f"Article {n}") for n in range(3)]
    model = ShelfModel(session, session)
    session.act("Delete article", lambda library: library.articles.move_to_trash([ids[0]]))
    model.show_articles(place=deleted())
    assert titles(model) == ["Article 0"]
    with Library.open(session.library.path) as other, other.unrecorded():
        other.articles.purge([ids[0]])
    session.library.poll()
    assert titles(model) == []


def test_a_row_is_read_aloud_with_all_that_it_shows(session: Session) -> None:
    article = add(session.library, "The title", published_at=datetime(2019, 3, 5, tzinfo=UTC))
    annotate(session, article, 2)
    session.act("Star", lambda library: library.articles.set_starred([article], True))
    model = ShelfModel(session, session)
    assert "2019" not in model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    model.show_articles(order="title")
    said = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("The title, example.org, ")
    assert "2019" in said
    assert said.endswith("Starred, Unread, 2 annotations")


def test_an_article_without_a_site_is_named_after_its_file(session: Session) -> None:
    kinds = {
        "site": {"site": "example.org", "origin": "/x/file.txt"},
        "file": {"site": "", "origin": "/x/My notes.v2.txt"},
        "windows": {"site": "", "origin": r"C:\Users\me\Report.md"},
        "pasted": {"site": "", "origin": "", "source": "clipboard"},
    }
    said = {
        name: source_of(session.library.articles.get(add(session.library, name, **values)))
        for name, values in kinds.items()
    }
    assert said == {
        "site": "example.org",
        "file": "My notes.v2",
        "windows": "Report",
        "pasted": "Pasted text",
    }


@pytest.mark.parametrize(
    ("language", "day", "said"),
    [
        ("en_GB", date(2026, 11, 23), "Today"),
        ("en_GB", date(2026, 11, 22), "Yesterday"),
        ("en_GB", date(2026, 3, 5), "5 Mar"),
        ("en_US", date(2026, 3, 5), "Mar 5"),
        ("en_GB", date(2019, 3, 5), "5 Mar 2019"),
        ("en_US", date(2019, 3, 5), "Mar 5, 2019"),
        ("de_DE", date(2019, 5, 3), "3 Mai 2019"),
        ("ja_JP", date(2019, 3, 5), "2019/03/05"),
        ("en_GB", date(2026, 11, 24), "24 Nov"),
    ],
)
def test_dates_are_short_and_as_people_there_write_them(
    language: str, day: date, said: str
) -> None:
    usual = QLocale()
    QLocale.setDefault(QLocale(language))
    try:
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        assert short_date(moment, today=date(2026, 11, 23)) == said
    finally:
        QLocale.setDefault(usual)


def test_numbers_and_titles_fit_a_sentence() -> None:
    assert quoted("Short") == "“Short”"
    assert quoted("x" * 60) == f"“{'x' * 47}…”"
    assert counted(0, 12) == "0 of 12"


def test_deleted_articles_say_when(session: Session) -> None:
    article = add(session.library, "Gone")
    session.act("Delete", lambda library: library.articles.move_to_trash([article]))
    assert ", Deleted " in spoken(session.library.articles.get(article))


ids_of = st.lists(st.integers(0, 30), unique=True)


@given(ids_of, ids_of)
def test_steps_lead_from_one_list_to_the_other(old: list[int], new: list[int]) -> None:
    rows, wanted = array("q", old), array("q", new)
    steps = row_steps(rows, wanted)
    kept = set(old) & set(new)
    in_order = [i for i in old if i in kept] == [i for i in new if i in kept]
    assert (steps is not None) == in_order
    if steps is None:
        return
    for first, last in reversed(steps.removed):
        del rows[first : last + 1]
    for first, last in steps.inserted:
        rows[first:first] = wanted[first : last + 1]
    assert rows == wanted


def test_many_scattered_changes_are_not_taken_step_by_step() -> None:
    old = array("q", range(1000))
    assert row_steps(old, array("q", range(0, 1000, 2))) is None
    steps = row_steps(old, array("q", range(500)))
    assert steps is not None
    assert steps.removed == ((500, 999),)


def test_rows_that_were_asked_for_when_nobody_looked_any_more_are_asked_for_later(
    session: Session, qtbot: QtBot
) -> None:
    for number in range(FEW + 10):
        add(session.library, f"Title {number:04}")
    model = ShelfModel(session, session)
    with qtbot.waitSignal(model.filled):
        model.go_on()
    model.show_articles(order="title")
    model.stop()
    with qtbot.waitSignal(model.filled):
        model.go_on()
    assert as_read(model, session)
    assert titles(model)[0] == "Title 0000"
