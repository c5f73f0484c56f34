"""Pages of a PDF can be looked at."""

from __future__ import annotations

import pytest

from storage.errors import ImportFailed
from storage.importers import pdf_pages
from storage.importers.isolation import ReadingProcess
from storage.importers.pdf_pages import open_pages, render_page
from tests.pdf_files import Page, pdf_of


def made(**measures) -> bytes:
    page = Page(**measures)
    page.picture(0, 0, page.width / 2, page.height / 2)
    return pdf_of([page, Page()])


@pytest.fixture(autouse=True)
def _nothing_stays_open():
    yield
    pdf_pages._close()


def rendered(data: bytes, number: int, width: int) -> tuple[int, int, bytes]:
    open_pages("one", data)
    page = render_page("one", number, width)
    assert page is not None
    return page


def test_a_page_is_a_picture_of_the_width_asked_for():
    width, height, pixels = rendered(made(width=200, height=400), 0, 101)

    assert (width, height, len(pixels)) == (101, 202, 101 * 202 * 3)
    assert pixels[:3] == b"\xff\xff\xff"
    foot = pixels[(height - 2) * width * 3 :][:3]
    assert foot[2] > foot[0]  # the picture there is blue


def test_pages_are_counted():
    assert open_pages("one", made()) == 2


def test_a_page_that_is_not_there_is_no_page():
    with pytest.raises(IndexError):
        rendered(made(), 2, 100)


@pytest.mark.parametrize(
    ("page_width", "page_height"), [(1e7, 1e7), (1, 1e7), (1e7, 1), (14400, 3)]
)
def test_no_page_becomes_too_large_a_picture(page_width, page_height, monkeypatch):
    monkeypatch.setattr(pdf_pages, "MOST_PIXELS", 100_000)

    width, height, pixels = rendered(made(width=page_width, height=page_height), 0, 5_000)

    assert width * height <= 100_000
    assert len(pixels) == width * height * 3


def test_a_damaged_file_is_said():
    with pytest.raises(ImportFailed, match="damaged"):
        rendered(b"%PDF-1.7\n", 0, 100)


def test_the_last_document_stays_open_until_another_comes():
    assert render_page("one", 0, 50) is None
    open_pages("one", made())
    assert render_page("one", 0, 50)
    assert render_page("one", 1, 50)
    assert render_page("two", 0, 50) is None
    open_pages("two", made())
    assert render_page("two", 0, 50)
    assert render_page("one", 0, 50) is None


def test_a_document_that_failed_leaves_none_open():
    open_pages("one", made())
    with pytest.raises(ImportFailed):
        open_pages("two", b"%PDF-1.7\n")
    assert render_page("one", 0, 50) is None
    assert render_page("two", 0, 50) is None


def test_after_many_pages_a_document_is_opened_anew(monkeypatch):
    monkeypatch.setattr(pdf_pages, "MOST_SHOWN", 2)
    open_pages("one", made())
    assert [render_page("one", 0, 50) is None for _ in range(3)] == [False, False, True]
    open_pages("one", made())
    assert render_page("one", 0, 50)


def test_a_new_process_asks_for_the_document_again():
    process = ReadingProcess()
    try:
        assert process.ask("open_pages", "one", made(), name="x") == 2
        assert process.ask("render_page", "one", 0, 50, name="x")
        process.close()
        assert process.ask("render_page", "one", 0, 50, name="x") is None
    finally:
        process.close()
