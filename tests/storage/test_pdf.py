"""PDF documents become the text that was written, in the order in which it is read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.importers.composition import compose
from storage.importers.pdf import read_pdf
from storage.importers.sources import Source
from tests.pdf_files import Page, pdf_of, width_of

PROSE = (
    "The harbour master of Skerry Point kept a ledger of every boat that came in under sail. "
    "His daughter read it aloud to visitors in the long evenings of winter, while the lamp burned "
    "low and nobody outside could see the skerries any more. In spring they began a new one."
)
MORE = (
    "Nobody knows how many ledgers there were. Seven are in the chapel, one is in the museum of "
    "the county, and the last was found under the floor of the net loft when it was torn down."
)

NAMES = ("Ada", "Tom", "Una", "Per", "Liv", "Jon")


def read(*pages: Page, stem: str = "ledger", **about):
    """Read a document of these pages."""
    return read_pdf(Source(pdf_of(pages, **about), "ledger.pdf", stem))


def texts(draft, kind: str = ""):
    return [part.text for part in draft.parts if part.text and kind in ("", part.kind)]


def marked(draft, kind: str):
    return [
        part.text[mark.start : mark.end]
        for part in draft.parts
        for mark in part.marks
        if mark.kind == kind
    ]


def plain_page(*paragraphs: str, title: str = "Ledgers", width: float = 300) -> Page:
    """Give a page with a title and paragraphs set apart."""
    page = Page()
    page.text(72, 720, title, 18, "bold")
    y = 690.0
    for paragraph in paragraphs:
        y = page.paragraph(72, y, paragraph, width) - 10
    return page


def test_lines_become_paragraphs():
    assert texts(read(plain_page(PROSE, MORE))) == ["Ledgers", PROSE, MORE]


def test_paragraphs_told_apart_by_indents_alone():
    page = Page()
    y = page.paragraph(72, 700, PROSE, 300, indent=14)
    y = page.paragraph(72, y, MORE, 300, indent=14)
    page.paragraph(72, y, PROSE, 300, indent=14)

    assert texts(read(page, info={"Title": "Annals"})) == ["Annals", PROSE, MORE, PROSE]


def test_columns_are_read_one_after_the_other():
    page = Page()
    page.text(72, 720, "A title over both columns of the page", 18, "bold")
    foot = page.paragraph(72, 690, f"{PROSE} {MORE}", 210)
    page.paragraph(330, 690, f"{MORE} {PROSE}", 210)

    assert foot < 600
    assert texts(read(page))[1:] == [f"{PROSE} {MORE}", f"{MORE} {PROSE}"]


def test_columns_written_line_by_line_are_read_in_order():
    page = Page()
    page.paragraph(72, 690, f"{PROSE} {MORE}", 210)
    page.paragraph(330, 690, f"{MORE} {PROSE}", 210)
    page.content.sort(key=lambda line: -float(line.split(" Tm")[0].split()[-1]))

    assert texts(read(page, info={"Title": "Annals"}))[1:] == [f"{PROSE} {MORE}", f"{MORE} {PROSE}"]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page():
    lines = [f"and line {number} of it fills the column to its very edge with" for number in "abcd"]
    first, second = Page(), Page()
    first.lines(60, 300, [*lines[:2]])
    first.lines(340, 300, ["Another begins here and it fills the whole", "column too, until"])
    first.lines(60, 312, ["One paragraph begins here in the column and goes on"])
    second.lines(60, 700, ["it ends on the second page."])

    draft = read(first, second, info={"Title": "Annals"})

    assert texts(draft)[-1].endswith("column too, until it ends on the second page.")


def test_hyphens_at_line_ends_go_and_real_ones_stay():
    page = Page()
    lines = [
        "Every boat that was seen from the breakwater was an en-",
        "try in the ledger, and those of the Anglo-",
        "Norwegian union were written in red with a well-",
        "known flourish; the pages from 1910-",
        "1912 are lost, and the well-known flourish with them.",
    ]
    page.lines(72, 700, lines)

    assert texts(read(page, info={"Title": "Annals"}))[1] == (
        "Every boat that was seen from the breakwater was an entry in the ledger, and those of the "
        "Anglo-Norwegian union were written in red with a well-known flourish; the pages from "
        "1910-1912 are lost, and the well-known flourish with them."
    )


def test_ligatures_become_letters():
    codes = "/BaseEncoding /WinAnsiEncoding /Differences [146 /ffi]"
    page = plain_page("the o\u2019ce found it")  # a quotation mark is sign 146 there

    draft = read(page, encoding=f"<< /Type /Encoding {codes} >>")

    assert texts(draft)[-1] == "the office found it"


def test_spread_letters_are_words():
    page = plain_page(PROSE)
    page.text(72, 400, "HARBOUR MASTER", 10, "text", spread=6)

    assert "HARBOUR MASTER" in texts(read(page))


def test_heads_feet_and_page_numbers_are_dropped():
    pages = []
    for number in range(6):
        page = Page()
        head = "Annals of the Union" if number % 2 else "Skerry Point"
        page.text(72, 750, head, 8, "italic")
        page.paragraph(72, 700, f"{NAMES[number]}, {PROSE}", 400)
        page.text(300, 40, f"Page {number + 11} of 16", 8)
        pages.append(page)

    assert texts(read(*pages, info={"Title": "Annals"})) == [
        "Annals",
        *[f"{name}, {PROSE}" for name in NAMES],
    ]


def test_a_single_line_on_every_page_is_the_text():
    pages = []
    for number in range(5):
        page = Page()
        page.text(72, 740, f"Card number {number + 1}")
        pages.append(page)

    text = " ".join(texts(read(*pages, info={"Title": "Annals"})))

    assert all(f"Card number {number}" in text for number in range(1, 6))


def test_chapters_that_begin_pages_are_no_running_heads():
    pages = []
    for number in range(6):
        page = Page()
        page.text(72, 720, f"Chapter {number * 2 + 1}", 16, "bold")
        page.paragraph(72, 690, PROSE, 400)
        pages.append(page)

    headings = texts(read(*pages, info={"Title": "Annals"}), "heading")

    assert headings == ["Annals", *(f"Chapter {number}" for number in (1, 3, 5, 7, 9, 11))]


def test_pages_begin_inside_the_part_and_have_their_labels():
    first, second = Page(), Page()
    first.lines(72, 60, ["The ledger was read aloud in the evenings of"])
    first.lines(72, 72, ["It fills its column to the edge, as lines do."])
    second.lines(72, 700, ["winter, while the lamp burned low. It ends here."])

    draft = read(first, second, info={"Title": "Annals"}, labels="0 << /S /r /St 4 >>")

    composed = compose(draft.parts)
    assert [page.label for page in composed.pages] == ["iv", "v"]
    assert composed.content[composed.pages[1].start :].startswith("winter")


def test_pages_without_labels_are_counted():
    pages = [plain_page(PROSE, title=f"Part {name}") for name in ("one", "two", "three")]

    assert [page.label for page in compose(read(*pages).parts).pages] == ["1", "2", "3"]


def test_headings_have_ranks_by_their_size():
    page = plain_page(PROSE, title="Annals")
    page.text(72, 560, "The chapel", 14, "bold")
    page.paragraph(72, 540, PROSE, 300)
    page.text(72, 460, "Its floor", 10, "bold")
    page.paragraph(72, 440, MORE, 300)
    page.text(72, 360, "The museum", 14, "bold")
    page.paragraph(72, 340, MORE, 300)

    headings = [(p.text, p.level) for p in read(page).parts if p.kind == "heading"]

    assert headings == [("Annals", 1), ("The chapel", 2), ("Its floor", 3), ("The museum", 2)]


def test_the_outline_confirms_headings_in_the_type_of_the_text():
    page = Page()
    page.text(72, 700, "On ledgers", 10)
    page.paragraph(72, 680, PROSE, 300)
    page.text(72, 600, "On boats", 10)
    page.paragraph(72, 580, MORE, 300)

    draft = read(page, info={"Title": "Annals"}, outline=[("On ledgers", 0), ("On boats", 0)])

    headings = [(part.text, part.level) for part in draft.parts if part.kind == "heading"]
    assert headings == [("Annals", 1), ("On ledgers", 2), ("On boats", 2)]


def test_lists_keep_their_signs_and_depth():
    page = plain_page(PROSE)
    page.text(80, 600, "\u2022 nets, and what belongs to them")
    page.text(96, 588, "\u2022 floats")
    page.text(80, 576, "\u2022 oars")
    page.text(80, 552, "1. tar the hull")
    page.text(80, 540, "2. let it dry")

    items = [(p.marker, p.level, p.text) for p in read(page).parts if p.kind == "item"]

    assert items == [
        ("\u2022", 1, "nets, and what belongs to them"),
        ("\u2022", 2, "floats"),
        ("\u2022", 1, "oars"),
        ("1.", 1, "tar the hull"),
        ("2.", 1, "let it dry"),
    ]


def test_a_year_at_the_start_of_a_line_is_no_item():
    page = Page()
    lines = ["They came back in the winter of the year", "12. It was said that nobody had seen."]
    page.lines(72, 700, lines)

    assert not texts(read(page, info={"Title": "Annals"}), "item")


def test_aligned_columns_are_a_table():
    page = plain_page(PROSE)
    rows = [("Boat", "Owner", "Built"), ("Marit", "A. Mar", "1903"), ("Sula", "T. Reed", "1911")]
    for number, row in enumerate([*rows, ("Ylva", "The union", "1920")]):
        for column, text in enumerate(row):
            page.text(80 + column * 120, 560 - number * 14, text, 10, "text" if number else "bold")

    cells = [(p.row, p.column, p.level, p.text) for p in read(page).parts if p.kind == "cell"]

    assert cells[:4] == [
        (0, 0, 1, "Boat"),
        (0, 1, 1, "Owner"),
        (0, 2, 1, "Built"),
        (1, 0, 0, "Marit"),
    ]
    assert len(cells) == 12


def test_notes_move_to_the_end_and_are_led_to():
    first, second = Page(), Page()
    last = "the sign of a note stands here"
    first.lines(72, 300, ["This paragraph is cut by a note at the foot and", last])
    first.text(72 + width_of(last, 10), 292, "1", 6)
    first.text(72 + width_of(last, 10) + 6, 288, "and goes on", 10)
    first.text(72, 103, "1", 5)
    first.text(76, 100, "The note itself, in small type.", 8)
    second.lines(72, 700, ["over the page, where it ends at last in full."])
    second.paragraph(72, 680, PROSE, 300)

    draft = read(first, second, info={"Title": "Annals"})

    paragraph = next(text for text in texts(draft) if text.startswith("This"))
    assert paragraph.endswith("and goes on over the page, where it ends at last in full.")
    assert marked(draft, "note") == ["1"]
    assert [part.kind for part in draft.parts[-2:]] == ["rule", "item"]
    assert draft.parts[-1].text == "The note itself, in small type."
    composed = compose(draft.parts)
    target = next(mark.target for mark in composed.marks if mark.kind == "note")
    assert composed.content[int(target) :].startswith("The note itself")


def test_bold_italic_and_fixed_words_are_marked():
    page = plain_page(PROSE)
    x = 72.0
    for text, font in (("Read ", "text"), ("this", "bold"), (" and ", "text"), ("that", "italic")):
        page.text(x, 560, text, 10, font)
        x += width_of(text, 10) + 1
    page.text(x, 560, " with care today", 10)

    draft = read(page)

    assert marked(draft, "strong") == ["this"]
    assert marked(draft, "emphasis") == ["that"]


def test_lines_of_a_typewriter_are_code():
    page = plain_page(PROSE)
    page.text(72, 560, "for boat in fleet:", 9, "fixed")
    page.text(72 + 4 * 5.4, 549, "print(boat)", 9, "fixed")

    assert texts(read(page), "code") == ["for boat in fleet:\n    print(boat)"]


def test_links_to_the_web_are_marked_and_others_are_not():
    page = plain_page(PROSE)
    page.text(72, 560, "See the chapel and the loft.")
    start = 72 + width_of("See the ", 10)
    end = start + width_of("chapel", 10)
    page.links.append(((start, 557, end, 569), "https://example.org/chapel"))
    page.links.append(((400, 557, 420, 569), "javascript:alert(1)"))

    draft = read(page)

    assert marked(draft, "link") == ["chapel"]
    assert [m.target for p in draft.parts for m in p.marks] == ["https://example.org/chapel"]


def test_a_link_in_an_item_is_where_it_was():
    page = plain_page(PROSE)
    for number in (1, 2):
        page.text(80, 600 - 12 * number, f"{number}. See the chapel and the loft.")
    start = 80 + width_of("1. See the ", 10)
    page.links.append(((start, 586, start + width_of("chapel", 10), 597), "https://example.org/"))

    draft = read(page)

    assert marked(draft, "link") == ["chapel"]
    assert [part.marker for part in draft.parts if part.marks] == ["1."]


def test_a_picture_stands_where_it_stood_with_its_caption():
    page = plain_page(PROSE)
    page.picture(72, 480, 120, 120)
    page.text(72, 465, "Figure 1. The ledger of 1903.", 8)
    page.paragraph(72, 430, MORE, 300)

    draft = read(page)

    kinds = [part.kind for part in draft.parts]
    assert kinds == ["heading", "paragraph", "picture", "caption", "paragraph"]
    assert draft.parts[2].pictures[0].body.startswith(b"\x89PNG")


def test_a_table_on_its_side_is_read():
    page = Page()
    for number in range(12):
        page.turned((0, 1, -1, 0, 100 + number * 14, 80), f"line {number} of a page on its side")

    text = texts(read(page, info={"Title": "Annals"}))[1]

    assert text.startswith("line 0 of a page on its side")
    assert text.index("line 2 ") < text.index("line 11 ")


_LETTERS = " ".join(f"/afii{number}" for number in range(57664, 57690))  # a is alef, b is bet ...
HEBREW = f"<< /Type /Encoding /Differences [97 {_LETTERS}] >>"


def test_a_picture_stands_above_text_from_the_right_that_follows_it():
    page = Page()
    for top in (700, 400):
        for number, line in enumerate(["dcba hgfe", "lkji ponm", "abcd efgh"]):
            page.text(72, top - number * 12, line)
    page.picture(72, 480, 120, 120)

    draft = read(page, encoding=HEBREW, info={"Title": "Annals"})

    assert [part.kind for part in draft.parts][1:] == ["paragraph", "picture", "paragraph"]


def test_text_from_the_right_is_in_the_order_of_reading():
    page = Page()
    for number, line in enumerate(["dcba hgfe", "lkji ponm", "abcd efgh"]):
        page.text(72, 700 - number * 12, line)

    text = texts(read(page, encoding=HEBREW, info={"Title": "Annals"}))[1]

    assert text.startswith("\u05d4\u05d5\u05d6\u05d7 \u05d0\u05d1\u05d2\u05d3")


def test_watermarks_are_dropped():
    page = plain_page(PROSE)
    page.turned((0.7, 0.7, -0.7, 0.7, 150, 200), "CONFIDENTIAL", 90)

    assert texts(read(page)) == ["Ledgers", PROSE]


def test_what_is_cut_off_the_page_is_not_read():
    page = plain_page(PROSE)
    page.text(72, 100, "crop marks and a slug line")
    page.crop = (0, 200, 612, 792)

    assert texts(read(page)) == ["Ledgers", PROSE]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_turned_page_reads_the_same(rotate):
    page = plain_page(PROSE, MORE)
    page.rotate = rotate

    assert texts(read(page)) == ["Ledgers", PROSE, MORE]


def test_metadata():
    draft = read(
        plain_page(PROSE),
        info={
            "Title": "The Ledgers of Skerry Point",
            "Author": "Ada Mar",
            "CreationDate": "D:20240229103000+02'00'",
        },
        language="en-GB",
    )

    assert (draft.title, draft.byline, draft.language) == (
        "The Ledgers of Skerry Point",
        "Ada Mar",
        "en-GB",
    )
    assert draft.published_at == datetime(2024, 2, 29, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "title",
    ["Microsoft Word - ledger.doc", "ledger_final.docx", "untitled", "Untitled-2", "C:\\a\\b", "1"],
)
def test_a_title_that_is_none_is_looked_for_on_the_page(title):
    assert read(plain_page(PROSE), info={"Title": title, "Author": "user"}).title == "Ledgers"


@pytest.mark.parametrize("date", ["D:20990101", "D:19010101", "D:20241399", "yesterday", ""])
def test_an_impossible_date_is_none(date):
    assert read(plain_page(PROSE), info={"CreationDate": date}).published_at is None


def test_a_document_without_any_title_is_called_after_its_file():
    page = Page()
    page.paragraph(72, 700, PROSE, 300)

    assert read(page, stem="field_notes").title == "Field notes"
