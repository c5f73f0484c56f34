from __future__ import annotations

import base64

from storage.importers.composition import compose
from storage.importers.odt import read_odt
from storage.importers.reading import read_source
from tests.office_files import ODF_NAMESPACES, PNG, marks, odt, outline, source, texts

STYLES = """<style:style style:name="Heading_20_2" style:display-name="Heading 2"
 style:family="paragraph" style:default-outline-level="2"/>
<style:style style:name="Caption" style:family="paragraph"/>
<style:style style:name="Illustration" style:family="paragraph"
 style:parent-style-name="Caption"/>
<style:style style:name="Strong" style:family="text">
<style:text-properties fo:font-weight="bold"/></style:style>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1"
 style:num-format="I" style:num-suffix="." text:start-value="2"/>
<text:list-level-style-bullet text:level="2" text:bullet-char="–"/></text:list-style>"""
AUTOMATIC = """<style:style style:name="T1" style:family="text"
 style:parent-style-name="Strong"/>
<style:style style:name="T2" style:family="text">
<style:text-properties fo:font-style="italic" style:text-position="super 58%"/></style:style>
<style:style style:name="T3" style:family="text">
<style:text-properties text:display="none"/></style:style>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Quotations"/>
<style:style style:name="P2" style:family="paragraph"
 style:parent-style-name="Preformatted_20_Text"/>
<style:style style:name="P3" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-weight="bold"/></style:style>"""


def read(body: str, **parts: str) -> list[tuple[str, int, str, str]]:
    return outline(read_odt(source(odt(body, styles=STYLES, automatic=AUTOMATIC, **parts))))


def test_headings_quotes_and_code_come_as_such() -> None:
    draft = read_odt(
        source(
            odt(
                '<text:h text:outline-level="1">One</text:h>'
                '<text:p text:style-name="Heading_20_2">Two</text:p>'
                '<text:p text:style-name="P1">Said.</text:p>'
                '<text:p text:style-name="P2">if x:</text:p>'
                '<text:p text:style-name="P2"><text:s text:c="4"/>y()</text:p>',
                styles=STYLES,
                automatic=AUTOMATIC,
            )
        )
    )
    assert [(part.kind, part.level, part.quote, part.text) for part in draft.parts] == [
        ("heading", 1, 0, "One"),
        ("heading", 2, 0, "Two"),
        ("paragraph", 0, 1, "Said."),
        ("code", 0, 0, "if x:\n    y()"),
    ]


def test_white_space_is_one_space_and_what_is_written_as_more_stays() -> None:
    body = (
        "<text:p>Intro.</text:p><text:p>\n  a \n <text:span> b</text:span>  c"
        '<text:s text:c="2"/>d<text:tab/>e<text:line-break/>f</text:p>'
    )
    assert read(body)[-1][3] == "a b c  d\te\nf"


def test_words_carry_their_marks_and_hidden_ones_are_not_there() -> None:
    body = (
        "<text:p>Intro.</text:p>"
        '<text:p>a <text:span text:style-name="T1">b</text:span>'
        '<text:span text:style-name="T2">c</text:span><text:span text:style-name="T3">x</text:span>'
        '</text:p><text:p text:style-name="P3">All of it.</text:p>'
    )
    draft = read_odt(source(odt(body, styles=STYLES, automatic=AUTOMATIC)))
    assert draft.parts[-2].text == "a bc"
    assert marks(draft) == [
        ("strong", "b", ""),
        ("emphasis", "c", ""),
        ("superscript", "c", ""),
        ("strong", "All of it.", ""),
    ]


def test_lists_keep_their_signs_their_depth_and_count_on() -> None:
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>"
    deeper = "<text:list>" + item.format("b", "") + "</text:list>"
    body = (
        "<text:p>Intro.</text:p>"
        '<text:list text:style-name="L1">' + item.format("a", "<text:p>more</text:p>" + deeper)
        + "</text:list><text:p>Between.</text:p>"
        '<text:list text:style-name="L1" text:continue-numbering="true">'
        + item.format("c", "") + "</text:list>"
        '<text:list text:style-name="L1">' + item.format("d", "") + "</text:list>"
    )  # fmt: skip
    assert read(body)[2:] == [
        ("item", 1, "II.", "a"),
        ("item", 1, "", "more"),
        ("item", 2, "–", "b"),
        ("paragraph", 0, "", "Between."),
        ("item", 1, "III.", "c"),
        ("item", 1, "II.", "d"),
    ]


