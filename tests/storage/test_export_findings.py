"""Quotes and entities in what is exported: confirmed ones, or all with the rest marked."""

import csv
import io
import re
from itertools import pairwise

import pytest

from storage.exporters.catalogue import FORMATS
from storage.exporters.html import html
from storage.exporters.markdown import markdown
from storage.exporters.quotations import other_forms
from storage.exporters.spreadsheet import csv_table
from storage.finding_types import ArticleEntity, EntityId
from storage.types import Span
from tests.builders import make_annotation, make_library
from tests.storage.found_texts import VISIT, add_visit


@pytest.fixture
def visit(tmp_path):
    """Give a library where one quote and one person of a text are confirmed."""
    with make_library(tmp_path) as library:
        text = add_visit(library)
        person = library.entities.of(text.id)[0]
        first = library.quotes.on(text.id)[0]
        with library.transaction("Accept"):
            library.entities.accept(person.id, text.id)
            library.quotes.accept([first.id])
        yield library, text


def exported(visit, choice):
    library, text = visit
    return library.export([text.article_id], findings=choice)


def test_confirmed_only_is_usual(visit):
    library, text = visit
    (export,) = library.export([text.article_id])
    assert [one.quote.exact for one in export.quotes] == ["“We are here.”"]
    assert [(entity.name, entity.count) for entity in export.entities] == [("Ana Ruiz", 2)]
    (nothing,) = exported(visit, "none")
    assert (nothing.quotes, nothing.entities) == ((), ())


def test_quote_has_its_sentences_and_its_paragraph(visit):
    (export,) = exported(visit, "all")
    first, second = export.quotes
    assert first.sentence == VISIT.split("\n\n")[1]
    assert second.sentence == "Ruiz noted that WHO had left in peace on Friday."
    assert (first.paragraph, second.paragraph) == (2, 3)


def test_markdown_has_quotes_with_speaker_cue_and_place(visit):
    text = markdown(exported(visit, "confirmed"))
    assert "## Quotes\n\n> “We are here.”\n>\n> — Ana Ruiz (said) · " in text
    assert " · paragraph 2 ^postil-" in text
    assert "> In context: Ana Ruiz of the World Health Organization" in text
    assert "### People\n\n- Ana Ruiz (2) · also Ruiz\n" in text
    assert "not confirmed" not in text
    assert "Organisations" not in text


def test_markdown_marks_what_is_not_confirmed(visit):
    text = markdown(exported(visit, "all"))
    assert "— Ruiz (noted)" in text
    assert "*quote not confirmed, speaker not known*" in text
    assert "- World Health Organization (3) · also WHO · not confirmed" in text
    assert "### Dates\n\n- 2019-11-08 (1) · also Friday · not confirmed" in text
    assert text.index("### People") < text.index("### Organisations") < text.index("### Dates")


def test_speaker_who_is_not_confirmed_is_marked_also_in_a_confirmed_quote(visit):
    library, text = visit
    second = library.quotes.on(text.id)[1]
    with library.transaction("Accept"):
        library.quotes.accept([second.id])
    assert "*speaker not known*" in markdown(exported(visit, "confirmed"))
    row = rows(exported(visit, "confirmed"))[1]
    assert (row["confirmed"], row["speaker_confirmed"], row["speaker"]) == ("yes", "no", "Ruiz")


@pytest.mark.parametrize("whole_text", [False, True])
def test_web_page_has_both_sections(visit, whole_text):
    page = html(exported(visit, "all"), whole_text=whole_text)
    assert page.count('<section class="note said') == 2
    assert page.count('<section class="note said unsure"') == 1
    assert '<span class="doubt">quote not confirmed, speaker not known</span>' in page
    assert "<strong>Ana Ruiz</strong> (said)" in page
    assert "<li>World Health Organization" in page
    assert "No annotations." not in page
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_words_of_a_text_are_no_markup(tmp_path):
    with make_library(tmp_path) as library:
        text = add_visit(library, VISIT.replace("on Friday", "on <b>*Friday*</b>"), "/b.txt")
        exports = library.export([text.article_id], findings="all")
    assert "<b>" not in html(exports)
    assert "\\*Friday\\*" in markdown(exports)


def rows(exports):
    return list(csv.DictReader(io.StringIO(csv_table(exports).removeprefix("\ufeff"))))


def test_table_has_a_row_for_each_by_type(visit):
    library, text = visit
    make_annotation(library, text.article_id, "Friday")
    annotation, quote, second, *entities = rows(exported(visit, "all"))
    assert (annotation["type"], annotation["quotation"]) == ("annotation", "Friday")
    assert {one["type"] for one in entities} == {"entity"}
    wanted = [
        "type",
        "kind",
        "quotation",
        "speaker",
        "speaker_confirmed",
        "cue",
        "paragraph",
        "confirmed",
    ]
    assert [quote[name] for name in wanted] == [
        *("quote", "direct", "“We are here.”", "Ana Ruiz", "yes", "said", "2", "yes")
    ]
    assert second["sentence"] == "Ruiz noted that WHO had left in peace on Friday."
    assert second["confirmed"] == "no"
    assert [entities[1][name] for name in ("name", "kind", "count", "aliases", "confirmed")] == [
        *("World Health Organization", "organisation", "3", "WHO", "no")
    ]
    assert int(quote["start"]) == VISIT.index("“")


def test_merged_entities_are_one_in_an_export(visit):
    library, text = visit
    person, organisation, _ = library.entities.of(text.id)
    with library.transaction("Merge"):
        library.entities.merge([organisation.id], person.id)
    (export,) = exported(visit, "all")
    assert (export.entities[0].name, export.entities[0].count) == ("Ana Ruiz", 5)


def test_what_was_rejected_is_in_no_export_for_people(visit):
    library, text = visit
    organisation = library.entities.of(text.id)[1]
    with library.transaction("Never again"):
        library.entities.kill(organisation.id)
        library.quotes.reject([library.quotes.on(text.id)[1].id])
    (export,) = exported(visit, "all")
    assert len(export.quotes) == 1
    assert "Organization (" not in markdown([export]).split("## People")[1]


def test_every_format_takes_articles_without_findings(tmp_path):
    with make_library(tmp_path) as library:
        text = add_visit(library)
        exports = library.export([text.article_id], originals=True, pictures=True)
    for form in FORMATS.values():
        assert "Quotes" not in form.render(exports)


def test_other_forms_of_a_name_differ_in_more_than_case():
    forms = ("Bank", "the Bank", "bank", "World  Bank", "BANK", "WORLD BANK")
    entity = ArticleEntity(
        *(EntityId(1), "organisation", "World Bank", "", "confirmed", 9, 9, Span(0, 4)),
        *(forms, 1.0),
    )
    assert other_forms(entity) == ["Bank", "the Bank"]
