"""Documents that nobody means well with: each ends in a sentence or in sensible text."""

from __future__ import annotations

import resource
import sys
from collections.abc import Callable

import pytest

from storage.errors import ImportFailed
from storage.importers import office_package, rtf_reader
from storage.importers.composition import Draft, compose
from storage.importers.docx import read_docx
from storage.importers.odt import read_odt
from storage.importers.rtf import read_rtf
from storage.importers.sources import Source
from tests.office_files import docx, marks, odt, p, packed, r, rtf, source, texts

LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1 or str()};' * 10}'>" for n in range(1, 12)
) + "]>"  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
CELL = "<w:tc>{}</w:tc>"


def memory_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


@pytest.mark.parametrize(
    ("read", "data", "sentence"),
    [
        (read_docx, b"", "damaged or was cut short"),
        (read_docx, b"Dear Ada, this is no archive.", "damaged or was cut short"),
        (read_docx, packed({"a.txt": "x"}), "without the text of a Word document"),
        (read_docx, docx(""), "is empty"),
        (read_docx, docx("")[:300], "damaged or was cut short"),
        (read_docx, OLE + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (read_docx, OLE + "WordDocument".encode("utf-16-le"), "older format of Word"),
        (read_docx, docx("", entries={"word/document.xml": "no XML"}), "could not be found"),
        (read_odt, packed({"a.txt": "x"}), "without the text of an OpenDocument"),
        (read_odt, packed({"content.xml": "<a/>"}), "no text document"),
        (read_odt, b"Dear Ada, this is no archive.", "no text document"),
        (
            read_odt,
            odt("", entries={"META-INF/manifest.xml": "<m:encryption-data/>"}),
            "protected by a password",
        ),
        (read_rtf, b"Dear Ada", "does not begin as a Rich Text document"),
        (read_rtf, b"", "does not begin as a Rich Text document"),
        (read_rtf, b"{\\rtf1", "damaged or was cut short"),
        (read_rtf, rtf("{\\*\\x\\bin99999999999 x"), "damaged or was cut short"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    read: Callable[[Source], Draft], data: bytes, sentence: str
) -> None:
    with pytest.raises(ImportFailed, match=sentence):
        read(source(data, "letter"))


@pytest.mark.parametrize(
    ("read", "build", "entry"),
    [(read_docx, docx, "word/document.xml"), (read_odt, odt, "content.xml")],
    ids=["docx", "odt"],
)
def test_a_bomb_is_refused_before_it_unpacks(
    read: Callable[[Source], Draft], build: Callable[..., bytes], entry: str
) -> None:
    data = build("", entries={entry: b"<a>" + b" " * 90_000_000})
    before = memory_mb()
    with pytest.raises(ImportFailed, match="unpacks to more"):
        read(source(data))
    assert memory_mb() - before < 150


def test_more_pieces_than_memory_has_room_for_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office_package, "MOST_TAGS", 1000)
    with pytest.raises(ImportFailed, match="more pieces"):
        read_docx(source(docx(p("x") * 1000)))


@pytest.mark.parametrize(
    ("read", "data"),
    [
        (read_docx, docx(p("Words.") + p(r("a&a11;b")), prolog=LAUGHS)),
        (read_odt, odt("<text:p>Words.</text:p><text:p>a&a11;b</text:p>", prolog=LAUGHS)),
    ],
    ids=["docx", "odt"],
)
def test_entities_within_entities_are_not_unfolded(
    read: Callable[[Source], Draft], data: bytes
) -> None:
    draft = read(source(data))
    assert "Words." in texts(draft)
    assert sum(map(len, texts(draft))) < 100


@pytest.mark.parametrize("scheme", ["file:///etc/passwd", "http://127.0.0.1:9/x"])
def test_entities_that_name_files_stay_unread(scheme: str) -> None:
    prolog = f'<!DOCTYPE x [<!ENTITY leak SYSTEM "{scheme}">]>'
    for draft in (
        read_docx(source(docx(p(r("a&leak;b")) + p("End."), prolog=prolog))),
        read_odt(source(odt("<text:p>a&leak;b</text:p><text:p>End.</text:p>", prolog=prolog))),
    ):
        assert "root:" not in "".join(texts(draft))
        assert texts(draft)[-1] == "End."


def test_tables_ten_thousand_deep_leave_what_stands_before_them() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 10_000 + p("deep") + "</w:tc></w:tr></w:tbl>" * 10_000
    draft = read_docx(source(docx(p("Before.") + deep)))
    assert "Before." in texts(draft)
    assert draft.notices == ["Part of this document is damaged; what could be read of it is here."]


def test_spans_and_lists_ten_thousand_deep_leave_what_stands_before_them() -> None:
    spans = "<text:span>" * 10_000 + "deep" + "</text:span>" * 10_000
    lists = "<text:list><text:list-item>" * 10_000 + "</text:list-item></text:list>" * 10_000
    for deep in (f"<text:p>{spans}</text:p>", lists):
        draft = read_odt(source(odt("<text:p>Before.</text:p>" + deep)))
        assert "Before." in texts(draft)


def test_groups_ten_thousand_deep_are_passed_over() -> None:
    draft = read_rtf(source(rtf("\\pard Before.\\par" + "{a" * 10_000 + "}" * 10_000 + " After.")))
    assert "Before." in texts(draft)
    assert texts(draft)[-1].endswith(" After.")


def test_groups_without_end_have_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf_reader, "MOST_TOKENS", 100_000)
    with pytest.raises(ImportFailed, match="more pieces"):
        read_rtf(source(rtf("{a}" * 100_000)))


def test_nested_tables_without_end_have_one() -> None:
    body = "".join(f"\\intbl\\itap{n} x\\nestcell" for n in range(1, 3000))
    assert compose(read_rtf(source(rtf(body + "\\itap999999999 y\\nestcell"))).parts).content


@pytest.mark.parametrize("number", ["-1", "0", "99999999999999999999", "2147483648"])
@pytest.mark.parametrize(
    "word", ["u", "uc", "bin", "f", "s", "cellx", "itap", "ilvl", "outlinelevel", "li", "ansicpg"]
)
def test_absurd_numbers_do_no_harm(word: str, number: str) -> None:
    draft = read_rtf(source(rtf(f"\\pard Words.\\par\\trowd\\{word}{number} more\\cell\\row\\par")))
    assert "Words." in "".join(texts(draft))


def test_spans_of_cells_do_not_make_a_table_without_end() -> None:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>' + p("x") + "</w:tc>"
    draft = read_docx(source(docx(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>")))
    assert max(part.column for part in draft.parts) <= 63


def test_styles_based_on_each_other_and_lists_without_end_are_no_trap() -> None:
    loop = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="x"/><w:basedOn w:val="B"/>'
        '</w:style><w:style w:type="paragraph" w:styleId="B"><w:name w:val="y"/>'
        '<w:basedOn w:val="A"/></w:style>'
    )
    number = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="999999999"/>'
        '<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    draft = read_docx(source(docx(p("x", "A", listed), styles=loop, numbering=number)))
    assert draft.parts[-1].marker == "999999999"


def test_a_note_that_refers_to_itself_comes_once() -> None:
    sign = '<w:r><w:footnoteReference w:id="5"/></w:r>'
    note = f'<w:footnote w:id="5">{p(r("Round.") + sign)}</w:footnote>'
    draft = read_docx(source(docx(p(r("Claim") + sign), footnotes=note)))
    assert texts(draft).count("Round.[1]") == 1


def test_nothing_outside_is_taken_for_a_part_of_the_document() -> None:
    relations = {
        "t": ("attachedTemplate", "http://127.0.0.1:9/evil.dotm"),
        "s": ("styles", "http://127.0.0.1:9/styles.xml"),
        "f": ("footnotes", "file:///etc/passwd"),
        "o": ("oleObject", "mhtml:http://127.0.0.1:9/x!x-usc:y"),
    }
    body = p(r("Words") + '<w:r><w:footnoteReference w:id="1"/></w:r>')
    draft = read_docx(source(docx(body, relations=relations)))
    assert texts(draft)[-1] == "Words[1]"


@pytest.mark.parametrize("target", ["../../../../etc/passwd", "/etc/passwd", "\\\\host\\share"])
def test_pictures_are_looked_for_inside_only(target: str) -> None:
    picture = '<w:r><w:pict><v:shape><v:imagedata r:id="i"/></v:shape></w:pict></w:r>'
    draft = read_docx(source(docx(p("Words.") + p(picture), relations={"i": ("image", target)})))
    assert draft.parts[-1].pictures[0].body == b""
    body = f'<text:p>Words.</text:p><text:p><draw:frame><draw:image xlink:href="{target}"/>'
    draft = read_odt(source(odt(body + "</draw:frame></text:p>")))
    assert draft.parts[-1].pictures[0].body == b""


def test_links_that_run_something_are_none() -> None:
    body = '{\\field{\\*\\fldinst HYPERLINK "javascript:alert(1)"}{\\fldrslt click}}'
    assert marks(read_rtf(source(rtf("Words.\\par " + body)))) == []


@pytest.mark.parametrize("kept", range(5, 100, 5))
def test_a_file_cut_short_ends_in_words_or_a_sentence(kept: int) -> None:
    body = "".join(
        f"\\pard\\s1 Part {n}\\par\\pard Words\\'e9 {{\\b go}} on.\\par" for n in range(50)
    )
    word = docx("".join(p(f"Words {n} go on.") for n in range(200)))
    text = odt("".join(f"<text:p>Words {n} go on.</text:p>" for n in range(200)))
    for read, data in ((read_docx, word), (read_odt, text), (read_rtf, rtf(body))):
        cut = data[: len(data) * kept // 100]
        try:
            draft = read(source(cut))
        except ImportFailed as error:
            assert str(error).endswith(".")  # noqa: PT017  # either is right
        else:
            assert compose(draft.parts).content
            assert draft.notices == [
                "Part of this document is damaged; what could be read of it is here."
            ]
