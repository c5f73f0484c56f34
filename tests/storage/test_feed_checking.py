from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta

import pytest

from storage import feeds
from storage.errors import Cancelled, FetchFailed, Offline
from storage.feed_checking import FIRST, LONGEST_WAIT, Checked, check
from storage.feeds import Feed
from storage.importers.isolation import ReadingProcess
from storage.library import Library
from storage.types import Article
from storage.web.feeds import find_feed
from storage.web.hosts import Found
from tests.direct_reading import DirectReading
from tests.web_servers import Request, reply, serving

TEXT = "<p>" + "Ministers met in Geneva and agreed on what comes next for the lake. " * 4
HTML = {"content_type": "text/html; charset=utf-8"}


def item(n: int | str, text: str = "", link: str = "") -> str:
    address = link or f"/story/{n}"
    return (
        f"<item><guid isPermaLink='false'>id-{n}</guid><title>Story {n}</title>"
        f"<link>{address}</link><description>{text or f'Text of story {n}.'}</description></item>"
    )


def rss(*items: str, title: str = "The lake") -> bytes:
    feed = f"<rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>"
    return reply(feed, content_type="application/rss+xml", etag=f'"{hash(feed)}"')


def follow(library: Library, url: str) -> Feed:
    with library.transaction("Follow a feed"):
        return library.feeds.get(library.feeds.follow(url).id)


def checked(library: Library, feed: Feed) -> Checked:
    return check(library, library.feeds.get(feed.id), DirectReading())


def shelf(library: Library) -> list[Article]:
    return library.articles.among(library.articles.ids())


def titles(library: Library) -> list[str]:
    return [article.title for article in shelf(library)]


def test_new_entries_become_articles_the_newest_first(library: Library) -> None:
    replies = {"/feed": rss(item(2), item(1))}
    with serving(replies) as server:
        feed = follow(library, server.url("/feed"))
        assert len(checked(library, feed).added) == 2
        replies["/feed"] = rss(item(3), item(2), item(1))
        assert len(checked(library, feed).added) == 1
    assert titles(library) == ["Story 3", "Story 2", "Story 1"]
    followed = library.feeds.get(feed.id)
    assert (followed.title, followed.article_count, followed.error) == ("The lake", 3, "")
    assert followed.checked_at is not None
    assert followed.next_check_at is not None
    assert followed.next_check_at - followed.checked_at == timedelta(minutes=60)


def test_first_check_takes_the_newest_and_has_seen_the_others(library: Library) -> None:
    replies = {"/feed": rss(*(item(n) for n in range(100, 60, -1)))}
    with serving(replies) as server:
        feed = follow(library, server.url("/feed"))
        assert len(checked(library, feed).added) == FIRST
        assert titles(library)[0] == "Story 100"
        replies["/feed"] = rss(*(item(n) for n in range(101, 60, -1)))
        assert len(checked(library, feed).added) == 1
    assert len(shelf(library)) == FIRST + 1


def test_unchanged_feed_is_not_sent_again(library: Library) -> None:
    def answer(request: Request) -> Iterator[bytes]:
        yield reply(status=304) if "if-none-match" in request.headers else rss(item(1))

    with serving(answer) as server:
        feed = follow(library, server.url("/feed"))
        checked(library, feed)
        assert checked(library, feed) == Checked()
        assert len(server.requests) == 2
    assert library.feeds.get(feed.id).etag
    assert len(shelf(library)) == 1


def test_article_in_two_feeds_is_one(library: Library) -> None:
    with serving(
        {"/a": rss(item(1, "As feed A has it.")), "/b": rss(item(1, "As feed B."))}
    ) as server:
        a, b = follow(library, server.url("/a")), follow(library, server.url("/b"))
        assert len(checked(library, a).added) == 1
        assert checked(library, b).added == ()
    (article,) = shelf(library)
    assert {feed.id for feed in library.feeds.of_article(article.id)} == {a.id, b.id}


