"""What is found in English texts: names by kind, and which mentions are of one entity."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.finders.finding import find
from storage.finders.paragraphs import paragraphs_of
from storage.found import Asked, Findings, FoundEntity

SAMPLE = Path(__file__).resolve().parents[4] / "shared/samples/rats-sco-tashkent-2019.txt"


def found(text: str, **other: object) -> Findings:
    values: dict[str, object] = {"language": "en", **other}
    return find(Asked(text, paragraphs_of(text), **values))


def named(findings: Findings, name: str) -> FoundEntity:
    return next(one for one in findings.entities if name == one.name or name in one.aliases)


def mentions(text: str, findings: Findings, kind: str) -> list[str]:
    return [
        " ".join(text[one.start : one.end].split())
        for one in findings.mentions
        if findings.entities[one.entity].kind == kind
    ]


def test_a_surname_is_the_person_of_that_name():
    text = (
        "Angela Merkel met Emmanuel Macron in Berlin on Friday. Merkel said that Macron was right. "
        "Mrs. Merkel's office did not comment."
    )
    findings = found(text)
    assert mentions(text, findings, "person") == [
        "Angela Merkel",
        "Emmanuel Macron",
        "Merkel",
        "Macron",
        "Merkel",
    ]
    assert named(findings, "Angela Merkel") is named(findings, "Merkel")
    assert mentions(text, findings, "place") == ["Berlin"]


def test_namesakes_stay_apart():
    text = (
        "George Bush was president from 1989. Barbara Bush was his wife. Years later Laura Bush "
        "wrote about Barbara Bush."
    )
    findings = found(text)
    people = {one.name for one in findings.entities if one.kind == "person"}
    assert people == {"George Bush", "Barbara Bush", "Laura Bush"}


def test_namesakes_with_one_initial_stay_apart_and_an_initial_is_its_name():
    text = "Chris Collins tipped his son Cameron Collins. Jan Berg left; J. Berg did not call."
    people = {one.name for one in found(text).entities if one.kind == "person"}
    assert people == {"Chris Collins", "Cameron Collins", "Jan Berg"}


def test_a_long_name_stays_whole_and_has_its_acronym():
    text = (
        "The Organization for Security and Co-operation in Europe (OSCE) sent observers. "
        "The OSCE praised the vote. The International Atomic Energy Agency (IAEA) did not."
    )
    findings = found(text)
    osce = named(findings, "OSCE")
    assert osce.name == "Organization for Security and Co-operation in Europe"
    assert osce.kind == "organisation"
    assert named(findings, "IAEA").name == "International Atomic Energy Agency"
    assert mentions(text, findings, "organisation").count("OSCE") == 2


def test_an_acronym_may_come_first():
    text = "UNESCO and the WFP (World Food Programme) work in Kenya. The WFP is in Rome."
    assert named(found(text), "WFP").name == "World Food Programme"


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("They signed the Helsinki Declaration in 1964.", "law", "Helsinki Declaration"),
        ("He read the Treaty of Versailles twice.", "law", "Treaty of Versailles"),
        ("Many Bangladeshis and Rohingya live there.", "group", "Rohingya"),
        ("He fell in the Battle of Waterloo.", "event", "Battle of Waterloo"),
        ("London hosted the 2012 Summer Olympics.", "event", "2012 Summer Olympics"),
        ("Typhoon Haiyan hit the Philippines.", "event", "Typhoon Haiyan"),
        ("He came to the fifth annual conference.", "event", "fifth annual conference"),
    ],
    ids=lambda value: value[:20],
)
def test_other_kinds_have_their_names(text, kind, name):
    assert name in mentions(text, found(text), kind)


def test_offices_belong_to_their_people():
    text = (
        "UN Secretary-General António Guterres met UN Deputy Secretary-General Amina Mohammed. "
        "Jens Stoltenberg, the secretary-general of NATO, was there too."
    )
    text += (
        " Former U.S. Secretary of State Hillary Clinton met Anthony Fauci, director of the "
        "National Institute of Allergy and Infectious Diseases (NIAID), and the European "
        "Council president, Donald Tusk, in Rome."
    )
    findings = found(text)
    assert named(findings, "Hillary Clinton").roles == ("Former U.S. Secretary of State",)
    assert named(findings, "Anthony Fauci").roles == (
        "director of the National Institute of Allergy and Infectious Diseases",
    )
    assert named(findings, "Donald Tusk").roles == ("European Council president",)
    assert named(findings, "António Guterres").roles == ("UN Secretary-General",)
    assert named(findings, "Amina Mohammed").roles == ("UN Deputy Secretary-General",)
    assert named(findings, "Jens Stoltenberg").roles == ("secretary-general of NATO",)


@pytest.mark.skipif(not SAMPLE.exists(), reason="no sample beside the repository (../shared)")
def test_the_sample_article_has_all_its_names():
    text = SAMPLE.read_text("utf-8")
    findings = found(text)
    people = {one.name: one.roles for one in findings.entities if one.kind == "person"}
    assert people == {
        "Xie Xiaoyong": ("SCO Deputy Secretary-General",),
        "Vladimir Norov": ("SCO Secretary-General",),
        "Gulmira Kenebayeva": ("expert",),
    }
    places = mentions(text, findings, "place")
    assert places == ["Tashkent"] * 4 + ["Uzbekistan"]
    assert [(one.name, one.iso) for one in findings.entities if one.kind == "date"] == [
        ("6-7 November 2019", "2019-11-06/2019-11-07"),
        ("2013", "2013"),
    ]
    assert len([one for one in findings.entities if one.kind == "event"]) == 1
    bodies = {one.name for one in findings.entities if one.kind == "organisation"}
    assert bodies >= {
        "Regional Anti-Terrorist Structure of the Shanghai Cooperation Organisation",
        "Shanghai Cooperation Organisation",
        "Conference on Interaction and Confidence-Building Measures in Asia",
        *("UN", "CIS", "OSCE", "CSTO", "SCO Secretariat"),
    }
    assert len(mentions(text, findings, "organisation")) >= 26
    assert set(named(findings, "SCO RATS").aliases) >= {"RATS SCO", "SCO RATS", "RATS"}


PIECES = st.sampled_from(
    [
        *("Ana", "Ruiz", "Mr.", "May", "of", "the", "Ministry", "2019", "6-7", "November", "War"),
        *('"', "“", "”", "’s", "(UN)", ".", ", ", "-", "\n\n", "U.S.", "é", "🌍", "SCO"),
    ]
)


@given(st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=80))
def test_mentions_are_in_order_inside_the_text_and_apart(text):
    findings = found(text)
    end = 0
    for one in findings.mentions:
        assert end <= one.start < one.end <= len(text)
        assert 0 <= one.confidence <= 1
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        end = one.end
    assert {one.entity for one in findings.mentions} == set(range(len(findings.entities)))
