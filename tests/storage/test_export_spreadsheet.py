"""Annotations as a table: every cell comes back, and none is a formula."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.exporters.places import paragraph_number
from storage.exporters.spreadsheet import COLUMNS, csv_table, harmless
from storage.text.canonical import canonical
from storage.types import Block, Span
from tests.builders import CONTENT, annotation_on, make_export, make_imported

CELLS = st.text(st.one_of(st.sampled_from("=+-@\t\r\n \",;'a"), st.characters(codec="utf-8")))


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


@given(CELLS, CELLS, CELLS.map(lambda text: canonical(text) or "x"))
def test_every_cell_comes_back_as_it_was_written(title, note, content):
    annotation = annotation_on(content, Span(0, len(content)), note=note)
    imported = make_imported(content, title=title, byline=note, site=title)
    (row,) = read(csv_table([make_export(imported, annotation)]))
    expected = {"article": title, "author": note, "note": note, "quotation": content}
    for column, cell in expected.items():
        assert row[column] in (cell, f"'{cell}")
        assert row[column] == harmless(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "\n=1",
        "\u00a0=1",
        "＝1",
        "－1",
        "\tx",
    ],
)
def test_formula_is_made_text(cell):
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "a=b", "“-”", "1-2", "'=1", "x\n=1"])
def test_text_stays_as_it_is(cell):
    assert harmless(cell) == cell


def test_row_tells_everything_of_an_annotation():
    start = CONTENT.index("Delegates")
    annotation = annotation_on(
        CONTENT,
        Span(start, start + 9),
        7,
        note="two\nlines",
        tags=("a", "to do"),
        color="red",
        style="underline",
    )
    (row,) = read(csv_table([make_export(make_imported(), annotation, red="To check")]))
    assert tuple(row) == COLUMNS
    assert {column: cell for column, cell in row.items() if cell or column == "page"} == {
        "article": "Ministers meet in Geneva",
        "author": "Ana Writer",
        "site": "example.org",
        "url": "https://example.org/a",
        "published": "2026-01-01T00:00:00.000Z",
        "page": "",
        "paragraph": "3",
        "quotation": "Delegates",
        "note": "two\nlines",
        "tags": "a; to do",
        "colour": "To check",
        "style": "underline",
        "created": "2026-01-02T03:04:05.678Z",
        "start": str(start),
        "end": str(start + 9),
        "link": f"postil://annotation/{7:032x}",
        "id": f"{7:032x}",
        "standing": "exact",
        "type": "annotation",
    }


def test_note_on_the_article_has_no_place():
    (row,) = read(csv_table([make_export(make_imported(), annotation_on(CONTENT, None))]))
    assert [row[column] for column in ("paragraph", "quotation", "start", "end")] == [""] * 4


def test_lines_end_as_rfc_4180_has_it_and_line_ends_in_cells_stay():
    annotation = annotation_on(CONTENT, None, note="one\ntwo")
    text = csv_table([make_export(make_imported(), annotation)])
    assert text.count("\r\n") == 2
    assert '"one\ntwo"' in text


def test_paragraphs_are_counted_without_headings_and_a_table_once():
    content = "H\n\na\n\nb1b2\n\nc1\n\nc2\n\nd"
    blocks = (
        Block(0, 1, "heading", 1),
        Block(3, 4),
        Block(6, 8),
        Block(8, 10),  # the same long paragraph
        Block(12, 14, "cell", table=1),
        Block(16, 18, "cell", table=1, column=1),
        Block(20, 21),
    )
    text = make_export(make_imported(content, blocks=blocks)).text
    numbers = [paragraph_number(text, block.start) for block in blocks]
    assert numbers == [0, 1, 2, 2, 3, 3, 4]
