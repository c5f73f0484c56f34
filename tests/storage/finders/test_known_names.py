"""What the reader has decided comes before all that is computed."""

import pytest

from storage.errors import FinderUnavailable
from storage.finders.finding import find
from storage.finders.paragraphs import paragraphs_of
from storage.finders.spacy_engine import spacy_models
from storage.found import Asked, Findings, Known, KnownName


def found(text: str, known: Known) -> Findings:
    return find(Asked(text, paragraphs_of(text), language="en", known=known))


def names(text: str, findings: Findings) -> list[tuple[str, str, float]]:
    return [
        (text[one.start : one.end], findings.entities[one.entity].kind, one.confidence)
        for one in findings.mentions
    ]


def test_a_confirmed_name_is_found_whatever_else_it_looks_like():
    text = "The paris protocol was never signed, said Zed. Paris is far from zed."
    known = Known(
        (
            KnownName("Paris Protocol", "law", "Protocol of Paris"),
            KnownName("Zed", "organisation", "Zed Group"),
        )
    )
    findings = found(text, known)
    assert names(text, findings)[:2] == [
        ("paris protocol", "law", 1.0),
        ("Zed", "organisation", 1.0),
    ]
    assert {one.name for one in findings.entities} >= {"Protocol of Paris", "Zed Group"}
    assert ("zed", "organisation", 1.0) not in names(text, findings)


def test_a_confirmed_alias_joins_the_full_name():
    text = "Vladimir Norov spoke first. The envoy was late. Later Volodya spoke again."
    known = Known((KnownName("Volodya", "person", "Vladimir Norov"),))
    findings = found(text, known)
    person = next(one for one in findings.entities if one.kind == "person")
    assert (person.name, person.aliases) == ("Vladimir Norov", ("Volodya",))


def test_a_killed_name_never_comes_out():
    text = "Angela Merkel was in Paris. Merkel liked Paris."
    findings = found(text, Known((), (("paris", None), ("Merkel", "place"))))
    assert "Paris" not in [name for name, _, _ in names(text, findings)]
    assert ("Merkel", "person") in [one[:2] for one in names(text, findings)]


def test_a_killed_long_form_does_not_come_out_by_its_acronym():
    text = "The World Food Programme (WFP) is in Rome. The WFP sent rice."
    findings = found(text, Known((), (("World Food Programme", None),)))
    assert [one.name for one in findings.entities if one.kind == "organisation"] == ["WFP"]


def test_without_spacy_there_is_no_model_and_a_clear_sentence():
    assert spacy_models() == []
    with pytest.raises(FinderUnavailable, match="spaCy model en_core_web_sm could not be loaded"):
        find(Asked("Ana came.", paragraphs_of("Ana came.")), engine="en_core_web_sm")
