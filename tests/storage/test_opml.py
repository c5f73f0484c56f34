from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import ImportFailed
from storage.exporters.opml import opml
from storage.importers.isolation import ReadingProcess
from storage.importers.opml import Subscription, subscriptions_in
from storage.importers.reading import read_source
from storage.importers.sources import Source
from storage.library import Library
from storage.subscriptions import follow_all, subscriptions_of

OPML_2 = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Mine</title></head><body>
<outline text="News" title="News">
  <outline text="Europe"><outline type="rss" text="The lake" xmlUrl="https://lake.example/feed"
     htmlUrl="https://lake.example/"/></outline>
  <outline type="rss" title="Only title" text="" xmlUrl="https://b.example/rss"/>
</outline>
<outline type="link" text="No feed" url="https://c.example/"/>
<outline type="rss" text="Bad" xmlUrl="javascript:x()"/>
<outline type="rss" text="Again" xmlUrl="https://lake.example/feed"/>
</body></opml>"""
OPML_1 = b"""<opml version="1.1"><body><OUTLINE TEXT="A &amp; B" XMLURL="http://a.example/x?a=1&amp;b=2"/>"""


def test_folders_become_one_name() -> None:
    assert subscriptions_in(OPML_2.encode(), "list.opml") == [
        Subscription(
            "https://lake.example/feed", "The lake", "https://lake.example/", "News / Europe"
        ),
        Subscription("https://b.example/rss", "Only title", "", "News"),
    ]


def test_old_and_broken_lists_are_read() -> None:
    (feed,) = subscriptions_in(OPML_1, "list.opml")
    assert feed == Subscription("http://a.example/x?a=1&b=2", "A & B")


@pytest.mark.parametrize(
    "data",
    [b"", b"<html></html>", b"text", b"\x89PNG", b"<opml/>", b"<opml>" + b" " * 10_000_001],
)
def test_what_is_no_list_of_feeds_is_refused(data: bytes) -> None:
    with pytest.raises(ImportFailed, match="list"):
        subscriptions_in(data, "list.opml")


def test_list_is_no_article() -> None:
    with pytest.raises(ImportFailed, match=r"mine\.opml is a list of feeds"):
        read_source(Source(OPML_2.encode(), "mine.opml", path=Path("mine.opml")))


def test_many_feeds_deep_down_are_found_once_each() -> None:
    feeds = "".join(f'<outline text="{n}" xmlUrl="https://e.org/{n % 5}"/>' for n in range(20_000))
    around = '<outline text="f">' * 200 + feeds + "</outline>" * 200
    data = f"<opml><body>{around}<outline xmlUrl='https://e.org/x'/></body></opml>"

    found = subscriptions_in(data.encode(), "list.opml")

    assert [one.title for one in found] == ["0", "1", "2", "3", "4", ""]
    assert [one.folder[:5] for one in found] == ["f / f"] * 5 + [""]


def test_entities_and_depth_do_no_harm() -> None:
    hostile = (
        '<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><body>'
        '<outline text="&x;" xmlUrl="https://a.example/"/>' + "<outline>" * 100_000
    )
    (feed,) = subscriptions_in(hostile.encode(), "x")
    assert "root" not in feed.title


line = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=30)


@given(
    st.lists(
        st.builds(
            Subscription,
            st.from_regex(r"https://[a-z]{1,9}\.example/[a-z?=&'\"]{0,9}", fullmatch=True).filter(
                lambda url: '"' not in url
            ),
            line.filter(bool),
            st.just("https://site.example/"),
            line,
        ),
        min_size=1,
        unique_by=lambda one: one.url,
    )
)
def test_what_is_written_is_read_back(feeds: list[Subscription]) -> None:
    assert sorted(subscriptions_in(opml(feeds).encode(), "x")) == sorted(feeds)


def test_long_list_is_followed_each_feed_once(library: Library) -> None:
    feeds = [Subscription(f"https://a{number}.example/feed") for number in range(4000)]
    other = Subscription("http://www.a7.example/feed/")
    # it took minutes, in the thread of the window
    assert follow_all(library, [*feeds, other]) == "4,000 feeds followed, 1 followed already."


def test_list_is_followed_as_one_action_without_addresses_at_home(library: Library) -> None:
    at_home = OPML_2.replace("https://b.example/rss", "http://192.168.1.1/reboot")
    assert follow_all(library, subscriptions_in(at_home.encode(), "x")) == (
        "1 feed followed, 1 left out, since Postil does not go to such addresses by itself."
    )
    again = subscriptions_in(OPML_2.encode(), "x")
    assert follow_all(library, again) == "1 feed followed, 1 followed already."
    assert [feed.title for feed in subscriptions_of(library)] == ["Only title", "The lake"]
    library.undo()
    library.undo()
    assert not library.feeds.all()


def test_list_is_read_by_the_reading_process() -> None:
    process = ReadingProcess()
    try:
        data = OPML_2.encode()
        found = process.ask("subscriptions_in", data, "list.opml", name="list.opml")
        assert found == subscriptions_in(data, "list.opml")
        with pytest.raises(ImportFailed, match="not a list of feeds"):
            process.ask("subscriptions_in", b"<rss/>", "list.opml", name="list.opml")
    finally:
        process.close()
