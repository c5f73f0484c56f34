"""Bytes of web pages become a tree, in whatever they are encoded and whatever they hold."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.importers.html_tree import MOST_ATTRIBUTES, parsed_html, parsed_xhtml

WORDS = "Grüße – naïve ‘x’"


def text(data: bytes | str, charset: str = "") -> str:
    return " ".join(parsed_html(data, charset).text_content().split())


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (f"<p>{WORDS}".encode(), ""),
        (codecs.BOM_UTF8 + f"<p>{WORDS}".encode(), "iso-8859-1"),
        (f"<meta charset=windows-1252><p>{WORDS}".encode("cp1252"), ""),
        (f'<meta http-equiv=x content="text/html; charset=latin1"><p>{WORDS}'.encode("cp1252"), ""),
        (f'<?xml version="1.0" encoding="ISO-8859-1"?><p>{WORDS}'.encode("cp1252"), ""),
        (f"<p>{WORDS}".encode("cp1252"), "ISO-8859-1"),
        (f"<meta charset=latin1><p>{WORDS}".encode(), ""),
        (f"<p>{WORDS}".encode(), "no-such-thing"),
        (codecs.BOM_UTF16_LE + f"<p>{WORDS}".encode("utf-16-le"), ""),
        (f"<p>{WORDS} {'word ' * 20}".encode("utf-16-le"), ""),
        (f"<p>{WORDS}".encode("cp1252"), ""),
    ],
    ids=[
        *("utf-8", "mark", "meta", "http-equiv", "declaration", "server", "wrong meta"),
        *("unknown name", "utf-16 with mark", "utf-16 without", "guessed"),
    ],
)
def test_letters_are_read_in_their_encoding(data, charset):
    assert text(data, charset).startswith(WORDS)


@pytest.mark.parametrize(
    ("charset", "encoding", "words"),
    [
        ("gb2312", "gb18030", "汉字"),
        ("shift_jis", "cp932", "日本語"),
        ("iso-2022-jp", "iso2022_jp", "日本語"),
        ("euc-kr", "cp949", "한국어"),
        ("koi8-r", "koi8_r", "Привет"),
        ("windows-1251", "cp1251", "Привет"),
    ],
)
def test_encodings_of_the_world(charset, encoding, words):
    assert text(f"<meta charset={charset}><p>{words}".encode(encoding)) == words


@pytest.mark.parametrize("data", [b"", b"   ", b"\0" * 100, b"<!-- -->", "", "<"])
def test_nothing_is_an_empty_page(data):
    assert text(data) in ("", "<")
    assert parsed_html(data).tag == "html"


def test_zeros_are_dropped():
    assert text("<p>be\0fore <b\0>bold") == "before bold"


@pytest.mark.parametrize(
    "attributes",
    [
        " ".join(f"a{number}=x" for number in range(100_000)),
        " ".join(f"a{number}" for number in range(100_000)),
        " ".join(f'a{number}=">"' for number in range(50_000)),
    ],
    ids=["values", "names", "brackets"],
)
def test_a_tag_with_very_many_attributes_keeps_the_first(attributes):
    root = parsed_html(f"<p {attributes}>text</p><p id=z>more")

    assert [paragraph.text for paragraph in root.iter("p")] == ["text", "more"]
    assert all(len(element.attrib) <= MOST_ATTRIBUTES for element in root.iter())


def test_a_long_address_is_no_crowd_of_attributes():
    address = "data:image/png;base64," + "A/=" * 10_000
    root = parsed_html(f"<script>if (a<b && c='x') {{{'x ' * 5000}}}</script><img src='{address}'>")

    assert root.find(".//img").get("src") == address


@given(st.binary(max_size=300))
def test_any_bytes_give_a_tree(data):
    assert parsed_html(data).tag == "html"
    assert parsed_html(b"<p>" + data, "utf-8").tag == "html"


@given(
    st.lists(st.sampled_from(["<p ", "<", ">", "'", '"', "=", "a", " ", "<!--", "-->", "<script>"]))
)
def test_any_markup_gives_a_tree(pieces):
    assert parsed_html("".join(pieces)).tag == "html"


def test_a_tag_with_a_name_without_end_is_no_long_work():
    root = parsed_xhtml(b"<html><body><p>Words &bad</p><" + b"b" * 400_000)

    assert "Words" in "".join(root.itertext())
