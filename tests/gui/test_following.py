"""Following what a text refers to: notes, jumps, pages, the original; and the way back."""

from __future__ import annotations

import io
import stat
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui import pages_window
from gui.history import MOST_PLACES, History, Place
from gui.originals import FALLBACK, safe_name
from gui.outline_popover import OutlinePopover
from gui.page_popover import PagePopover
from gui.pages_window import checked, drop_oldest
from gui.reader.note_popup import NotePopup
from gui.reader.references import note_at, place_of
from gui.reading_commands import headings_of
from storage.errors import ImportFailed
from storage.library import Library
from storage.text.printed_pages import label_at, position_of
from storage.types import PICTURE, ArticleId, Mark, PageStart, Span, TextId
from tests.builders import add_article, make_imported
from tests.gui.picture_files import illustrated, picture_file
from tests.gui.windows import ALT, CONTROL, LEFT_BUTTON, NONE, Hands, window_on

FILLER = "Some words that are there to fill the page, and some more of them. " * 8
ITEM = {"kind": "item", "level": 1}
PARTS = [
    ("A title", {"kind": "heading", "level": 1}),
    "Here is a claim[1] with a second[2] and a see below. A link follows.",
    *[f"Paragraph {n}. {FILLER}" for n in range(40)],
    ("The end", {"kind": "heading", "level": 2}),
    "What is meant below.",
    ("", {"kind": "rule"}),
    (f"The first note {PICTURE}.", ITEM | {"marker": "1."}),
    ("Its second paragraph.", ITEM),
    ("The second note.", ITEM | {"marker": "2."}),
    ("After the notes", {"kind": "heading", "level": 2}),
]
MARKS = [
    ("[1]", "note", "@The first note"),
    ("[2]", "note", "@The second note"),
    ("see below", "jump", "@What is meant"),
    ("link", "link", "https://example.org/there"),
]
PAGES = [("A title", "iv"), ("Paragraph 9.", "5"), ("Paragraph 30.", "6"), ("What is", "7")]


@pytest.fixture
def hands(library: Library, tmp_path: Path, qtbot: QtBot) -> Iterator[Hands]:
    pictures = [("a dot", picture_file(10, 10))]
    add_article(library, illustrated(PARTS, pictures, MARKS, PAGES))
    add_article(library, make_imported("Another\n\nA short one."))
    with window_on(library, tmp_path, qtbot) as window:
        made = Hands(window, qtbot)
        made.open(1)
        yield made


def popup_of(hands: Hands) -> NotePopup | None:
    return next((p for p in hands.window.findChildren(NotePopup) if p.isVisible()), None)


def click(hands: Hands, words: str) -> None:
    hands.click(hands.span(words).start + 1)


# -- notes


def test_click_on_a_sign_shows_the_whole_note_and_nothing_of_the_next(hands: Hands) -> None:
    click(hands, "[1]")
    popup = popup_of(hands)
    assert popup is not None
    said = popup.accessibleDescription()
    assert said == "The first note [Picture: a dot].\nIts second paragraph." or (
        said == "The first note [Picture: a dot].\n\nIts second paragraph."
    )
    assert "second paragraph" in popup.view.toPlainText()
    assert "second note" not in popup.view.toPlainText()
    assert popup.title.text() == "Note 1"
    assert hands.page.hasFocus()
    hands.press(Qt.Key.Key_Escape)
    assert popup_of(hands) is None


def test_note_lies_inside_the_pane_and_off_its_sign(hands: Hands) -> None:
    click(hands, "[2]")
    popup = popup_of(hands)
    assert popup is not None
    assert hands.window.reader.rect().contains(popup.geometry())
    sign = hands.page.visible_rect(hands.span("[2]"))
    sign.translate(hands.page.viewport().mapTo(hands.window.reader, QPoint()))
    assert not popup.geometry().intersects(sign)
    assert popup.view.verticalScrollBar().maximum() == 0


def test_go_to_note_and_back_to_the_very_line(hands: Hands) -> None:
    hands.page.verticalScrollBar().setValue(40)
    before = hands.page.first_visible()
    click(hands, "[1]")
    popup = popup_of(hands)
    assert popup is not None
    popup.go.click()
    note = hands.span("The first note").start
    assert hands.page.first_visible() <= note <= hands.page.last_visible()
    assert hands.window.actions_["back"].isEnabled()
    hands.press(Qt.Key.Key_Left, ALT)
    assert hands.page.first_visible() == before
    hands.press(Qt.Key.Key_Right, ALT)
    assert hands.page.first_visible() <= note <= hands.page.last_visible()


