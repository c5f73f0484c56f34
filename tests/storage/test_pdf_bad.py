"""PDF files that cannot be read, or are made to do harm, end in a sentence."""

from __future__ import annotations

import zlib

import pytest

from storage.errors import ImportFailed
from storage.importers import pdf, pdf_characters
from storage.importers.pdf import read_pdf
from storage.importers.sources import Source
from tests.pdf_files import Page, bomb, file_of, pdf_of

PROSE = "The harbour master kept a ledger of every boat that came in under sail."
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
STANDARD = (  # encryption with the key of 40 bits; the values for O and U are of another password
    b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <%s> /U <%s> >>"
    % (b"4a" * 32, b"5b" * 32)
)


def page(*lines: str) -> Page:
    made = Page()
    made.lines(72, 700, lines or [PROSE] * 5)
    return made


def reason(data: bytes) -> str:
    with pytest.raises(ImportFailed) as failed:
        read_pdf(Source(data, "ledger.pdf", "ledger"))
    return str(failed.value)


def scan() -> Page:
    made = Page()
    made.picture(0, 0, 612, 792, 100)
    return made


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b"%PDF-1.7\n", "damaged", id="header only"),
        pytest.param(b"%PDF-1.7\n%%EOF", "damaged", id="nothing inside"),
        pytest.param(b"Dear all, this is no PDF.", "is not a PDF document", id="plain text"),
        pytest.param(
            b"%PDF-1.4\n1 0 obj\n" + b"[" * 200_000 + b"\nendobj\ntrailer << /Root 1 0 R >>",
            "damaged",
            id="nested arrays",
        ),
        pytest.param(bomb(40_000_000), "unpacks to far more", id="flate bomb"),
        pytest.param(pdf_of([page()], encrypt=STANDARD), "protected by a password", id="password"),
        pytest.param(pdf_of([scan(), scan()]), "is a scan", id="scan"),
        pytest.param(pdf_of([Page()]), "has no text", id="blank page"),
        pytest.param(
            file_of([CATALOGUE, b"<< /Type /Pages /Count 0 /Kids [] >>"]), "damaged", id="no pages"
        ),
    ],
)
def test_what_cannot_be_read_is_said(data, says):
    assert says in reason(data)


def test_a_bomb_packed_twice_is_found():
    body = zlib.compress(zlib.compress(b"0 0 m 1 1 l S\n" * 4_000_000, 9), 9)
    assert len(body) < 1_000
    head = b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n" % len(body)
    pages = [
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
    ]

    assert "unpacks to far more" in reason(
        file_of([CATALOGUE, *pages, head + body + b"\nendstream"])
    )


def test_too_many_pages_are_refused():
    kids = b" ".join([b"3 0 R"] * 5_001)
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
    root = b"<< /Type /Pages /Count 5001 /Kids [%s] >>" % kids

    assert "5,001 pages" in reason(file_of([CATALOGUE, root, leaf]))


@pytest.mark.parametrize("count", [b"2147483647", b"-1", b"1000000"])
def test_a_false_number_of_pages_ends_in_a_sentence(count):
    root = b"<< /Type /Pages /Count %s /Kids [3 0 R] >>" % count
    leaf = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] >>"

    assert "ledger.pdf" in reason(file_of([CATALOGUE, root, leaf]))


def test_pages_that_contain_themselves_end_in_a_sentence():
    root = b"<< /Type /Pages /Count 2 /Kids [2 0 R 3 0 R] >>"
    branch = b"<< /Type /Pages /Parent 2 0 R /Count 1 /Kids [2 0 R] >>"

    assert "ledger.pdf" in reason(file_of([CATALOGUE, root, branch]))


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4, 0.6, 0.8, 0.97])
def test_a_file_cut_short_is_said(share):
    data = pdf_of([page(), page(), page()])

    assert "damaged or was cut short" in reason(data[: int(len(data) * share)])


def test_a_file_with_a_wrong_table_of_objects_is_read():
    data = pdf_of([page()]).replace(b"startxref\n", b"startxref\n9")

    assert read_pdf(Source(data, "l.pdf")).parts[-1].text.startswith(PROSE)


def test_a_huge_page_is_read():
    made = page()
    made.width = made.height = 1e9

    assert read_pdf(Source(pdf_of([made]), "l.pdf")).parts


def test_text_that_stands_nowhere_is_left_out():
    made = page()
    made.content += ["1000 0 0 1000 72 300 cm"] * 20  # to infinity and beyond
    made.text(72, 600, "Words")

    assert read_pdf(Source(pdf_of([made]), "l.pdf")).parts[-1].text == " ".join([PROSE] * 5)


def test_an_outline_that_goes_in_circles_ends():
    data = pdf_of([page()], outline=[("One", 0), ("Two", 0)])
    data = data.replace(b"/Last", b"/Next")  # and now and then the root is read as an entry

    assert read_pdf(Source(data, "l.pdf")).parts


def test_a_file_that_only_its_owner_may_change_opens():
    data = pdf_of([page()], owner_password="chapel")
    assert PROSE.encode() not in data

    assert read_pdf(Source(data, "l.pdf")).parts[-1].text.startswith(PROSE)


def test_pages_that_are_pictures_are_named():
    draft = read_pdf(Source(pdf_of([page(), scan(), page()]), "l.pdf"))

    assert any(notice.startswith("Page 2 is a picture without text") for notice in draft.notices)


def test_letters_without_a_meaning_are_refused():
    made = page(*["\x01\x02\x03\x04 \x05\x06\x07 \x0e\x0f\x10\x11" for _ in range(30)])
    encoding = (
        "<< /Type /Encoding /Differences [1 /g1 /g2 /g3 /g4 /g5 /g6 /g7 14 /g8 /g9 /ga /gb] >>"
    )

    assert "which letters its signs stand for" in reason(pdf_of([made], encoding=encoding))


def test_reading_ends_when_it_takes_too_long(monkeypatch):
    monkeypatch.setattr(pdf, "LONGEST_S", -1.0)

    assert "takes too long" in reason(pdf_of([page()]))


def test_too_many_characters_are_refused(monkeypatch):
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 100)

    assert "more than 100 characters" in reason(pdf_of([page()]))


def test_a_page_with_endless_text_is_cut(monkeypatch):
    monkeypatch.setattr(pdf_characters, "MOST_CHARACTERS", 50)

    assert len("".join(part.text for part in read_pdf(Source(pdf_of([page()]), "l")).parts)) < 200


def test_ten_thousand_words_strewn_over_a_page_are_read():
    made = Page()
    for number in range(10_000):
        made.text(20 + (number * 37) % 560, 20 + (number * 53) % 750, f"w{number}", 4)

    assert read_pdf(Source(pdf_of([made]), "l.pdf")).parts
