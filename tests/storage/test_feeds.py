from __future__ import annotations

import pytest

from storage.feeds import SeenEntry
from storage.library import Library
from storage.types import FeedId
from tests.builders import make_imported

URL = "https://example.org/feed.xml"


@pytest.fixture
def feed(library: Library) -> FeedId:
    with library.transaction("Follow a feed"):
        return library.feeds.follow(URL, title="Example", folder="News").id


def test_followed_feed_is_due_at_once(library: Library, feed: FeedId) -> None:
    (followed,) = library.feeds.all()
    assert (followed.title, followed.folder, followed.url) == ("Example", "News", URL)
    assert followed.checked_at is None
    assert [one.id for one in library.feeds.due(followed.added_at)] == [feed]


@pytest.mark.parametrize("url", [URL, "http://www.example.org/feed.xml", URL + "?utm_source=x"])
def test_feed_is_followed_once_however_its_address_is_written(
    library: Library, feed: FeedId, url: str
) -> None:
    with library.transaction("Follow a feed"):
        assert library.feeds.follow(url) == (feed, False)
    assert len(library.feeds.all()) == 1


def test_following_can_be_undone_and_done_again(library: Library, feed: FeedId) -> None:
    with library.unrecorded():
        library.feeds.remember(feed, [SeenEntry("1", "", "One", None)])
    library.undo()
    assert not library.feeds.all()
    library.redo()
    assert library.feeds.get(feed).title == "Example"


def test_unfollowing_keeps_the_articles_and_undo_what_was_seen(
    library: Library, feed: FeedId
) -> None:
    with library.news("Add articles"):
        article = library.articles.take(make_imported()).id
        library.feeds.remember(
            feed, [SeenEntry("1", "", "One", article), SeenEntry("2", "", "Two", None)]
        )
    assert library.feeds.get(feed).article_count == 1
    with library.transaction("Unfollow"):
        library.feeds.unfollow([feed])
    assert not library.feeds.all()
    assert library.articles.get(article).deleted_at is None
    library.undo()
    assert library.feeds.seen(feed) == {"1": article, "2": None}
    assert [one.id for one in library.feeds.of_article(article)] == [feed]


def test_news_are_heard_of_and_not_undone(library: Library) -> None:
    with library.transaction("Follow a feed"):
        library.feeds.follow(URL)
    with library.transaction("Follow a feed"):
        library.feeds.follow("https://example.org/other")
    library.undo()
    with Library.open(library.path) as other:
        heard: list[str] = []
        other.subscribe(lambda changes: heard.append(changes.label))
        with library.news("Add articles"):
            article = library.articles.take(make_imported()).id
        other.poll()
    assert heard == ["Add articles"]
    assert library.undo_label() == "Follow a feed"
    assert library.redo() is not None  # what was undone can still be done again
    library.undo()
    library.undo()
    assert not library.feeds.all()
    assert library.articles.get(article).deleted_at is None


def test_order_is_by_folder_and_name(library: Library) -> None:
    with library.transaction("Follow feeds"):
        for folder, title in (("b", "x"), ("A", "z"), ("", "late"), ("a", "Y")):
            library.feeds.follow(f"https://example.org/{title}", title=title, folder=folder)
    assert [feed.title for feed in library.feeds.all()] == ["late", "Y", "z", "x"]


def test_reader_chooses_full_pages_and_how_often(library: Library, feed: FeedId) -> None:
    with library.transaction("Change feed"):
        library.feeds.want_full_page([feed], wanted=True)
        library.feeds.set_interval([feed], 15)
        library.feeds.rename(feed, " Another\nname ")
        library.feeds.move([feed], "Science")
    changed = library.feeds.get(feed)
    assert (changed.wants_full_page, changed.interval_minutes) == (True, 15)
    assert (changed.title, changed.folder) == ("Another name", "Science")


def test_entries_that_lead_to_the_same_site_are_not_the_same(library: Library) -> None:
    with library.transaction("Add"):
        library.articles.take(make_imported(url="https://a.example/"))
        noted = library.articles.take(make_imported("Other words.", url="https://b.example/1")).id
    assert library.feeds.article_like("https://a.example/", "A new note.") is None
    assert library.feeds.article_like("https://b.example/1", "A new text.") == noted


def test_purged_article_stays_seen(library: Library, feed: FeedId) -> None:
    with library.news("Add articles"):
        article = library.articles.take(make_imported()).id
        library.feeds.remember(feed, [SeenEntry("1", "", "One", article)])
    with library.transaction("Delete"):
        library.articles.move_to_trash([article])
    with library.transaction("Purge"):
        library.articles.purge([article])
    assert library.feeds.seen(feed) == {"1": None}
