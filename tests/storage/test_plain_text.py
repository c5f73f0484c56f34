"""Plain text becomes a title, paragraphs, headings and lists, as a reader would say."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storage.errors import ImportFailed
from storage.importers.composition import LONGEST_BLOCK, Part, compose
from storage.importers.plain import MOST_LINES, read_plain
from storage.importers.reading import read_text
from storage.importers.titles import byline_of, clipped, from_name, is_title
from storage.types import Mark
from tests.storage.invariants import assert_well_made, texts

PROSE = (
    "It was a bright cold morning on the coast, and the boats had been out since four. "
    "Nobody on the pier spoke much. The ice house stood open, the scales were clean, and the "
    "clerk had sharpened two pencils, which in eleven years he had not found reason to do. "
    "When the first mast came round the point somebody laughed, and then they all did."
)
POEM = (
    "The lamp is low upon the sill,\nThe tide has turned away,\nAnd what the dark has to fulfil\n"
    "It borrows from the day."
)
TYPED = st.lists(  # what people type, more likely than all of Unicode to look like something
    st.sampled_from(
        [
            *(
                "word",
                "Two words",
                "A sentence ends.",
                "- item",
                "* ",
                "1. one",
                "2) two",
                "> said",
            ),
            *(">", "===", "---", "* * *", "CHAPTER I", "ALL CAPS", "By Ada Mar", "", " "),
            *("\t- deep", "x" * 90, "# no", "\u200b", "\xa0", "é\u0301", "|a|b|", "12. Mai"),
            *("\x0c", "\x1c", PROSE),
        ]
    ),
    max_size=30,
).map("\n".join)


def wrapped(text: str, width: int = 72) -> str:
    return "\n".join(textwrap.wrap(text, width))


def test_the_first_line_is_the_title_and_stands_once():
    article = read_text(f"A quiet harbour\n\nA quiet harbour\n\n{PROSE}")

    assert article.title == "A quiet harbour"
    assert texts(article) == ["A quiet harbour", PROSE]
    assert article.source == "clipboard"


def test_a_file_that_opens_with_a_sentence_is_called_by_its_name():
    draft = read_plain(f"{PROSE}\n\nMore.", stem="field_notes-2")

    assert draft.title == "Field notes-2"
    assert [part.text for part in draft.parts] == ["Field notes-2", PROSE, "More."]


def test_pasted_prose_is_called_by_its_beginning():
    article = read_text(PROSE)

    assert (
        article.title
        == "It was a bright cold morning on the coast, and the boats had been out since…"
    )
    assert texts(article)[1:] == [PROSE]


def test_a_given_title_wins():
    assert read_text(f"One\n\n{PROSE}", title="Two").title == "Two"


@pytest.mark.parametrize(
    ("stem", "title"),
    [
        ("field_notes", "Field notes"),
        ("herring-report-2024", "Herring report 2024"),
        ("Already fine", "Already fine"),
        ("__", "Untitled"),
        ("", "Untitled"),
        (
            "word " * 40,
            "Word word word word word word word word word word word word word word word word…",
        ),
    ],
)
def test_a_file_name_is_made_readable(stem, title):
    assert from_name(stem) == title


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("Minister resigns after vote", True),
        ("Who counts the herring?", True),
        ("The nets came up empty.", False),
        ("On Monday, she said,", False),
        ("To do:", False),
        ("word " * 60, False),
        ("---", False),
        ("U.S. and China resume talks", True),
    ],
)
def test_a_headline_is_no_sentence(line, answer):
    assert is_title(line) is answer


def test_a_long_title_is_cut_at_a_word():
    assert clipped("one two three four", 12) == "one two…"
    assert len(clipped("x" * 500, 80)) == 80


def test_hard_wrapped_lines_become_paragraphs():
    article = read_text(f"Letter\n\n{wrapped(PROSE)}\n\n{wrapped(PROSE, 72)}")

    assert texts(article) == ["Letter", PROSE, PROSE]


def test_verse_inside_wrapped_prose_keeps_its_lines():
    article = read_text(f"Letter\n\n{wrapped(PROSE)}\n\n{POEM}\n\n{wrapped(PROSE)}")

    assert texts(article) == ["Letter", PROSE, POEM, PROSE]


def test_a_poem_keeps_its_lines():
    assert texts(read_text(f"Low lamp\n\n{POEM}\n\n{POEM}")) == ["Low lamp", POEM, POEM]


def test_an_address_keeps_its_lines():
    address = "Skerry Point Fishing Union\n4 Pier Road\nPort Hallow"

    assert texts(read_text(f"Dear all\n\n{address}\n\n{PROSE}"))[1] == address


def test_without_blank_lines_each_line_is_a_paragraph():
    assert texts(read_text(f"Title\n{PROSE}\n{PROSE}")) == ["Title", PROSE, PROSE]


def test_wrapped_text_without_blank_lines_parts_where_sentences_end_early():
    article = read_text(f"{wrapped(PROSE)}\n{wrapped(PROSE)}\n{wrapped(PROSE)}", title="T")

    assert texts(article) == ["T", PROSE, PROSE, PROSE]


def test_long_lines_without_a_blank_one_between_are_paragraphs():
    assert texts(read_text(f"Title\n\n{PROSE}\n{PROSE}")) == ["Title", PROSE, PROSE]


def test_a_table_of_columns_keeps_its_lines():
    table = "\n".join(f"| {row:>30} | {row * 2:>30} |" for row in range(8))

    assert texts(read_text(f"Figures\n\n{table}"))[1] == table


@pytest.mark.parametrize(
    ("source", "heading", "level"),
    [
        ("CHAPTER I", "CHAPTER I", 2),
        ("CHAPTER I.\nDown the pier", "CHAPTER I. Down the pier", 2),
        ("Chapter Two: The nets", "Chapter Two: The nets", 2),
        ("Glavni\n======", "Glavni", 2),
        ("Smaller\n-------", "Smaller", 3),
        ("WHAT THE COUNTERS FOUND", "WHAT THE COUNTERS FOUND", 2),
        ("Глава 3", "Глава 3", 2),
        ("Epilogue", "Epilogue", 2),
    ],
)
def test_headings_are_found(source, heading, level):
    article = read_text(f"Title\n\n{PROSE}\n\n{source}\n\n{PROSE}")

    found = article.blocks[2]
    assert (found.kind, found.level) == ("heading", level)
    assert article.content[found.start : found.end] == heading


@pytest.mark.parametrize(
    "source",
    [
        "# Not in plain text",
        "CSI",
        "Part of the reason",
        "Chapter 3 explains why it is so.",
        "2024",
    ],
)
def test_what_only_resembles_a_heading_is_a_paragraph(source):
    draft = read_plain(f"Title\n\n{PROSE}\n\n{source}\n\n{PROSE}")

    assert [part.text for part in draft.parts if part.kind == "heading"] == ["Title"]


def test_lists_lose_their_signs_and_keep_them_as_markers():
    article = read_text("Plan\n\nBring:\n- a tent\n- two\n  spoons\n\n1. go\n2. rest\n3) stay")

    assert [(block.kind, block.marker) for block in article.blocks[1:]] == [
        ("paragraph", ""),
        ("item", "•"),
        ("item", "•"),
        ("item", "1."),
        ("item", "2."),
    ]
    assert texts(article, "item") == ["a tent", "two spoons", "go", "rest\n3) stay"]


def test_nested_items_know_their_depth():
    article = read_text("Plan\n\n- a\n  - b\n  - c\n- d")

    assert [block.level for block in article.blocks[1:]] == [1, 2, 2, 1]


@pytest.mark.parametrize("line", ["12. Mai 1999 war ein Tag", "- Ada Mar", "1984. A year"])
def test_one_line_is_no_list(line):
    assert texts(read_text(f"Title\n\n{PROSE}\n\n{line}"), "item") == []


def test_quoted_lines_know_how_deep_they_are():
    article = read_text("Re: nets\n\nHe wrote:\n> I see.\n> > You do?\n>\n> Yes.")

    assert [
        (block.quote, text) for block, text in zip(article.blocks, texts(article), strict=True)
    ] == [
        (0, "Re: nets"),
        (0, "He wrote:"),
        (1, "I see."),
        (2, "You do?"),
        (1, "Yes."),
    ]


@pytest.mark.parametrize("line", ["* * *", "-----", "***", "_ _ _", "• • •"])
def test_a_rule_has_no_text(line):
    article = read_text(f"Title\n\n{PROSE}\n\n{line}\n\n{PROSE}")

    assert [block.kind for block in article.blocks] == ["heading", "paragraph", "rule", "paragraph"]


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ada Mar", "Ada Mar"),
        ("by Ada Mar and Tom Reed", "Ada Mar and Tom Reed"),
        ("BY ADA MAR", "ADA MAR"),
        ("By Ludwig van Dam, J. R. Poe", "Ludwig van Dam, J. R. Poe"),
        ("By the river it was quiet", ""),
        ("By Monday", "Monday"),
        ("Bygones", ""),
    ],
)
def test_an_author_is_named_by_by(line, byline):
    assert byline_of(line) == byline


def test_the_byline_is_kept_in_the_text():
    article = read_text(f"A quiet harbour\nBy Ida Merrow\n\n{PROSE}")

    assert (article.title, article.byline) == ("A quiet harbour", "Ida Merrow")
    assert texts(article) == ["A quiet harbour", "By Ida Merrow", PROSE]


@pytest.mark.parametrize(
    ("line", "breaks_at"),
    [
        ("Word by word. " * 2000, ". "),
        ("word " * 5000, " "),
        ("x" * 25_000, ""),
        ("e\u0301" * 12_500, ""),
        ("😀" * 25_000, ""),
        ("句子。" * 9_000, "。"),
        ("\u0301" * 25_000, ""),
    ],
    ids=["sentences", "words", "unbroken", "combining", "emoji", "Chinese", "marks only"],
)
def test_a_paragraph_without_end_is_divided_and_not_changed(line, breaks_at):
    content, blocks, *_ = compose([Part(line)])

    assert content == line.strip()
    assert "".join(content.split()) == "".join(
        "".join(content[block.start : block.end].split()) for block in blocks
    )
    assert max(block.end - block.start for block in blocks) <= LONGEST_BLOCK
    for block in blocks[:-1]:
        assert content[block.start : block.end].endswith(breaks_at.strip())
        if line.startswith("e"):
            assert content[block.end] == "e"


def test_empty_lines_in_code_that_fill_a_block_are_none():
    code = "a" + "\n" * 3 * LONGEST_BLOCK + "    b"
    content, blocks, *_ = compose([Part(code, kind="code")])

    assert content == code
    assert [content[block.start : block.end].strip() for block in blocks] == ["a", "b"]


def test_marks_are_divided_with_their_paragraph():
    _, _, marks, *_ = compose([Part("x" * 25_000, marks=[Mark(5, 24_990, "strong")])])

    assert [(mark.start, mark.end) for mark in marks] == [
        (5, 10_000),
        (10_000, 20_000),
        (20_000, 24_990),
    ]


def test_a_log_of_very_many_lines_is_kept_in_few_blocks():
    article = read_text("12.5\n" * (MOST_LINES + 10))

    assert_well_made(article)
    assert len(article.blocks) < 1000


@given(TYPED)
@example(">")
@example("> \n>")
@example("- item\n\xa0\n- item\n===")
@example("Word\n- a\n- b\n===")
@example("Title\n\nWord\n---\n- a\n- b")
@example("Title\nBy Ada Mar\n===")
def test_typed_text_is_well_made_or_blank(text):
    try:
        article = read_text(text)
    except ImportFailed:
        assert not text.strip()
        return
    assert_well_made(article)
    assert article == read_text(text)


@given(st.text(st.characters(codec=None), max_size=300))
def test_any_text_is_well_made_or_blank(text):
    try:
        assert_well_made(read_text(text))
    except ImportFailed as refusal:
        assert "empty" in str(refusal)  # noqa: PT017 -- either outcome is right


@given(st.lists(st.sampled_from(PROSE.split()), min_size=60, max_size=200), st.integers(72, 80))
def test_wrapping_is_undone(words, width):
    text = " ".join(words)

    assert texts(read_text(f"Title\n\n{wrapped(text, width)}")) == ["Title", text]
