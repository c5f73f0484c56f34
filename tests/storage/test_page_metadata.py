"""What a page says of its article is found, whichever of the many ways it says it in."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from storage.importers.html_tree import parsed_html
from storage.importers.page_authors import tidied_authors
from storage.importers.page_metadata import PageMetadata, metadata_of, moment_of

URL = "https://www.globe.example/world/water"


def read(head: str = "", body: str = "", url: str = URL, lang: str = "en") -> PageMetadata:
    html = f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return metadata_of(parsed_html(html), url)


def linked(**node: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **node}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ('<meta property="og:title" content="Water for all">', "", "Water for all"),
        ('<meta name="twitter:title" content="Water for all">', "", "Water for all"),
        ('<meta name="citation_title" content="Water for all">', "", "Water for all"),
        ("<title>Water for all | Globe</title>", "<h1>Water for all</h1>", "Water for all"),
        (
            "<title>Water for all - Globe</title>",
            "<h1>Globe</h1><h1>Water for all</h1>",
            "Water for all",
        ),
        (
            '<meta property="og:title" content="Water for all - The Globe">'
            '<meta property="og:site_name" content="The Globe">',
            "",
            "Water for all",
        ),
        (
            "<title>Globe: Water, and what it costs</title>",
            "<h1>Water, and what it costs</h1>",
            None,
        ),
        (
            "<title>What water costs the world | News | Globe</title>",
            "",
            "What water costs the world | News",
        ),
        ("<title>Low-water mark - a novel idea</title>", "", "Low-water mark"),
        ("", "<h1>Water <em>for</em> all</h1>", "Water for all"),
        (linked(headline="Water &amp; all"), "", "Water & all"),
        ("", "<p>Nothing</p>", ""),
    ],
)
def test_the_title_is_the_headline_without_the_site(head: str, body: str, title: str | None):
    expected = "Water, and what it costs" if title is None else title

    assert read(head, body).title == expected


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        ('<meta name="author" content="By Ada Mar and Tom Reed">', "", "Ada Mar, Tom Reed"),
        (
            '<meta name="citation_author" content="Mar, Ada">'
            '<meta name="citation_author" content="Reed, Tom">',
            "",
            "Ada Mar, Tom Reed",
        ),
        (linked(author=[{"name": "Ada Mar"}, {"name": "Tom Reed"}]), "", "Ada Mar, Tom Reed"),
        (linked(author="Ada Mar"), "", "Ada Mar"),
        ('<meta property="article:author" content="https://social.example/ada">', "", ""),
        ("", '<p>By <a rel="author" href="/ada">Ada Mar</a></p>', "Ada Mar"),
        ("", '<span class="byline">By ADA MAR | 3 March 2024</span>', "Ada Mar"),
        ("", '<span itemprop="author"><span itemprop="name">Ada Mar</span></span>', "Ada Mar"),
        ('<meta name="author" content="admin">', "", ""),
    ],
)
def test_the_byline_is_names_only(head: str, body: str, byline: str):
    assert read(head, body).byline == byline


def test_the_site_is_no_author_beside_a_person():
    head = '<meta property="og:site_name" content="Globe"><meta name="author" content="{}">'

    assert read(head.format("Ada Mar, Globe")).byline == "Ada Mar"
    assert read(head.format("Globe")).byline == "Globe"


def test_authors_that_are_described_elsewhere_in_a_graph_are_found():
    graph = {
        "@graph": [
            {"@type": "Article", "headline": "Water", "author": {"@id": "#ada"}},
            {"@type": "Person", "@id": "#ada", "name": "Ada Mar"},
        ]
    }
    head = f'<script type="application/ld+json">{json.dumps(graph)}</script>'

    assert read(head).byline == "Ada Mar"


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ('<meta property="og:site_name" content="The Globe">', "The Globe"),
        (
            linked(headline="x", publisher={"@type": "Organization", "name": "The Globe"}),
            "The Globe",
        ),
        ('<meta name="application-name" content="The Globe">', "The Globe"),
        ("", "globe.example"),
    ],
)
def test_the_site_has_its_name_or_that_of_its_host(head: str, site: str):
    assert read(head).site == site


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ('<link rel="canonical" href="https://globe.example/a">', "https://globe.example/a"),
        ('<link rel="canonical" href="/a">', "https://www.globe.example/a"),
        ('<link rel="canonical" href="https://globe.example/">', URL),
        ('<link rel="canonical" href="javascript:alert(1)">', URL),
        ('<link rel="canonical" href="http://[x">', URL),
        ('<meta property="og:url" content="https://globe.example/b">', "https://globe.example/b"),
        (
            linked(headline="x", mainEntityOfPage="https://globe.example/c"),
            "https://globe.example/c",
        ),
        ("", URL),
    ],
)
def test_the_address_is_the_canonical_one(head: str, url: str):
    assert read(head).url == url


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [
        ("en-GB", "", "en"),
        ("DE", "", "de"),
        ("", '<meta property="og:locale" content="fr_FR">', "fr"),
        ("", '<meta http-equiv="content-language" content="pt, en">', "pt"),
        ("klingon!", "", ""),
    ],
)
def test_the_language_has_two_letters(lang: str, head: str, language: str):
    assert read(head, lang=lang).language == language


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ('<meta property="article:published_time" content="2024-03-05T08:30:00+01:00">', ""),
        (linked(headline="x", datePublished="2024-03-05T07:30:00Z"), ""),
        ('<meta name="date" content="Tue, 05 Mar 2024 07:30:00 GMT">', ""),
        ('<meta name="pubdate" content="2024-03-05 07:30:00">', ""),
        ("", '<time class="published" datetime="2024-03-05T08:30+01:00">5 March</time>'),
    ],
)
def test_the_date_is_a_moment_in_utc(head: str, body: str):
    assert read(head, body).published_at == datetime(2024, 3, 5, 7, 30, tzinfo=UTC)


def test_a_date_that_nothing_marks_is_looked_for():
    body = '<h1>Water</h1><div class="date">Published on March 5, 2024</div><p>Text.</p>'

    assert read(body=body).published_at == datetime(2024, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-05", datetime(2024, 3, 5, tzinfo=UTC)),
        ("2024/03/05", datetime(2024, 3, 5, tzinfo=UTC)),
        ("20240305", datetime(2024, 3, 5, tzinfo=UTC)),
        ("2024-03-05T10:00:00.123 +0200", datetime(2024, 3, 5, 8, 0, 0, 123000, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates_are_read_as_they_are_written(text: str, moment: datetime | None):
    assert moment_of(text) == moment


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (["By Ada Mar, @ada"], "Ada Mar"),
        (["Von Ada Mar und Tom Reed"], "Ada Mar, Tom Reed"),
        (["Ada Mar", "ada mar"], "Ada Mar"),
        (["ada@globe.example"], ""),
        (["https://globe.example/ada"], ""),
        (["Updated 3 March 2024"], ""),
        (["John le Carré"], "John le Carré"),
        (["山田太郎"], "山田太郎"),
    ],
)
def test_names_are_cleaned(written: list[str], names: str):
    assert tidied_authors(written) == names


@pytest.mark.parametrize(
    "script",
    [
        "[" * 50_000,
        "{",
        '{"@type": 7, "author": [[]]}',
        '"text"',
        "null",
        '{"@graph": 3}',
        "<!-- -->",
    ],
)
def test_linked_data_of_any_shape_does_no_harm(script: str):
    head = f'<script type="application/ld+json">{script}</script><title>Water for all</title>'

    assert read(head).title == "Water for all"
