"""Markdown is read as CommonMark with tables, tasks, footnotes and front matter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.importers.composition import LONGEST_BLOCK, compose
from storage.importers.front_matter import LONGEST, read_front_matter
from storage.importers.markdown import DEEPEST, read_markdown
from storage.importers.reading import looks_like_markdown
from storage.text.canonical import canonical
from storage.types import PICTURE, ImportedArticle, ImportedPicture
from tests.builders import picture_file
from tests.storage.invariants import assert_well_made, texts

DEEP = 10_000
PIECES = [  # what Markdown is made of, in any order
    *("word", "Two words.", "# One", "## Two", "- item", "  - in it", "1. first", "3) third"),
    *("> said", "> - both", "```", "~~~ py", "    code", "***", "---", "===", "| a | b |"),
    *("|---|:-:|", "|  | x |", "*em*", "**st _x_**", "`code`", "[l](https://e.org)", "[r]: /u"),
    *("[^1]", "[^1]: note", "^[inline]", "![p](q)", "<b>x</b>", "<div>", "<!--", "-->", "<script>"),
    *(
        "</script>",
        "<br>",
        "&amp;",
        "&#0;",
        "&#xFFFC;",
        "&NewLine;",
        "\\",
        "a  ",
        "a\\",
        "",
        "",
        "",
    ),
    *(
        "- [ ] todo",
        "- [x] done",
        "~~no~~",
        "title: x",
        "\u200b",
        "\xa0",
        "\t",
        "é\u0301",
        "[",
        "](",
    ),
]
TYPED = st.lists(st.sampled_from(PIECES), max_size=25).map("\n".join)


def read(text: str, **known: Any) -> ImportedArticle:
    draft = read_markdown(text, **known)
    return ImportedArticle(
        title=draft.title,
        **compose(draft.parts)._asdict(),
        byline=draft.byline,
        extractor=draft.extractor,
        notices=tuple(draft.notices),
    )


def marked(article: ImportedArticle) -> list[tuple[str, str]]:
    return [(mark.kind, article.content[mark.start : mark.end]) for mark in article.marks]


def test_inline_marks_lie_over_their_words():
    article = read("# T\n\nAn *old* **and _new_** `sign` ~~no~~ [here](https://example.org/a).")

    assert texts(article)[1] == "An old and new sign no here."
    assert marked(article) == [
        ("emphasis", "old"),
        ("strong", "and new"),
        ("emphasis", "new"),
        ("code", "sign"),
        ("strike", "no"),
        ("link", "here"),
    ]
    assert article.marks[-1].target == "https://example.org/a"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "/relative",
        "#part",
        "ftp://x",
    ],
)
def test_a_link_that_leads_nowhere_safe_keeps_its_words(address):
    article = read(f"# T\n\nGo [here]({address}) now")

    assert texts(article)[1] == "Go here now"
    assert article.marks == ()


@pytest.mark.parametrize(
    "address", ["http://e.org/", "https://e.org/?a=b", "mailto:ada@example.org"]
)
def test_a_link_for_browser_or_mail_is_kept(address):
    assert read(f"# T\n\n[here]({address})").marks[0].target == address


def test_lines_are_joined_and_hard_breaks_kept():
    assert texts(read("# T\n\nsoft\nline  \nhard\\\nharder"))[1] == "soft line\nhard\nharder"


def test_lists_keep_signs_and_depth():
    article = read("# T\n\n- a\n  - b\n    1. c\n- [ ] d\n- [x] e\n\n7. f\n8. g")

    assert [(block.kind, block.level, block.marker) for block in article.blocks[1:]] == [
        ("item", 1, "•"),
        ("item", 2, "•"),
        ("item", 3, "1."),
        ("item", 1, "☐"),
        ("item", 1, "☑"),
        ("item", 1, "7."),
        ("item", 1, "8."),
    ]
    assert article.content == "T\n\na\nb\nc\nd\ne\n\nf\ng"


def test_the_second_paragraph_of_an_item_has_no_sign():
    article = read("# T\n\n- a\n\n  b\n- c")

    assert [block.marker for block in article.blocks[1:]] == ["•", "", "•"]
    assert article.content == "T\n\na\n\nb\n\nc"


def test_quotes_are_counted():
    article = read("# T\n\n> one\n>\n> > two\n>\n> - item")

    assert [(block.kind, block.quote) for block in article.blocks[1:]] == [
        ("paragraph", 1),
        ("paragraph", 2),
        ("item", 1),
    ]


def test_code_is_kept_exactly():
    code = "    def f():\n\n\n        return *1*"
    article = read(f"# T\n\n```python\n{code}\n```\n")

    assert texts(article, "code") == [code]
    assert article.marks == ()


def test_cells_know_their_place():
    article = read("# T\n\n| a | b |\n|---|---|\n|   | *2* |\n| 3 |   |\n\n| x |\n|---|\n")

    cells = [(block.table, block.row, block.column) for block in article.blocks if block.table]
    assert cells == [(1, 0, 0), (1, 0, 1), (1, 1, 1), (1, 2, 0), (2, 0, 0)]
    assert texts(article, "cell") == ["a", "b", "2", "3", "x"]
    assert article.content == "T\n\na\tb\n\t2\n3\n\nx"


def test_a_cell_too_long_for_a_block_is_no_cell():
    article = read("# T\n\n| a | b |\n|---|---|\n| " + "word " * 3000 + "| x |")

    assert_well_made(article)
    assert texts(article, "cell") == []


def test_html_leaves_its_words():
    article = read(
        "# T\n\n<div class='x'>\n<p>One <b>two</b> &amp; three</p><p>Four</p>\n"
        "<script>bad()</script><!-- hidden -->\n</div>\n\nfive <i>six</i><br>seven <!-- x -->"
        "<script>bad()</script>"
    )

    assert texts(article)[1:] == ["One two & three", "Four", "five six\nseven"]


@pytest.mark.parametrize(
    ("source", "alt", "address", "marks"),
    [
        ("![A picture](p.png)", "A picture", "", []),
        ("![](p.png)", "", "", []),
        ("![the *old* `pier`](https://e.org/p.png)", "the old pier", "https://e.org/p.png", []),
        ("![a\nb ![c](d)](e)", "a b c", "", []),
        ("[![A](p.png)](https://e.org)", "A", "", ["link"]),
        ("![A]\n\n[A]: p.png", "A", "", []),
    ],
)
def test_a_picture_that_is_not_there_is_its_description(source, alt, address, marks):
    article = read(f"# T\n\nSee {source}")

    assert_well_made(article)
    assert texts(article)[1] == f"See {PICTURE}"
    assert article.pictures == (ImportedPicture(len("T\n\nSee "), alt, address),)
    assert sorted(marked(article)) == [(kind, PICTURE) for kind in marks]
    assert article.notices == ("1 picture is not there; Postil shows its description.",)


def test_pictures_are_taken_from_where_the_text_lies():
    files = {"p.png": picture_file(), "broken.png": b"no picture"}
    article = read(
        "# T\n\n![A pier](p.png)\n\n![x](broken.png)\n\n- [ ] ![y](p.png)",
        body_of=lambda address: files.get(address, b""),
    )

    assert_well_made(article)
    assert [block.kind for block in article.blocks] == ["heading", "picture", "picture", "item"]
    assert [picture.file is not None for picture in article.pictures] == [True, False, True]
    assert article.notices == ()


def test_pictures_are_counted_in_one_notice():
    article = read(
        "# ![a](b)\n\n![](c) and\n\n- ![d](e)[^1]\n\n[^1]: ![f](g)\n\n| ![h](i) |\n|-|\n"
    )

    assert article.notices == ("5 pictures are not there; Postil shows their descriptions.",)
    assert read("# T\n\nno `![picture](x)`").notices == ()


@pytest.mark.parametrize("picture", ["![Harbour](h.png)", "# ![](h.png)", "![a](b) ![c](d)"])
def test_a_picture_is_no_title(picture):
    assert read(f"{picture}\n\nThe harbour\n\nWords.").title == "The harbour"
    assert read(f"{picture}", stem="old_harbour").title == "Old harbour"


def test_notes_at_the_foot_come_last_with_their_numbers():
    article = read("# T\n\nOne[^b] two[^a].\n\n[^a]: Second *note*.\n[^b]: First.\n\n    More.\n")

    assert texts(article)[1] == "One[1] two[2]."
    targets = [article.content[int(mark.target) :][:5] for mark in article.marks[:2]]
    assert targets == ["First", "Secon"]
    assert [(block.kind, block.marker) for block in article.blocks[2:]] == [
        ("rule", ""),
        ("item", "1."),
        ("item", ""),
        ("item", "2."),
    ]
    assert texts(article, "item") == ["First.", "More.", "Second note."]


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ("One[^a].\n\n---\n\n[^a]: Note.", ["paragraph", "rule", "item"]),
        ("One[^a].\n\n[^a]:\n", ["paragraph"]),
        ("One^[Note.].\n\n---\n\nTwo.", ["paragraph", "rule", "paragraph", "rule", "item"]),
    ],
)
def test_one_rule_sets_notes_off(source, kinds):
    assert [block.kind for block in read(f"# T\n\n{source}").blocks[1:]] == kinds


@pytest.mark.parametrize(
    ("text", "title", "first_texts"),
    [
        ("# One\n\ntext", "One", ["One", "text"]),
        ("# One\n\nOne\n\ntext", "One", ["One", "text"]),
        ("text\n\n# One", "One", ["One", "text", "One"]),
        ("## Two\n\ntext", "Two", ["Two", "text"]),
        ("Just a line\n\ntext", "Just a line", ["Just a line", "text"]),
        ("---\ntitle: Front\n---\n\n# One\n", "Front", ["Front", "One"]),
        ("---\ntitle: One\n---\n\n# One\n\ntext", "One", ["One", "text"]),
        ("One\n===\n\ntext", "One", ["One", "text"]),
        ("# An *old* one\n\ntext", "An old one", ["An old one", "text"]),
    ],
)
def test_the_title_stands_at_the_top_once(text, title, first_texts):
    article = read(text)

    assert article.title == title
    assert texts(article) == first_texts
    assert (article.blocks[0].kind, article.blocks[0].level) == ("heading", 1)


def test_front_matter_is_read():
    front = read_front_matter(
        "---\ntitle: 'A: b'\nauthors: [Ann Roe, {name: Tim Poe}]\ndate: 2024-03-01T08:00:00+02:00\n"
        "lang: en_GB\nsource: https://example.org/x\nsite: The Lantern\ntags: [a]\n---\ntext"
    )

    assert (front.title, front.byline, front.language) == ("A: b", "Ann Roe, Tim Poe", "en-GB")
    assert (front.url, front.site) == ("https://example.org/x", "The Lantern")
    assert front.published_at == datetime(2024, 3, 1, 6, tzinfo=UTC)
    assert front.notices == []


def test_front_matter_says_what_it_says_as_text():
    front = read_front_matter("---\ntitle: 1984\nauthor: no\ndate: someday\nlang: 5\n---\n")

    assert (front.title, front.byline, front.published_at, front.language) == (
        "1984",
        "no",
        None,
        "",
    )


@pytest.mark.parametrize(
    "lines",
    [
        "title: Fine\nauthor: 'open",
        "title: Fine\na: &a [x]\nb: [*a, *a]",
        "title: Fine\na: " + "[" * 20_000,
        'title: Fine\na: "\\U99999999"',
        "title: Fine\nb: c: d",
        "title: Fine\n? {a: b} \n: c",
    ],
    ids=["open quote", "aliases", "deep", "bad escape", "two colons", "odd key"],
)
def test_front_matter_in_disorder_gives_what_it_can(lines):
    front = read_front_matter(f"---\n{lines}\n---\ntext")

    assert front.title == "Fine"
    assert len(front.notices) == 1


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA scene.\n\n---\n",
        "---\ntitle: never closed\n",
        "text\n---\na: b\n---\n",
        "---\n---\n",
    ],
)
def test_a_rule_is_no_front_matter(text):
    assert read_front_matter(text).length == 0


def test_endless_front_matter_is_left_as_text():
    text = "---\ntitle: x\n" + "a: b\n" * LONGEST + "---\ntext"

    assert read_front_matter(text).length == 0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(">" * DEEP, id=">"),
        pytest.param("> " * DEEP + "x", id="> "),
        pytest.param("1. " * DEEP + "x", id="1."),
        pytest.param("\n".join("  " * depth + "- a" for depth in range(500)), id="indented"),
        pytest.param("^[" * DEEP, id="^["),
    ],
)
def test_a_pathological_shape_is_read_as_plain_text(text):
    article = read(text)

    assert_well_made(article)
    assert article.extractor == "plain text 1"
    assert article.notices


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("*" * DEEP + "a" + "*" * DEEP, id="*a*"),
        pytest.param("*a " * DEEP, id="*a"),
        pytest.param("[" * DEEP, id="["),
        pytest.param("[" * DEEP + "]" * DEEP, id="[]"),
        pytest.param("![" * DEEP, id="!["),
        pytest.param("[a](" * DEEP, id="[a]("),
        pytest.param('[a](<b> "' * DEEP, id="link titles"),
        pytest.param("[a\n" * DEEP, id="[a"),
        pytest.param("[a]: /u\n\n" + "[a] " * DEEP, id="references"),
        pytest.param("<a " * DEEP, id="<a"),
        pytest.param("_a __" * DEEP, id="_a __"),
        pytest.param("~~a " * DEEP, id="~~a"),
        pytest.param("a**b" * DEEP + "c* ", id="a**b"),
        pytest.param("`a``" * DEEP, id="`a``"),
        pytest.param("<!--" * DEEP, id="<!--"),
        pytest.param("<div>\n" * DEEP, id="<div>"),
        pytest.param("- " * DEEP, id="- "),
        pytest.param("|a" * DEEP + "\n" + "|-" * DEEP + "\n|x", id="table"),
        pytest.param("[a]: b\n" * DEEP, id="definitions"),
        pytest.param("> a\n" + "b\n" * DEEP, id="lazy quote"),
        pytest.param("\\" * DEEP, id="backslashes"),
        pytest.param("&" * DEEP, id="&"),
    ],
)
def test_a_strange_shape_is_read_somehow(text):
    assert_well_made(read(text))


def test_what_is_nested_as_deeply_as_allowed_is_not_lost():
    for depth in range(DEEPEST // 2 - 4, DEEPEST // 2 + 4):
        text = "\n".join("  " * level + f"- word{level}" for level in range(depth))

        article = read(text)

        assert_well_made(article)
        assert all(f"word{level}" in article.content for level in range(depth))


def test_paragraphs_too_long_are_divided_with_their_marks():
    article = read("# T\n\n" + "*word* " * 6000)

    assert_well_made(article)
    assert max(block.end - block.start for block in article.blocks) <= LONGEST_BLOCK
    assert len(article.marks) == 6000


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("# Heading\n\ntext", True),
        ("See [this](https://example.org) for more.", True),
        ("- one\n- two with **weight**\n", True),
        ("```\ncode\n```", True),
        ("| a | b |\n|---|---|\n| 1 | 2 |", True),
        ("- one\n- two\n", False),
        ("Roses are *red*\nViolets are blue", False),
        ("A #hashtag and an [aside] (here)", False),
        ("Just words, nothing else.", False),
        ("", False),
    ],
)
def test_pasted_markdown_is_known_by_clear_signs(text, answer):
    assert looks_like_markdown(text) is answer


@given(TYPED)
@example("<!--")
@example("[r]: /u")
@example("---\ntitle: x\n---\n")
@example("- # a\n- ```\n  x\n- | a |\n  |---|\n")
def test_any_markdown_is_well_made(text):
    text = canonical(text)
    if not text.strip():
        return
    article = read(text)
    assert_well_made(article)
    assert article == read(text)


@given(st.text("#*_`~[]()!<>-=+|:\\ \n\tab1.&;^/\"'", max_size=200))
def test_any_signs_are_well_made(text):
    if text.strip():
        assert_well_made(read(text))


@given(st.text("ab:-[]{}&*!'\"#>|%@`,? \n\\", max_size=100))
def test_any_front_matter_is_survived(lines):
    assert read_front_matter(f"---\na: {lines}\n---\n").length >= 0
