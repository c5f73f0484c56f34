"""The list's model: what it holds after each change, and how little it touches."""

from __future__ import annotations

import pytest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from gui.annotations.wording import plain_note, spoken
from gui.notes.model import BATCH, AnnotationModel
from storage.library import Library
from storage.types import AnnotationFilter, AnnotationId, ArticleId, Span
from tests.builders import add_article, annotation_on, make_annotation, make_imported

CONTENT = " ".join(f"word{number:05d}" for number in range(2_000))


class Watched:
    """A model that follows its library, with the signals that it has sent."""

    def __init__(self, library: Library, article: ArticleId) -> None:
        self.library = library
        self.article = article
        self.model = AnnotationModel(library)
        self.stop = library.subscribe(self.model.apply)
        self.model.show_article(article)
        self.sent: list[str] = []
        self.model.modelReset.connect(lambda: self.sent.append("reset"))
        self.model.rowsInserted.connect(lambda _, a, b: self.sent.append(f"insert {a}-{b}"))
        self.model.rowsRemoved.connect(lambda _, a, b: self.sent.append(f"remove {a}-{b}"))
        self.model.dataChanged.connect(
            lambda a, b, _: self.sent.append(f"change {a.row()}-{b.row()}")
        )

    def ids(self) -> list[AnnotationId]:
        return [annotation.id for annotation in self.model.shown()]

    def truth(self, wanted: AnnotationFilter | None = None) -> list[AnnotationId]:
        keep = wanted or AnnotationFilter()
        return [a.id for a in self.library.annotations.of(self.article) if keep.admits(a)]


def mark(library: Library, article: ArticleId, *starts: int) -> list[AnnotationId]:
    text = library.texts.current(article)
    with library.transaction("Mark"):
        return [library.annotations.add(text, Span(start, start + 9)) for start in starts]


@pytest.fixture
def watched(library: Library, qapp: object) -> Watched:
    article = add_article(library, make_imported(CONTENT))
    mark(library, article, 0, 100, 200, 300)
    return Watched(library, article)


def test_rows_are_in_text_order_with_notes_on_the_article_first(
    watched: Watched, qtmodeltester: ModelTester
) -> None:
    note = make_annotation(watched.library, watched.article, None, note="On all of it")
    mark(watched.library, watched.article, 50)
    assert watched.ids() == watched.truth()
    assert watched.ids()[0] == note
    assert watched.sent == ["insert 0-0", "insert 2-2"]
    qtmodeltester.check(watched.model)


def test_a_change_touches_its_row_only(watched: Watched) -> None:
    second = watched.ids()[1]
    with watched.library.transaction("Recolour"):
        watched.library.annotations.recolor([second], "blue")
    with watched.library.transaction("Tag"):
        watched.library.tags.add([second], ["a"])
    assert watched.sent == ["change 1-1", "change 1-1"]
    assert watched.model.annotation(1).color == "blue"
    assert watched.model.annotation(1).tags == ("a",)
    assert watched.model.colors_in_use() == ["yellow", "blue"]
    assert watched.model.tags_in_use() == {"a": 1}


def test_moved_ends_move_the_row(watched: Watched) -> None:
    first = watched.ids()[0]
    with watched.library.transaction("Move"):
        text = watched.library.texts.current(watched.article)
        watched.library.annotations.move(first, text, Span(250, 260))
    assert watched.ids() == watched.truth()
    assert watched.ids()[2] == first
    assert watched.sent == ["remove 0-0", "insert 2-2"]


def test_deleted_rows_go_and_come_back_with_undo(watched: Watched) -> None:
    before = watched.ids()
    with watched.library.transaction("Delete"):
        watched.library.annotations.delete(before[1:3])
    assert watched.ids() == [before[0], before[3]]
    watched.library.undo()
    assert watched.ids() == before
    assert "reset" not in watched.sent


