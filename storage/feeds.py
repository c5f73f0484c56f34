"""The feeds that the reader follows, and which of their entries have been seen."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from storage.errors import NotFound
from storage.journal import Value
from storage.store import Store, from_iso, to_iso
from storage.text.canonical import canonical
from storage.text.web_keys import is_site, url_key
from storage.texts import digest
from storage.types import ArticleId, FeedId

if TYPE_CHECKING:
    from storage.importers.opml import Subscription

USUAL_MINUTES = 60
MOST_VERSIONS = 20  # texts of one article that a feed may give: some change with each look
NO_MORE = ""  # as `next_check_at`: the feed has ended

_SELECT = (
    "SELECT feed.*, (SELECT count(*) FROM feed_entry JOIN article ON article.id = article_id"
    " WHERE feed_id = feed.id AND deleted_at IS NULL) AS article_count FROM feed"
)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is followed.

    `error` is a sentence, "" if the last check went well. `next_check_at` is None for at once;
    `has_ended` says that it is checked no more. `article_count` counts articles on the shelf.
    """

    id: FeedId
    uid: str
    url: str
    title: str
    site_url: str
    folder: str
    wants_full_page: bool
    interval_minutes: int
    added_at: datetime
    checked_at: datetime | None
    next_check_at: datetime | None
    has_ended: bool
    etag: str
    modified: str
    error: str
    article_count: int

    @property
    def name(self) -> str:
        """What to call it."""
        return self.title or self.url.partition("//")[2].strip("/")


class Followed(NamedTuple):
    """What became of following a feed."""

    id: FeedId
    is_new: bool


class SeenEntry(NamedTuple):
    """An entry that a check found, with its article if it has one."""

    key: str
    url: str
    title: str
    article: ArticleId | None


