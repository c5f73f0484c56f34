"""Which marks belong together, in every way of writing them."""

import pytest

from storage.finders.paragraphs import paragraphs_of
from storage.finders.quote_marks import quoted_stretches


def stretches(text):
    return [text[q.start : q.end] for q in quoted_stretches(text, paragraphs_of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("„Gut so“, rief er.", ["„Gut so“"], id="german"),
        pytest.param("Er nannte es ‚gut‘ und ging.", ["‚gut‘"], id="german-single"),
        pytest.param("„Sie rief ‚nein‘ dazu“, sagte er.", ["„Sie rief ‚nein‘ dazu“"], id="nested"),
        pytest.param("»Hallo«, sagte sie.", ["»Hallo«"], id="german-books"),
        pytest.param("« Bonjour », dit-il.", ["« Bonjour »"], id="french-with-blanks"),
        pytest.param("«Ciao», disse.", ["«Ciao»"], id="italian"),
        pytest.param("”Hej”, sa hon. ”Ja.”", ["”Hej”", "”Ja.”"], id="swedish"),
        pytest.param("»Moi», hän sanoi.", ["»Moi»"], id="finnish"),
        pytest.param("„Tak”, powiedział.", ["„Tak”"], id="polish"),
        pytest.param("「はい」と『彼』", ["「はい」", "『彼』"], id="japanese"),
        pytest.param("他说：“我走”。", ["“我走”"], id="chinese"),
        pytest.param("‹x› oder y", ["‹x›"], id="single-guillemets"),
        pytest.param('"One" and "two"', ['"One"', '"two"'], id="straight"),
        pytest.param("'We won,' he said.", ["'We won,'"], id="straight-single"),
        pytest.param('"She said “no” to me," he said.', ['"She said “no” to me,"'], id="curly-in"),
        pytest.param(
            '“She said "no" to me,” he said.', ['“She said "no" to me,”'], id="straight-in"
        ),
        pytest.param("“She said ‘no’ to me,” he said.", ["“She said ‘no’ to me,”"], id="single-in"),
        pytest.param("‘She said “no” to me,’ he said.", ["‘She said “no” to me,’"], id="british"),
        pytest.param(
            '"It is a "bad" plan," he said.', ['"It is a "bad" plan,"'], id="same-in-same"
        ),
        pytest.param("“A “B” C” d", ["“A “B” C”"], id="same-curly-in-same"),
        pytest.param('"Yes” and “no"', ['"Yes”', '“no"'], id="mixed-pairs"),
        pytest.param("``Yes,'' he said. \"No,'' she said.", ["``Yes,''", "\"No,''"], id="tex"),
        pytest.param("‘‘Yes,’’ he said.", ["‘‘Yes,’’"], id="two-singles"),
    ],
)
def test_marks_of_all_languages_are_paired(text, expected):
    assert stretches(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The workers' rights aren't theirs, and it's the '90s.",
        "'Tis rock 'n' roll, don't you think?",
        "The Joneses’ dog wasn’t the Smiths’.",
        "He is 5'10\" tall.",
        "Ludwig O'Brien's boss' car",
    ],
)
def test_apostrophes_and_inches_are_no_marks(text):
    assert stretches(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "‘The workers’ rights matter,’ she said. ‘Don’t they?’",
            ["‘The workers’ rights matter,’", "‘Don’t they?’"],
            id="plural-genitive",
        ),
        pytest.param("'It's the '90s,' he said.", ["'It's the '90s,'"], id="elision"),
        pytest.param(
            'He is 5\'10" tall. "I grew," he said.', ['"I grew,"'], id="inches-before-speech"
        ),
        pytest.param(
            '"We go, he said. Then "we stay," she said.', ['"we stay,"'], id="never-closed"
        ),
        pytest.param('We go," he said. She said "we stay".', ['"we stay"'], id="never-opened"),
        pytest.param(
            'One " here.\n\n"Another is fine," he said.', ['"Another is fine,"'], id="stray"
        ),
        pytest.param(
            'He said it works," For all of us, yes".', ['" For all of us, yes"'], id="space-inside"
        ),
    ],
)
def test_a_mark_without_partner_spoils_nothing_but_itself(text, expected):
    assert stretches(text) == expected


def test_each_paragraph_of_a_speech_opens_and_the_last_closes():
    text = '"One.\n\n"Two.\n\n"Three," he said. "Four."\n\nFive.'
    found = quoted_stretches(text, paragraphs_of(text))
    assert [text[q.start : q.end] for q in found] == ['"One.', '"Two.', '"Three,"', '"Four."']
    assert [q.run for q in found] == [1, 1, 1, 2]
    assert [q.is_whole for q in found] == [False, False, True, True]


def test_a_speech_may_run_over_a_paragraph_that_opens_with_no_mark():
    text = 'He said, "One.\n\nTwo and so on." She left.'
    found = quoted_stretches(text, paragraphs_of(text))
    assert [text[q.start : q.end] for q in found] == ['"One.', 'Two and so on."']
    assert found[0].run == found[1].run


def test_speech_after_a_colon_ends_with_its_paragraph_when_nothing_closes_it():
    assert stretches('She said: "We go on\n\nIt rained.') == ['"We go on']


def test_two_speeches_in_a_row_are_two_runs():
    text = '"One," he said.\n\n"Two," she said.'
    assert [q.run for q in quoted_stretches(text, paragraphs_of(text))] == [1, 2]


def test_many_marks_take_time_in_proportion():
    text = '" “ ” « ‘ ’ ' * 20_000  # quadratic work would never end
    quoted_stretches(text, paragraphs_of(text))
