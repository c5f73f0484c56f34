from __future__ import annotations

import pytest

from storage.importers.composition import compose
from storage.importers.reading import read_source
from storage.importers.rtf import read_rtf
from tests.office_files import PNG, marks, outline, rtf, source, texts


def read(body: str) -> list[tuple[str, int, str, str]]:
    return outline(read_rtf(source(rtf(body), "letter.rtf")))


def last(body: str) -> str:
    return read("\\pard Intro.\\par " + body)[-1][3]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("caf\\'e9", "café"),
        ("\\u8364?5", "€5"),
        ("\\uc2\\u8364 ab5", "€5"),
        ("\\uc1\\u8364\\'80\\u8364\\'80", "€€"),
        ("\\uc0\\u8364 5", "€5"),
        ("\\u-10179?\\u-8704?", "😀"),
        ("\\f1 \\'93\\'fa\\'96\\'7b", "日本"),
        ("\\f1 \\'83A\\'83\\{", "アボ"),
        ("\\f2 \\'cc\\'e8\\'f0", "Мир"),
        ("\\f3 \\'61\\'62", "αβ"),
        ("a\\emdash b\\~c\\_d\\-e", "a—b\xa0c\u2011de"),
        ("\\ldblquote hi\\rdblquote\\tab x\\line y", "“hi”\tx\ny"),
        ("a\\{b\\}\\\\c", "a{b}\\c"),
        ("a{\\v unseen}b", "ab"),
        ("a{\\*\\nobodyknows unseen {x}}b", "ab"),
        ("a{\\upr{ansi}{\\*\\ud{\\u946?}}}b", "aβb"),
        ("one\\\ntwo", "two"),
        ("a\\bin3 }}}b", "ab"),
    ],
)
def test_letters_come_as_they_are_meant(written: str, meant: str) -> None:
    assert last(f"\\pard {written}\\par") == meant


def test_headings_are_told_by_their_styles_and_levels() -> None:
    assert read(
        "\\pard\\s1\\b One\\b0\\par\\pard\\plain\\s2\\b Two\\par"
        "\\pard\\plain\\outlinelevel2 Three\\par\\pard\\plain Words.\\par"
    ) == [
        ("heading", 1, "", "One"),
        ("heading", 1, "", "Two"),
        ("heading", 3, "", "Three"),
        ("paragraph", 0, "", "Words."),
    ]


def test_words_carry_their_marks_once() -> None:
    draft = read_rtf(
        source(
            rtf("\\pard Intro.\\par plain {\\b bo}{\\b ld}\\i slant\\i0  H{\\sub 2}O {\\cs10 f()}")
        )
    )
    assert draft.parts[-1].text == "plain boldslant H2O f()"
    assert marks(draft) == [
        ("strong", "bold", ""),
        ("emphasis", "slant", ""),
        ("subscript", "2", ""),
        ("code", "f()", ""),
    ]


def test_what_a_style_does_to_all_words_is_no_mark() -> None:
    draft = read_rtf(source(rtf("\\pard Intro.\\par\\pard\\s3\\i Said.\\par")))
    assert (draft.parts[-1].quote, draft.parts[-1].text, marks(draft)) == (1, "Said.", [])


def test_lists_keep_their_signs_and_depth() -> None:
    assert read(
        "\\pard Intro.\\par\\pard\\ls1\\ilvl0{\\listtext 3.\\tab}Three\\par"
        "\\ilvl1{\\listtext\\f3\\'b7\\tab}Deep\\par"
        "\\pard{\\pntext a)\\tab}Old\\par"
        "\\pard\\li360\\fi-360 \\bullet\\tab Typed\\par"
    )[2:] == [
        ("item", 1, "3.", "Three"),
        ("item", 2, "•", "Deep"),
        ("item", 1, "a)", "Old"),
        ("item", 1, "•", "Typed"),
    ]


def test_signs_of_items_and_headings_have_no_characters_that_no_text_has() -> None:
    sign = "{\\listtext 3\\'00\\u-4?.\\tab}"
    body = f"\\pard\\ls1\\ilvl0{sign}Item\\par\\pard\\outlinelevel1{sign}Part\\par"
    assert read("\\pard Intro.\\par " + body)[2:] == [
        ("item", 1, "3.", "Item"),
        ("heading", 2, "", "3. Part"),
    ]


@pytest.mark.parametrize("opening", ["\\dptxbxtext ", "\\shptxt ", "\\footnote "])
def test_boxes_and_notes_that_open_without_end_stand_once(opening: str) -> None:
    found = read("\\pard Intro.\\par " + f"{opening} x" * 30_000)
    assert "".join(text for *_, text in found).count("x") == 30_000


def test_cells_have_their_place_merged_ones_too() -> None:
    body = (
        "\\trowd\\trhdr\\cellx2000\\cellx4000\\cellx6000"
        "\\pard\\intbl One\\cell Two\\cell Three\\cell\\row"
        "\\trowd\\cellx4000\\cellx6000\\pard\\intbl Wide\\par More\\cell Last\\cell\\row"
        "\\trowd\\clmgf\\cellx2000\\clmrg\\cellx4000\\cellx6000 Joined\\cell\\cell End\\cell\\row"
        "\\pard After.\\par"
    )
    draft = read_rtf(source(rtf("\\pard Intro.\\par " + body)))
    cells = [part for part in draft.parts if part.kind == "cell"]
    assert [(c.row, c.column, c.level, c.text) for c in cells] == [
        (0, 0, 1, "One"),
        (0, 1, 1, "Two"),
        (0, 2, 1, "Three"),
        (1, 0, 0, "Wide\nMore"),
        (1, 2, 0, "Last"),
        (2, 0, 0, "Joined"),
        (2, 2, 0, "End"),
    ]
    assert draft.parts[-1].text == "After."


