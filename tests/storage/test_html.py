"""Saved pages become their articles, and no page is able to do harm."""

from __future__ import annotations

import base64
import random
from pathlib import Path

import pytest

from storage.errors import ImportFailed
from storage.importers.composition import Draft, Part, compose
from storage.importers.extraction import TOO_LARGE
from storage.importers.files import source_in
from storage.importers.html import read_html
from storage.importers.reading import read_file
from tests.builders import picture_file
from tests.pages import PARAGRAPHS, page, source_of


def read(html: str | bytes, **other: object) -> Draft:
    return read_html(source_of(html, **other))


def kinds(draft: Draft) -> list[str]:
    return [part.kind for part in draft.parts]


def links(draft: Draft) -> list[tuple[str, str]]:
    return [
        (part.text[mark.start : mark.end], mark.target)
        for part in draft.parts
        for mark in part.marks
        if mark.kind == "link"
    ]


def pictures(draft: Draft) -> list[tuple[str, str, bytes]]:
    return [
        (picture.alt, picture.source, picture.body)
        for part in draft.parts
        for picture in part.pictures
    ]


def test_a_news_page_is_its_article_and_nothing_around_it():
    draft = read(page())

    assert [part.text for part in draft.parts] == ["Water for all: Geneva agrees", *PARAGRAPHS]
    assert draft.parts[0].kind == "heading"
    assert draft.title == "Water for all: Geneva agrees"
    assert draft.byline == "Ada Mar, Tom Reed"
    assert draft.site == "The Daily Globe"
    assert draft.url == "https://globe.example/world/water"
    assert draft.language == "en"
    assert draft.published_at.isoformat() == "2024-03-05T07:30:00+00:00"
    assert draft.notices == []


def test_the_title_stands_once_even_after_a_picture():
    draft = read(
        page('<img src="http://a.example/x.jpg" alt="Lake">', title="Water for all:  Geneva agrees")
    )

    texts = [part.text for part in draft.parts]
    assert texts.count("Water for all: Geneva agrees") == 1


def test_what_an_article_is_made_of_keeps_its_form():
    draft = read(
        page(
            "<h2>What was agreed</h2><p>A fund with <em>two</em> parts, as the paper says:</p>"
            "<ul><li>wells and pumps for villages</li><li>schools for engineers</li></ul>"
            "<blockquote><p>Water is a right and no favour, as we always said.</p></blockquote>"
            "<pre><code>fund = wells + schools</code></pre>"
            "<table><tr><th>Country</th><th>Share</th></tr><tr><td>Kenya</td><td>12</td></tr></table>"
        )
    )

    assert kinds(draft)[3:] == [
        *("heading", "paragraph", "item", "item", "paragraph", "code"),
        *("cell", "cell", "cell", "cell", "paragraph", "paragraph"),
    ]
    assert draft.parts[7].quote == 1
    assert [part.text for part in draft.parts if part.kind == "cell"] == [
        *("Country", "Share", "Kenya", "12")
    ]


def test_pictures_come_with_captions_and_without_credits():
    draft = read(
        page(
            '<figure><img src="/img/lake.jpg" alt="A lake"><figcaption>The lake of Geneva at dawn. '
            '<span class="credit">Reuters files</span></figcaption></figure>'
        ),
        url="https://globe.example/w",
    )

    at = kinds(draft).index("picture")
    assert draft.parts[at + 1].kind == "caption"
    assert draft.parts[at + 1].text == "The lake of Geneva at dawn."
    assert pictures(draft) == [("A lake", "https://globe.example/img/lake.jpg", b"")]


def test_pictures_of_a_saved_page_are_in_the_folder_beside_it(tmp_path: Path):
    body = picture_file()
    folder = tmp_path / "water_files"
    folder.mkdir()
    (folder / "the lake.png").write_bytes(body)
    file = tmp_path / "water.html"
    file.write_text(page('<p><img src="water_files/the%20lake.png?x=1" alt="A lake"></p>'))

    article = read_file(file)

    assert [picture.alt for picture in article.pictures] == ["A lake"]
    assert article.pictures[0].file is not None


