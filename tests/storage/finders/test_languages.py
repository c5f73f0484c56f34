"""Texts that are not in English: what is found in them, and what the reader is told."""

import pytest

from storage.finders.finding import find
from storage.finders.languages import guessed
from storage.finders.paragraphs import paragraphs_of
from storage.found import Asked, Known, KnownName

TEXTS = {
    "de": "Am 6. November 2019 trafen sich die Minister in der Hauptstadt von Usbekistan. "
    "Das war nicht das erste Treffen, und es ist auch nicht das letzte.",
    "fr": "Le ministre est arrivé le 1er mai 2020 en Suisse. Il ne sait pas ce qui est prévu "
    "pour la suite de la visite.",
    "es": "El ministro llegó el 6 de noviembre de 2019 a España. No se sabe lo que va a decir "
    "en la reunión con los otros.",
    "pt": "O ministro chegou em 6 de novembro de 2019 ao Brasil. Não se sabe o que ele vai dizer "
    "na reunião com os outros.",
    "ru": "Министр прибыл 6 ноября 2019 года в Ташкент. Он не знает, что будет на встрече, но "
    "это не так важно для всех.",
    "ja": "首相は2019年11月6日に日本で会見した。それは重要なことだと述べた。",
    "en": "The minister came on 6 November 2019 to Spain. It is not known what he will say.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_language_is_guessed_from_its_small_words(language):
    assert guessed(TEXTS[language]) == language


@pytest.mark.parametrize("language", TEXTS)
def test_dates_are_found_in_every_language(language):
    text = TEXTS[language]
    findings = find(Asked(text, paragraphs_of(text)))
    assert findings.language == language
    values = [one.iso for one in findings.entities if one.kind == "date"]
    assert values == ["2020-05-01" if language == "fr" else "2019-11-06"]


@pytest.mark.parametrize(
    ("language", "country"),
    [("de", "Usbekistan"), ("fr", "Suisse"), ("es", "España"), ("pt", "Brasil"), ("ja", "日本")],
)
def test_countries_are_found_in_other_languages(language, country):
    text = TEXTS[language]
    findings = find(Asked(text, paragraphs_of(text), language=language))
    assert [one.name for one in findings.entities if one.kind == "place"] == [country]


def test_the_reader_is_told_what_is_not_detected():
    text = TEXTS["pt"]
    known = Known((KnownName("ministro", "person", "Ana Ruiz"),))
    findings = find(Asked(text, paragraphs_of(text), language="pt-BR", known=known))
    assert findings.missing == (
        "Names of people and organisations are not detected in Portuguese; "
        "dates, countries and your own names are."
    )
    assert [one.name for one in findings.entities if one.kind == "person"] == ["Ana Ruiz"]
    assert find(Asked(TEXTS["en"], paragraphs_of(TEXTS["en"]))).missing == ""


def test_a_page_that_wrongly_declares_english_is_read_as_what_it_is():
    text = TEXTS["de"]
    assert find(Asked(text, paragraphs_of(text), language="en-US")).language == "de"


def test_a_short_text_stays_in_the_language_that_it_declares():
    text = "Police in Kenya's Rift Valley said so."
    assert find(Asked(text, paragraphs_of(text), language="en")).language == "en"