def test_only_what_passes_the_filter_is_shown(watched: Watched) -> None:
    red = AnnotationFilter(colors=("red",))
    watched.model.filter_by(red)
    assert watched.ids() == []
    ids = watched.truth()
    with watched.library.transaction("Recolour"):
        watched.library.annotations.recolor(ids[1:3], "red")
    assert watched.ids() == ids[1:3] == watched.truth(red)
    with watched.library.transaction("Recolour"):
        watched.library.annotations.recolor(ids[1:2], "green")
    assert watched.ids() == ids[2:3]
    assert (watched.model.rowCount(), watched.model.total) == (1, 4)


@pytest.mark.parametrize(
    ("position", "row"), [(0, 0), (8, 0), (9, 1), (100, 1), (150, 2), (305, 3), (900, 3)]
)
def test_the_row_from_a_position_on_is_found(watched: Watched, position: int, row: int) -> None:
    assert watched.model.row_from(position) == row


def test_no_row_is_found_where_there_is_none(watched: Watched) -> None:
    watched.model.filter_by(AnnotationFilter(colors=("red",)))
    assert watched.model.row_from(0) == -1


def test_other_articles_are_nobodys_business(watched: Watched) -> None:
    other = add_article(watched.library, make_imported("Other words here."))
    make_annotation(watched.library, other, "words")
    assert watched.sent == []
    assert watched.model.total == 4


def test_renamed_colours_are_drawn_and_said(watched: Watched) -> None:
    with watched.library.transaction("Name"):
        watched.library.legend.rename("yellow", "Key claim")
    assert watched.sent == ["change 0-3"]
    said = spoken(watched.model.annotation(0), watched.model.names)
    assert said == "Key claim, highlight. “word00000”"


def test_many_changes_of_the_same_rows_reset_nothing(watched: Watched) -> None:
    mark(watched.library, watched.article, *range(1000, 4000, 10))
    watched.sent.clear()
    with watched.library.transaction("Recolour"):
        watched.library.annotations.recolor(watched.ids(), "gray")
    assert watched.sent == ["change 0-303"]
    assert watched.model.colors_in_use() == ["gray"]


def test_ten_thousand_annotations_are_what_the_library_has(library: Library, qtbot: QtBot) -> None:
    article = add_article(library, make_imported(CONTENT))
    mark(library, article, *((number * 7919) % 19_900 for number in range(10_000)))
    watched = Watched(library, article)
    assert watched.model.rowCount() == BATCH
    watched.model.read_on()
    assert watched.model.rowCount() == 2 * BATCH
    watched.model.read_all()
    assert watched.model.rowCount() == 10_000
    assert watched.ids() == watched.truth()
    (added,) = mark(library, article, 11_111)
    assert watched.ids() == watched.truth()
    assert watched.ids()[watched.model.row_of(added)] == added
    library.undo()
    assert watched.model.row_of(added) == -1
    assert watched.ids() == watched.truth()


def test_a_change_while_it_is_read_is_not_lost(library: Library, qapp: object) -> None:
    article = add_article(library, make_imported(CONTENT))
    mark(library, article, *range(3 * BATCH))
    watched = Watched(library, article)
    last = watched.truth()[-1]
    with library.transaction("Delete"):
        library.annotations.delete([last])
    assert watched.ids() == watched.truth()
    assert last not in watched.ids()


@pytest.mark.parametrize(
    ("note", "plain"),
    [
        ("Who **paid**?", "Who paid?"),
        ("# Head\n\n- one\n- *two*", "Head one two"),
        ("see [the study](https://example.org) now", "see the study now"),
        ("> quoted `code`", "quoted code"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        ("", ""),
    ],
)
def test_a_note_is_shown_without_its_signs(note: str, plain: str) -> None:
    assert plain_note(note) == plain


def test_what_a_card_shows_is_said(library: Library) -> None:
    names = library.legend.names()
    marked = annotation_on("Some words", Span(0, 4), style="underline", note="**Yes**", tags=("a",))
    assert spoken(marked, names) == "Yellow, underline. “Some”. Note: Yes. Tags: a"
    noted = annotation_on("Some words", None, note="All of it")
    assert spoken(noted, names) == "Note on the article. Note: All of it"