def test_jump_leads_there_and_back_leads_across_articles(hands: Hands) -> None:
    assert not hands.window.actions_["back"].isEnabled()
    click(hands, "see below")
    target = hands.span("What is meant").start
    assert hands.page.first_visible() <= target <= hands.page.last_visible()
    place = hands.page.first_visible()
    hands.open(2)
    hands.session.go_back()
    hands.settle()
    assert hands.session.article is not None
    assert hands.session.article.id == ArticleId(1)
    assert hands.page.first_visible() == place
    hands.session.go_back()
    assert hands.page.first_visible() == 0
    hands.session.go_forward()
    hands.session.go_forward()
    assert hands.session.article.id == ArticleId(2)


def test_keyboard_follows_what_is_at_the_cursor(hands: Hands) -> None:
    hands.page.unselect(at=hands.span("[2]").start + 1)
    hands.press(Qt.Key.Key_Return, CONTROL)
    popup = popup_of(hands)
    assert popup is not None
    assert "The second note." in popup.view.toPlainText()
    hands.page.unselect(at=hands.span("link").start + 1)
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert hands.told() == "This link leads to https://example.org/there"
    hands.page.unselect(at=hands.span("Paragraph 0").start)
    hands.press(Qt.Key.Key_Return, CONTROL)
    assert hands.told() == "There is no link or note at the cursor."


def test_sign_of_a_note_can_be_highlighted_over_and_still_followed(hands: Hands) -> None:
    hands.highlight("claim[1]")
    click(hands, "[1]")
    assert popup_of(hands) is None
    assert hands.focused() == "claim[1]"
    QTest.mouseClick(
        hands.page.viewport(), LEFT_BUTTON, CONTROL, hands.point(hands.span("[1]").start + 1)
    )
    assert popup_of(hands) is not None


@pytest.mark.parametrize("target", ["", "x", "-1", "99999999999999", "²", "10**9"])
def test_mark_that_leads_nowhere_does_nothing(target: str, hands: Hands) -> None:
    mark = Mark(1, 3, "note", target)
    assert hands.session.text is not None
    assert place_of(mark, hands.session.text) is None
    hands.page.reference_clicked.emit(mark)
    assert popup_of(hands) is None


def test_notes_that_are_paragraphs_end_where_the_next_begins(library: Library) -> None:
    parts = ["Text[1] and[2].", ("Notes", {"kind": "heading", "level": 2})]
    parts += ["One.", "More of one.", "Two.", "Not of two."]
    marks = [("[1]", "note", "@One."), ("[2]", "note", "@Two.")]
    article = add_article(library, illustrated(parts, marks=marks))
    text = library.texts.current(article)

    def words(place: str) -> list[str]:
        note = note_at(text, text.content.index(place))
        assert note is not None
        return [text.content[block.start : block.end] for block in note.blocks]

    assert words("One.") == ["One.", "More of one."]
    assert words("Two.") == ["Two."]


# -- places


def test_history_forgets_what_was_ahead_and_the_oldest() -> None:
    history = History()
    places = [Place(ArticleId(1), n) for n in range(MOST_PLACES + 9)]
    for place in places:
        history.keep(place)
    assert history.back(Place(ArticleId(2), 0)) == places[-1]
    assert history.has_forward
    history.keep(places[0])
    assert not history.has_forward
    steps = 0
    while history.back(None) is not None:
        steps += 1
    assert steps <= MOST_PLACES


def test_back_skips_where_the_reader_is() -> None:
    history = History()
    here, before = Place(ArticleId(1), 5), Place(ArticleId(1), 1)
    history.keep(before)
    history.keep(here)
    assert history.back(here) == before