def test_a_table_inside_a_cell_is_flattened() -> None:
    body = (
        "\\trowd\\cellx2000\\cellx4000\\pard\\intbl A\\cell "
        "\\pard\\intbl\\itap2 in\\nestcell side\\nestcell{\\*\\nesttableprops\\trowd\\cellx1"
        "\\cellx2\\nestrow}\\pard\\intbl\\itap1 B\\cell\\trowd\\cellx2000\\cellx4000\\row\\pard"
    )
    draft = read_rtf(source(rtf("\\pard Intro.\\par " + body)))
    cells = [part for part in draft.parts if part.kind == "cell"]
    assert [(c.table, c.row, c.column, c.text) for c in cells] == [
        (1, 0, 0, "A"),
        (1, 0, 1, "in side\nB"),
    ]


def test_fields_links_and_bookmarks() -> None:
    body = (
        '{\\field{\\*\\fldinst{HYPERLINK "https://a.example/x"}}{\\fldrslt{site}}} '
        '{\\field{\\*\\fldinst HYPERLINK "file:///etc/passwd"}{\\fldrslt share}} '
        '{\\field{\\*\\fldinst HYPERLINK \\\\l "here"}{\\fldrslt below}} '
        "{\\field{\\*\\fldinst PAGE}{\\fldrslt 7}}\\par"
        "{\\*\\bkmkstart here}{\\*\\bkmkend here}Target.\\par"
    )
    draft = read_rtf(source(rtf("\\pard Intro.\\par " + body)))
    assert marks(draft) == [("link", "site", "https://a.example/x"), ("jump", "below", "#here")]
    assert draft.parts[2].text == "site share below 7"
    composed = compose(draft.parts)
    jump = next(mark for mark in composed.marks if mark.kind == "jump")
    assert composed.content[int(jump.target) :] == "Target."


def test_a_field_says_its_link_once_however_often_it_gives_a_result() -> None:
    body = (
        '{\\field{\\*\\fldinst{HYPERLINK "https://a.example/x"}}{\\fldrslt '
        + "\\fldrslt " * 50_000
        + "site}}\\par"
    )
    draft = read_rtf(source(rtf("\\pard Intro.\\par " + body)))
    assert marks(draft) == [("link", "site", "https://a.example/x")]


def test_notes_stand_at_the_end() -> None:
    body = (
        "Claim{\\super\\chftn{\\footnote\\pard\\plain{\\super\\chftn} At the foot.}} and on.\\par"
    )
    draft = read_rtf(source(rtf("\\pard Intro.\\par " + body)))
    assert [(kind, text) for kind, _, _, text in outline(draft)[2:]] == [
        ("paragraph", "Claim[1] and on."),
        ("rule", ""),
        ("item", " At the foot."),
    ]
    composed = compose(draft.parts)
    sign = next(mark for mark in composed.marks if mark.kind == "note")
    assert composed.content[int(sign.target) :] == "At the foot."


def test_pictures_come_in_either_writing_and_others_are_counted() -> None:
    digits = PNG.hex()
    body = (
        "{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn wzDescription}{\\sv A red dot}}}\\pngblip\n"
        f"{digits[:40]}\n{digits[40:]}}}}}{{\\nonshppict{{\\pict\\wmetafile8 0100}}}}\\par "
        f"{{\\pict\\pngblip\\bin{len(PNG)} {PNG.decode('latin-1')}}}\\par "
        "{\\pict\\wmetafile8 010009000003}"
    )
    draft = read_rtf(source(rtf("\\pard Intro.\\par " + body)))
    pictures = [picture for part in draft.parts for picture in part.pictures]
    assert [(picture.alt, picture.body) for picture in pictures] == [
        ("A red dot", PNG),
        ("", PNG),
        ("", b""),
    ]
    assert draft.notices == ["1 picture has a format that Postil cannot show, such as WMF or EMF."]


def test_boxes_stand_behind_their_paragraph() -> None:
    box = "{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt\\pard Aside.\\par}}}"
    body = f"Main.{box}\\par End.\\par"
    assert [row[3] for row in read("\\pard Intro.\\par " + body)[2:]] == ["Main.", "Aside.", "End."]


def test_comments_and_objects_are_left_out_with_a_notice() -> None:
    body = (
        "Words{\\*\\annotation Really?}{\\object\\objemb{\\*\\objdata 0105}{\\result }} here.\\par"
    )
    draft = read_rtf(source(rtf("\\pard Intro.\\par " + body)))
    assert texts(draft)[-1] == "Words here."
    assert draft.notices == [
        "1 comment was left out.",
        "1 object made by another program was left out.",
    ]


def test_the_document_says_who_wrote_it_and_when() -> None:
    info = (
        "\\deflang1031{\\info{\\title On Reading}{\\author Ada Mar}"
        "{\\creatim\\yr2024\\mo5\\dy6\\hr7\\min8}}Words.\\par"
    )
    draft = read_rtf(source(rtf(info)))
    assert (draft.title, draft.byline, draft.language) == ("On Reading", "Ada Mar", "de-DE")
    assert draft.published_at is not None
    assert draft.published_at.isoformat() == "2024-05-06T07:08:00+00:00"


def test_it_is_read_as_what_it_is_whatever_its_name() -> None:
    article = read_source(source(rtf("\\pard Words.\\par"), "letter.doc"))
    assert (article.source, article.content[-6:]) == ("rtf", "Words.")
