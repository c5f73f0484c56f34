"""Pages of a PDF can be looked at."""

from __future__ import annotations

import pytest

from storage.errors import ImportFailed
from storage.importers import pdf_pages
from storage.importers.pdf_pages import page_count, render_page
from tests.pdf_files import Page, pdf_of


def made(**measures) -> bytes:
    page = Page(**measures)
    page.picture(0, 0, page.width / 2, page.height / 2)
    return pdf_of([page, Page()])


def test_a_page_is_a_picture_of_the_width_asked_for():
    width, height, pixels = render_page(made(width=200, height=400), 0, 101)

    assert (width, height, len(pixels)) == (101, 202, 101 * 202 * 3)
    assert pixels[:3] == b"\xff\xff\xff"
    foot = pixels[(height - 2) * width * 3 :][:3]
    assert foot[2] > foot[0]  # the picture there is blue


def test_pages_are_counted():
    assert page_count(made()) == 2


def test_a_page_that_is_not_there_is_no_page():
    with pytest.raises(IndexError):
        render_page(made(), 2, 100)


@pytest.mark.parametrize(
    ("page_width", "page_height"), [(1e7, 1e7), (1, 1e7), (1e7, 1), (14400, 3)]
)
def test_no_page_becomes_too_large_a_picture(page_width, page_height, monkeypatch):
    monkeypatch.setattr(pdf_pages, "MOST_PIXELS", 100_000)

    width, height, pixels = render_page(made(width=page_width, height=page_height), 0, 5_000)

    assert width * height <= 100_000
    assert len(pixels) == width * height * 3


def test_a_damaged_file_is_said():
    with pytest.raises(ImportFailed, match="damaged"):
        render_page(b"%PDF-1.7\n", 0, 100)