@pytest.mark.parametrize(
    "address",
    [
        "../secret.png",
        "water_files/../../secret.png",
        "..%2Fsecret.png",
        "..\\secret.png",
        "water_files/link.png",
        "folder/secret.png",
        "{outside}",
        "file://{outside}",
        "//localhost{outside}",
        "C:\\secret.png",
        "water_files/secret.png%00.png",
    ],
)
def test_no_picture_is_read_from_outside_the_folder(tmp_path: Path, address: str):
    outside = tmp_path / "secret.png"
    outside.write_bytes(picture_file())
    home = tmp_path / "home"
    (home / "water_files").mkdir(parents=True)
    (home / "water_files" / "link.png").symlink_to(outside)
    (home / "folder").symlink_to(tmp_path, target_is_directory=True)
    file = home / "water.html"
    named = address.format(outside=outside)
    file.write_text(page(f'<p><img src="{named}" alt="Not yours"></p>'))

    draft = read_html(source_in(file))

    assert [body for _, _, body in pictures(draft) if body] == []


def test_a_single_file_page_has_its_pictures_in_itself_and_says_where_it_is_from():
    body = picture_file()
    data = base64.b64encode(body).decode()
    comment = "<!--\n Page saved with SingleFile \n url: https://globe.example/saved?a=1 \n-->"
    html = page(f'<p><img alt="A lake" src="data:image/png;base64,{data}"></p>', head="")
    html = html.replace("<head>", f"{comment}<head>")

    draft = read(html)

    assert pictures(draft) == [("A lake", "", body)]
    assert draft.url == "https://globe.example/saved?a=1"


def test_a_page_saved_by_chrome_says_where_it_is_from():
    html = "<!-- saved from url=(0034)https://globe.example/world/saved -->" + page(head="")

    assert read(html).url == "https://globe.example/world/saved"


def test_links_lead_to_the_web_or_to_a_place_in_the_article_only():
    draft = read(
        page(
            '<p>There is <a href="more">more</a> to be read <a href="//b.example/x">elsewhere</a>, '
            'some <a href="javascript:alert(1)">script</a>, a <a href="file:///etc/x">file</a>, '
            '<a href="data:text/html,x">data</a>, <a href="mailto:a@b.example">mail</a> and '
            '<a href="#end">the end</a> of it all, which is <b id="end">here</b>.</p>'
        ),
        url="https://globe.example/world/water",
    )

    assert links(draft) == [
        ("more", "https://globe.example/world/more"),
        ("elsewhere", "https://b.example/x"),
        ("mail", "mailto:a@b.example"),
    ]
    jumps = [mark for mark in compose(draft.parts).marks if mark.kind == "jump"]
    assert len(jumps) == 1


def test_a_base_that_is_no_web_address_makes_no_links():
    text = '<p>A <a href="x">link</a> in a paragraph that is long enough to be one.</p>'
    html = page(text, head="")
    for base in ("file:///etc/", "javascript:alert(1)//", "http://[x"):
        found = read(html.replace("<head>", f'<head><base href="{base}">'), name="a.html")
        assert links(found) == []


def test_scripts_and_handlers_leave_nothing():
    draft = read(
        page(
            '<p onclick="steal()">A paragraph with a handler, which is one all the same.</p>'
            "<script>steal()</script><svg onload=steal()></svg><iframe srcdoc=steal></iframe>"
        )
    )

    assert "steal" not in compose(draft.parts).content
    assert "A paragraph with a handler" in compose(draft.parts).content


def test_soft_hyphens_are_not_part_of_words():
    draft = read(
        page("<p>A para\xadgraph with hy&shy;phens that a browser may show or not show.</p>")
    )

    assert "A paragraph with hyphens that" in compose(draft.parts).content


def test_control_characters_do_no_harm_where_something_is_cut_out():
    text = (
        "A\x01 paragraph &#2;with <button>Share</button>\x03 control &#x1f;characters &#14;in it."
    )

    draft = read(page(f"<p>{text} And \x05more &#6;of them, to make it long enough.</p>"))

    content = compose(draft.parts).content
    assert "A paragraph with" in content
    assert "control characters in it. And more of them" in content
    assert not any(ord(character) < 32 and character != "\n" for character in content)


def test_an_article_that_a_script_would_show_is_shown():
    html = page().replace("<main>", '<main style="display:none" class="gutter">')

    assert [part.text for part in read(html).parts[1:]] == [*PARAGRAPHS]


def test_a_page_whose_root_closes_itself_is_read():
    html = page().replace('<html lang="en-GB">', '<html lang="en-GB" />')

    assert [part.text for part in read(html).parts[1:]] == [*PARAGRAPHS]


