"""Annotations as a web page: the same words, all marks, nothing that runs or loads."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.exporters.html import html, rendered_note
from storage.importers.pictures import checked
from storage.text.canonical import canonical
from storage.types import PICTURE, Block, ImportedPicture, Mark, Span
from tests.builders import (
    CONTENT,
    annotation_on,
    blocks_of,
    make_export,
    make_imported,
    picture_file,
)
from tests.rendered import Page

HOSTILE = "</style></title><script>alert(1)</script>\" onload='x' <img src=http://e.org> &amp;"
TEXTS = st.text(st.one_of(st.sampled_from("<>&\"' \nab"), st.characters(codec="utf-8")))


def spans_in(content: str):
    ends = st.integers(0, len(content))
    pairs = st.tuples(ends, ends).map(sorted).filter(lambda p: p[0] < p[1])
    return st.lists(pairs.map(lambda pair: Span(*pair)), max_size=6)


@st.composite
def marked_exports(draw):
    content = canonical(draw(TEXTS)).strip() or "x"
    styles = st.sampled_from(["highlight", "underline"])
    annotations = [
        annotation_on(
            content, span, number, style=draw(styles), color=draw(st.sampled_from(["red", "blue"]))
        )
        for number, span in enumerate(sorted(draw(spans_in(content))), 1)
    ]
    kinds = st.sampled_from(["strong", "emphasis", "code", "strike", "link"])
    marks = [Mark(s.start, s.end, draw(kinds), "https://e.org") for s in draw(spans_in(content))]
    imported = make_imported(content, marks=tuple(marks), title="T")
    return make_export(imported, *annotations)


def text_of(export) -> str:
    """Give the source of the article's text, without what stands above and below it."""
    source = html([export], whole_text=True)
    return source[source.index('<div class="text">') :].split('<h2 class="annotations">')[0]


@given(marked_exports())
def test_whole_text_has_the_same_words_whatever_is_marked_on_it(export):
    source = text_of(export).split("</article>")[0]
    assert Page(source).words == export.text.content.split()


@given(marked_exports())
def test_every_mark_covers_exactly_its_words(export):
    covered = {"red": "", "blue": ""}
    inside: set[str] = set()
    for tag, words in re.findall(r"(<[^>]*>)|([^<]+)", text_of(export).split("</article>")[0]):
        if tag.startswith("<mark"):
            inside = set(re.findall(r'class="([^"]*)"', tag)[0].split())
        elif tag == "</mark>":
            inside = set()
        for color in covered.keys() & inside:
            covered[color] += unescape(words)
    for color, found in covered.items():
        spans = [a.passage.span for a in export.annotations if a.color == color]
        wanted = [
            export.text.content[position]
            for block in export.text.blocks
            for position in range(block.start, block.end)
            if any(span.start <= position < span.end for span in spans)
        ]
        assert found == "".join(wanted)


@given(TEXTS.map(lambda text: canonical(text).strip()).filter(bool), TEXTS.map(canonical))
def test_quotation_and_title_have_the_same_words(words, title):
    annotation = annotation_on(words, Span(0, len(words)))
    page = Page(html([make_export(make_imported(words, title=title), annotation)]))
    found = "".join(page.parts)
    assert page.words[: len(title.split())] == title.split()
    assert (
        found[found.rindex("Yellow", 0, found.rindex("Yellow")) + 6 :].split()[: len(words.split())]
        == words.split()
    )


@pytest.mark.parametrize("whole_text", [False, True])
def test_nothing_from_an_article_becomes_an_element(whole_text):
    imported = make_imported(
        HOSTILE,
        title=HOSTILE,
        byline=HOSTILE,
        site=HOSTILE,
        url="javascript:alert(1)",
        language='"><script>',
        marks=(Mark(0, 8, "link", "javascript:alert(1)"),),
    )
    annotation = annotation_on(HOSTILE, Span(0, 20), note=HOSTILE, tags=(HOSTILE,))
    page = Page(html([make_export(imported, annotation, yellow=HOSTILE)], whole_text=whole_text))
    assert not page.all("script")
    assert not page.all("img")
    assert not [name for _, attributes in page.elements for name in attributes if name[:2] == "on"]
    links = [a.get("href", "") for a in page.all("a")]
    assert all(link.startswith(("#", "postil://", "http")) for link in links), links