def test_entries_that_share_an_address_are_told_apart_by_their_text(library: Library) -> None:
    with serving({"/feed": rss(item(1, link="/home"), item(2, link="/home"))}) as server:
        assert len(checked(library, follow(library, server.url("/feed"))).added) == 2


def test_deleted_article_does_not_come_back(library: Library) -> None:
    replies = {"/feed": rss(item(1)), "/other": rss(item(1))}
    with serving(replies) as server:
        feed = follow(library, server.url("/feed"))
        (article,) = checked(library, feed).added
        with library.transaction("Delete"):
            library.articles.move_to_trash([article])
        replies["/feed"] = rss(item(2), item(1, "Changed."))
        checked(library, feed)
        checked(library, follow(library, server.url("/other")))
        assert titles(library) == ["Story 2"]
        with library.transaction("Purge"):
            library.articles.purge([article])
        replies["/feed"] = rss(item(2), item(1, "Changed again."))
        checked(library, feed)
    assert titles(library) == ["Story 2"]


def test_what_arrives_is_no_action_to_undo(library: Library) -> None:
    with serving({"/feed": rss(item(1))}) as server:
        checked(library, follow(library, server.url("/feed")))
    assert library.undo_label() == "Follow a feed"


def test_changed_entry_becomes_a_new_text_that_undo_takes_back(library: Library) -> None:
    replies = {"/feed": rss(item(1, "First words."), item(2))}
    with serving(replies) as server:
        feed = follow(library, server.url("/feed"))
        article = checked(library, feed).added[0]
        replies["/feed"] = rss(item(1, "Other words."), item(2))
        assert checked(library, feed) == Checked(changed=(article,))
        assert library.texts.current(article).content == "Story 1\n\nOther words."
        assert len(shelf(library)) == 2
        library.undo()
        assert library.texts.current(article).content == "Story 1\n\nFirst words."
        replies["/feed"] = rss(item(2), item(1, "Other words."))
        assert checked(library, feed) == Checked()  # the reader has taken it back


