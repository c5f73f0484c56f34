"""Direct speech and who is named beside it; the sentences are made up."""

import pytest

from tests.storage.finders.quoting import direct, told

BESIDE = [
    ("said-name", '"We stay," said Laura Stone.', "We stay,", "Laura Stone"),
    ("name-said", '"We stay," Laura Stone said Tuesday.', "We stay,", "Laura Stone"),
    (
        "apposition",
        '"We stay," Laura Stone, a lawyer for the town, said.',
        "We stay,",
        "Laura Stone",
    ),
    (
        "chain",
        'Ida Lund, director of the port, from Oslo, Norway, said: "We stay."',
        "We stay.",
        "Ida Lund",
    ),
    ("party", 'Sen. Ted Marsh (R-Tex.) said: "It fails."', "It fails.", "Sen. Ted Marsh"),
    ("colon", 'Hall replied: "No."', "No.", "Hall"),
    ("comma", 'The mayor told reporters, "It was late."', "It was late.", "The mayor"),
    ("question", '"Will you go?" a reporter asked.', "Will you go?", "a reporter"),
    ("one-word", '"No," Hall replied.', "No,", "Hall"),
    ("relative", '"It ends," the clerk, who saw it all, said.', "It ends,", "the clerk"),
    ("dashes", 'Ann Cole — the mayor — said, "It is late."', "It is late.", "Ann Cole"),
    ("document", '"It ends," reads the letter.', "It ends,", "the letter"),
    ("statement", '"It ends," the statement said.', "It ends,", "the statement"),
    (
        "put-it",
        'As Johnson put it, "you cannot win them all."',
        "you cannot win them all.",
        "Johnson",
    ),
    ("according", '"It all ends," according to the police.', "It all ends,", "the police"),
    (
        "words-of",
        'In the words of Thomas Reed, "truth will out."',
        "truth will out.",
        "Thomas Reed",
    ),
    ("quoted-as", 'The paper quoted him as saying, "We are ready."', "We are ready.", "him"),
    (
        "with-stating",
        'The talks went on, with Boswell stating: "It is late."',
        "It is late.",
        "Boswell",
    ),
    ("named", 'Clinton called it "a cruel hoax" on Monday.', "a cruel hoax", "Clinton"),
    ("named-once", 'Clinton called it "dangerous" on Monday.', "dangerous", "Clinton"),
    ("described", 'She described the vote as "a farce and a shame".', "a farce and a shame", "She"),
    (
        "accused",
        'Clinton accused him of "playing to our fears."',
        "playing to our fears.",
        "Clinton",
    ),
    ("tail", 'The plan is "a total mess" for all, Ruiz said.', "a total mess", "Ruiz"),
    ("passive", 'He was called "a big fraud" by Maria Ruiz.', "a big fraud", "Maria Ruiz"),
    ("transcript", 'Ruiz: "We are late."', "We are late.", "Ruiz"),
    ("address", '"Mr. Speaker," he said.', "Mr. Speaker,", "he"),
]


@pytest.mark.parametrize(
    ("text", "words", "speaker"), [pytest.param(*c[1:], id=c[0]) for c in BESIDE]
)
def test_the_speaker_in_the_same_sentence_is_found(text, words, speaker):
    assert direct(text) == [(words, speaker)]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        pytest.param('"This," Marsh said, "is bad." "Very bad."', ["Marsh"] * 3, id="interrupted"),
        pytest.param('"It is," Marsh said. "It was, too."', ["Marsh"] * 2, id="next-sentence"),
        pytest.param(
            'Heald noted that it rains. "It never rained so much before."',
            ["Heald"],
            id="after-indirect",
        ),
        pytest.param(
            '"It is late," Marsh said.\n\n"We must go home now, all of us."',
            ["Marsh"] * 2,
            id="next-paragraph",
        ),
        pytest.param(
            'Marsh went on to list his reasons:\n\n"It is late, and we are tired."',
            ["Marsh"],
            id="after-a-colon",
        ),
        pytest.param(
            '"A long day it was.\n\n"And a long night," said Ana Ruiz.',
            ["Ana Ruiz"] * 2,
            id="paragraphs-speaker-last",
        ),
        pytest.param(
            'Ana Ruiz said: "A long day it was.\n\n"And a long night."',
            ["Ana Ruiz"] * 2,
            id="paragraphs-speaker-first",
        ),
        pytest.param(
            '"Will you run?" Ana Lee asked.\n\n"I may," replied Tom Hart.\n\n"When?"\n\n"Soon."',
            ["Ana Lee", "Tom Hart", "Ana Lee", "Tom Hart"],
            id="taking-turns",
        ),
        pytest.param(
            "‘Perhaps he’s ill,’ said Ana Lee.\n\n‘Nonsense,’ said Ida Lund. ‘He was here.’\n\n"
            "‘Was he?’\n\n‘Of course he was.’",
            ["Ana Lee", "Ida Lund", "Ida Lund", "Ana Lee", "Ida Lund"],
            id="asked-back",
        ),
        pytest.param(
            '"Yes," said Ana Lee. Then it rained for days and days on end.\n\nNobody came.\n\n'
            '"Who goes there at this hour?"',
            ["Ana Lee", None],
            id="nobody-left",
        ),
    ],
)
def test_who_was_speaking_goes_on(text, speakers):
    assert [speaker for _, speaker in direct(text)] == speakers