class Feeds:
    """The feeds of one library.

    What the reader does happens inside `library.transaction`, what a check finds inside
    `library.unrecorded` or `library.news`.
    """

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    # -- reading

    def all(self) -> list[Feed]:
        """Give every feed by folder and name, those without a folder first."""
        rows = self._store.query(_SELECT)
        return sorted(
            map(_feed, rows), key=lambda feed: (feed.folder.casefold(), feed.name.casefold())
        )

    def get(self, feed: FeedId) -> Feed:
        """Give one feed. Raises: NotFound."""
        row = self._store.one(f"{_SELECT} WHERE id = ?", (feed,))
        if row is None:
            raise NotFound("This feed is no longer followed.")
        return _feed(row)

    def at(self, url: str) -> Feed | None:
        """Give the feed with this address, however it is written; None if none is followed."""
        key = _key(url)
        return next((feed for feed in self.all() if _key(feed.url) == key), None)

    def due(self, now: datetime) -> list[Feed]:
        """Give the feeds whose time has come, the one that waits longest first."""
        rows = self._store.query(
            f"{_SELECT} WHERE next_check_at IS NULL OR (next_check_at <> ? AND next_check_at <= ?)"
            " ORDER BY next_check_at, id",
            (NO_MORE, to_iso(now)),
        )
        return [_feed(row) for row in rows]

    def now(self) -> datetime:
        """Give the time by the clock of the library."""
        return self._store.clock()

    def seen(self, feed: FeedId) -> dict[str, ArticleId | None]:
        """Give the keys of the entries that have been seen, with their articles."""
        rows = self._store.query(
            "SELECT key, article_id FROM feed_entry WHERE feed_id = ?", (feed,)
        )
        return {row["key"]: row["article_id"] for row in rows}

    def article_like(self, url: str, content: str) -> ArticleId | None:
        """Give the article with this address or this very text, in the trash or not.

        The address of a whole site says nothing: small notes often have no other.
        """
        row = self._store.one(
            "SELECT article_id FROM article_text WHERE sha256 = ?", (digest(content),)
        )
        key = url_key(url)
        if row is None and key and not is_site(key):
            row = self._store.one("SELECT id FROM article WHERE url_key = ?", (key,))
        return ArticleId(row[0]) if row else None

    def has_other_text(self, article: ArticleId, url: str, content: str) -> bool:
        """Say whether an entry's article, still as the feed gave it, had other words so far.

        One that was deleted, or came from elsewhere, is left alone; so is one that never rests.
        """
        row = self._store.one(
            "SELECT 1 FROM article WHERE id = ? AND deleted_at IS NULL AND source = 'feed'"
            " AND url_key <> '' AND url_key = ? AND NOT EXISTS"
            " (SELECT 1 FROM article_text WHERE article_id = article.id AND sha256 = ?)"
            " AND (SELECT count(*) FROM article_text WHERE article_id = article.id) < ?",
            (article, url_key(url), digest(content), MOST_VERSIONS),
        )
        return row is not None

    def of_article(self, article: ArticleId) -> list[Feed]:
        """Give the feeds that an article came from."""
        rows = self._store.query(
            f"{_SELECT} WHERE id IN (SELECT feed_id FROM feed_entry WHERE article_id = ?)",
            (article,),
        )
        return [_feed(row) for row in rows]

    # -- what the reader does

    def follow(
        self, url: str, *, title: str = "", site_url: str = "", folder: str = ""
    ) -> Followed:
        """Follow a feed; one that is followed already stays as it is."""
        known = self.at(url)
        if known is not None:
            return Followed(known.id, is_new=False)
        return self._follow_new(url, title, site_url, folder)

    def follow_each(self, wanted: Iterable[Subscription]) -> list[Followed]:
        """Follow the feeds of a list; those that are followed already stay as they are."""
        ids = {_key(row["url"]): row["id"] for row in self._store.query("SELECT id, url FROM feed")}
        followed: list[Followed] = []
        for one in wanted:
            if (known := ids.get(_key(one.url))) is not None:
                followed.append(Followed(known, is_new=False))
                continue
            new = self._follow_new(one.url, one.title, one.site_url, one.folder)
            ids[_key(one.url)] = new.id
            followed.append(new)
        return followed

    def _follow_new(self, url: str, title: str, site_url: str, folder: str) -> Followed:
        row: dict[str, Value] = {
            "uid": uuid.uuid4().hex,
            "url": url,
            "title": _line(title),
            "site_url": site_url,
            "folder": _line(folder),
            "interval_minutes": USUAL_MINUTES,
            "added_at": to_iso(self._store.clock()),
        }
        return Followed(FeedId(self._store.insert("feed", row)), is_new=True)

    def unfollow(self, feeds: Iterable[FeedId]) -> None:
        """Follow feeds no longer; their articles stay. Undo brings back what was seen as well."""
        for feed in feeds:
            entries = self._store.query("SELECT id FROM feed_entry WHERE feed_id = ?", (feed,))
            for entry in entries:
                self._store.delete("feed_entry", entry["id"])
            self._store.delete("feed", feed)

    def rename(self, feed: FeedId, title: str) -> None:
        """Call a feed something else; an empty title changes nothing."""
        if _line(title):
            self._store.update("feed", feed, {"title": _line(title)})

    def move(self, feeds: Iterable[FeedId], folder: str) -> None:
        """Put feeds into a folder; "" is none."""
        for feed in feeds:
            self._store.update("feed", feed, {"folder": _line(folder)})

    def want_full_page(self, feeds: Iterable[FeedId], wanted: bool) -> None:
        """Fetch the page of each new entry, or be content with the text of the feed."""
        for feed in feeds:
            self._store.update("feed", feed, {"wants_full_page": int(wanted)})

    def set_interval(self, feeds: Iterable[FeedId], minutes: int) -> None:
        """Check feeds every so many minutes, counted from now."""
        for feed in feeds:
            self._store.update("feed", feed, {"interval_minutes": minutes, "next_check_at": None})

    # -- what a check finds; undo never touches it

    def remember(self, feed: FeedId, entries: Iterable[SeenEntry]) -> None:
        """Keep that entries have been seen; one that has been keeps its article."""
        now = to_iso(self._store.clock())
        self._store.execute_many_unrecorded(
            "INSERT INTO feed_entry (feed_id, key, url, title, article_id, seen_at)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [(feed, e.key, e.url, e.title, e.article, now) for e in entries],
        )

    def record_check(
        self,
        feed: FeedId,
        wait: timedelta | None,
        *,
        error: str = "",
        url: str = "",
        title: str = "",
        site_url: str = "",
        validators: tuple[str, str] | None = None,
    ) -> None:
        """Keep how a check went; the next one is after `wait`, None if there shall be no more.

        `url` is where the feed has moved to for ever; title and site fill what is empty.
        `validators` are the etag and the time of the last change, as the server gave them.
        """
        known = self._store.one("SELECT id FROM feed WHERE url = ?", (url,)) if url else None
        new_url = url if known is None else ""
        etag, modified = validators or ("", "")
        now = self._store.clock()
        self._store.execute_unrecorded(
            "UPDATE feed SET checked_at = ?, next_check_at = ?, error = ?,"
            " url = CASE WHEN ? <> '' THEN ? ELSE url END,"
            " title = CASE WHEN title = '' THEN ? ELSE title END,"
            " site_url = CASE WHEN site_url = '' THEN ? ELSE site_url END,"
            " etag = CASE WHEN ? THEN ? ELSE etag END,"
            " modified = CASE WHEN ? THEN ? ELSE modified END WHERE id = ?",
            to_iso(now),
            NO_MORE if wait is None else to_iso(now + wait),
            error,
            *(new_url, new_url, _line(title), site_url),
            *(validators is not None, etag, validators is not None, modified, feed),
        )


def _key(url: str) -> str:
    return url_key(url) or url


def _line(text: str) -> str:
    return " ".join(canonical(text).split())


def _feed(row: sqlite3.Row) -> Feed:
    next_check_at = row["next_check_at"]
    return Feed(
        id=row["id"],
        uid=row["uid"],
        url=row["url"],
        title=row["title"],
        site_url=row["site_url"],
        folder=row["folder"],
        wants_full_page=bool(row["wants_full_page"]),
        interval_minutes=row["interval_minutes"],
        added_at=from_iso(row["added_at"]),
        checked_at=from_iso(row["checked_at"]) if row["checked_at"] else None,
        next_check_at=from_iso(next_check_at) if next_check_at else None,
        has_ended=next_check_at == NO_MORE,
        etag=row["etag"],
        modified=row["modified"],
        error=row["error"],
        article_count=row["article_count"],
    )
