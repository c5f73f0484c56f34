"""Feeds of the web: the one at an address, or the one that the page there offers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple, Protocol

from storage.errors import FetchFailed
from storage.importers.feed_entries import FoundFeed, is_feed
from storage.importers.sources import Source
from storage.web.fetching import FEED, Fetched, Limits, fetch, never
from storage.web.hosts import Resolve, is_at_home, system_addresses, target_of
from storage.web.pages import source_of

LIMITS = Limits(file_s=30.0, bytes=10_000_000)


class Asking(Protocol):
    """What parses for us, out of this process: `importers.isolation.ReadingProcess`."""

    def ask(self, work: str, *arguments: object, name: str) -> Any:
        """Have work done. Raises: ImportFailed, Cancelled."""


class FeedThere(NamedTuple):
    """A feed and where it is; `fetched` has what the server says of it, `found` what is in it.

    `found` is None if it has not changed since last time.
    """

    fetched: Fetched
    found: FoundFeed | None


def feed_at(
    url: str,
    asking: Asking,
    *,
    etag: str = "",
    modified: str = "",
    allow_local: bool = False,
    is_cancelled: Callable[[], bool] = never,
    resolve: Resolve = system_addresses,
) -> FeedThere:
    """Fetch the feed at an address. Raises: FetchFailed, ImportFailed, Cancelled."""
    fetched = fetch(
        url,
        allow_local=allow_local,
        wanted=FEED,
        etag=etag,
        modified=modified,
        limits=LIMITS,
        is_cancelled=is_cancelled,
        resolve=resolve,
    )
    if fetched.status == "unchanged":
        return FeedThere(fetched, None)
    return FeedThere(fetched, _parsed(fetched, asking))


def find_feed(
    url: str,
    asking: Asking,
    *,
    allow_local: bool = False,
    is_cancelled: Callable[[], bool] = never,
    resolve: Resolve = system_addresses,
) -> FeedThere:
    """Give the feed at an address, or the first one that the page there offers.

    Raises: FetchFailed, LocalAddress, ImportFailed, Cancelled.
    """
    fetched = fetch(
        url,
        allow_local=allow_local,
        wanted=FEED,
        limits=LIMITS,
        is_cancelled=is_cancelled,
        resolve=resolve,
    )
    if is_feed(fetched.data):
        return FeedThere(fetched, _parsed(fetched, asking))
    source = source_of(fetched)
    links = asking.ask("feed_links", source, name=source.name)
    host = target_of(fetched.url).host
    if not links:
        raise FetchFailed(
            f"No feed was found at {host}. Look on the page for “RSS” or “Feed” and give the "
            "address of that link."
        )
    is_same_host = target_of(links[0].url).host == host
    there = feed_at(
        links[0].url,
        asking,
        allow_local=allow_local and is_same_host,
        is_cancelled=is_cancelled,
        resolve=resolve,
    )
    if there.found is not None and not there.found.site_url:
        there = there._replace(found=there.found._replace(site_url=fetched.url))
    return there


def may_be_local(url: str) -> bool:
    """Say whether a followed feed is at home by its very address, as the reader gave it."""
    return is_at_home(target_of(url).host)


def _parsed(fetched: Fetched, asking: Asking) -> FoundFeed:
    source: Source = replace(source_of(fetched), name=f"The feed at {target_of(fetched.url).host}")
    parsed: FoundFeed = asking.ask("parsed_feed", source, name=source.name)
    return parsed