def test_cells_have_their_place_and_headers_are_told() -> None:
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    covered = "<table:covered-table-cell/>"
    body = (
        "<text:p>Intro.</text:p><table:table><table:table-header-rows><table:table-row>"
        + cell.format(' table:number-columns-spanned="2"', "Wide") + covered
        + cell.format("", "Side") + "</table:table-row></table:table-header-rows>"
        "<table:table-row>" + cell.format("", "a")
        + '<table:table-cell table:number-columns-repeated="999999999"/>'
        "</table:table-row></table:table>"
    )  # fmt: skip
    draft = read_odt(source(odt(body)))
    assert [(c.row, c.column, c.level, c.text) for c in draft.parts[2:]] == [
        (0, 0, 1, "Wide"),
        (0, 2, 1, "Side"),
        (1, 0, 0, "a"),
    ]


def test_notes_links_and_places_lead_where_they_should() -> None:
    body = (
        '<text:p>Claim<text:note text:note-class="footnote">'
        "<text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>At the foot.</text:p></text:note-body></text:note> and "
        '<text:a xlink:href="https://a.example/">site</text:a> and '
        '<text:a xlink:href="../secret.txt">file</text:a> and '
        '<text:bookmark-ref text:ref-name="here">below</text:bookmark-ref></text:p>'
        '<text:p>See <text:bookmark text:name="here"/>Target.</text:p>'
    )
    draft = read_odt(source(odt("<text:p>Intro.</text:p>" + body)))
    assert marks(draft) == [
        ("note", "[1]", "note 1"),
        ("link", "site", "https://a.example/"),
        ("jump", "below", "#here"),
    ]
    assert outline(draft)[-2:] == [("rule", 0, "", ""), ("item", 1, "1.", "At the foot.")]
    composed = compose(draft.parts)
    jump = next(mark for mark in composed.marks if mark.kind == "jump")
    assert composed.content[int(jump.target) :].startswith("Target.")


def test_a_picture_and_its_caption_in_one_frame_come_apart() -> None:
    frame = (
        '<draw:frame><draw:image xlink:href="Pictures/dot.png"/>'
        "<svg:desc>A red dot</svg:desc></draw:frame>"
    )
    body = (
        "<text:p>Intro.</text:p><text:p><draw:frame><draw:text-box>"
        f'<text:p text:style-name="Illustration">{frame}Figure 1: a dot</text:p>'
        "</draw:text-box></draw:frame></text:p>"
    )
    data = odt(body, styles=STYLES, entries={"Pictures/dot.png": PNG})
    picture, caption = read_odt(source(data)).parts[2:]
    assert (picture.kind, picture.pictures[0].alt) == ("picture", "A red dot")
    assert picture.pictures[0].body == PNG
    assert (caption.kind, caption.text.strip()) == ("caption", "Figure 1: a dot")


def test_changes_and_comments_are_announced_and_contents_left_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>old</text:p>"
        "</text:deletion></text:changed-region></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>One 3</text:p></text:index-body>"
        "</text:table-of-content>"
        "<text:p>Words<office:annotation><text:p>Really?</text:p></office:annotation> here."
        "</text:p>"
    )
    draft = read_odt(source(odt("<text:p>Intro.</text:p>" + body)))
    assert texts(draft)[1:] == ["Intro.", "Words here."]
    assert draft.notices[-1] == "1 comment was left out."
    assert "tracked changes" in draft.notices[0]


def test_the_document_says_who_wrote_it_and_when() -> None:
    meta = (
        "<dc:title>On Reading</dc:title><meta:initial-creator>Ada Mar</meta:initial-creator>"
        "<dc:creator>Someone Else</dc:creator><dc:language>de-DE</dc:language>"
        "<dc:date>2024-05-06T07:08:09.123456789</dc:date>"
    )
    draft = read_odt(source(odt("<text:p>Words.</text:p>", meta=meta)))
    assert (draft.title, draft.byline, draft.language) == ("On Reading", "Ada Mar", "de-DE")
    assert draft.published_at is not None
    assert draft.published_at.year == 2024


def test_a_flat_file_is_read_with_its_pictures() -> None:
    picture = base64.b64encode(PNG).decode()
    data = (
        f'<?xml version="1.0"?><office:document {ODF_NAMESPACES}><office:meta><dc:title>Flat'
        "</dc:title></office:meta><office:body><office:text><text:p>Words.</text:p><text:p>"
        f"<draw:frame><draw:image><office:binary-data>{picture}</office:binary-data></draw:image>"
        "</draw:frame></text:p></office:text></office:body></office:document>"
    ).encode()
    article = read_source(source(data, "letter.fodt"))
    assert (article.source, article.title) == ("odt", "Flat")
    assert len(article.pictures) == 1
