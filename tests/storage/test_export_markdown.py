"""Annotations as Markdown: the same words, nothing lost, readable by Obsidian and CommonMark."""

import datetime

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from storage.exporters.catalogue import FORMATS, files
from storage.exporters.markdown import escaped, markdown, tag_name
from storage.text.canonical import canonical
from storage.types import Block, Span
from tests.builders import CONTENT, annotation_on, blocks_of, make_export, make_imported
from tests.rendered import Page

MARKER = "QuiteAColour"
SIGNS = "\\`*_[]<>#~|$=^&%!+-:.()>\"' \n\t"
RICH = st.text(st.one_of(st.sampled_from(SIGNS + "ab1é汉"), st.characters(codec="utf-8")))


def rendered(source: str) -> Page:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(front_matter_plugin).use(footnote_plugin).use(dollarmath_plugin)
    return Page(parser.render(source))


def front_matter(source: str) -> dict[str, object]:
    return yaml.safe_load(source.split("---\n")[1])


def export_with(words: str, note: str = "", **other: object):
    before, after = "Before it.\n\n", "\n\nAfter it."
    content = before + words + after
    span = Span(len(before), len(before) + len(words))
    annotation = annotation_on(content, span, note=note, **other)
    return make_export(make_imported(content), annotation, yellow=MARKER)


@given(RICH.map(lambda text: canonical(text).strip()).filter(bool))
@example("# no heading\n\n- no list\n\n1. no number\n\n> no quote")
@example("no heading\n===\n\nnor here\n---\n\n***")
@example("a | b\n--- | ---\nc | d")
@example("a | b\n:-\nc")
@example("```\nno code\n```")
@example("~~~~\nno code")
@example("    four spaces")
@example("[no]: /reference\n\n[no][link] ![no](picture)")
@example("[^1]: note\n\nword[^1] ^[inline]")
@example("$x$ and $$y$$ ==mark== %%hidden%% #tag [[link]] text ^id")
@example("&amp; &#65; <b>bold</b> <https://example.org> <!-- c -->")
@example("snake_case _it_ __b__ C:\\dir\\*x* \\")
@example("# closing #\n\n+ plus\n\n\\- already")
def test_words_of_a_passage_are_rendered_as_they_are(words):
    page = rendered(markdown([export_with(words)]))
    quoted = "".join(page.parts).split(MARKER)[0].split("Ministers meet in Geneva")[-1]
    assert quoted.split() == words.split()


@given(RICH)
@example("# Title #")
@example("- item")
@example("===")
def test_words_of_a_title_are_rendered_as_they_are(title):
    title = canonical(title).strip()
    assert rendered(f"# {escaped(title)}\n").words == title.split()


@pytest.mark.parametrize(
    "words",
    ["C# and F# are languages.", "5 < 6 & 7 > 3", "snake_case", "It cost $5.", "~5 km", "a = b"],
)
def test_harmless_signs_stay_readable_in_the_source(words):
    assert f"> {words}\n" in markdown([export_with(words)])


def test_front_matter_is_yaml_with_what_obsidian_expects():
    imported = make_imported(
        title='Yes: "no" # 1 [x]', byline="- dash: 'x'", url="https://e.org/#a"
    )
    export = make_export(imported, annotation_on(CONTENT, Span(0, 9), tags=("to do", "Peru/x")))
    assert front_matter(markdown([export])) == {
        "title": 'Yes: "no" # 1 [x]',
        "source": "https://e.org/#a",
        "author": "- dash: 'x'",
        "site": "example.org",
        "published": datetime.date(2026, 1, 1),
        "created": datetime.date(2026, 1, 2),
        "tags": ["postil", "to-do", "Peru/x"],
        "postil_id": "a" * 32,
    }


@given(RICH.map(canonical).filter(str.strip))
def test_front_matter_gives_any_title_back(title):
    source = markdown([make_export(make_imported(title=title))])
    tokens = MarkdownIt("commonmark").use(front_matter_plugin).parse(source)
    assert yaml.safe_load(tokens[0].content)["title"] == title


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("to do", "to-do"),
        ("a/b", "a/b"),
        ("1984", "_1984"),
        ("C#, F#", "C-F"),
        ("naïve 汉字 🔥", "naïve-汉字-🔥"),
        ("!?", ""),
    ],
)
def test_tag_is_made_what_obsidian_takes(tag, name):
    assert tag_name(tag) == name


def test_annotation_is_a_quote_with_its_facts_and_its_note_below():
    export = export_with("The words.", "My *own* note", tags=("to do",), style="underline")
    uid = export.annotations[0].uid
    assert (
        "> The words.\n>\n"
        f"> {MARKER}, underlined · [Open in Postil](postil://annotation/{uid}) · #to-do"
        f" ^postil-{uid[:8]}\n\nMy *own* note\n"
    ) in markdown([export])