@pytest.mark.parametrize(
    "text",
    [
        'His book, "The Art of the Meal," sold well.',
        'He read "War and Peace" twice.',
        'The so-called "experts" were wrong.',
        'The "birther" movement faded.',
        '"Make It Great Again" hats were on sale.',
        'Robert "Bob" Stone left.',
        'Ruiz said it was late.\n\n"Fiscal cliff" talks stalled.',
        'Katie Ben. "Inside the Plan to Fight Hunger." The Daily. 2019.',
    ],
)
def test_titles_nicknames_and_single_words_are_no_speech(text):
    assert direct(text) == []


def test_a_show_before_a_comma_is_no_speech():
    assert direct('On "Late Night Sunday," Pence said, "We win."') == [("We win.", "Pence")]


def test_a_block_quote_is_spoken_by_who_is_announced():
    text = "The minister wrote to the schools:\n\nWe shall open on Monday.\n\nIt rained."
    assert direct(text, quoted=(1,)) == [("We shall open on Monday.", "The minister")]


def test_a_block_quote_that_nobody_announces_has_no_speaker():
    assert direct("It rained.\n\nWe shall open on Monday.", quoted=(1,)) == [
        ("We shall open on Monday.", None)
    ]


def test_a_dash_opens_speech():
    text = "— Hello there, said Ana.\n\n— Hello yourself."
    assert [(q.words, q.speaker) for q in told(text)] == [
        ("— Hello there,", "Ana"),
        ("— Hello yourself.", None),
    ]


def test_dashes_of_a_list_are_no_speech():
    assert told("Buy:\n\n– milk and eggs\n\n– two loaves") == []


def test_the_cue_is_told():
    assert [q.cue for q in told('"It ends," the official noted.')] == ["noted"]


@pytest.mark.parametrize(
    ("language", "text", "words", "speaker"),
    [
        ("de", "„Wir warten noch“, sagte Angela Merkel.", "Wir warten noch", "Angela Merkel"),
        ("de", "Gestern sagte Olaf Scholz: „Es wird teuer.“", "Es wird teuer.", "Olaf Scholz"),
        ("de", "„Wir warten noch“, sagte er.", "Wir warten noch", None),
        ("fr", "« Nous attendons », a déclaré Jean Dupont.", "Nous attendons", "Jean Dupont"),
        ("fr", "« Nous attendons », dit-il.", "Nous attendons", None),
        ("es", "«Tenemos que esperar», dijo Pedro Ruiz.", "Tenemos que esperar", "Pedro Ruiz"),
        ("pt", "“Temos de esperar”, disse António Costa.", "Temos de esperar", "António Costa"),
        ("it", "«Dobbiamo andare», ha detto Mario Rossi.", "Dobbiamo andare", "Mario Rossi"),
        ("sv", "”Vi måste vänta”, sade Stefan Berg.", "Vi måste vänta", "Stefan Berg"),
        ("da", "»Vi må vente nu«, siger Mette Holm.", "Vi må vente nu", "Mette Holm"),
        ("nl", "“We wachten nog”, zei Mark Smit.", "We wachten nog", "Mark Smit"),
        ("ru", "«Мы должны подождать», — сказал министр.", "Мы должны подождать", None),
        ("ja", "首相は「これは大きな問題です」と述べた。", "これは大きな問題です", None),
        ("fi", "”Meidän täytyy vielä odottaa”, hän sanoi.", "Meidän täytyy vielä odottaa", None),
    ],
)  # fmt: skip
def test_other_languages_give_a_name_beside_a_verb_or_nobody(language, text, words, speaker):
    assert direct(text, language=language) == [(words, speaker)]


def test_spanish_dialogue_resumes_after_its_attribution():
    found = told("—Hola, ¿qué tal? —dijo Ana—. Me voy a casa.", language="es")
    assert [(q.words, q.speaker) for q in found] == [
        ("—Hola, ¿qué tal?", "Ana"),
        ("Me voy a casa.", "Ana"),
    ]
