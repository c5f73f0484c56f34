"""Feeds in and out of a library as lists that other programs understand."""

from __future__ import annotations

from collections.abc import Sequence

from storage.errors import FetchFailed
from storage.importers.opml import Subscription
from storage.library import Library
from storage.printing import counted
from storage.web.hosts import is_at_home, target_of


def follow_all(library: Library, listed: Sequence[Subscription]) -> str:
    """Follow the feeds of a list, as one action, and say what came of it.

    Those of this machine or its network are left out: who wrote the list must not choose them.
    Raises: LibraryError.
    """
    wanted = [one for one in listed if _is_out_there(one)]
    with library.transaction("Follow feeds"):
        followed = library.feeds.follow_each(wanted)
    new = sum(one.is_new for one in followed)
    said = [f"{counted(new, 'feed')} followed"]
    if known := len(wanted) - new:
        said.append(f"{known} followed already")
    if left_out := len(listed) - len(wanted):
        said.append(f"{left_out} left out, since Postil does not go to such addresses by itself")
    return ", ".join(said) + "."


def subscriptions_of(library: Library) -> list[Subscription]:
    """Give the followed feeds for a list."""
    return [
        Subscription(feed.url, feed.name, feed.site_url, feed.folder)
        for feed in library.feeds.all()
    ]


def _is_out_there(one: Subscription) -> bool:
    try:
        return not is_at_home(target_of(one.url).host)
    except FetchFailed:
        return False