def test_outline_of_hundreds_of_chapters_narrows_down_and_jumps(
    hands: Hands, library: Library, qtbot: QtBot
) -> None:
    parts: list[object] = []
    for n in range(400):
        parts += [(f"Chapter {n}{PICTURE}", {"kind": "heading", "level": 1 + n % 3}), f"Words {n}."]
    article = add_article(library, illustrated(parts, [("", None)] * 400))  # type: ignore[arg-type]
    hands.open(article)
    hands.window.actions_["outline"].trigger()
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, OutlinePopover)
    assert len(popover.shown()) == 400
    assert popover.height() < 500
    assert not any(PICTURE in words for words in popover.shown())
    qtbot.keyClicks(popover.filter, "chapter 37")
    assert popover.shown() == [f"Chapter {n}" for n in range(400) if "37" in str(n)]
    QTest.keyClick(popover.filter, Qt.Key.Key_Return)
    hands.settle()
    place = hands.span("Chapter 37").start
    assert hands.page.first_visible() <= place <= hands.page.last_visible()


def test_headings_without_words_are_no_chapters(library: Library) -> None:
    heading = {"kind": "heading", "level": 1}
    article = add_article(
        library, illustrated([(PICTURE, heading), ("One", heading)], [("", None)])
    )
    assert [words for _, words, _ in headings_of(library.texts.current(article))] == ["One"]


# -- pages


def test_page_label_says_where_the_reader_is(hands: Hands) -> None:
    label = hands.window.reader.page_label
    assert label.isVisible()
    assert label.text() == "p. iv"
    hands.page.bring_into_view(
        Span(hands.span("Paragraph 9.").start + 1, hands.span("Paragraph 9.").end), on_top=True
    )
    assert label.text() == "p. 5"
    hands.window.actions_["page_numbers"].trigger()
    assert not label.isVisible()
    hands.open(2)
    hands.window.actions_["page_numbers"].trigger()
    assert not label.isVisible()
    assert not hands.window.actions_["page"].isEnabled()


def test_page_labels_stand_in_the_margin(hands: Hands) -> None:
    shown = hands.picture()
    hands.window.actions_["page_numbers"].trigger()
    bare = hands.picture()
    changed = [
        (x, y)
        for x in range(shown.width())
        for y in range(0, shown.height(), 2)
        if shown.pixel(x, y) != bare.pixel(x, y)
    ]
    assert changed
    assert max(x for x, _ in changed) < 44 * shown.devicePixelRatio()


def test_go_to_page_takes_a_label_and_says_what_there_is_not(hands: Hands) -> None:
    hands.press("g")
    popover = QApplication.activePopupWidget()
    assert isinstance(popover, PagePopover)
    assert popover.field.text() == "iv"
    popover.field.setText("99")
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    assert popover.said.text() == "There is no page 99."
    popover.field.setText("p. 6")
    QTest.keyClick(popover.field, Qt.Key.Key_Return)
    place = hands.span("Paragraph 30.").start
    assert hands.page.first_visible() == hands.session.position == place
    assert hands.window.reader.page_label.text() == "p. 6"
    assert 0 <= hands.page.visible_rect(Span(place, place + 1)).top() <= 4


def test_message_about_a_link_goes_when_the_reader_goes_elsewhere(hands: Hands) -> None:
    bar = hands.window.notice_bar
    click(hands, "link follows")
    assert bar.text() == "This link leads to https://example.org/there"
    click(hands, "see below")
    assert bar.text() == ""
    hands.press(Qt.Key.Key_Left, ALT)
    assert bar.text() == ""


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("iv", 0), ("IV", 0), ("page 5", 50), ("p5", 50), (" 5 ", 50), ("6", None), ("", None)],
)
def test_page_is_found_by_what_people_type(wanted: str, found: int | None) -> None:
    assert position_of([PageStart(0, "iv"), PageStart(50, "5")], wanted) == found


def test_before_the_first_page_there_is_none() -> None:
    assert label_at([PageStart(5, "1")], 4) == ""
    assert label_at([PageStart(5, "1")], 5) == "1"


def pdf_of_pages(count: int) -> bytes:
    from PIL import Image

    pages = [Image.new("RGB", (120, 160), (200, 60 * n, 0)) for n in range(count)]
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:])
    return buffer.getvalue()


