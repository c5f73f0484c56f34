"""A quotation with where it is from, for three kinds of text."""

import csv
import io

import pytest
from markdown_it import MarkdownIt

from storage.exporters.citation import citation
from storage.exporters.html import html
from storage.exporters.markdown import markdown
from storage.exporters.spreadsheet import csv_table
from storage.types import PageStart, Span
from tests.builders import CONTENT, annotation_on, make_export, make_imported
from tests.rendered import Page


def export_of(words: str, **other: object):
    start = CONTENT.index(words)
    annotation = annotation_on(CONTENT, Span(start, start + len(words)), 1)
    return make_export(make_imported(**other), annotation)


def cited(export, **options: object) -> str:
    return citation(export.article, export.annotations[0], export.text, **options)


def test_citation_names_author_title_site_date_and_paragraph():
    assert cited(export_of("They meet again in May.")) == (
        "“They meet again in May.” "
        "(Ana Writer, Ministers meet in Geneva, example.org, 2026-01-01, paragraph 3)"
    )


def test_what_is_not_known_is_left_out():
    export = export_of("They meet", byline="", site="", published_at=None)
    assert (
        citation(export.article, export.annotations[0]) == "“They meet” (Ministers meet in Geneva)"
    )


def test_words_that_are_quoted_already_get_no_second_marks():
    assert cited(export_of("“We will act now,”")).startswith("“We will act now,” (")


def test_link_leads_back_to_the_passage():
    assert cited(export_of("May"), with_link=True).endswith(f" postil://annotation/{1:032x}")


def test_note_on_the_article_is_cited_without_marks():
    export = make_export(make_imported(), annotation_on(CONTENT, None, note="My view"))
    assert cited(export).startswith("My view (Ana Writer, ")


@pytest.mark.parametrize("title", ["Plain", "a [b] *c* <d>", "$1 & $2", "1. no list"])
def test_markdown_and_html_show_the_words_of_the_plain_one(title):
    export = export_of("They meet again", title=title, url="https://example.org/a_(b)?c=[d]&e")
    plain = cited(export).split()
    as_markdown = MarkdownIt("commonmark").render(cited(export, flavour="markdown"))
    assert Page(as_markdown).words == plain
    assert Page(cited(export, flavour="html")).words == plain
    (link,) = Page(cited(export, flavour="html")).all("a")
    assert link["href"] == "https://example.org/a_(b)?c=[d]&e"


def test_address_that_could_run_is_no_link():
    export = export_of("May", url="javascript:alert(1)")
    assert "javascript" not in cited(export, flavour="html") + cited(export, flavour="markdown")


def test_a_text_with_pages_is_cited_by_its_page():
    span = Span(CONTENT.index("Delegates"), CONTENT.index("Delegates") + 9)
    pages = (PageStart(0, "iv"), PageStart(span.start, "5"))
    annotation = annotation_on(CONTENT, span)
    export = make_export(make_imported(pages=pages), annotation)
    assert citation(export.article, annotation, export.text).endswith(", 2026-01-01, p. 5)")
    assert " · p. 5 · " in markdown([export])
    assert "Yellow · p. 5 · paragraph " in html([export])
    header, row = csv.reader(io.StringIO(csv_table([export])))
    assert row[header.index("page")] == "5"