@pytest.mark.parametrize("whole_text", [False, True])
def test_page_needs_nothing_else(whole_text):
    annotation = annotation_on(CONTENT, Span(0, 9), note="![x](https://e.org/x.png) and url(x)")
    source = html([make_export(make_imported(), annotation)], whole_text=whole_text)
    page = Page(source)
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "object"}
    assert not [a for _, a in page.elements if "src" in a]
    style = source[source.index("<style>") : source.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert "prefers-color-scheme: dark" in style
    policy = [a["content"] for a in page.all("meta") if "http-equiv" in a]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]


@pytest.mark.parametrize(
    ("note", "links"),
    [
        ("[a](https://e.org)", ["https://e.org"]),
        ("<mailto:a@e.org>", ["mailto:a@e.org"]),
        ("[a](javascript:alert(1))", []),
        ("[a](JaVaScRiPt:alert(1))", []),
        ("[a](data:text/html,x)", []),
        ("[a](file:///etc/passwd)", []),
        ("[a](//e.org)", []),
        ("<a href='https://e.org'>a</a>", []),
    ],
)
def test_note_links_only_to_the_web_and_mail(note, links):
    assert [a["href"] for a in Page(rendered_note(note)).all("a")] == links


def test_note_is_rendered_from_markdown():
    assert rendered_note("*a* **b**\n\n- c") == (
        "<p><em>a</em> <strong>b</strong></p>\n<ul>\n<li>c</li>\n</ul>"
    )


def test_overlap_carries_the_classes_of_all_and_a_band_of_each():
    content = "abcdef"
    annotations = [
        annotation_on(content, Span(0, 4), 1, color="yellow"),
        annotation_on(content, Span(2, 6), 2, color="blue"),
        annotation_on(content, Span(3, 4), 3, color="red", style="underline"),
    ]
    marks = Page(html([make_export(make_imported(content), *annotations)], whole_text=True))
    assert [mark["class"] for mark in marks.all("mark")] == [
        "highlight yellow",
        "highlight yellow blue",
        "highlight yellow blue underline red",
        "highlight blue",
    ]
    bands = marks.all("mark")[1]["style"]
    assert "var(--yellow-fill) 0% 50%" in bands
    assert "var(--blue-fill) 50% 100%" in bands


def test_marks_and_notes_link_to_each_other():
    annotations = [
        annotation_on(CONTENT, Span(0, 9), 1, note="with note"),
        annotation_on(CONTENT, Span(10, 60), 2),
    ]
    page = Page(html([make_export(make_imported(), *annotations)], whole_text=True))
    ids = [a["id"] for _, a in page.elements if "id" in a]
    targets = [a["href"][1:] for a in page.all("a") if a.get("href", "").startswith("#")]
    assert len(ids) == len(set(ids))
    assert set(targets) <= set(ids)
    assert [a["href"] for a in page.all("a") if a.get("class") == "ref"] == [f"#note-{1:032x}"]


def test_every_colour_in_use_can_be_switched_and_is_called_as_the_reader_does():
    annotations = [
        annotation_on(CONTENT, Span(0, 9), 1, color="red"),
        annotation_on(CONTENT, Span(10, 14), 2, color="blue"),
    ]
    source = html([make_export(make_imported(), *annotations, red="To check")])
    page = Page(source)
    assert [box["id"] for box in page.all("input")] == ["show-red", "show-blue"]
    assert [label["for"] for label in page.all("label")] == ["show-red", "show-blue"]
    assert "#show-red:not(:checked) ~ main .note.red { display: none }" in source
    assert "To check" in "".join(page.parts)


