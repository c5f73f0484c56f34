"""What `postil feeds` does: list, follow, unfollow, check, and lists of other programs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from storage.command_import import at_home_sentence
from storage.errors import LocalAddress, NotFound, Offline, PostilError
from storage.exporters.catalogue import write
from storage.exporters.opml import opml
from storage.feed_checking import READING_S, Checked, check, followed_at, without_page_sentence
from storage.feeds import Feed
from storage.importers.files import source_in
from storage.importers.isolation import ReadingProcess
from storage.library import Library
from storage.printing import counted, one_line, table
from storage.store import to_iso
from storage.subscriptions import follow_all, subscriptions_of

Say = Callable[[str], None]
Facts = list[dict[str, object]]


def list_feeds(library: Library, _arguments: Namespace, say: Say, _complain: Say) -> Facts:
    """Say which feeds are followed and how their last check went."""
    feeds = library.feeds.all()
    if not feeds:
        say("No feeds.")
    else:
        header = ("id", "articles", "checked", "folder", "title")
        say(table(header, [_row(feed) for feed in feeds]))
    return [_facts(feed) for feed in feeds]


def follow(library: Library, arguments: Namespace, say: Say, complain: Say) -> Facts:
    """Follow the feeds at addresses and take in their newest entries."""
    told: Facts = []
    with closing(ReadingProcess(time_limit_s=READING_S)) as reading:
        for address in arguments.addresses:
            try:
                followed, checked = followed_at(
                    library,
                    address,
                    reading,
                    folder=arguments.folder,
                    wants_full_page=arguments.full_page,
                    allow_local=arguments.allow_local,
                )
            except PostilError as error:
                said = str(error)
                if isinstance(error, LocalAddress):
                    said = at_home_sentence(error, address)
                complain(said)
                told.append({"address": address, "error": said})
                continue
            feed = library.feeds.get(followed.id)
            count = counted(len(checked.added), "new article")
            what = f"followed, {count}" if followed.is_new else "followed already"
            say(f"{what}: {one_line(feed.name)}")
            _say_without_page(checked, say)
            told.append({"address": address, "new": len(checked.added), **_facts(feed)})
    return told


def unfollow(library: Library, arguments: Namespace, say: Say, _complain: Say) -> Facts:
    """Follow feeds no longer."""
    feeds = [_named(library, name) for name in arguments.feeds]
    with library.transaction("Unfollow feeds"):
        library.feeds.unfollow(dict.fromkeys(feed.id for feed in feeds))
    for feed in feeds:
        say(f"no longer followed: {one_line(feed.name)}")
    return []


def check_feeds(library: Library, arguments: Namespace, say: Say, complain: Say) -> Facts:
    """Take in what is new."""
    if arguments.feeds:
        feeds = [_named(library, name) for name in arguments.feeds]
    else:
        feeds = library.feeds.due(library.feeds.now()) if arguments.due else library.feeds.all()
    told: Facts = []
    with closing(ReadingProcess(time_limit_s=READING_S)) as reading:
        for feed in feeds:
            try:
                checked = check(library, feed, reading)
            except Offline as error:  # no fault of the feed, so it is not kept with it
                complain(f"{feed.name}: {error}")
                told.append({"new": 0, **_facts(feed), "error": str(error)})
                continue
            if checked.error:
                complain(f"{feed.name}: {checked.error}")
            else:
                say(f"{counted(len(checked.added), 'new article')}: {one_line(feed.name)}")
                _say_without_page(checked, say)
            told.append({"new": len(checked.added), **_facts(library.feeds.get(feed.id))})
    return told


def import_opml(library: Library, arguments: Namespace, say: Say, _complain: Say) -> Facts:
    """Follow the feeds of a list; nothing is fetched yet."""
    source = source_in(arguments.file)
    with closing(ReadingProcess(time_limit_s=READING_S)) as process:
        listed = process.ask("subscriptions_in", source.data, source.name, name=source.name)
    say(follow_all(library, listed))
    return []


def export_opml(library: Library, arguments: Namespace, say: Say, _complain: Say) -> bytes | Facts:
    """Write the list of feeds."""
    text = opml(subscriptions_of(library))
    if arguments.output == "-":
        return text.encode("utf-8")
    write(Path(arguments.output), text)
    say(f"{counted(len(library.feeds.all()), 'feed')} written to {arguments.output}")
    return []


ACTS: dict[str, Callable[[Library, Namespace, Say, Say], bytes | Facts]] = {
    "list": list_feeds,
    "follow": follow,
    "unfollow": unfollow,
    "check": check_feeds,
    "import-opml": import_opml,
    "export-opml": export_opml,
}


def _named(library: Library, name: str) -> Feed:
    """Find a feed by id, by address or by a part of its name that no other has."""
    feeds = library.feeds.all()
    same = [f for f in feeds if name in (str(f.id), f.uid, f.url)] or [
        feed for feed in feeds if name.casefold() == feed.name.casefold()
    ]
    found = same or [feed for feed in feeds if name.casefold() in feed.name.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        first = ", ".join(f"{feed.id} “{feed.name}”" for feed in found[:5])
        raise NotFound(f"{len(found)} feeds have “{name}” in their name: {first}. Give a number.")
    raise NotFound(f"No followed feed has the number, the address or the name “{name}”.")


def _say_without_page(checked: Checked, say: Say) -> None:
    if checked.without_page:
        say(f"  {one_line(without_page_sentence(checked.without_page))}")


def _row(feed: Feed) -> tuple[str, ...]:
    checked = feed.checked_at.strftime("%Y-%m-%d %H:%M") if feed.checked_at else "never"
    title = f"{feed.name} ({feed.error})" if feed.error else feed.name
    return (str(feed.id), str(feed.article_count), checked, feed.folder, title)


def _facts(feed: Feed) -> dict[str, object]:
    return {
        "id": feed.id,
        "uid": feed.uid,
        "title": feed.name,
        "url": feed.url,
        "site": feed.site_url,
        "folder": feed.folder,
        "full_page": feed.wants_full_page,
        "minutes": feed.interval_minutes,
        "checked": to_iso(feed.checked_at) if feed.checked_at else None,
        "articles": feed.article_count,
        "error": feed.error,
    }
