"""Elements of HTML become the parts of an article, whatever they are nested in."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from storage.importers.composition import LONGEST_BLOCK, Part, compose
from storage.importers.html_parts import Surroundings, parts_of
from storage.importers.html_tree import parsed_html
from storage.types import PICTURE
from tests.builders import picture_file

INNER = Surroundings(anchor_of=lambda href: href if href.startswith("#") else "")
DEEP = 10_000


def parts(html: str, around: Surroundings = INNER) -> list[Part]:
    return parts_of(parsed_html(html), around)


def shown(html: str) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in parts(html)]


def marked(part: Part) -> list[tuple[str, str]]:
    return [(mark.kind, part.text[mark.start : mark.end]) for mark in part.marks]


def test_white_space_is_collapsed_as_css_does():
    found = parts(
        "<p> One \n\t two <b> three </b> four</p> bare <p>five<br> six <br>\n<br>seven</p>"
    )

    assert [part.text for part in found] == ["One two three four", "bare", "five\nsix", "seven"]
    assert marked(found[0]) == [("strong", "three")]


def test_a_space_that_does_not_break_is_kept():
    assert shown("<p>10\xa0km&nbsp; far</p>") == [("paragraph", "10\xa0km\xa0 far")]


def test_code_is_kept_exactly():
    found = parts("<pre>\n  if x:\n\n\treturn <b>y</b>  \n</pre>")

    assert found[0].kind == "code"
    assert found[0].text == "  if x:\n\n\treturn y  \n"


def test_lines_of_code_that_are_blocks_stand_below_each_other():
    assert shown("<pre><div>a</div><div>  b</div>c</pre>") == [("code", "a\n  b\nc")]


def test_headings_have_their_rank():
    found = parts(
        "<h1>One<br>line</h1><h6>Six</h6><div role=heading aria-level=3>Three</div>"
        "<h2><div>In</div><div>blocks</div></h2>"
    )

    assert [(part.kind, part.level, part.text) for part in found] == [
        ("heading", 1, "One line"),
        ("heading", 6, "Six"),
        ("heading", 3, "Three"),
        ("heading", 2, "In blocks"),
    ]


def test_a_heading_that_was_never_closed_is_no_heading():
    found = parts("<h1>Title<div>" + "word " * 500 + "</div><div>more")

    assert {part.kind for part in found} == {"paragraph"}


def test_headings_that_are_never_closed_are_looked_into_as_far_as_needed():
    assert shown("<h1>" * 30_000 + "Title</h1>") == [("heading", "Title")]
    assert shown("<h1>One <b>two<i></i> three</b> four</h1>") == [("heading", "One two three four")]


def test_a_link_to_the_very_end_leads_to_the_last_character():
    composed = compose(parts('<p><a href="#end">down</a></p><p>Words<b id="end"></b></p>'))

    assert [mark.target for mark in composed.marks if mark.kind == "jump"] == [
        str(len(composed.content) - 1)
    ]


def test_lists_keep_their_markers_and_depth():
    found = parts(
        "<ul><li>a<ol start=3><li>b<li value=7>c</ol></ul><ol type=a><li>d<li>e</ol>"
        "<ol reversed><li>f<li>g</ol><ol type=I start=4><li>h</ol>"
        "<ul><li><input type=checkbox checked> i</ul>"
    )

    assert [(part.marker, part.level, part.text) for part in found] == [
        ("•", 1, "a"),
        ("3.", 2, "b"),
        ("7.", 2, "c"),
        ("a.", 1, "d"),
        ("b.", 1, "e"),
        ("2.", 1, "f"),
        ("1.", 1, "g"),
        ("IV.", 1, "h"),
        ("☑", 1, "i"),
    ]
    assert compose(found[:3]).content == "a\nb\nc"


def test_an_item_of_several_paragraphs_has_one_marker():
    found = parts("<ol><li><p>one</p><p>two</p></li></ol>")

    assert [(part.kind, part.marker) for part in found] == [("item", "1."), ("item", "")]
    assert compose(found).content == "one\n\ntwo"


def test_a_definition_stands_below_its_term():
    found = parts("<dl><dt>Term</dt><dd>Meaning</dd></dl>")

    assert [(part.kind, part.level) for part in found] == [("paragraph", 0), ("item", 1)]
    assert compose(found).content == "Term\nMeaning"


def test_quotes_count_their_depth():
    found = parts("<blockquote>a<blockquote><p>b</blockquote></blockquote><p>c")

    assert [part.quote for part in found] == [1, 2, 0]


def test_marks_lie_over_their_words():
    (part,) = parts(
        "<p><em>a</em> <b>b</b> <code>c</code> <s>d</s> x<sup>e</sup> y<sub>f</sub> "
        "<span style='font-style: italic'>g</span> <b style='font-weight:normal'>h</b> "
        "<a href='https://e.org/x'>i</a> <a href='javascript:no'>j</a></p>"
    )

    assert marked(part) == [
        ("emphasis", "a"),
        ("strong", "b"),
        ("code", "c"),
        ("strike", "d"),
        ("superscript", "e"),
        ("subscript", "f"),
        ("emphasis", "g"),
        ("link", "i"),
    ]


def test_a_mark_over_several_blocks_is_in_each():
    found = parts("<b><div>one</div><div>two</div></b> three")

    assert [marked(part) for part in found] == [[("strong", "one")], [("strong", "two")], []]


SIGNS = {
    "epub": '<a epub:type="noteref" href="#n">1</a>',
    "aria": '<a role="doc-noteref" href="#n"><sup>1</sup></a>',
    "pandoc": '<a href="#n" class="footnote-ref" id="r"><sup>1</sup></a>',
    "mammoth": '<sup><a href="#n" id="r">[1]</a></sup>',
    "wikipedia": '<sup id="r" class="reference"><a href="#n">[1]</a></sup>',
    "symbol": '<sup><a href="#n">*</a></sup>',
    "number alone": '<a href="#fn1">1</a><b id="fn1"></b>',
    "bracketed": '<a href="#fn1">[1]</a><b id="fn1"></b>',
}


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS.keys())
def test_the_sign_of_a_note_is_known(sign):
    found = parts(f"<p>Word{sign}.</p>")

    assert "note" in [mark.kind for mark in found[0].marks]


@pytest.mark.parametrize(
    "link",
    ['<a href="#x">chapter 2</a>', '<a href="#fig3">Figure 3</a>', '<a href="#p5">5</a>'],
    ids=["words", "figure", "number"],
)
def test_other_links_inside_the_text_are_jumps(link):
    (part,) = parts(f"<p>See {link}.</p>")

    assert [mark.kind for mark in part.marks] == ["jump"]


@pytest.mark.parametrize(
    "back",
    [
        '<a href="#r">↩</a>',
        '<a href="#r">\u21a9\ufe0e</a>',
        '<a href="#footnote-ref-1">↑</a>',
        '<a role="doc-backlink" href="#r">Back</a>',
        '<span class="mw-cite-backlink"><b><a href="#r">^</a></b></span>',
        '<a href="#fnref1">[return]</a>',
    ],
)
def test_links_back_from_a_note_are_left_out(back):
    assert shown(f"<ol><li id=n>Note. {back}</li></ol>") == [("item", "Note.")]


def test_a_note_is_an_item_with_its_number():
    found = parts(
        '<aside epub:type="footnote" id="n1"><p><a href="#r1">1.</a> The note.</p></aside>'
    )
    composed = compose(found)

    assert composed.content == "The note."
    assert (found[0].kind, found[0].marker) == ("item", "1.")


def test_every_id_is_a_place():
    found = parts(
        "<div id=a><p>one <span id=b>two</span><a name=c></a></p><p id=d></p>three</div><p id=e>",
        Surroundings(name="file"),
    )

    assert [(part.text, list(part.anchors)) for part in found] == [
        ("one two", [(0, "file#a"), (3, "file#b"), (7, "file#c")]),
        ("three", [(0, "file#d")]),
        ("", [(0, "file#e")]),
    ]


def test_namespaces_make_no_difference():
    xhtml = etree.fromstring(
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        '<body><h1>T</h1><p>a<a epub:type="noteref" href="#n">1</a></p>'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        '<image xlink:href="c.png"/></svg></body></html>'
    )
    found = parts_of(
        xhtml,
        Surroundings(anchor_of=lambda href: href, body_of=lambda name: name.encode()),
    )

    assert [part.kind for part in found] == ["heading", "paragraph", "picture"]
    assert found[1].marks[0].kind == "note"
    assert found[2].pictures[0].body == b"c.png"


def test_a_picture_alone_is_a_block_and_in_text_a_character():
    found = parts(
        "<p><a href='https://e.org/'><img src='https://e.org/a.png' alt=' A  b '></a></p>"
        "<p>x <img src='https://e.org/c.png'> y</p>"
    )

    assert [(part.kind, part.text) for part in found] == [
        ("picture", PICTURE),
        ("paragraph", f"x {PICTURE} y"),
    ]
    assert found[0].pictures[0][:3] == (0, "A b", "https://e.org/a.png")


def test_a_caption_stands_after_its_picture_and_before_its_table():
    found = shown(
        "<figure><figcaption>Fig<p>Credit</figcaption><img src='https://e.org/a.png'></figure>"
        "<div><img src='https://e.org/b.png'><div class=thumbcaption>Thumb</div></div>"
        "<table><caption>Tab</caption><tr><th>a<th>b</table><figcaption>Alone</figcaption>"
        "<figure><img src='' width=1 height=1><figcaption>Of nothing</figcaption></figure>"
    )

    assert found == [
        ("picture", PICTURE),
        ("caption", "Fig\nCredit"),
        ("picture", PICTURE),
        ("caption", "Thumb"),
        ("caption", "Tab"),
        ("cell", "a"),
        ("cell", "b"),
        ("caption", "Alone"),
        ("paragraph", "Of nothing"),
    ]


ADDRESSES = {
    "plain": '<img src="https://e.org/x.png">',
    "lazy": '<img src="https://e.org/blank.gif" data-src="https://e.org/x.png">',
    "lazy behind a dot": '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" '
    'data-original="https://e.org/x.png">',
    "several widths": '<img src="https://e.org/s.png" '
    'srcset="https://e.org/s.png 300w, https://e.org/x.png 1600w, https://e.org/t.png 90w">',
    "densities": '<img src="https://e.org/s.png" '
    'srcset="https://e.org/s.png, https://e.org/x.png 2x">',
    "picture": '<picture><source srcset="https://e.org/x.png"><img src="https://e.org/s.png"></picture>',
    "noscript": '<img class="lazy" alt="x"><noscript><img src="https://e.org/x.png"></noscript>',
    "lazy and noscript": '<img src="https://e.org/blank.gif" data-src="https://e.org/x.png">'
    '<noscript><img src="https://e.org/x.png"></noscript>',
    "svg": '<svg><image xlink:href="https://e.org/x.png" width="100"></image></svg>',
    "object": '<object data="https://e.org/x.png" type="image/png">fallback</object>',
}


@pytest.mark.parametrize("html", ADDRESSES.values(), ids=ADDRESSES.keys())
def test_the_best_address_of_a_picture_is_taken(html):
    (part,) = parts(f"<div>{html}</div>")

    assert [picture.source for picture in part.pictures] == ["https://e.org/x.png"]


def test_a_picture_in_its_address_is_decoded():
    body = picture_file()
    written = base64.b64encode(body).decode()
    (part,) = parts(f"<p><img src='data:image/png;base64,{written}'>")

    assert part.pictures[0].body == body


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://e.org/t.gif" width="1" height="1">',
        '<img src="https://e.org/t.gif" height="0">',
        '<img src="https://e.org/t.gif" style="width:1px;height:1px">',
        '<img src="https://e.org/spacer.gif">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAE=">',
        '<img src="data:text/html,x">',
        "<img>",
    ],
)
def test_pictures_that_show_nothing_are_left_out(html):
    assert shown(f"<p>a{html}b</p>") == [("paragraph", "ab")]


def test_cells_know_their_place_beside_what_reaches_over_them():
    found = parts(
        "<table><thead><tr><td>a<td colspan=2>b</thead><tr><td rowspan=2>c<td>d<td>"
        "<tr><td><p>e</p><ul><li>f</ul><td><table><tr><td>g<td>h</table></table>"
    )

    assert [(part.text, part.row, part.column, part.level) for part in found] == [
        ("a", 0, 0, 1),
        ("b", 0, 1, 1),
        ("c", 1, 0, 0),
        ("d", 1, 1, 0),
        ("e\nf", 2, 1, 0),
        ("g\nh", 2, 2, 0),
    ]
    assert compose(found).content == "a\tb\nc\td\n\te\nf\tg\nh"


LAYOUTS = {
    "role": "<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
    "one column": "<table><tr><td>a<tr><td>b</table>",
    "one row": "<table><tr><td>a<td>b</table>",
    "headings": "<table><tr><td><h2>a</h2><td>b<tr><td>c<td>d</table>",
    "nested": "<table><tr><td><table><tr><td>a</table><td>b<tr><td>c<td>d</table>",
    "long": f"<table><tr><td>{'word ' * 300}<td>b<tr><td>c<td>d</table>",
}


@pytest.mark.parametrize("html", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_a_table_that_only_arranges_is_none(html):
    assert "cell" not in [kind for kind, _ in shown(html)]


def test_a_table_too_large_becomes_a_paragraph_a_row():
    rows = "".join(f"<tr><td>{n}<td><b>x{n}</b>" for n in range(4000))
    found = parts(f"<table><tr><th>n<th>x{rows}</table>")

    assert len(found) == 4001
    assert (found[7].kind, found[7].text) == ("paragraph", "6\tx6")
    assert marked(found[7]) == [("strong", "x6")]


HIDDEN = [
    "<script>x</script>",
    "<style>x</style>",
    "<template><p>x</template>",
    "<noscript>x</noscript>",
    "<p hidden>x</p>",
    "<p style='color: red; display:none'>x</p>",
    "<button>x</button><select><option>x</select><textarea>x</textarea>",
    "<i class=material-icons>close</i>",
    "<span class=sr-only>x</span>",
    "<iframe src='https://ads.example'>x</iframe>",
    "<svg><text>x</text></svg>",
    "<!-- x -->",
    "<a href='#y' class=headerlink>¶</a>",
]


@pytest.mark.parametrize("html", HIDDEN)
def test_what_is_not_shown_is_left_out(html):
    assert "x" not in "".join(text for _, text in shown(f"<div>a{html}b</div>"))


def test_a_line_end_between_chinese_characters_is_no_space():
    html = (
        "<p>\n漢字\n<b>\n混じり</b>\nの <i>文</i> と\nword\n字、\n<ruby>圧<rt>おさ</rt></ruby>\nえ"
    )

    assert shown(html) == [("paragraph", "漢字混じりの 文 と word 字、圧（おさ）え")]


def test_readings_quotations_and_formulas_are_written_out():
    (part,) = parts(
        "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <q>a <q>b</q></q> "
        '<math alttext="x^2"><mi>x</mi></math> <math><mi>y</mi><mo>+</mo><mn>1</mn></math></p>'
    )

    assert part.text == "漢(kan) “a ‘b’” x^2 y+1"


# Whatever is nested in whatever

TAGS = [
    *(
        "p",
        "div",
        "b",
        "em",
        "a href='#i0'",
        "a href='https://e.org/'",
        "code",
        "sup",
        "span id=i1",
    ),
    *("h2", "ul", "ol", "li", "blockquote", "pre", "table", "tr", "td", "th rowspan=2", "dl", "dt"),
    *("dd", "section", "figure", "thead", "center", "td colspan=3", "details", "u", "aside"),
]
TREES = st.recursive(
    st.one_of(
        st.text("ab \n\t\u00a0\u05d0é𝄞", max_size=6),
        st.sampled_from(["<br>", "<hr>", "<img src='https://e.org/a.png'>", "&amp;", "<a name=n>"]),
    ),
    lambda inner: st.builds(
        lambda tag, content: f"<{tag}>{''.join(content)}</{tag.split()[0]}>",
        st.sampled_from(TAGS),
        st.lists(inner, max_size=5),
    ),
    max_leaves=25,
)


@given(TREES)
def test_no_letter_is_lost_and_everything_lies_inside_its_part(html):
    root = parsed_html(f"<body><div>{html}</div>")
    found = parts_of(root, INNER)

    visible = "".join(root.text_content().split())
    assert "".join("".join(part.text for part in found).replace(PICTURE, "").split()) == visible
    pictures = sum(1 for _ in root.iter("img"))
    assert sum(part.text.count(PICTURE) for part in found) == pictures
    for part in found:
        for mark in part.marks:
            assert 0 <= mark.start < mark.end <= len(part.text)
        for picture in part.pictures:
            assert part.text[picture.at] == PICTURE
        assert all(0 <= at <= len(part.text) for at, _ in part.anchors)
        assert (part.kind == "cell") == (part.table > 0)
    places = [(part.table, part.row, part.column) for part in found if part.kind == "cell"]
    assert len(places) == len(set(places))
    compose(found)


@pytest.mark.parametrize(
    "tag",
    ["div", "b", "ul><li", "blockquote", "table><tr><td", "span", "h1", "q", "a href=#x", "p"],
)
def test_nesting_of_any_depth_is_read(tag):
    name = tag.split(">")[0].split()[0]
    found = parts(f"<{tag}>" * DEEP + "at the bottom" + f"</{name}>" * DEEP + "<p>after")

    assert "at the bottom" in "".join(part.text for part in found)
    assert found[-1].text == "after"


def test_a_long_text_in_a_cell_leaves_the_table():
    found = parts(f"<table><tr><th>a<th>b<tr><td>c<td>{'x ' * LONGEST_BLOCK}</table>")

    assert {part.kind for part in found} == {"paragraph"}
