"""Who of the article a speaker is: offices, pronouns, documents, bodies; unknown stays unknown."""

from pathlib import Path

import pytest

from storage.found import SURE
from tests.storage.finders.quoting import told

SAMPLE = Path(__file__).parents[4] / "shared" / "samples" / "rats-sco-tashkent-2019.txt"


def whos(text):
    return [(quote.speaker, quote.who) for quote in told(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "President Emma Stone met Prime Minister Carl Berg in Oslo. The president said it was "
            "useful. The prime minister said it was late.",
            [("The president", "Emma Stone"), ("The prime minister", "Carl Berg")],
            id="offices",
        ),
        pytest.param(
            "Former President Bill Hart met President Ana Ruiz. The former president said she was "
            "weak. The president said he was old.",
            [("The former president", "Bill Hart"), ("The president", "Ana Ruiz")],
            id="former",
        ),
        pytest.param(
            "Deputy Mayor Tom Hart spoke for Mayor Ana Ruiz. The deputy mayor said it was late. "
            "The mayor said it was early.",
            [("The deputy mayor", "Tom Hart"), ("The mayor", "Ana Ruiz")],
            id="deputy",
        ),
        pytest.param(
            "Deputy Mayor Tom Hart came. The mayor said it was late.",
            [("The mayor", None)],
            id="only-the-deputy",
        ),
        pytest.param(
            "Anna Berg, the director of the port, came. The director said it was late.",
            [("The director", "Anna Berg")],
            id="apposition",
        ),
        pytest.param(
            "Senator Ana Ruiz voted no. Senator Tom Hart voted yes. She said the bill was bad, and "
            "he said it was fine.",
            [("She", "Ana Ruiz"), ("he", "Tom Hart")],
            id="she-and-he",
        ),
        pytest.param(
            "Anna Berg met Tom Hart. He said it was late. He added that it rained.",
            [("He", "Tom Hart"), ("He", "Tom Hart")],
            id="he-again",
        ),
        pytest.param("He said it was late.", [("He", None)], id="nobody-yet"),
        pytest.param(
            "Tom Hart left. A spokesman said it was late. He said it rained.",
            [("A spokesman", None), ("He", None)],
            id="the-unknown-one-again",
        ),
        pytest.param(
            "Carl Berg spoke first. Tom Hart asked whether he would go. He said it was late.",
            [("Tom Hart", "Tom Hart"), ("He", "Carl Berg")],
            id="who-asks-does-not-answer",
        ),
        pytest.param(
            "Anna Berg left early. He said it was late.", [("He", None)], id="no-man-named"
        ),
        pytest.param(
            "Anna Berg met the voters. They said it was late.", [("They", None)], id="they"
        ),
        pytest.param(
            "Anna Berg left. A spokesman said it was late.", [("A spokesman", None)], id="somebody"
        ),
        pytest.param(
            "Anna Berg came. A lawyer for Anna Berg said it was late.",
            [("A lawyer for Anna Berg", None)],
            id="somebody-of-hers",
        ),
        pytest.param(
            "The Ministry of Health met. The ministry said it was late.",
            [("The ministry", "Ministry of Health")],
            id="body",
        ),
        pytest.param(
            "Anna Berg wrote in her letter about the poor. The letter also highlighted the risks.",
            [("Anna Berg", "Anna Berg"), ("The letter", "Anna Berg")],
            id="her-letter",
        ),
        pytest.param(
            "They read a message of greetings from Anna Berg. The message said it was late.",
            [("The message", "Anna Berg")],
            id="message-from",
        ),
        pytest.param(
            "The message said it was late.", [("The message", None)], id="nobodys-message"
        ),
    ],
)
def test_who_speaks(text, expected):
    assert whos(text) == expected


def test_the_further_a_pronoun_reaches_the_less_sure_it_is():
    name = told("Anna Berg said it was late.")[0]
    near = told("Anna Berg came. She said it was late.")[0]
    far = told("Anna Berg came. It rained. The sun rose. She said it was late.")[0]
    assert name.speaker_confidence == 0.95
    assert near.who == far.who == "Anna Berg"
    assert name.speaker_confidence > near.speaker_confidence > far.speaker_confidence


@pytest.mark.skipif(not SAMPLE.exists(), reason="needs ../shared/samples, no part of the clone")
def test_the_sample_article_is_told_whole():
    found = told(SAMPLE.read_text(encoding="utf-8"))
    assert [quote.who for quote in found if quote.kind == "direct"] == ["Vladimir Norov"] * 2
    reports = [quote for quote in found if quote.kind == "indirect"]
    assert [quote.who for quote in reports] == ["Vladimir Norov"] * 6 + [None]
    assert reports[-1].speaker == "They"


def test_an_epithet_is_a_guess_that_says_so():
    found = told("Tom Hart spoke. The billionaire said it was late.")[0]
    assert found.who == "Tom Hart"
    assert found.speaker_confidence < SURE


def test_an_office_of_which_more_is_said_than_was_told_is_a_guess_that_says_so():
    told_before, more = told(
        "Senator Ana Ruiz voted no. The senator said it was late. The Texas senator said it rained."
    )
    assert (told_before.who, more.who) == ("Ana Ruiz", "Ana Ruiz")
    assert told_before.speaker_confidence > SURE > more.speaker_confidence


def test_a_quotation_within_a_report_is_of_who_reports():
    found = told('Ana Ruiz said that Tom Hart reminded her of a "silver-backed bear" at times.')
    assert [(quote.kind, quote.who) for quote in found] == [
        ("indirect", "Ana Ruiz"),
        ("direct", "Ana Ruiz"),
    ]
