"""Books come through with chapters, contents, notes, pictures and what is known of them."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import ImportFailed
from storage.importers.reading import read_source
from storage.importers.sources import Source
from storage.types import PICTURE, ImportedArticle, Mark
from tests.builders import picture_file
from tests.epub_files import CONTAINER, METADATA, NAV_ITEM, NCX_ITEM, PAGE, book, nav, opf, zipped
from tests.storage.invariants import assert_well_made, texts


def read(data: bytes) -> ImportedArticle:
    return read_source(Source(data, "“book.epub”", "book"))


def outline(article: ImportedArticle) -> list[tuple[int, str]]:
    return [
        (block.level, article.content[block.start : block.end])
        for block in article.blocks
        if block.kind == "heading"
    ]


def target(article: ImportedArticle, mark: Mark) -> str:
    return article.content[int(mark.target) :].split("\n")[0]


def refusal(data: bytes) -> str:
    with pytest.raises(ImportFailed) as caught:
        read(data)
    return str(caught.value)


def test_chapters_stand_in_the_order_of_the_spine():
    article = read(
        book(
            {"a.xhtml": "<p>first</p>", "b.xhtml": "<p>aside</p>", "c.xhtml": "<p>second</p>"},
            spine='<itemref idref="c0"/><itemref idref="c1" linear="no"/><itemref idref="c2"/>'
            '<itemref idref="c0"/>',
        )
    )

    assert article.source == "epub"
    assert texts(article) == ["The Book", "first", "second", "aside"]


def test_a_book_says_whose_it_is():
    metadata = (
        '<dc:title id="t1">Main</dc:title><meta refines="#t1" property="title-type">main</meta>'
        '<dc:title id="t2">Lower</dc:title>'
        '<meta refines="#t2" property="title-type">subtitle</meta>'
        '<dc:creator id="a">Ada Mar</dc:creator><meta refines="#a" property="role">aut</meta>'
        '<dc:creator id="b">Tom Reed</dc:creator><dc:creator id="i">Ira Ink</dc:creator>'
        '<meta refines="#i" property="role">ill</meta><dc:publisher>House &amp; Son</dc:publisher>'
        '<dc:language>pt-BR</dc:language><dc:date opf:event="modification">2020-01-01</dc:date>'
        "<dc:date>2012-05</dc:date>"
    )
    article = read(book({"a.xhtml": "<p>x</p>"}, metadata=metadata))

    assert article.title == "Main: Lower"
    assert article.byline == "Ada Mar, Tom Reed"
    assert (article.site, article.language) == ("House & Son", "pt-BR")
    assert article.published_at == datetime(2012, 5, 1, tzinfo=UTC)


def test_a_book_that_says_nothing_is_called_by_its_first_heading_or_its_file():
    assert read(book({"a.xhtml": "<h2>Top</h2><p>x</p>"}, metadata="")).title == "Top"
    assert read(book({"a.xhtml": "<p>x</p>"}, metadata="")).title == "Book"


def test_headings_follow_the_nesting_of_the_contents():
    article = read(
        book(
            {
                "p.xhtml": "<h1>Part I</h1>",
                "a.xhtml": '<h1>One</h1><h2>Inner</h2><p>x</p><h1 id="s">Section</h1><p>y</p>',
            },
            {
                "OEBPS/nav.xhtml": nav(
                    '<li><a href="p.xhtml">Part I</a><ol><li><a href="a.xhtml">One</a><ol>'
                    '<li><a href="a.xhtml#s">Section</a></li></ol></li></ol></li>'
                )
            },
            items=NAV_ITEM,
        )
    )

    assert outline(article) == [
        (1, "The Book"),
        (2, "Part I"),
        (3, "One"),
        (4, "Inner"),
        (4, "Section"),
    ]


def test_a_chapter_without_heading_is_called_as_in_the_contents():
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel>'
        '<text>First</text></navLabel><content src="a.xhtml"/><navPoint><navLabel><text>Inside'
        '</text></navLabel><content src="a.xhtml#in"/></navPoint></navPoint><navPoint><navLabel>'
        "<text>2. The Second</text></navLabel>"
        '<content src="b%20c.xhtml"/></navPoint></navMap></ncx>'
    )
    article = read(
        book(
            {
                "a.xhtml": "<p>" + "long " * 100 + '</p><p id="in">two</p>',
                "b c.xhtml": '<p class="title">2<br/>The Second</p><p>three</p>',
            },
            {"OEBPS/toc.ncx": ncx},
            items=NCX_ITEM,
        )
    )

    assert outline(article) == [(1, "The Book"), (2, "First"), (3, "Inside"), (2, "2 The Second")]
    assert texts(article)[-3:] == ["two", "2 The Second", "three"]


def test_an_entry_without_address_stands_before_its_first_child():
    article = read(
        book(
            {"a.xhtml": "<h1>One</h1><p>x</p>"},
            {
                "OEBPS/nav.xhtml": nav(
                    '<li><span>Part</span><ol><li><a href="a.xhtml">One</a></li></ol></li>'
                )
            },
            items=NAV_ITEM,
        )
    )

    assert outline(article) == [(1, "The Book"), (2, "Part"), (3, "One")]


def test_notes_and_links_lead_across_files():
    article = read(
        book(
            {
                "a.xhtml": '<p>Word<a epub:type="noteref" href="notes.xhtml#n1">1</a>. See '
                '<a href="./B.xhtml">two</a>, <a href="https://e.org/">web</a>, '
                '<a href="gone.xhtml">gone</a>.</p>',
                "b.xhtml": "<h1>Second</h1><p>y</p>",
                "notes.xhtml": '<aside epub:type="footnote" id="n1"><p>1. The note. '
                '<a epub:type="backlink" href="a.xhtml">back</a></p></aside>',
            }
        )
    )
    note, jump, link = article.marks

    assert (note.kind, target(article, note)) == ("note", "The note.")
    assert (jump.kind, target(article, jump)) == ("jump", "Second")
    assert (link.kind, link.target) == ("link", "https://e.org/")
    assert texts(article)[-1] == "The note."
    assert article.blocks[-1].marker == "1."


def test_pictures_come_with_the_book():
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<image width="20" height="10" xlink:href="images/Cover.PNG"/></svg>'
    )
    article = read(
        book(
            {
                "cover.xhtml": f"<div>{svg}</div>",
                "a.xhtml": '<figure><img src="images/cover.png" alt="A cover"/>'
                "<figcaption>Fig. 1</figcaption></figure>"
                '<p>sign <img src="images/gone.png" alt="gone"/></p>',
            },
            {"OEBPS/images/cover.png": picture_file()},
        )
    )

    assert [block.kind for block in article.blocks][1:] == [
        "picture",
        "picture",
        "caption",
        "paragraph",
    ]
    assert [(one.alt, one.file is None) for one in article.pictures] == [
        ("", False),
        ("A cover", False),
        ("gone", True),
    ]
    assert all(article.content[one.start] == PICTURE for one in article.pictures)
    assert article.notices == ("1 picture is missing in the file; the descriptions are kept.",)


def test_pages_of_the_printed_edition():
    marked = read(
        book({"a.xhtml": '<p>a<span epub:type="pagebreak" id="p1" title="7"/> bcd</p><p>e</p>'})
    )
    listed = read(
        book(
            {"a.xhtml": '<p id="p1">abc</p><p>d <b id="p2">e</b></p>'},
            {
                "OEBPS/nav.xhtml": nav(
                    "", '<li><a href="a.xhtml#p1">i</a></li><li><a href="a.xhtml#p2">ii</a></li>'
                )
            },
            items=NAV_ITEM,
        )
    )

    assert [(page.label, marked.content[page.start :][:4]) for page in marked.pages] == [
        ("7", " bcd")
    ]
    assert [page.label for page in listed.pages] == ["i", "ii"]


def test_tables_formulas_and_other_scripts():
    article = read(
        book(
            {
                "a.xhtml": "<table><tr><th>a</th><th>b</th></tr>"
                "<tr><td>1</td><td>2</td></tr></table>"
                '<p dir="rtl">שלום&nbsp;עולם</p>'
                '<p><math xmlns="http://www.w3.org/1998/Math/MathML" '
                'alttext="x^2"><mi>x</mi></math> &eacute;</p>'
            }
        )
    )

    assert texts(article, "cell") == ["a", "b", "1", "2"]
    assert texts(article, "paragraph") == ["שלום\xa0עולם", "x^2 é"]


def test_tables_of_different_chapters_are_different():
    table = "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
    article = read(book({"a.xhtml": table * 2, "b.xhtml": "<p>x</p>", "c.xhtml": table}))

    assert [block.table for block in article.blocks if block.row and not block.column] == [1, 2, 3]


def test_pages_that_are_no_xml_are_read_as_html():
    entries = {
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": opf(["a.xhtml"]),
        "OEBPS/a.xhtml": "<html><head><title/></head><body><a id='x'/><p>one <b>two<p>three &x;",
    }

    assert texts(read(zipped(entries))) == ["The Book", "one two", "three &x;"]


@pytest.mark.parametrize(
    "entries",
    [
        {"OEBPS/content.opf": opf(["a.xhtml"])},
        {"META-INF/container.xml": CONTAINER, "oebps/Content.OPF": opf(["../OEBPS/a.xhtml"])},
        {
            "META-INF/container.xml": CONTAINER.replace("OEBPS/", "wrong/"),
            "x/y.opf": opf(["a.xhtml"]),
        },
        {"META-INF/container.xml": "no xml"},
        {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": "no xml"},
        {"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": opf([])},
    ],
    ids=["no container", "letter case", "wrong folder", "no package", "broken package", "no spine"],
)
def test_a_disordered_book_is_read_all_the_same(entries):
    assert (
        texts(read(zipped(entries | {"OEBPS/a.xhtml": PAGE.format("<p>text</p>")})))[-1] == "text"
    )


def test_what_is_missing_is_told_and_the_rest_read():
    data = book(
        {"a.xhtml": "<p>here</p>"},
        items='<item id="g" href="gone.xhtml"/>',
        spine=('<itemref idref="c0"/><itemref idref="g"/>'),
    )
    article = read(data)

    assert texts(article) == ["The Book", "here"]
    assert article.notices == (
        "1 chapter could not be read, the file is missing or damaged: “gone.xhtml”.",
    )


# Locks

FONTS = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData><enc:EncryptionMethod '
    'Algorithm="{}"/><enc:CipherData><enc:CipherReference URI="OEBPS/f.otf"/></enc:CipherData>'
    "</enc:EncryptedData></encryption>"
)


@pytest.mark.parametrize(
    ("entries", "shop"),
    [
        ({"encryption.xml": FONTS.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}, "DRM,"),
        ({"rights.xml": '<rights xmlns="http://ns.adobe.com/adept"/>'}, "DRM (Adobe)"),
        ({"sinf.xml": "<sinf/>"}, "DRM (Apple FairPlay)"),
        ({"license.lcpl": "{}"}, "DRM (Readium LCP)"),
    ],
    ids=["encrypted", "adobe", "apple", "lcp"],
)
def test_drm_is_named_as_the_reason(entries, shop):
    sentence = refusal(
        book({"a.xhtml": "<p>x</p>"}, {f"META-INF/{name}": body for name, body in entries.items()})
    )

    assert sentence.startswith(f"“book.epub” is protected by {shop}")


@pytest.mark.parametrize(
    "method", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"]
)
def test_disguised_typefaces_lock_nothing(method):
    data = book({"a.xhtml": "<p>x</p>"}, {"META-INF/encryption.xml": FONTS.format(method)})

    assert texts(read(data)) == ["The Book", "x"]


# Hostile files


def test_a_chapter_that_unpacks_without_end_is_refused():
    data = book({"a.xhtml": "<p>" + "x" * 45_000_000})

    assert "unpacks to more than Postil opens" in refusal(data)


def test_addresses_that_lead_out_of_the_book_lead_nowhere(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    article = read(
        book(
            {
                "a.xhtml": f'<p>x<img src="file://{secret}" alt="y"/>'
                f'<img src="{secret}" alt="z"/></p>'
            },
            items=f'<item id="e" href="../../../../../..{secret}"/>',
            spine='<itemref idref="c0"/><itemref idref="e"/>',
        )
    )

    assert "secret" not in article.content
    assert [one.file for one in article.pictures] == [None, None]
    assert len(article.notices) == 2


def test_a_spine_that_names_itself_is_read_once():
    article = read(
        book(
            {"a.xhtml": "<p>x</p>"},
            items='<item id="o" href="content.opf"/>',
            spine='<itemref idref="c0"/>' * 5000 + '<itemref idref="o"/>' * 5000,
        )
    )

    assert texts(article)[:2] == ["The Book", "x"]
    assert len(article.content) < 200


def test_entities_are_never_expanded():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    data = zipped(
        {
            "META-INF/container.xml": bomb + CONTAINER,
            "OEBPS/content.opf": bomb + opf(["a.xhtml"], METADATA.replace("The Book", "B&l11;&e;")),
            "OEBPS/a.xhtml": bomb + PAGE.format("<p>start &l11; &e; end</p>").partition("html>")[2],
        }
    )
    article = read(data)

    assert len(article.content) < 200
    assert "start &l11; &e; end" in article.content
    assert "root:" not in article.content + article.title


def test_very_many_entries_are_refused():
    many = {f"OEBPS/{number}.txt": b"" for number in range(50_000)}

    assert "50,000" in refusal(book({"a.xhtml": "<p>x</p>"}, many))


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
def test_a_book_cut_short_is_named_so(part):
    data = book({"a.xhtml": "<p>x</p>"}, {"OEBPS/p.png": picture_file((300, 300))})

    assert "cut short" in refusal(data[: int(len(data) * part)])


def test_damage_in_one_chapter_leaves_the_others():
    data = book({"a.xhtml": "<p>first</p>", "b.xhtml": "<p>" + "second " * 50 + "</p>"})
    at = data.index(b"OEBPS/b.xhtml") + 40
    article = read(data[:at] + b"\xff" * 20 + data[at + 20 :])

    assert texts(article) == ["The Book", "first"]
    assert "b.xhtml" in article.notices[0]


def test_a_book_without_text_is_refused():
    assert "nothing to read" in refusal(book({"a.xhtml": ""}))
    assert "nothing to read" in refusal(zipped({"META-INF/container.xml": CONTAINER}))


def test_deep_and_wide_chapters_end():
    deep = "<div>" * 10_000 + "bottom" + "</div>" * 10_000
    wide = "<p " + " ".join(f'a{number}="x"' for number in range(100_000)) + ">wide</p>"
    article = read(book({"a.xhtml": deep, "b.xhtml": wide}))

    assert texts(article) == ["The Book", "bottom", "wide"]


def test_a_text_with_the_name_of_a_book_is_read_as_text(tmp_path):
    path = tmp_path / "notes.epub"
    path.write_text("Just a note\n\nwith text", encoding="utf-8")

    article = read_source(Source(path.read_bytes(), "notes.epub", "notes", path))

    assert article.source == "text"


WHOLE = {
    "META-INF/container.xml": CONTAINER,
    "OEBPS/content.opf": opf(["a.xhtml", "b.xhtml"], items=NAV_ITEM + NCX_ITEM),
    "OEBPS/nav.xhtml": nav(
        '<li><a href="a.xhtml">One</a><ol><li><a href="b.xhtml#s">Two</a></li></ol></li>',
        '<li><a href="b.xhtml#s">7</a></li>',
    ),
    "OEBPS/toc.ncx": "<ncx><navMap><navPoint><navLabel><text>One</text></navLabel></navPoint>",
    "OEBPS/a.xhtml": PAGE.format(
        '<h1>One</h1><p>a <a href="b.xhtml#s" epub:type="noteref">1</a></p>'
        "<table><tr><th>x</th><th>y</th></tr></table>"
    ),
    "OEBPS/b.xhtml": PAGE.format(
        '<aside id="s" epub:type="footnote"><p>1. note</p></aside><ol><li>x</li></ol>'
        '<figure><img src="p.png"/><figcaption>c</figcaption></figure><pre> x</pre>'
    ),
    "OEBPS/p.png": picture_file(),
}


@given(
    st.sampled_from(sorted(WHOLE)),
    st.lists(
        st.tuples(
            st.floats(0, 1), st.integers(0, 20), st.sampled_from(["", "<", ">", '"', "&x;", "\0"])
        ),
        min_size=1,
        max_size=4,
    ),
)
def test_damage_inside_ends_in_an_article_or_a_sentence(name, damage):
    body = WHOLE[name]
    text = body.decode("latin-1") if isinstance(body, bytes) else body
    for place, length, put in damage:
        at = int(place * len(text))
        text = text[:at] + put + text[at + length :]
    data = zipped(WHOLE | {name: text.encode("latin-1")})
    with contextlib.suppress(ImportFailed):
        assert_well_made(read(data))


def test_contents_in_each_other_are_read_once():
    inner = '<nav><ol><li><a href="a.xhtml">First</a></li></ol></nav>'
    contents = PAGE.format("<nav>" * 100 + inner + "</nav>" * 100 + inner)
    package = {"a.xhtml": "<p>Words.</p>"}
    article = read(book(package, {"OEBPS/nav.xhtml": contents}, items=NAV_ITEM))

    assert texts(article, "heading")[1:] == ["First"]
