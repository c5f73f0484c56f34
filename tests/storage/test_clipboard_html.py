"""Rich text from the clipboard is an article as it was copied."""

from __future__ import annotations

import pytest

from storage.errors import ImportFailed
from storage.importers.clipboard_html import read_rich_text
from storage.importers.composition import compose

URL = "https://globe.example/world/water"
CF_HTML = (
    "Version:0.9\r\nStartHTML:0000000157\r\nEndHTML:0000000500\r\nStartFragment:0000000193\r\n"
    f"EndFragment:0000000400\r\nSourceURL:{URL}\r\n"
    "<html><body>\r\n<!--StartFragment--><p>What was <b>copied</b>.</p><!--EndFragment-->\r\n"
    "</body></html>"
)


def test_everything_that_was_copied_is_there():
    html = (
        "<h2>Money</h2><p>A <em>short</em> text with <a href='/more'>a link</a>.</p><nav>Home</nav>"
        "<ul><li>one</li></ul>"
        "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table><aside>beside</aside>"
    )

    draft = read_rich_text(html, URL, "")

    assert [(part.kind, part.text) for part in draft.parts] == [
        ("heading", "Money"),
        ("paragraph", "A short text with a link."),
        ("paragraph", "Home"),
        ("item", "one"),
        *(("cell", text) for text in "abcd"),
        ("paragraph", "beside"),
    ]
    assert (draft.title, draft.url, draft.site) == ("Money", URL, "globe.example")
    targets = [mark.target for mark in draft.parts[1].marks if mark.kind == "link"]
    assert targets == ["https://globe.example/more"]


def test_the_header_of_windows_is_no_text_and_says_where_it_is_from():
    draft = read_rich_text(CF_HTML, "", "")

    assert compose(draft.parts).content.endswith("What was copied.")
    assert "Version" not in compose(draft.parts).content
    assert draft.url == URL


def test_a_known_address_wins_over_the_one_in_the_header():
    assert read_rich_text(CF_HTML, "https://b.example/", "").url == "https://b.example/"


def test_cells_are_read_in_the_table_that_they_were_copied_from():
    rows = "<tr><td>one</td><td>two</td></tr><tr><td>three</td><td>four</td></tr>"
    html = f"<html><body><table><!--StartFragment-->{rows}<!--EndFragment--></table></body></html>"

    draft = read_rich_text(html, "", "")

    assert [part.text for part in draft.parts if part.kind == "cell"] == [
        *("one", "two", "three", "four")
    ]


def test_addresses_that_run_something_are_no_links():
    draft = read_rich_text("<p><a href='javascript:x'>a</a> <a href='file:///b'>b</a></p>", "", "")

    assert draft.parts[-1].text == "a b"
    assert draft.parts[-1].marks == []


def test_markup_without_text_gives_way_to_the_plain_text():
    draft = read_rich_text("<meta charset='utf-8'><img>", "javascript:x", "Some words.")

    assert compose(draft.parts).content.endswith("Some words.")
    assert draft.url == ""


@pytest.mark.parametrize("html", ["", "<p> </p>", "<script>x</script>"])
def test_nothing_is_refused(html: str):
    with pytest.raises(ImportFailed, match="no text on the clipboard"):
        read_rich_text(html, "", " \n")
