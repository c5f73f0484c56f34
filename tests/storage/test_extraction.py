"""What trafilatura takes for the article is found in the page's own elements."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from storage.importers.article_elements import Selection
from storage.importers.extraction import UNSURE, body_of, drop_unread, extracted
from storage.importers.html_tree import parsed_html
from storage.importers.main_text import main_text
from storage.importers.page_letters import found_in, letters_of, page_letters
from storage.importers.photo_credits import without_credit
from tests.pages import PARAGRAPHS, page

WORDS = st.lists(st.sampled_from(["lake", "water", "fund", "plan", "May"]), min_size=1, max_size=9)


def article(html: str) -> HtmlElement:
    root = parsed_html(html)
    drop_unread(root)
    return extracted(root).root


def texts(root: HtmlElement, *tags: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in root.iter(*tags)]


def test_letters_know_their_elements_links_and_paragraphs():
    found = page_letters(
        parsed_html("<body><p>One <a href='x'>two</a> three</p><script>no</script><p>four</p>")
    )

    assert found.letters == "Onetwothreefour"
    assert found.linked.count(1) == len("two")
    assert [found.letters[run.start : run.end] for run in found.runs] == ["Onetwothree", "four"]
    link = found.tags.index("a")
    assert found.letters[found.begins[link] : found.ends[link]] == "two"


def test_a_text_that_stands_twice_is_found_between_its_neighbours():
    repeated = "The same sentence stands in this page two times."
    teaser, story = f"<p>{repeated}</p>", f"<p>Before it comes this sentence.</p><p>{repeated}</p>"
    found = page_letters(parsed_html(f"<div>{teaser}</div><div>{story}<p>And after it this.</p>"))

    flags, share = found_in(
        found, ["Before it comes this sentence.", repeated, "And after it this."]
    )

    assert share == 1
    assert not any(flags[: len(letters_of(repeated))])
    assert all(flags[len(letters_of(repeated)) :])


@given(st.lists(WORDS.map(" ".join), max_size=8))
def test_what_a_page_says_is_found_in_it(paragraphs: list[str]):
    found = page_letters(parsed_html("".join(f"<p>{text}</p>" for text in paragraphs)))

    flags, share = found_in(found, ["".join(paragraphs)])

    assert all(flags)
    assert share == (1 if paragraphs else 0)


def test_a_piece_with_something_between_its_halves_is_found_in_parts():
    first, second = PARAGRAPHS[0], PARAGRAPHS[1]
    found = page_letters(parsed_html(f"<p>{first}<i>Advertisement</i>{second}</p>"))

    flags, share = found_in(found, [first + second])

    assert share == 1
    assert flags.count(1) == len(letters_of(first + second))


@given(st.recursive(WORDS.map(" ".join), lambda inner: st.lists(inner, max_size=4), max_leaves=20))
def test_keeping_everything_loses_no_word(tree: object):
    html = _html(tree)
    found = page_letters(body_of(parsed_html(f"<html><body>{html}</body></html>")))
    wanted = bytearray(b"\1" * len(found.letters))

    selection = Selection(found, wanted)
    selection.complete()
    selection.cut()

    assert letters_of(found.elements[0].text_content()) == found.letters


def _html(tree: object) -> str:
    if isinstance(tree, str):
        return f"{tree} <b>{tree}</b> tail"
    return "".join(f"<div>{_html(one)}</div>, " for one in tree)  # type: ignore[attr-defined]


def test_the_article_is_left_and_its_surroundings_are_gone():
    root = article(page())

    assert texts(root, "p") == [*PARAGRAPHS]
    assert not root.xpath("//nav//a|//footer//p|//aside//li")


def test_a_table_of_which_a_part_was_wanted_is_kept_whole():
    rows = "".join(f"<tr><td>Country {n}</td><td>{n * 7}</td></tr>" for n in range(12))
    root = article(page(f"<table><tr><th>Name</th><th>Share</th></tr>{rows}</table>"))

    assert len(texts(root, "td")) == 24
    assert texts(root, "th") == ["Name", "Share"]


def test_a_picture_in_the_article_is_kept_and_one_beside_it_is_not():
    html = page(
        '<div><picture><source srcset="b.webp"><img src="a.jpg" alt="A lake"></picture></div>'
    )
    html = html.replace(
        "<h2>Related stories", '<img src="teaser.jpg" alt="Other"><h2>Related stories'
    )

    root = article(html)

    assert [image.get("src") for image in root.iter("img")] == ["a.jpg"]
    assert len(list(root.iter("source"))) == 1


def test_a_teaser_with_picture_inside_the_article_is_left_out():
    teaser = (
        '<figure><a href="/other"><img src="b.jpg"><figcaption><h3>Another story</h3>'
        "<p>What it is about in some words.</p></figcaption></a></figure>"
    )

    assert not list(article(page(teaser)).iter("figure"))


def test_a_heading_over_a_kept_paragraph_is_kept():
    text = "A paragraph under a heading that is long enough to be one of the article, for sure."
    root = article(page(f"<h3>Money</h3><p>{text}</p>"))

    assert texts(root, "h3") == ["Money"]


def test_a_page_in_which_nothing_is_found_is_shown_with_a_notice(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("storage.importers.extraction.main_text", lambda *_: None)
    root = parsed_html(page())
    drop_unread(root)

    found = extracted(root)

    assert found.notice == UNSURE
    assert set(PARAGRAPHS) <= set(texts(found.root, "p"))
    assert "Another story number 1 that leads somewhere else" not in found.root.text_content()


def test_sparing_second_opinions_changes_nothing():
    pages = [
        page(),
        page("<p>" + "<br>".join(PARAGRAPHS) + "</p>"),
        page("<table>" + "<tr><td>a cell of it</td></tr>" * 40 + "</table>"),
        f"<html><body><div>{'</div><div>'.join(PARAGRAPHS * 3)}</div></body></html>",
        "<html><body><p>Short.</p></body></html>",
    ]
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    for html in pages:
        root = parsed_html(html)
        whole = bare_extraction(root, options=Extractor(output_format="xml", comments=False))
        unlinked = page_letters(body_of(root)).linked.count(0)

        spared = main_text(root, unlinked)

        assert (spared is None) == (whole is None)
        if spared is not None and whole is not None:
            assert etree.tostring(spared) == etree.tostring(whole.body)


@pytest.mark.parametrize(
    ("caption", "left"),
    [
        ("A lake at dawn. Photo: Ada Mar/Agency", "A lake at dawn."),
        ("Stau © aremac / Clipdealer", "Stau"),
        ("Ein See. Foto: Timur | flickr | CC BY 2.0", "Ein See."),
        ("© Ada Mar", ""),
        ("A photo of the lake, by a visitor", "A photo of the lake, by a visitor"),
        ("Bilder einer Ausstellung", "Bilder einer Ausstellung"),
    ],
)
def test_a_caption_ends_where_its_credit_begins(caption: str, left: str):
    assert without_credit(caption).strip() == left
