# ruff: noqa: E501  feeds as they are
from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from storage.errors import ImportFailed
from storage.importers.feed import feed_links, parsed_feed, read_feed
from storage.importers.feed_entries import FoundFeed, is_feed
from storage.importers.feed_forms import MOST_ENTRIES, taken_down
from storage.importers.isolation import ReadingProcess
from storage.importers.reading import read_source
from storage.importers.sources import Source

URL = "https://example.org/news/feed"

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Lakes &amp;amp; rivers</title><link>https://example.org/</link><language>en-gb</language>
<item><title>Older &lt;em&gt;news&lt;/em&gt;</title><link>/older</link><guid isPermaLink="false">g1</guid>
<author>ana@example.org (Ana Ruiz)</author><pubDate>Mon, 01 Jan 2024 10:00:00 +0100</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>The <a href="../map">map</a> in full.</p><ul><li>one</ul><img src="/i.png" alt="A map">]]></content:encoded></item>
<item><title>Newer</title><link>https://example.org/newer</link>
<pubDate>Tue, 02 Jan 2024 10:00:00 GMT</pubDate><description>First.

Second.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>Seen</title>
<link href="https://example.org/"/><author><name>Tom Reed</name></author>
<entry><id>tag:1</id><title type="html">A &amp;lt; B</title><link rel="alternate" href="a"/>
<updated>2024-02-03T04:05:06Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><h2>Teil</h2><p>Der See.</p></div></content></entry></feed>"""

JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Lakes",
    "home_page_url": "https://example.org/",
    "authors": [{"name": "Ana Ruiz"}],
    "language": "en",
    "items": [
        {
            "id": 7,
            "url": "https://example.org/7",
            "title": "Seven",
            "content_html": "<p>The <b>lake</b>.",
            "date_published": "2024-01-02T03:04:05+01:00",
        },
        {"id": "8", "content_text": "Only text, without a title.\n\nAnd more of it."},
    ],
}


def found(text: str, **other: str) -> FoundFeed:
    return parsed_feed(Source(text.encode(), "The feed", url=URL, **other))  # type: ignore[arg-type]


def test_rss_entries_become_articles_with_the_newest_first() -> None:
    feed = found(RSS)
    assert (feed.title, feed.site_url) == ("Lakes & rivers", "https://example.org/")
    newer, older = (entry.article for entry in feed.entries)
    assert newer.title == "Newer"
    assert older.title == "Older news"
    assert [entry.key for entry in feed.entries] == ["https://example.org/newer", "g1"]
    assert (older.byline, older.site, older.language) == ("Ana Ruiz", "Lakes & rivers", "en-gb")
    assert older.url == "https://example.org/older"
    assert older.published_at == datetime(2024, 1, 1, 9, tzinfo=UTC)
    assert older.source == "feed"
    assert older.content.startswith("Older news\n\nThe map in full.")
    assert [block.kind for block in older.blocks[:3]] == ["heading", "paragraph", "item"]
    assert older.marks[0].target == "https://example.org/map"
    assert older.pictures[0].source == "https://example.org/i.png"
    assert newer.content == "Newer\n\nFirst.\n\nSecond."


def test_atom_entries_inherit_author_and_language() -> None:
    (entry,) = found(ATOM).entries
    article = entry.article
    assert (entry.key, entry.url) == ("tag:1", "https://example.org/news/a")
    assert (article.title, article.byline, article.language) == ("A < B", "Tom Reed", "de")
    assert article.content == "A < B\n\nTeil\n\nDer See."
    assert article.published_at == datetime(2024, 2, 3, 4, 5, 6, tzinfo=UTC)


def test_json_feed() -> None:
    feed = found(json.dumps(JSON))
    assert (feed.title, feed.site_url) == ("Lakes", "https://example.org/")
    seven, eight = (entry.article for entry in feed.entries)
    assert [entry.key for entry in feed.entries] == ["7", "8"]
    assert (seven.content, seven.byline) == ("Seven\n\nThe lake.", "Ana Ruiz")
    assert seven.published_at == datetime(2024, 1, 2, 2, 4, 5, tzinfo=UTC)
    assert eight.title == "Only text, without a title."


@pytest.mark.parametrize(
    "text",
    [
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel><title>T</title></channel><item><title>One</title><link>https://e.org/1</link></item></rdf:RDF>",
        '<rss version="0.91"><channel><title>T</title><item><title>One</title><link>https://e.org/1</link></item></channel></rss>',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">'
        "<channel><title>T</title></channel><item><title>One</title><link>https://e.org/1</link></item></rdf:RDF>",
        '<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>T</title><entry><title>One</title>'
        '<link rel="alternate" href="https://e.org/1"/></entry></feed>',
        '<rss version="2.0"><channel><title>T & co</title><item><title>One</title><link>https://e.org/1</link><desc',
    ],
    ids=["rss 1.0", "rss 0.91", "rss 0.90", "atom 0.3", "cut short"],
)
def test_old_and_broken_forms_are_read(text: str) -> None:
    (entry,) = found(text).entries
    assert (entry.title, entry.url) == ("One", "https://e.org/1")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-2", "koi8-r"])
def test_encoding_of_the_feed_is_heeded(encoding: str) -> None:
    word = "Żółć" if encoding != "koi8-r" else "Вода"
    text = f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel><title>{word}</title></channel></rss>'
    assert parsed_feed(Source(text.encode(encoding), "x")).title == word


def test_utf8_is_taken_as_such_whatever_the_server_says() -> None:
    text = '<rss version="2.0"><channel><title>Żółć</title></channel></rss>'
    assert found(text, charset="iso-8859-1").title == "Żółć"


def test_entry_is_known_by_what_it_says_if_by_nothing_else() -> None:
    text = '<rss version="2.0"><channel><item><description>{}</description></item></channel></rss>'
    keys = {found(text.format(words)).entries[0].key for words in ("one", "two", "one")}
    assert len(keys) == 2


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("ana@e.org (Ana Ruiz)", "Ana Ruiz"),
        ("Ana Ruiz &lt;ana@e.org>", "Ana Ruiz"),
        (f"Ana {'[' * 300_000}", f"Ana {'[' * 300_000}"),
    ],
    ids=["after", "before", "no address in much"],
)
def test_address_of_the_author_is_no_part_of_the_name(written: str, shown: str) -> None:
    text = f'<rss version="2.0"><channel><item><title>x</title><author>{written}</author></item></channel></rss>'
    assert taken_down(Source(text.encode(), "The feed")).entries[0].byline == shown


def test_entry_that_comes_twice_is_one() -> None:
    item = "<item><guid>1</guid><title>{}</title></item>"
    text = f'<rss version="2.0"><channel>{item.format("new")}{item.format("old")}</channel></rss>'
    assert [entry.title for entry in found(text).entries] == ["new"]


def test_script_in_a_feed_is_no_text() -> None:
    body = "&lt;script&gt;steal()&lt;/script&gt;&lt;p onclick='x()'&gt;Words &lt;a href='javascript:x()'&gt;link&lt;/a&gt;"
    text = f'<rss version="2.0"><channel><item><title>&lt;b&gt;T&lt;/b&gt;</title><description>{body}</description></item></channel></rss>'
    (entry,) = found(text).entries
    assert entry.article.content == "T\n\nWords link"
    assert not entry.article.marks


def test_feed_opened_as_a_file_is_one_text() -> None:
    draft = read_feed(Source(RSS.encode(), "feed.xml", url=URL))
    headings = [part.text for part in draft.parts if part.kind == "heading"]
    assert headings == ["Lakes & rivers", "Older news", "Newer"]
    assert "a feed with 2 entries. Follow its address" in draft.notices[0]
    assert read_source(Source(RSS.encode(), "feed.xml")).source == "feed"


def test_feed_without_entries_still_says_what_it_is() -> None:
    about = "<subtitle>All on the lake.</subtitle>"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The lake</title>{about}</feed>'
    article = read_source(Source(feed.encode(), "feed.xml"))
    assert article.content == "The lake\n\nAll on the lake."
    assert "0 entries" in article.notices[0]
    with pytest.raises(ImportFailed, match="nothing to read"):
        read_source(Source(b'<rss version="2.0"><channel></channel></rss>', "feed.xml"))


def test_feeds_that_a_page_offers() -> None:
    page = b"""<html><head><base href="/blog/">
    <link rel="alternate" type="application/rss+xml" title="Comments" href="comments.xml">
    <link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" title=" All
    posts " href="atom.xml"><link rel="alternate" type="application/feed+json" href="javascript:x">
    <link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="x.css">"""
    links = feed_links(Source(page, "The page", url="https://example.org/post/1"))
    assert [(link.url, link.title) for link in links] == [
        ("https://example.org/blog/atom.xml", "All posts"),
        ("https://example.org/blog/comments.xml", "Comments"),
    ]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (RSS.encode(), True),
        (b"\xef\xbb\xbf\n<!-- x --><?xml version='1.0'?><!DOCTYPE rss><rss>", True),
        (RSS.encode("utf-16"), True),
        (RSS.encode("utf-32-be"), True),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]>\n<rss version='2.0'>", True),
        (json.dumps(JSON).encode(), True),
        (b"<html><body>about <rss> and <feed>", False),
        (b'{"version": 1}', False),
        (b"", False),
        (b"<!--" * 5000, False),
    ],
)
def test_feed_is_told_by_its_beginning(data: bytes, expected: bool) -> None:
    assert is_feed(data) is expected


# -- feeds that mean harm

HEAD = '<rss version="2.0"><channel><title>T</title>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BAD = {
    "nothing": b"",
    "a page": b"<html><body>no feed",
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(200),
    "too large": b"<rss>" + b" " * 10_000_001,
    "json of another kind": b'{"version": "2", "items": []}',
    "json nested deep": b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 100_000,
    "json cut short": b'{"version": "https://jsonfeed.org/version/1", "items": [{"id"',
    "json with a number without end": b'{"version": "https://jsonfeed.org/version/1", "x": '
    + b"9" * 10_000
    + b"}",
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD.keys())
def test_what_is_no_feed_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ImportFailed, match=r"^The feed (is no feed|has more than 10 MB)"):
        parsed_feed(Source(data, "The feed"))


@pytest.mark.parametrize(
    "text",
    [
        f'<!DOCTYPE rss [<!ENTITY l0 "lol">{LAUGHS}]>'
        + HEAD
        + "<item><title>&l9;</title></item></channel></rss>",
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + HEAD
        + "<item><title>&x;</title></item></channel></rss>",
        HEAD + "<a>" * 20_000,
        HEAD + "<item><description>" + "&lt;div&gt;" * 20_000,
        '<rss version="2.0"><channel><title>T</title><item '
        + " ".join(f'a{n}="1"' for n in range(900))
        + "/>",
    ],
    ids=["laughs", "file entity", "deep", "deep html", "attributes"],
)
def test_hostile_feed_ends_and_tells_nothing(text: str) -> None:
    feed = found(text)
    assert feed.title == "T"
    told = "".join(entry.title + entry.article.content for entry in feed.entries)
    assert "root:" not in told
    assert "lollol" not in told


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "<a>" * 300_000,
        HEAD + "<item></item>" * 6_000,
        HEAD + "<item " + " ".join(f'a{n}="1"' for n in range(2_000)) + "/>",
    ],
    ids=["deep", "entries", "attributes"],
)
def test_feed_with_more_than_any_real_one_has_is_refused(text: str) -> None:
    with pytest.raises(ImportFailed, match="more elements than any real feed"):
        found(text)


def test_only_so_many_entries_are_read() -> None:
    items = "".join(f"<item><guid>{n}</guid><title>{n}</title></item>" for n in range(700))
    assert (
        len(found(f'<rss version="2.0"><channel>{items}</channel></rss>').entries) == MOST_ENTRIES
    )


def test_feed_is_parsed_in_a_process_of_its_own() -> None:
    reading = ReadingProcess()
    try:
        feed = reading.ask("parsed_feed", Source(RSS.encode(), "x", url=URL), name="x")
        assert feed == found(RSS)
        assert reading.ask("feed_links", Source(b"<p>", "x", url=URL), name="x") == ()
    finally:
        reading.close()