def test_feed_that_changes_with_each_look_does_not_fill_the_library(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST_VERSIONS", 3)
    replies: dict[str, bytes] = {}
    with serving(replies) as server:
        feed = follow(library, server.url("/feed"))
        for n in range(6):
            replies["/feed"] = rss(item(1, f"Read {n} times."))
            checked(library, feed)
    (article,) = shelf(library)
    assert library.texts.current(article.id).version == 3


# -- full pages


def follow_full(library: Library, url: str) -> Feed:
    feed = follow(library, url)
    with library.transaction("Change feed"):
        library.feeds.want_full_page([feed.id], wanted=True)
    return feed


def test_full_page_is_fetched_where_the_reader_wants_it(library: Library) -> None:
    page = f"<html><head><title>Story 1, in full</title></head><body><article>{TEXT}{TEXT}"
    with serving({"/feed": rss(item(2), item(1)), "/story/1": reply(page, **HTML)}) as server:
        checked(library, follow_full(library, server.url("/feed")))
        url = server.url("/story/1")
    without_page, full = shelf(library)
    assert (full.title, full.source, full.url) == ("Story 1, in full", "html", url)
    assert (without_page.title, without_page.source) == ("Story 2", "feed")


def test_full_page_at_home_is_refused_to_a_feed_from_outside(library: Library) -> None:
    def resolve(host: str, port: int) -> list[Found]:
        return [(socket.AF_INET, ("127.0.0.1", port))]

    with serving({"/feed": rss(item(1))}) as server:
        feed = follow_full(library, server.url("/feed", host="lakes.example.org"))
        assert "local network" in check(library, feed, DirectReading(), resolve=resolve).error
        assert not server.requests


# -- failures


def test_failure_is_kept_as_a_sentence_and_waits_longer_each_time(library: Library) -> None:
    replies = {"/feed": reply(status=500)}
    waits: list[timedelta] = []
    with serving(replies) as server:
        feed = follow(library, server.url("/feed"))
        for _ in range(8):
            assert "something went wrong there" in checked(library, feed).error
            failed = library.feeds.get(feed.id)
            assert failed.checked_at is not None
            assert failed.next_check_at is not None
            waits.append(failed.next_check_at - failed.checked_at)
        assert failed.error.startswith("The feed at 127.0.0.1 could not be read: something went")
        replies["/feed"] = rss(item(1))
        assert len(checked(library, feed).added) == 1
    assert waits[:3] == [timedelta(hours=1), timedelta(hours=2), timedelta(hours=4)]
    assert waits[-1] == LONGEST_WAIT
    assert library.feeds.get(feed.id).error == ""


def test_feed_that_is_gone_for_good_is_checked_no_more(library: Library) -> None:
    with serving({"/feed": reply(status=410)}) as server:
        feed = follow(library, server.url("/feed"))
        checked(library, feed)
    ended = library.feeds.get(feed.id)
    assert ended.has_ended
    assert "taken away for good" in ended.error
    assert library.feeds.due(ended.added_at + timedelta(days=1000)) == []


def test_feed_that_has_moved_for_ever_is_followed_there(library: Library) -> None:
    replies = {"/feed": reply(status=301, location="/new"), "/new": rss(item(1))}
    with serving(replies) as server:
        feed = follow(library, server.url("/feed"))
        checked(library, feed)
        assert library.feeds.get(feed.id).url == server.url("/new")


def test_feed_that_has_moved_for_now_stays(library: Library) -> None:
    replies = {"/feed": reply(status=302, location="/new"), "/new": rss(item(1))}
    with serving(replies) as server:
        feed = follow(library, server.url("/feed"))
        checked(library, feed)
        assert library.feeds.get(feed.id).url == server.url("/feed")


def test_page_where_a_feed_was_is_named_as_such(library: Library) -> None:
    with serving({"/feed": reply("<html><body>Gone shopping", **HTML)}) as server:
        feed = follow(library, server.url("/feed"))
        assert "is no feed that Postil knows" in checked(library, feed).error


def test_machine_that_is_offline_is_no_fault_of_the_feed(library: Library) -> None:
    def resolve(host: str, port: int) -> list[Found]:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    feed = follow(library, "https://lakes.example.org/feed")
    with pytest.raises(Offline, match="no connection to the internet"):
        check(library, feed, DirectReading(), resolve=resolve)
    assert library.feeds.get(feed.id) == feed


def test_cancelled_check_changes_nothing(library: Library) -> None:
    with serving({"/feed": rss(item(1))}) as server:
        feed = follow(library, server.url("/feed"))
        with pytest.raises(Cancelled):
            check(library, feed, DirectReading(), is_cancelled=lambda: True)
    assert library.feeds.get(feed.id) == feed


# -- finding a feed


def test_feed_of_a_page_is_found() -> None:
    page = '<html><head><link rel="alternate" type="application/rss+xml" href="feed"></head>'
    with serving({"/": reply(page, **HTML), "/feed": rss(item(1))}) as server:
        there = find_feed(server.url(), DirectReading(), allow_local=True)
        assert there.fetched.url == server.url("/feed")
        assert there.found is not None
        assert (there.found.title, there.found.site_url) == ("The lake", server.url())


def test_page_without_a_feed_says_so() -> None:
    with (
        serving({"/": reply("<html><body>x", **HTML)}) as server,
        pytest.raises(FetchFailed, match="No feed was found at"),
    ):
        find_feed(server.url(), DirectReading(), allow_local=True)


def test_check_with_the_reading_process(library: Library) -> None:
    reading = ReadingProcess()
    try:
        with serving({"/feed": rss(item(1))}) as server:
            feed = follow(library, server.url("/feed"))
            assert len(check(library, feed, reading).added) == 1
    finally:
        reading.close()