def test_layout_of_the_text_is_kept():
    content = "Head\n\nfirst\n\nsecond\n\nsaid\n\na  b\n\nh1\n\nh2\n\nc1\n\nc2"
    layout = {
        "Head": {"kind": "heading", "level": 1},
        "first": {"kind": "item", "level": 1, "marker": "•"},
        "second": {"kind": "item", "level": 2, "marker": "1."},
        "said": {"quote": 2},
        "a  b": {"kind": "code"},
        "h1": {"kind": "cell", "table": 1},
        "h2": {"kind": "cell", "table": 1, "column": 1},
        "c1": {"kind": "cell", "table": 1, "row": 1},
        "c2": {"kind": "cell", "table": 1, "row": 1, "column": 1},
    }
    blocks = tuple(
        Block(b.start, b.end, **layout[content[b.start : b.end]]) for b in blocks_of(content)
    )
    source = html([make_export(make_imported(content, blocks=blocks))], whole_text=True)
    flat = source.replace("\n", "")
    assert "<h2>Head</h2>" in flat
    assert (
        '<ul><li data-marker="•">first</li><li style="--level: 2" data-marker="1.">second</li></ul>'
    ) in flat
    assert "<blockquote><blockquote><p>said</p></blockquote></blockquote>" in flat
    assert "<pre><code>a  b</code></pre>" in flat
    rows = "<tr><td>h1</td><td>h2</td></tr><tr><td>c1</td><td>c2</td></tr>"
    assert f"<table>{rows}</table>" in flat


def test_several_articles_have_a_list_of_contents():
    exports = [make_export(make_imported(title="One")), make_export(make_imported(title="Two"))]
    page = Page(html(exports))
    assert page.words[:4] == ["2", "articles", "One", "Two"]


def test_quotation_keeps_code_and_list_items():
    content = "a  b\n\nitem"
    blocks = (Block(0, 4, "code"), Block(6, 10, "item", 1, marker="2."))
    annotation = annotation_on(content, Span(0, 10))
    source = html([make_export(make_imported(content, blocks=blocks), annotation)])
    assert "<pre><code>a  b</code></pre>" in source
    assert '<p class="item" data-marker="2.">item</p>' in source


def test_sections_are_named_by_the_headings_of_the_article():
    content = "One\n\nfirst\n\nTwo\n\nsecond"
    blocks = blocks_of(content, headings=["One", "Two"])
    marked = annotation_on(content, Span(content.index("second"), len(content)))
    source = html([make_export(make_imported(content, blocks=blocks), marked)])
    assert "<h3>Two</h3>" in source
    assert "<h3>One</h3>" not in source


@pytest.mark.parametrize("whole_text", [False, True])
def test_article_without_annotations_is_a_page_too(whole_text):
    page = Page(html([make_export(make_imported())], whole_text=whole_text))
    assert page.words[0] == "Ministers"
    assert not page.all("input")


def test_pictures_captions_heads_and_notes_are_in_the_page():
    content = f"Title\n\n{PICTURE} {PICTURE}\n\nA map\n\nHead\tCell\n\nSee[1] x2\n\nThe note"
    note = content.index("The note")
    see = content.index("See")
    imported = make_imported(
        content,
        title="T",
        blocks=(
            Block(0, 5, "heading", 1),
            Block(7, 10, "picture"),
            Block(12, 17, "caption"),
            Block(19, 23, "cell", 1, table=1),
            Block(24, 28, "cell", table=1, column=1),
            Block(see, see + 9),
            Block(note, note + 8, "item", 1, marker="1."),
        ),
        marks=(Mark(see + 3, see + 6, "note", str(note)), Mark(see + 8, see + 9, "superscript")),
        pictures=(
            ImportedPicture(7, "A <map>", "", checked(picture_file((4, 3)))),
            ImportedPicture(9, "Not here"),
        ),
    )
    marked = annotation_on(content, Span(7, 17))
    source = html([make_export(imported, marked)], whole_text=True)
    assert '<img alt="A &lt;map&gt;" width="4" height="3" src="data:image/png;base64,' in source
    assert '<span class="absent">[Picture: Not here]</span>' in source
    assert '<p class="caption">' in source
    assert "<th>Head</th><td>Cell</td>" in source
    assert "<sup>2</sup>" in source
    place = re.findall(r'<a href="#(at-[^"]*)">\[1\]</a>', source)[0]
    assert f'<span id="{place}"></span>The note' in source
    assert PICTURE not in source.split('<h2 class="annotations">')[0]