def test_a_page_too_large_for_a_search_is_its_main_part_with_a_notice():
    draft = read(page("<p>Short paragraph number one, with commas.</p>" * 31_000))

    assert draft.notices == [TOO_LARGE]
    assert draft.parts[-1].text == PARAGRAPHS[-1]
    assert not any("Another story" in part.text for part in draft.parts)


def test_tables_in_each_other_without_end_are_not_searched_through():
    nested = "<table><tr><td>" * 150 + "<p>Deep down, with commas.</p>" * 100 + "</table>" * 150

    assert read(page(nested)).notices == [TOO_LARGE]
    assert read(page("<table><tr><td>" * 10 + "Not so deep." + "</table>" * 10)).notices == []


def test_text_that_only_a_script_holds_is_read():
    text = " ".join(PARAGRAPHS)
    data = f'{{"@type": "NewsArticle", "articleBody": "{text}"}}'.replace("“", "").replace("”", "")
    html = (
        f'<html><head><script type="application/ld+json">{data}</script></head>'
        "<body><div>Please wait</div></body></html>"
    )

    assert "Delegates from Kenya and Peru agreed" in compose(read(html).parts).content


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\t ", "is empty"),
        (
            b'<html><frameset cols="50%,50%"><frame src="a.html"></frameset></html>',
            "is only a frame around other pages",
        ),
        (b"<html><body><script>fetch()</script><div></div></body></html>", "scripts fetch it"),
        (
            b'<html><head><meta http-equiv="refresh" content="0;url=http://x.example/"></head></html>',
            "has no text to read",
        ),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a PNG picture"),
        (random.Random(7).randbytes(100_000), "is not a web page"),
    ],
    ids=["empty", "blank", "frames", "scripts", "refresh", "picture", "noise"],
)
def test_what_is_no_page_is_refused_with_a_reason(data: bytes, said: str):
    with pytest.raises(ImportFailed, match=said):
        read(data)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (
            b"<html><body><p>be\0fore\0after and <b\0>bold</b\0></p></body></html>",
            "beforeafter and bold",
        ),
        (b"<html><body><p>ok \xff\xfe\xc3( tail text</p></body></html>", "tail text"),
        (
            b'<html><head><meta charset="bogus-9"></head><body><p>charset text</p></body></html>',
            "charset text",
        ),
        ("<html><body><p>wide text</p></body></html>".encode("utf-16"), "wide text"),
        (b"<p>Never closed <b>and <i>still", "Never closed and still"),
    ],
    ids=["NUL", "malformed", "charset", "UTF-16", "cut short"],
)
def test_damaged_pages_are_read_as_far_as_they_go(data: bytes, text: str):
    assert text in compose(read(data).parts).content


MANY = 100_000
HOSTILE = {
    "attributes": lambda: "<p " + " ".join(f"a{n}=1" for n in range(MANY)) + ">text here</p>",
    "paragraphs": lambda: "<p>Short paragraph of text, with commas.</p>" * 40_000,
    "links": lambda: '<a href="http://a.example/x">text here</a> ' * 40_000,
    "nesting": lambda: "<div>" * 10_000 + "text here" + "</div>" * 10_000,
    "inline nesting": lambda: "<b>" * 50_000 + "text here",
    "comments": lambda: "<!--x-->" * MANY + "<p>text here</p>",
    "entities": lambda: "<p>" + "&amp;" * MANY + "text here</p>",
    "tables": lambda: "<table><tr><td>text here " * 2_000,
    "lists": lambda: "<ul><li>text here " * 2_000,
    "pictures": lambda: page('<img src="a.png" alt="text here">' * 20_000),
    "links of data": lambda: (
        '<script type="application/ld+json">' + "[" * MANY + "</script>text here"
    ),
    "metas": lambda: '<meta name="author" content="By By By x">' * 20_000 + "<p>text here</p>",
    "titles": lambda: "<h1>" + "text here - " * 20_000 + "</h1><p>text here</p>",
    "authors": lambda: '<span class="author">By a </span>' * 20_000 + "<p>text here</p>",
    "data": lambda: f'<p>text here <img src="data:image/png;base64,{"A" * 4_000_000}"></p>',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_ends_in_a_text(name: str):
    draft = read(HOSTILE[name]())

    assert [part for part in draft.parts if _has_text(part)]


def _has_text(part: Part) -> bool:
    return bool(part.text.strip())