def test_paragraphs_of_one_passage_stay_apart():
    assert "> One.\n>\n> Two.\n>\n" in markdown([export_with("One.\n\nTwo.")])


def test_article_notes_come_first():
    passage = annotation_on(CONTENT, Span(0, 9), 2)
    whole = annotation_on(CONTENT, None, 1, note="About all of it")
    text = markdown([make_export(make_imported(), whole, passage)])
    assert text.index("About all of it") < text.index("> Ministers")


def test_annotations_stand_under_the_headings_of_the_article():
    content = "Start.\n\nOne\n\nUnder one.\n\nDeep\n\nUnder deep.\n\nTwo\n\nUnder two."
    blocks = blocks_of(content, headings=["One", "Deep", "Two"])
    blocks = tuple(
        Block(b.start, b.end, "heading", 3) if content[b.start : b.end] == "Deep" else b
        for b in blocks
    )
    marked = [
        annotation_on(content, Span(at := content.index(words), at + len(words)), number)
        for number, words in enumerate(["Start.", "Under deep.", "Under two."], 1)
    ]
    text = markdown([make_export(make_imported(content, blocks=blocks), *marked)])
    order = ["> Start.", "## One\n", "### Deep\n", "> Under deep.", "## Two\n", "> Under two."]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)


def test_code_list_items_and_table_rows_keep_their_form():
    content = "a `x`\n  b\n\nfirst\n\nsecond\n\nh1\th2\n\nc1\tc2"
    parts = [("a `x`\n  b", {"kind": "code"}), ("first", {"kind": "item", "marker": "•"})]
    parts += [("second", {"kind": "item", "marker": "2."})]
    parts += [
        (c, {"kind": "cell", "table": 1, "row": r})
        for r, c in [(0, "h1"), (0, "h2"), (1, "c1"), (1, "c2")]
    ]
    blocks = tuple(
        Block(at := content.index(words), at + len(words), **values) for words, values in parts
    )
    whole = annotation_on(content, Span(0, len(content)))
    text = markdown([make_export(make_imported(content, blocks=blocks), whole)])
    assert (
        "> ```\n> a `x`\n>   b\n> ```\n>\n> - first\n> 2. second\n>\n> h1 | h2\n> c1 | c2\n" in text
    )


@pytest.mark.parametrize("note", ["```\nopen", "~~~~ py\nopen\n~~~", "text <!-- open"])
def test_note_with_something_left_open_does_not_swallow_what_follows(note):
    annotations = [
        annotation_on(CONTENT, Span(0, 9), 1, note=note),
        annotation_on(CONTENT, Span(10, 14), 2, note="The next note"),
    ]
    page = rendered(markdown([make_export(make_imported(), *annotations)]))
    assert len(page.all("blockquote")) == 2
    assert "The next note" in "".join(page.parts)


def test_legend_tells_the_readers_names_of_the_colours_in_use():
    text = markdown([export_with("Words.")])
    assert text.endswith(f"## Colours\n\n- {MARKER} (yellow)\n")


def test_several_articles_are_one_document_with_a_heading_and_a_list_each():
    exports = [make_export(make_imported(title="One")), make_export(make_imported(title="Two"))]
    text = markdown(exports)
    assert text.startswith("# One\n\n- Author: Ana Writer\n- Site: example.org\n- Source: https:")
    assert "\n# Two\n" in text
    assert "---" not in text


def test_one_file_for_each_article_has_a_name_of_its_own():
    exports = [make_export(make_imported(title=t)) for t in ("Same", "same", "A/B: c?")]
    named = files(exports, FORMATS["markdown"])
    assert [name for name, _ in named] == ["Same.md", "same (2).md", "A B c.md"]
    assert all(text.startswith("---\ntitle:") for _, text in named)


def test_nothing_to_export_is_an_empty_text():
    assert markdown([]) == ""


def test_long_paragraph_in_several_blocks_stays_one():
    content = "漢字" * 10 + "\n\nafter"
    blocks = (Block(0, 9), Block(9, 20), Block(22, 27))
    whole = annotation_on(content, Span(0, 27))
    text = markdown([make_export(make_imported(content, blocks=blocks), whole)])
    assert f"> {'漢字' * 10}\n>\n> after\n" in text


def test_annotation_whose_words_stand_elsewhere_keeps_its_words():
    annotation = annotation_on("Words of an older text", Span(0, 5))
    text = markdown([make_export(make_imported(), annotation)])
    assert "> Words\n" in text
