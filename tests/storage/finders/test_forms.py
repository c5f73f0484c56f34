"""Names that their form gives away, and what keeps a rule from taking too much."""

import pytest

from storage.finders.acronyms import LongForms, find_acronyms
from storage.finders.candidates import Candidate, settled
from storage.finders.official import find_official
from tests.storage.finders.naming import kinds

FORMAL = (
    "The ministers of the region met for two days in Geneva. They spoke about trade, water and the "
    "price of grain. Delegates of the QZB were there as well, and the QZB's observers wrote a long "
    "report about it. Nothing was decided, and the next meeting will be held in the spring."
)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They crossed the Sonoran Desert by night.", "Sonoran Desert", "place"),
        ("It was printed in the Otago Daily Gazette.", "Otago Daily Gazette", "organisation"),
        ("He works for Brixwell Ltd. in Leeds.", "Brixwell Ltd.", "organisation"),
        ("President Moon Jae-in arrived.", "Moon Jae-in", "person"),
        ("The goalkeeper Itumeleng Khune was injured.", "Itumeleng Khune", "person"),
        ("They won the Africa Cup of Nations twice.", "Africa Cup of Nations", "event"),
        ("It is against the Terrorism Act 2000.", "Terrorism Act 2000", "law"),
        ("Kenya's Foreign Ministry did not answer.", "Foreign Ministry", "organisation"),
        ("The European Commission's Ursula von der Leyen came.", "Ursula von der Leyen", "person"),
        ("LISBON (Reuters) - Nobody came.", "LISBON", "place"),
        ("NEW YORK (AP) — Nobody came.", "NEW YORK", "place"),
        ("The 12th International Congress of Egyptologists met in Turin.", "Turin", "place"),
    ],
    ids=lambda value: value[:18],
)
def test_a_name_has_the_kind_of_its_form(text, name, kind):
    assert kinds(text).get(name) == kind


def test_an_acronym_is_a_body_in_a_formal_text_only():
    assert kinds(FORMAL)["QZB"] == "organisation"
    letter = FORMAL + " Thanks for your mail! I hope you and my friends are well. Do you know?"
    assert "QZB" not in kinds(letter)


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("the World Food Programme (WFP)", "WFP", "World Food Programme"),
        (
            "a Conference on Interaction and Confidence-Building Measures in Asia (CICA)",
            "CICA",
            "Conference on Interaction and Confidence-Building Measures in Asia",
        ),
        ("by WFP (World Food Programme)", "WFP", "World Food Programme"),
        ("the Bank of England (BoE)", "BoE", "Bank of England"),
        (
            "by the Unique Identification Authority of India (UIDAI)",
            "UIDAI",
            "Unique Identification Authority of India",
        ),
    ],
    ids=lambda value: value[:12],
)
def test_an_acronym_is_explained_by_the_words_before_it_or_in_brackets(text, short, long):
    (one,) = find_acronyms(text, 0, len(text))
    assert text[one.short.start : one.short.end] == short
    assert text[one.long.start : one.long.end] == long


def test_brackets_that_explain_nothing_give_no_acronym():
    text = "She spoke about the weather (BBC). He left (AFP, Paris)."
    assert find_acronyms(text, 0, len(text)) == []


def test_parts_of_an_acronym_are_known_in_any_order():
    text = "the Regional Rescue Team of the Alpine Border League (ABL RRT)"
    forms = LongForms(text, find_acronyms(text, 0, len(text)))
    whole = "Regional Rescue Team of the Alpine Border League"
    assert [forms.of(name) for name in ("ABL RRT", "RRT ABL", "RRT")] == [whole] * 3
    assert forms.of("ABL") == "Alpine Border League"
    assert forms.joins("RRT ABL")
    assert not forms.joins("ABL")


def test_a_body_ends_where_its_leader_begins():
    text = "Bank of England Governor Mark Carney spoke."
    bodies = [text[one.start : one.end] for one in find_official(text, 0, len(text))]
    assert bodies == ["Bank of England"]


def test_an_earlier_layer_stands_and_inside_one_the_longest():
    long, short = Candidate(0, 9, "law", 0.5), Candidate(0, 4, "place", 0.9)
    first = Candidate(8, 12, "person", 0.1)
    assert settled([first], [long]) == [first]
    assert settled([first], [short]) == [short, first]
    assert settled([long, short], [first]) == [long]


@pytest.mark.parametrize(
    "headline",
    [
        "How to Make the Perfect Cup of Coffee",
        "Prime Minister Resigns After Scandal",
        "Company Says Profits Fell In Second Quarter",
        "Sign Up for Our Newsletter",
        "The Best Things to Do This Weekend",
    ],
)
def test_a_headline_in_large_letters_has_no_name_of_common_words(headline):
    assert kinds(headline) == {}


def test_a_headline_keeps_the_names_that_are_names():
    assert kinds("Notre Dame Reopens As Jane Smith Sings In Singapore")["Singapore"] == "place"