def test_fixed_pages_follow_the_text(hands: Hands, library: Library, qtbot: QtBot) -> None:
    made = illustrated(
        ["A title", *[f"Paragraph {n}. {FILLER}" for n in range(40)]],
        pages=[("A title", "1"), ("Paragraph 9.", "2"), ("Paragraph 30.", "3")],
        source="pdf",
        original=pdf_of_pages(3),
        original_name="paper.pdf",
    )
    article = add_article(library, made)
    assert not hands.window.actions_["pages"].isEnabled()
    hands.open(article)
    hands.window.actions_["pages"].trigger()
    pages = hands.window._reading._pages
    assert pages is not None

    def color() -> int:
        shown = pages.paper.pixmap().toImage()
        return -1 if shown.isNull() else shown.pixelColor(shown.rect().center()).green()

    qtbot.waitUntil(lambda: color() == pytest.approx(0, abs=6), timeout=20_000)
    hands.page.bring_into_view(hands.span("Paragraph 31."), on_top=True)
    hands.window.reader._save_place()
    qtbot.waitUntil(lambda: color() == pytest.approx(120, abs=6), timeout=20_000)
    assert pages.place.text() == "Page 3 of 3"
    assert not pages.next.isEnabled()
    pages.previous.click()
    qtbot.waitUntil(lambda: color() == pytest.approx(60, abs=6), timeout=20_000)
    assert not pages.follow.isChecked()
    pages._process.close()  # a new one is given the file again
    pages.zoom(1)
    qtbot.waitUntil(lambda: pages._wanted() in pages._kept, timeout=20_000)
    pages.in_text.click()
    assert hands.page.first_visible() == hands.span("Paragraph 9.").start
    QTest.keyClick(pages, Qt.Key.Key_Escape)
    assert not pages.isVisible()


def test_page_with_fewer_pixels_than_it_says_is_refused() -> None:
    assert checked((2, 1, b"123456")) == (2, 1, b"123456")
    with pytest.raises(ImportFailed):
        checked((2, 2, b"123456"))


def test_kept_pages_have_a_bound_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    page = QImage(100, 100, QImage.Format.Format_RGB32)  # 40,000 bytes
    kept = OrderedDict(((TextId(1), number, 100), page) for number in range(9))
    monkeypatch.setattr(pages_window, "MOST_BYTES", 100_000)
    drop_oldest(kept)
    assert [number for _, number, _ in kept] == [7, 8]
    monkeypatch.setattr(pages_window, "MOST_BYTES", 1)
    drop_oldest(kept)
    assert [number for _, number, _ in kept] == [8]


# -- the original


def test_original_is_shown_from_a_private_folder_that_goes_with_the_window(
    hands: Hands, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("gui.originals.open_file", lambda path: opened.append(path) or True)
    hands.window.actions_["show_original"].trigger()
    hands.window.actions_["show_original"].trigger()
    assert not opened  # a worker reads it
    qtbot.waitUntil(lambda: len(opened) == 2)
    assert len(set(opened)) == 1
    path = opened[0]
    assert path.read_bytes() == hands.content.encode()
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
    hands.window.close()
    assert not path.parent.parent.exists()


def test_original_is_saved_as_it_came(
    hands: Hands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    target = tmp_path / "kept.txt"
    monkeypatch.setattr("gui.saving.QFileDialog.getSaveFileName", lambda *_: (str(target), ""))
    hands.window.actions_["save_original"].trigger()
    assert not target.exists()  # a worker reads and writes it
    qtbot.waitUntil(lambda: hands.told().startswith("The original is in"))
    assert target.read_bytes() == hands.content.encode()
    assert hands.told() == f"The original is in {target}."


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("paper.pdf", "paper.pdf"),
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\me\\a.docx", "a.docx"),
        ("run.EXE", "run.EXE.txt"),
        ("start.desktop", "start.desktop.txt"),
        ("page.hta", "page.hta.txt"),
        ("README", "README.txt"),
        ("a\nb\0c.html", "a b c.html"),
        ("", FALLBACK),
        ("...", FALLBACK),
        ("x" * 300 + ".epub", "x" * 95 + ".epub"),
    ],
)
def test_name_of_an_original_starts_nothing_and_leaves_no_folder(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_notes_are_shown_when_the_pointer_rests(hands: Hands) -> None:
    point = hands.point(hands.span("[1]").start + 1)
    hands.page.hovered.emit(hands.span("[1]").start + 1, hands.page.viewport().mapToGlobal(point))
    assert popup_of(hands) is not None
    QTest.mouseClick(hands.page.viewport(), LEFT_BUTTON, NONE, hands.point(0))
    assert popup_of(hands) is None
