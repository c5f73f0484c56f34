"""Pictures on the page: their place before they are there, and how they are seen when they are."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QTextCursor, QTextDocument, QTextImageFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.annotations.quotation import Quotation
from gui.main_window import MainWindow
from gui.picture_viewer import PictureViewer
from gui.reader.decoding import decoded
from gui.reader.document import ClosedDocument
from gui.reader.page_pictures import PlacedPicture
from gui.reader.picture_sizes import Room, shown_size
from gui.reader.pictures import Pictures, Wanted
from gui.theme import apply_theme, load_theme
from storage.library import Library
from storage.types import PICTURE, ArticleId, PictureFile, PictureId, Span, TextPicture
from tests.builders import add_article, make_annotation
from tests.gui.picture_files import SVG, illustrated, picture_file
from tests.gui.windows import CONTROL, LEFT_BUTTON, NONE, Hands, window_on

LONG = "Some words that are there to fill the line, and some more of them. " * 6
PARTS = [
    "A title",
    f"An {PICTURE} in the text and words behind it.",
    (PICTURE, {"kind": "picture"}),
    ("What it shows", {"kind": "caption"}),
    (PICTURE, {"kind": "picture"}),
    *[f"{n}. {LONG}" for n in range(30)],
    (PICTURE, {"kind": "picture"}),
]
BLUE, RED = "#2050d0", "#d02020"


def room(width: float = 600, height: float = 800) -> Room:
    return Room(width, height, 19)


def picture(width: int, height: int, alt: str = "", stored: bool = True) -> TextPicture:
    return TextPicture(0, alt, "", PictureId(int(stored)), width, height)


@pytest.fixture
def hands(library: Library, tmp_path: Path, qtbot: QtBot) -> Iterator[Hands]:
    files = [
        ("a dot", picture_file(12, 12, RED)),
        ("A blue field", picture_file(1200, 600, BLUE)),
        ("A lost map", None),
        ("The last one", picture_file(300, 200, RED)),
    ]
    add_article(library, illustrated(PARTS, files))
    with window_on(library, tmp_path, qtbot) as window:
        made = Hands(window, qtbot)
        made.open(1)
        yield made


def placed(hands: Hands, number: int) -> PlacedPicture:
    """Give a picture that is in view, with its rectangle in the viewport."""
    start = [at for at, letter in enumerate(hands.content) if letter == PICTURE][number]
    scrolled = hands.page.verticalScrollBar().value()
    area = QRectF(hands.page.viewport().rect()).translated(0, scrolled)
    found = next(p for p in hands.page.pictures.placed_in(area) if p.picture.start == start)
    return PlacedPicture(found.picture, found.rect.translated(0, -scrolled))


def color_at(hands: Hands, point: QPoint) -> QColor:
    image = hands.picture()
    ratio = image.devicePixelRatio()
    return image.pixelColor(round(point.x() * ratio), round(point.y() * ratio))


def color_of(hands: Hands, number: int) -> str:
    return color_at(hands, placed(hands, number).rect.center().toPoint()).name()


# -- sizes


@pytest.mark.parametrize(
    ("shown", "is_in_text", "size"),
    [
        (picture(300, 200), False, (300, 200)),  # never larger than it is
        (picture(1200, 600), False, (600, 300)),
        (picture(400, 8000), False, (34, 680)),  # nearly a window high
        (picture(72, 72, "😀"), True, (22.8, 22.8)),
        (picture(72, 72, "😀"), False, (72, 72)),
        (picture(72, 72, "OK"), True, (72, 72)),
        (picture(50_000, 2), False, (600, 1)),
    ],
)
def test_size_is_known_before_the_picture(
    shown: TextPicture, is_in_text: bool, size: tuple[float, float]
) -> None:
    found = shown_size(shown, room(), is_in_text=is_in_text)
    assert (found.width(), found.height()) == pytest.approx(size, abs=0.5)


def test_description_has_room_for_its_words() -> None:
    alone = shown_size(picture(0, 0, "word " * 60, stored=False), room(), is_in_text=False)
    short = shown_size(picture(0, 0, "word", stored=False), room(), is_in_text=True)
    assert alone.width() == 600
    assert short.width() < 200
    assert short.height() < alone.height() < 100


# -- decoding


def test_picture_is_decoded_at_the_size_it_is_shown_in(qapp: object) -> None:
    made = decoded(picture_file(4000, 2000, BLUE).body, QSize(300, 150))
    assert made.image.size() == QSize(300, 150)
    assert made.image.pixelColor(9, 9).name() == BLUE


def test_drawing_is_drawn_as_large_as_it_is_shown(qapp: object) -> None:
    made = decoded(SVG, QSize(400, 200))
    assert made.image.size() == QSize(400, 200)
    assert made.image.pixelColor(200, 100).red() > 150


@pytest.mark.parametrize(
    "body", [b"", b"no picture", picture_file.__doc__.encode(), b"\x89PNG\r\n\x1a\n" + b"x" * 99]
)
def test_what_is_no_picture_gives_nothing(body: bytes, qapp: object) -> None:
    assert not decoded(body, QSize(10, 10)).is_shown


@pytest.mark.parametrize(
    ("color", "ground"),
    [("#80000000", "light"), ("#80ffffff", "dark"), ("#ff000000", ""), ("#00000000", "light")],
)
def test_ground_follows_from_what_is_transparent(color: str, ground: str, qapp: object) -> None:
    assert decoded(picture_file(60, 60, color).body, QSize(60, 60)).ground == ground


# -- fetching


def stored(library: Library, *files: PictureFile) -> list[PictureId]:
    article = add_article(
        library, illustrated(["T", PICTURE * len(files)], [("", file) for file in files])
    )
    return [one.id for one in library.texts.current(article).pictures]


def test_pictures_arrive_and_old_ones_make_room(library: Library, qtbot: QtBot) -> None:
    ids = stored(library, *[picture_file(100, 100, f"#{n}0{n}0{n}0") for n in range(5)])
    source = Pictures(library.path, most_bytes=100_000)  # two of 40,000 bytes
    try:
        for id_ in ids:
            with qtbot.waitSignal(source.arrived):
                source.want([Wanted(id_, 100, 100)])
        assert source.bytes_kept <= 100_000
        assert source.get(Wanted(ids[-1], 100, 100)) is not None
        assert source.get(Wanted(ids[0], 100, 100)) is None
    finally:
        source.close()


def test_what_is_no_longer_wanted_is_not_fetched(library: Library, qtbot: QtBot) -> None:
    ids = stored(library, *[picture_file(60, 60 + n, BLUE) for n in range(40)])
    source = Pictures(library.path)
    arrived: list[int] = []
    source.arrived.connect(arrived.append)
    try:
        source.want(Wanted(id_, 60, 60) for id_ in ids)
        source.want([Wanted(ids[-1], 60, 60)])
        qtbot.waitUntil(lambda: ids[-1] in arrived)
        assert len(arrived) < 5
    finally:
        source.close()


def test_picture_in_another_size_stands_in(library: Library, qtbot: QtBot) -> None:
    (id_,) = stored(library, picture_file(100, 100, BLUE))
    source = Pictures(library.path)
    try:
        with qtbot.waitSignal(source.arrived):
            source.want([Wanted(id_, 50, 50)])
        found = source.get(Wanted(id_, 80, 80))
        assert found is not None
        assert found.image.width() == 50
    finally:
        source.close()


def test_damaged_and_lost_pictures_arrive_as_nothing(library: Library, qtbot: QtBot) -> None:
    (id_,) = stored(library, PictureFile(b"rubbish", "image/png", 9, 9))
    source = Pictures(library.path)
    try:
        for wanted in (Wanted(id_, 9, 9), Wanted(PictureId(999), 9, 9)):
            with qtbot.waitSignal(source.arrived):
                source.want([wanted])
            made = source.get(wanted)
            assert made is not None
            assert not made.is_shown
    finally:
        source.close()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_after_an_error_that_nobody_expects_pictures_come_again(
    library: Library, qtbot: QtBot
) -> None:
    (id_,) = stored(library, picture_file(100, 100, BLUE))
    source = Pictures(library.path)
    broken = Wanted(id_, "wide", 1)  # type: ignore[arg-type]  # no error that anyone catches
    try:
        with qtbot.waitSignal(source.arrived):
            source.want([broken])
        qtbot.waitUntil(lambda: source._thread is not None and not source._thread.is_alive())
        found = source.get(broken)
        assert found is not None
        assert not found.is_shown
        with qtbot.waitSignal(source.arrived):
            source.want([Wanted(id_, 50, 50)])
    finally:
        source.close()


def test_closing_does_not_wait_for_a_large_picture(
    library: Library, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    (id_,) = stored(library, picture_file(5_000, 5_000, BLUE))
    monkeypatch.setattr("gui.reader.pictures.PATIENCE_S", 0)
    source = Pictures(library.path)
    arrived: list[int] = []
    source.arrived.connect(arrived.append)
    source.want([Wanted(id_, 4_000, 4_000)])
    while source._waiting:  # until the thread has taken it
        pass
    source.close()
    thread = source._thread
    assert thread is not None
    assert thread.is_alive()
    thread.join()
    assert not arrived


# -- on the page


def test_picture_comes_without_moving_anything(hands: Hands, qtbot: QtBot) -> None:
    height = hands.page.document().size().height()
    before = placed(hands, 1).rect
    qtbot.waitUntil(lambda: color_of(hands, 1) == BLUE)
    assert placed(hands, 1).rect == before
    assert hands.page.document().size().height() == height
    column = hands.page.document().textWidth() - 88
    assert before.width() == pytest.approx(column, abs=1)


def test_line_of_a_small_picture_is_as_high_as_others(hands: Hands) -> None:
    document = hands.page.document()
    lines = [document.findBlockByNumber(number).layout().lineAt(0).height() for number in (1, 5, 6)]
    assert max(lines) - min(lines) < 1


def test_pictures_far_away_are_not_fetched(hands: Hands, qtbot: QtBot) -> None:
    fetched: list[int] = []
    hands.window.reader.follower.pictures().arrived.connect(fetched.append)
    last = next(one for one in hands.session.text.pictures if one.alt == "The last one")
    qtbot.waitUntil(lambda: color_of(hands, 1) == BLUE)
    assert last.id not in fetched
    hands.page.bring_into_view(Span(last.start, last.start + 1))
    qtbot.waitUntil(lambda: color_of(hands, 3) == RED)


def test_highlight_and_selection_are_seen_on_a_picture(hands: Hands, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: color_of(hands, 1) == BLUE)
    start = placed(hands, 1).picture.start
    hands.page.select(Span(start, start + 1))
    assert color_of(hands, 1) != BLUE
    hands.window.reader.highlight("green")
    hands.page.unselect()
    rect = placed(hands, 1).rect
    edges = [
        color_at(hands, QPoint(round(rect.left()) + 1, round(rect.top()) + y))
        for y in range(40, 60)
    ]
    green = QColor(load_theme("light").highlights["green"].line)
    assert any(abs(edge.green() - green.green()) < 12 and edge.red() < 90 for edge in edges)


def test_transparent_drawing_has_a_light_ground_in_the_dark(
    library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    parts = ["T", (PICTURE, {"kind": "picture"})]
    add_article(library, illustrated(parts, [("", picture_file(300, 200, "#50101010"))]))
    with window_on(library, tmp_path, qtbot) as window:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, load_theme("dark"))
        hands = Hands(window, qtbot)
        hands.open(1)
        qtbot.waitUntil(lambda: QColor(color_of(hands, 0)).lightness() > 130)


def test_narrow_window_makes_pictures_smaller_and_keeps_the_place(
    hands: Hands, qtbot: QtBot
) -> None:
    wide = placed(hands, 1).rect.width()
    hands.window.resize(900, 700)
    qtbot.waitUntil(lambda: placed(hands, 1).rect.width() < wide - 50)
    hands.page.bring_into_view(hands.span("9. Some"), on_top=True)
    hands.window.resize(1280, 800)
    qtbot.waitUntil(lambda: hands.page.document().textWidth() > wide)
    qtbot.waitUntil(lambda: not hands.page._fitting.is_waiting)
    assert hands.page.first_visible() == hands.span("9. Some").start


# -- words instead of pictures


def test_no_sign_of_a_picture_on_the_clipboard(hands: Hands) -> None:
    hands.page.select(Span(hands.span("An ").start, hands.span("behind").end))
    hands.window.actions_["copy"].trigger()
    said = "An [Picture: a dot] in the text and words behind"
    assert QGuiApplication.clipboard().text() == said
    assert hands.page.createMimeDataFromSelection().text() == said
    assert not hands.page.createMimeDataFromSelection().hasHtml()


def test_panel_says_that_a_picture_is_there(hands: Hands) -> None:
    make_annotation(hands.session.library, ArticleId(1), f"An {PICTURE} in")
    found = hands.session.library.annotations.of(ArticleId(1))[0]
    assert found.passage is not None
    assert found.passage.exact == f"An {PICTURE} in"  # the library keeps what stands there
    hands.session.focus_on(found.id)
    assert hands.window.panel.findChild(Quotation).toPlainText() == "An [Picture] in"


# -- nothing is loaded


@pytest.mark.parametrize("scheme", ["http", "file", "relative"])
def test_document_loads_nothing(scheme: str, tmp_path: Path, qapp: object) -> None:
    file = tmp_path / "tracker.png"
    file.write_bytes(picture_file(50, 50, RED).body)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        port = server.getsockname()[1]
        name = {
            "http": f"http://127.0.0.1:{port}/tracker.png",
            "file": QUrl.fromLocalFile(str(file)).toString(),
            "relative": str(file),
        }[scheme]
        owner = QObject()
        document = ClosedDocument(owner)
        cursor = QTextCursor(document)
        look = QTextImageFormat()
        look.setName(name)
        cursor.insertImage(look)
        cursor.insertHtml(f'<img src="{name}">')
        document.size()
        kind = QTextDocument.ResourceType.ImageResource.value
        assert document.resource(kind, QUrl(name)).size() == QSize(1, 1)
        assert document.size().width() < 40
        with pytest.raises(TimeoutError):
            server.accept()


# -- large


def viewers_of(window: MainWindow) -> list[PictureViewer]:
    return [viewer for viewer in window.findChildren(PictureViewer) if viewer.isVisible()]


def test_click_opens_a_picture_and_escape_gives_the_page_back(hands: Hands, qtbot: QtBot) -> None:
    center = placed(hands, 1).rect.center().toPoint()
    QTest.mouseClick(hands.page.viewport(), LEFT_BUTTON, NONE, center)
    (viewer,) = viewers_of(hands.window)
    assert viewer.words() == "A blue field\nWhat it shows"
    middle = viewer.rect().center()
    qtbot.waitUntil(lambda: viewer.grab().toImage().pixelColor(middle).name() == BLUE)
    hands.press(Qt.Key.Key_1)  # the colour of a highlight elsewhere
    assert viewer.scale == pytest.approx(1.0)
    hands.press(Qt.Key.Key_Plus)
    assert viewer.scale == pytest.approx(1.25)
    hands.press(Qt.Key.Key_Right)
    assert viewer.picture.alt == "The last one"
    hands.press(Qt.Key.Key_Right)
    assert viewer.picture.alt == "The last one"
    hands.press(Qt.Key.Key_Escape)
    assert viewers_of(hands.window) == []
    assert hands.page.hasFocus()
    assert hands.exact() == []


def test_words_and_buttons_stay_readable_over_an_enlarged_picture(
    hands: Hands, qtbot: QtBot
) -> None:
    center = placed(hands, 1).rect.center().toPoint()
    QTest.mouseClick(hands.page.viewport(), LEFT_BUTTON, NONE, center)
    (viewer,) = viewers_of(hands.window)
    middle = viewer.rect().center()
    for _ in range(12):
        hands.press(Qt.Key.Key_Plus)
    qtbot.waitUntil(lambda: viewer.grab().toImage().pixelColor(middle).name() == BLUE)
    shown = viewer.grab().toImage()
    assert shown.pixelColor(6, middle.y()).name() == BLUE  # it reaches up to the edges
    assert max(shown.pixelColor(x, 3).lightness() for x in range(shown.width())) < 30
    for name, button in viewer.buttons.items():
        if button.isVisible():
            inner = button.geometry().topLeft() + QPoint(4, 4)
            assert shown.pixelColor(inner).lightness() < 30, name


def test_picture_is_opened_copied_and_saved_by_keys(
    hands: Hands, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.page.setFocus()
    hands.press("p")
    (viewer,) = viewers_of(hands.window)
    assert viewer.picture.alt == "a dot"
    qtbot.waitUntil(lambda: viewer._source.get(viewer._wanted()) is not None)
    hands.press(Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().image().size() == QSize(12, 12)
    target = tmp_path / "saved.png"
    monkeypatch.setattr("gui.saving.QFileDialog.getSaveFileName", lambda *_: (str(target), ""))
    hands.press(Qt.Key.Key_S, CONTROL)
    assert target.read_bytes() == picture_file(12, 12, RED).body
    hands.session.close_article()
    assert viewers_of(hands.window) == []
