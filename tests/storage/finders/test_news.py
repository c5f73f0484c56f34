"""Names as newspapers of the world write them."""

import pytest

from storage.finders.finding import find
from storage.finders.paragraphs import paragraphs_of
from storage.found import Asked
from tests.storage.finders.naming import kinds

ISLAND = (
    "Lorun is a town in the province of Palawan. The first inhabitants of Lorun were fishermen. "
    "You can sail to Lorun from Manila. Lorun has many hotels, and the mayor of Lorun likes that."
)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The attackers belonged to Boko Haram.", "Boko Haram", "organisation"),
        ("North Korea's army fired two missiles.", "North Korea", "place"),
        ("They fled from Kogi State by boat.", "Kogi State", "place"),
        (
            "The Justice and Development Party lost.",
            "Justice and Development Party",
            "organisation",
        ),
        ("Lula's Workers' Party won the vote.", "Workers' Party", "organisation"),
        ("He spoke for Demosisto in Kowloon.", "Demosisto", "organisation"),
        ("Nana Akufo-Addo arrived in Accra.", "Nana Akufo-Addo", "person"),
        ("Mahathir Mohamad, 94, and his son quarrelled.", "Mahathir Mohamad", "person"),
        ("Later Sutopo Purwo Nugroho, the spokesman, died.", "Sutopo Purwo Nugroho", "person"),
        ("Aung San Suu Kyi spoke in the capital.", "Aung San Suu Kyi", "person"),
        ("Ships crossed the Gulf of Guinea. The Gulf is wide.", "Gulf of Guinea", "place"),
        ("Nancy Hale, D-Calif., and Tom Rowe, R-Ky., voted no.", "Ky.", "place"),
        (
            "The Nigeria Labour Congress threatened a strike.",
            "Nigeria Labour Congress",
            "organisation",
        ),
        ("Police in Kenya's Rift Valley said so.", "Rift Valley", "place"),
        ("The vice president of the PML-N spoke.", "PML-N", "organisation"),
        ("U.S. Secretary of State Antony Blinken met him.", "Antony Blinken", "person"),
        ("The Shiv Sena MP Sanjay Raut spoke.", "Shiv Sena", "organisation"),
        ("They live in the town of Tlahuelilpan now.", "Tlahuelilpan", "place"),
        ("He was charged in The Hague on Monday.", "The Hague", "place"),
        ('Joaquin "El Chapo" Guzman was tried.', 'Joaquin "El Chapo" Guzman', "person"),
        ("Oman's Sultan Qaboos bin Said died.", "Sultan Qaboos bin Said", "person"),
        ("She won the U.S. Open in August.", "U.S. Open", "event"),
        ("He fished in the Kagera Reservoir.", "Kagera Reservoir", "place"),
        ("It was cold in Portland, Ore., on Monday.", "Ore.", "place"),
    ],
    ids=lambda value: value[:18],
)
def test_a_name_in_the_news_has_its_kind(text, name, kind):
    assert kinds(text).get(name) == kind


def test_what_stands_beside_a_name_all_over_a_text_makes_it_a_place():
    assert kinds(ISLAND)["Lorun"] == "place"


def test_one_sign_is_enough_for_what_the_tagger_doubts():
    text = "Traders crossed through Moravia. Louis invaded Moravia and replaced its prince."
    assert kinds(text)["Moravia"] == "place"


def test_a_family_name_that_comes_first_is_the_person():
    text = "Xi Jinping met the mayor. Later Xi visited a school."
    found = find(Asked(text, paragraphs_of(text), language="en"))
    people = [one.entity for one in found.mentions if found.entities[one.entity].kind == "person"]
    assert len(people) == 2
    assert len(set(people)) == 1


def test_two_bodies_with_an_and_stay_two():
    found = kinds("The University of Lund and Oxford University signed.")
    assert found.get("University of Lund") == found.get("Oxford University") == "organisation"


def test_a_person_and_the_body_they_are_of_are_two():
    found = kinds("Kais Saied left; Rached Ghannouchi of Ennahda protested in Tunis.")
    assert found.get("Rached Ghannouchi") == "person"
    assert found.get("Ennahda") == "organisation"


def test_two_people_in_a_list_stay_two():
    found = kinds("Attendees: Pam Butler Renee Ratcliff")
    assert "Butler Renee Ratcliff" not in found


def test_a_day_with_a_name_is_no_day_of_the_week():
    assert kinds("On Super Tuesday, they voted.").get("Tuesday") != "date"


def test_a_first_championship_is_no_event_with_a_name():
    assert "event" not in kinds("She got her first championship ring in Leeds.").values()


def test_a_law_ends_before_the_day_it_was_signed():
    found = kinds("He signed the Jobs Act on Nov. 15, 2021.")
    assert found.get("Jobs Act") == "law"
    assert found.get("Nov. 15, 2021") == "date"


def test_a_family_name_with_an_article_is_the_person_at_the_start_of_a_sentence_too():
    text = "Muqtada al-Sadr spoke in Najaf. Al-Sadr called for calm."
    assert "place" not in {kind for name, kind in kinds(text).items() if "Sadr" in name}


def test_the_point_that_ends_a_sentence_is_no_part_of_a_month():
    assert kinds("They were fined in June.")["June"] == "date"


@pytest.mark.parametrize(
    "text", ["The Islamic State fled.", "She went to the Christmas party at noon."]
)
def test_words_for_states_and_parties_alone_tell_nothing(text):
    assert "place" not in kinds(text).values()
    assert "Christmas" not in [name for name, kind in kinds(text).items() if kind == "organisation"]
