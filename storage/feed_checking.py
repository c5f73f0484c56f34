"""Checking a feed: what is new in it becomes articles, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple, Protocol

from storage.errors import FetchFailed, ImportFailed, Offline
from storage.feeds import Feed, Followed, SeenEntry
from storage.importers.feed_entries import FoundEntry
from storage.intake import put, take_in
from storage.library import Library
from storage.types import ArticleId, ImportedArticle
from storage.web.feeds import Asking, FeedThere, feed_at, find_feed, may_be_local
from storage.web.fetching import never
from storage.web.hosts import Resolve, address_in, system_addresses, target_of
from storage.web.pages import Reading, read_page

FIRST = 20  # entries of a feed that is new here; the others are taken as seen
LONGEST_WAIT = timedelta(days=1)  # between two checks of a feed that fails
READING_S = 30.0  # for one feed or page, in the process that reads; real ones take one or two
GONE = 410


class Reader(Asking, Reading, Protocol):
    """What parses and reads for us, out of this process."""


class Checked(NamedTuple):
    """How a check went: new articles, those with a new text, and a sentence if it failed.

    `without_page` says of each new article that has the text of the feed, though its page was
    wanted, why the page did not come.
    """

    added: tuple[ArticleId, ...] = ()
    changed: tuple[ArticleId, ...] = ()
    error: str = ""
    without_page: tuple[str, ...] = ()


def without_page_sentence(reasons: Sequence[str]) -> str:
    """Say that pages did not come, and why the first of them did not."""
    has = "1 article has" if len(reasons) == 1 else f"{len(reasons):,} articles have"
    return f"{has} only the text of the feed: {reasons[0]}"


def check(
    library: Library,
    feed: Feed,
    reader: Reader,
    *,
    is_cancelled: Callable[[], bool] = never,
    resolve: Resolve = system_addresses,
) -> Checked:
    """Fetch a feed and add what is new in it; a failure is kept with the feed as a sentence.

    An address that is at home is fetched if the reader follows it as such. Raises: Offline, which
    is no fault of the feed; Cancelled, LibraryError. What had been added until then stays.
    """
    try:
        there = feed_at(
            feed.url,
            reader,
            etag=feed.etag,
            modified=feed.modified,
            allow_local=may_be_local(feed.url),
            is_cancelled=is_cancelled,
            resolve=resolve,
        )
    except Offline:
        raise
    except (FetchFailed, ImportFailed) as error:
        _record_failure(library, feed, error)
        return Checked(error=str(error))
    return take(library, feed, there, reader, is_cancelled=is_cancelled, resolve=resolve)


def followed_at(
    library: Library,
    address: str,
    reader: Reader,
    *,
    folder: str = "",
    wants_full_page: bool = False,
    allow_local: bool = False,
    is_cancelled: Callable[[], bool] = never,
    resolve: Resolve = system_addresses,
) -> tuple[Followed, Checked]:
    """Follow the feed at an address, or that of the page there, and take in its newest entries.

    `address` may be as typed, without https. One that is followed already is left as it is.
    Raises: FetchFailed, LocalAddress, ImportFailed, Cancelled, LibraryError.
    """
    there = find_feed(
        address_in(address) or address,
        reader,
        allow_local=allow_local,
        is_cancelled=is_cancelled,
        resolve=resolve,
    )
    found = there.found
    with library.transaction("Follow feed"):
        followed = library.feeds.follow(
            there.fetched.url,
            title=found.title if found else "",
            site_url=found.site_url if found else "",
            folder=folder,
        )
        if wants_full_page and followed.is_new:
            library.feeds.want_full_page([followed.id], wanted=True)
    if not followed.is_new:
        return followed, Checked()
    feed = library.feeds.get(followed.id)
    taken = take(library, feed, there, reader, is_cancelled=is_cancelled, resolve=resolve)
    return followed, taken


def take(
    library: Library,
    feed: Feed,
    there: FeedThere,
    reader: Reader,
    *,
    is_cancelled: Callable[[], bool] = never,
    resolve: Resolve = system_addresses,
) -> Checked:
    """Add what is new in a feed that has been fetched. Raises: Cancelled, LibraryError."""
    found, fetched = there.found, there.fetched
    added: list[ArticleId] = []
    changed: tuple[ArticleId, ...] = ()
    without_page: list[str] = []
    if found is not None:
        seen = library.feeds.seen(feed.id)
        entries = _told_apart(found.entries)
        new = [entry for entry in entries if entry.key not in seen]
        if not feed.wants_full_page:
            changed = _updated(library, entries, seen)
        if not seen:
            with library.unrecorded():
                library.feeds.remember(feed.id, map(_without_article, new[FIRST:]))
            del new[FIRST:]
        new.reverse()  # the newest is added last and so stands first on the shelf
        name = feed.title or found.title or feed.name
        batches = [[entry] for entry in new] if feed.wants_full_page else [new] if new else []
        for batch in batches:
            articles, why = [entry.article for entry in batch], ""
            if feed.wants_full_page:
                page, why = _full_page(batch[0], feed, reader, is_cancelled, resolve)
                articles = [page]
            with library.news(f"Add articles from {name}"):
                put_now = _put(library, feed, batch, articles)
            added += put_now
            without_page += [why] if why and put_now else []
    moved = fetched.moved_to if fetched.moved_to != feed.url else ""
    with library.unrecorded():
        library.feeds.record_check(
            feed.id,
            timedelta(minutes=feed.interval_minutes),
            url=moved,
            title=found.title if found else "",
            site_url=found.site_url if found else "",
            validators=(fetched.etag, fetched.modified) if found else None,
        )
    return Checked(tuple(reversed(added)), changed, without_page=tuple(without_page))


def _put(
    library: Library, feed: Feed, entries: Sequence[FoundEntry], articles: Sequence[ImportedArticle]
) -> list[ArticleId]:
    """Add articles but for those that the library has, also in the trash: none comes back."""
    added: list[ArticleId] = []
    seen: list[SeenEntry] = []
    for entry, article in zip(entries, articles, strict=True):
        known = library.feeds.article_like(article.url, article.content)
        if known is None and entry.url != article.url:
            known = library.feeds.article_like(entry.url, entry.article.content)
        if known is None:
            intake = put(library, article)
            known = intake.articles[0]
            if intake.status == "added":
                added.append(known)
        seen.append(SeenEntry(entry.key, entry.url, entry.title, known))
    library.feeds.remember(feed.id, seen)
    return added


def _updated(
    library: Library, entries: Sequence[FoundEntry], seen: Mapping[str, ArticleId | None]
) -> tuple[ArticleId, ...]:
    """Give articles the new text of their entries, each as an action that can be undone."""
    changed: list[ArticleId] = []
    for entry in entries:
        article = seen.get(entry.key)
        if (
            article is not None
            and library.feeds.has_other_text(article, entry.url, entry.article.content)
            and library.articles.is_update(entry.article)
        ):
            take_in(library, entry.article)
            changed.append(article)
    return tuple(changed)


def _told_apart(entries: Sequence[FoundEntry]) -> list[FoundEntry]:
    """Take away addresses that several entries share: they do not say which article it is."""
    count = Counter(entry.url for entry in entries if entry.url)
    return [
        entry._replace(url="", article=replace(entry.article, url=""))
        if count[entry.url] > 1
        else entry
        for entry in entries
    ]


def _full_page(
    entry: FoundEntry,
    feed: Feed,
    reader: Reading,
    is_cancelled: Callable[[], bool],
    resolve: Resolve,
) -> tuple[ImportedArticle, str]:
    """Give the page of an entry, or its text in the feed and why the page does not come."""
    if not entry.url:
        return entry.article, ""
    try:
        is_same_host = target_of(entry.url).host == target_of(feed.url).host
        page = read_page(
            entry.url,
            reader,
            allow_local=is_same_host and may_be_local(feed.url),
            is_cancelled=is_cancelled,
            resolve=resolve,
        )
    except Offline:
        raise  # the entry waits until its page can be fetched
    except (FetchFailed, ImportFailed) as error:
        return entry.article, str(error)
    page = replace(
        page,
        byline=page.byline or entry.article.byline,
        published_at=page.published_at or entry.article.published_at,
    )
    return page, ""


def _without_article(entry: FoundEntry) -> SeenEntry:
    return SeenEntry(entry.key, entry.url, entry.title, None)


def _record_failure(library: Library, feed: Feed, error: FetchFailed | ImportFailed) -> None:
    """Keep why it failed; each failure after another doubles the wait, "gone for good" ends it."""
    wait = timedelta(minutes=feed.interval_minutes)
    if feed.error and feed.checked_at and feed.next_check_at:
        wait = max(wait, 2 * (feed.next_check_at - feed.checked_at))
    is_gone = isinstance(error, FetchFailed) and error.status == GONE
    with library.unrecorded():
        library.feeds.record_check(
            feed.id, None if is_gone else min(wait, LONGEST_WAIT), error=str(error)
        )
