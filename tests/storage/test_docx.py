from __future__ import annotations

import pytest

from storage.importers.composition import compose
from storage.importers.docx import read_docx
from storage.importers.reading import read_source
from tests.office_files import PNG, docx, marks, outline, p, packed, r, source, style, texts

HEADINGS = (
    style("berschrift1", "heading 1", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>')
    + style("Own", "Chapter", based_on="berschrift1")
    + style("T2", "Überschrift 2")
    + style("Ti", "Title")
    + style("TOC1", "toc 1")
)
LISTS = """<w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>
<w:lvlText w:val="%1.%2)"/></w:lvl>
</w:abstractNum><w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>
<w:lvlText w:val="\uf0b7"/><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="7"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"""


def item(text: str, number: int, level: int = 0) -> str:
    return p(text, "", f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_headings_come_with_their_rank_whatever_the_style_is_called() -> None:
    body = p("One", "berschrift1") + p("Two", "Own") + p("Three", "T2")
    body += p("Four", "", '<w:outlineLvl w:val="2"/>') + p("Words.")
    draft = read_docx(source(docx(body, styles=HEADINGS)))
    assert outline(draft) == [
        ("heading", 1, "", "One"),
        ("heading", 1, "", "Two"),
        ("heading", 2, "", "Three"),
        ("heading", 3, "", "Four"),
        ("paragraph", 0, "", "Words."),
    ]


def test_a_table_of_contents_is_left_out() -> None:
    body = p("One 3", "TOC1") + p("One", "berschrift1")
    assert texts(read_docx(source(docx(body, styles=HEADINGS)))) == ["One"]


def test_signs_have_no_characters_that_no_text_has() -> None:
    found = outline(
        read_docx(source(docx(item("a", 1), numbering=LISTS.replace("%1.", "%1\ufffc\u2028."))))
    )
    assert found[1:] == [("item", 1, "3 .", "a")]


def test_lists_keep_their_signs_and_count_on() -> None:
    body = item("a", 1) + item("b", 1, 1) + item("c", 1, 1) + p("Between.") + item("d", 1)
    body += item("e", 2) + item("f", 3)
    found = outline(read_docx(source(docx(body, numbering=LISTS))))[1:]
    assert found == [
        ("item", 1, "3.", "a"),
        ("item", 2, "3.a)", "b"),
        ("item", 2, "3.b)", "c"),
        ("paragraph", 0, "", "Between."),
        ("item", 1, "4.", "d"),
        ("item", 1, "•", "e"),
        ("item", 1, "1.", "f"),
    ]


def test_words_carry_their_marks_once() -> None:
    body = p(
        r("plain ")
        + r("bo", "<w:b/>")
        + r("ld", '<w:b w:val="true"/>')
        + r(" not", '<w:b w:val="0"/>')
        + r("gone", "<w:strike/>")
        + r("2", '<w:vertAlign w:val="superscript"/>')
        + r("unseen", "<w:vanish/>")
        + r("run()", '<w:rStyle w:val="HTMLCode"/>')
    )
    code = '<w:style w:type="character" w:styleId="HTMLCode"><w:name w:val="HTML Code"/></w:style>'
    draft = read_docx(source(docx(body, styles=code)))
    assert draft.parts[-1].text == "plain bold notgone2run()"
    assert marks(draft) == [
        ("strong", "bold", ""),
        ("strike", "gone", ""),
        ("superscript", "2", ""),
        ("code", "run()", ""),
    ]


def test_links_lead_to_the_web_and_to_bookmarks_but_never_to_files() -> None:
    body = p(
        '<w:hyperlink r:id="web">' + r("site") + "</w:hyperlink>"
        '<w:hyperlink r:id="file">' + r("share") + "</w:hyperlink>"
        '<w:hyperlink w:anchor="here">' + r("below") + "</w:hyperlink>"
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://b.example/" \\l "part" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + r("field") + ""
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    ) + p('<w:bookmarkStart w:id="1" w:name="here"/>' + r("Target."))
    relations = {
        "web": ("hyperlink", "https://a.example/x"),
        "file": ("hyperlink", "file:///etc/passwd"),
    }
    draft = read_docx(source(docx(body, relations=relations)))
    assert marks(draft) == [
        ("link", "site", "https://a.example/x"),
        ("jump", "below", "#here"),
        ("link", "field", "https://b.example/#part"),
    ]
    composed = compose(draft.parts)
    (jump,) = [mark for mark in composed.marks if mark.kind == "jump"]
    assert composed.content[int(jump.target) :] == "Target."


def test_a_field_without_an_end_hides_nothing() -> None:
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + r("All of it")) + p("is here.")
    assert texts(read_docx(source(docx(body))))[-2:] == ["All of it", "is here."]


def test_notes_stand_at_the_end_and_their_signs_lead_there() -> None:
    body = p(r("Claim") + '<w:r><w:endnoteReference w:id="2"/></w:r>' + r(" and more"))
    body += p(r("Claim") + '<w:r><w:footnoteReference w:id="5"/></w:r>')
    draft = read_docx(
        source(
            docx(
                body,
                footnotes='<w:footnote w:id="5">'
                + p("At the foot.")
                + p("More.")
                + "</w:footnote>",
                endnotes='<w:endnote w:id="2">' + p("At the end.") + "</w:endnote>",
            )
        )
    )
    assert outline(draft)[-4:] == [
        ("rule", 0, "", ""),
        ("item", 1, "1.", "At the end."),
        ("item", 1, "2.", "At the foot."),
        ("item", 1, "", "More."),
    ]
    composed = compose(draft.parts)
    signs = [mark for mark in composed.marks if mark.kind == "note"]
    assert [composed.content[sign.start : sign.end] for sign in signs] == ["[1]", "[2]"]
    assert composed.content[int(signs[1].target) :].startswith("At the foot.")


def test_merged_cells_have_their_place_and_a_table_inside_is_flattened() -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>"
    inner = (
        "<w:tbl><w:tr>" + cell.format("", p("in")) + cell.format("", p("side")) + "</w:tr></w:tbl>"
    )
    body = (
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell.format('<w:gridSpan w:val="2"/>', p("Wide"))
        + cell.format('<w:vMerge w:val="restart"/>', p("Tall"))
        + "</w:tr><w:tr>"
        + cell.format("", p("a") + p("b"))
        + cell.format("", inner + p(""))
        + cell.format("<w:vMerge/>", p(""))
        + "</w:tr></w:tbl>"
    )
    cells = read_docx(source(docx(p("Intro.") + body))).parts[2:]
    assert [(c.row, c.column, c.level, c.text) for c in cells] == [
        (0, 0, 1, "Wide"),
        (0, 2, 1, "Tall"),
        (1, 0, 0, "a\nb"),
        (1, 1, 0, "in side"),
    ]
    assert {c.table for c in cells} == {1}


def test_a_table_of_one_cell_is_its_paragraphs() -> None:
    body = "<w:tbl><w:tr><w:tc>" + p("Boxed.") + "</w:tc></w:tr></w:tbl>"
    assert outline(read_docx(source(docx(p("Intro.") + body))))[-1] == (
        "paragraph",
        0,
        "",
        "Boxed.",
    )


def test_a_picture_comes_with_what_is_said_of_it() -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="A red dot"/><a:graphic>'
        '<a:graphicData><pic:pic><pic:blipFill><a:blip r:{}="{}"/></pic:blipFill></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    body = p(drawing.format("embed", "in")) + p("Figure 1", "C") + p(drawing.format("link", "out"))
    draft = read_docx(
        source(
            docx(
                body,
                relations={
                    "in": ("image", "media/dot.png"),
                    "out": ("image", "http://127.0.0.1:9/tracker.png"),
                },
                entries={"word/media/dot.png": PNG},
                styles=style("C", "caption"),
            )
        )
    )
    first, caption, second = draft.parts[1:]
    assert (first.kind, first.pictures[0].alt, first.pictures[0].body) == (
        *("picture", "A red dot"),
        PNG,
    )
    assert caption.kind == "caption"
    assert second.pictures[0].body == b""


def test_quotes_code_boxes_and_lines_are_told_by_their_styles() -> None:
    styles = style("Q", "Intense Quote") + style("S", "HTML Preformatted")
    box = "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" + p("Aside.")
    box += "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    body = p("Said.", "Q") + p("if x:", "S") + p("    y()", "S") + p(r("Main.") + box)
    body += "<w:p><w:pPr><w:pBdr><w:bottom w:val='single'/></w:pBdr></w:pPr></w:p>" + p("End.")
    draft = read_docx(source(docx(body, styles=styles)))
    assert [(part.kind, part.quote, part.text) for part in draft.parts[1:]] == [
        ("paragraph", 1, "Said."),
        ("code", 0, "if x:\n    y()"),
        ("paragraph", 0, "Main."),
        ("paragraph", 0, "Aside."),
        ("rule", 0, ""),
        ("paragraph", 0, "End."),
    ]


def test_changes_are_taken_as_accepted_and_comments_left_out_with_a_notice() -> None:
    body = p(
        "<w:ins>"
        + r("new ")
        + "</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        + r("words")
    )
    comments = '<w:comment w:id="1">' + p("Really?") + "</w:comment>"
    draft = read_docx(source(docx(body + p("End."), comments=comments)))
    assert "new words" in texts(draft)
    assert draft.notices == [
        "This document has tracked changes; it is shown as if all of them were accepted.",
        "1 comment was left out.",
    ]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    assert "one two" in texts(read_docx(source(docx(p("one ", "", gone) + p("two")))))


def test_the_document_says_who_wrote_it_and_when() -> None:
    core = (
        "<dc:title>On Reading</dc:title><dc:creator>Ada Mar</dc:creator>"
        "<dc:language>en-GB</dc:language>"
        "<dcterms:modified>2024-05-06T07:08:09Z</dcterms:modified>"
    )
    draft = read_docx(source(docx(p("Words."), core=core)))
    assert (draft.title, draft.byline, draft.language) == ("On Reading", "Ada Mar", "en-GB")
    assert draft.published_at is not None
    assert draft.published_at.isoformat() == "2024-05-06T07:08:09+00:00"


def test_without_a_title_the_title_style_names_it_or_the_first_heading_or_the_file() -> None:
    named = read_docx(source(docx(p("Words.") + p("Big", "Ti"), styles=HEADINGS)))
    headed = read_docx(source(docx(p("Words.") + p("Part", "T2"), styles=HEADINGS)))
    plain = read_docx(source(docx(p("Words go on.") + p("And on.")), "field_notes.docx"))
    assert [named.title, headed.title, plain.title] == ["Big", "Part", "Field notes"]


def test_strict_documents_read_like_the_others() -> None:
    data = docx(p("One", "T2") + p("Words."), styles=HEADINGS)
    old = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = {name: body.replace(old, "http://purl.oclc.org/ooxml/wordprocessingml/main")
              for name, body in _entries(data).items()}  # fmt: skip
    assert outline(read_docx(source(packed(dict(strict))))) == outline(read_docx(source(data)))


def test_it_is_read_as_what_it_is_whatever_its_name() -> None:
    article = read_source(source(docx(p("Words.")), "letter.pdf"))
    assert article.source == "docx"
    assert article.content.endswith("Words.")


@pytest.mark.parametrize("name", ["report.docx", "report.docm", "report.dotx"])
def test_macros_and_templates_are_documents(name: str) -> None:
    assert texts(read_docx(source(docx(p("Words.")), name)))[-1] == "Words."


def _entries(data: bytes) -> dict[str, str]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}
