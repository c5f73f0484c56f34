"""A page of the web as an article, with its pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Lock
from time import monotonic
from typing import Literal, Protocol

from storage.errors import Cancelled, FetchFailed, IsFeed
from storage.importers.feed_entries import is_feed
from storage.importers.sources import Source
from storage.text.addresses import is_web
from storage.types import ImportedArticle, PictureFile
from storage.web.fetching import PICTURE, Fetched, Limits, fetch, never
from storage.web.hosts import Resolve, system_addresses, target_of

MOST_PICTURES = 60  # of one page
PICTURE_BYTES = 5_000_000
PICTURES_BYTES = 25_000_000  # of one page altogether
PICTURES_S = 20.0
AT_ONCE = 4

Stage = Literal["page", "reading", "pictures"]
Progress = Callable[[Stage, int, int | None], None]


class Reading(Protocol):
    """What reads for us, out of this process: `importers.isolation.ReadingProcess`."""

    def read(self, thing: Source) -> ImportedArticle:
        """Read a source. Raises: ImportFailed, Cancelled."""

    def checked_pictures(self, bodies: Iterable[bytes]) -> list[PictureFile | None]:
        """Give pictures with their measures, None for each that cannot be shown safely."""


def no_progress(_stage: Stage, _done: int, _all: int | None) -> None:
    """Tell nobody."""


def read_page(
    url: str,
    reading: Reading,
    *,
    allow_local: bool = False,
    progress: Progress = no_progress,
    is_cancelled: Callable[[], bool] = never,
    resolve: Resolve = system_addresses,
) -> ImportedArticle:
    """Fetch an address and read what is there, a page or a file of any format.

    `progress` hears of bytes of the page, then of pictures; `is_cancelled` is asked from other
    threads too. Raises: FetchFailed, LocalAddress, IsFeed, ImportFailed, Cancelled.
    """
    fetched = fetch(
        url,
        allow_local=allow_local,
        progress=lambda done, all_: progress("page", done, all_),
        is_cancelled=is_cancelled,
        resolve=resolve,
    )
    host = target_of(fetched.url).host
    if is_feed(fetched.data):
        raise IsFeed(f"At this address of {host} is a feed, not an article. Follow it under Feeds.")
    progress("reading", 0, None)
    article = reading.read(source_of(fetched))
    is_file = article.source != "html" and "." in fetched.name
    article = replace(
        article,
        url=article.url or fetched.url,
        site=article.site or host.removeprefix("www."),
        original_name=fetched.name if is_file else article.original_name,
    )
    return with_pictures(
        article,
        reading,
        local_host=target_of(url).host if allow_local else "",
        progress=progress,
        is_cancelled=is_cancelled,
        resolve=resolve,
    )


def source_of(fetched: Fetched) -> Source:
    """Give what was fetched to a reader."""
    return Source(
        fetched.data,
        f"The page at {target_of(fetched.url).host}",
        stem=fetched.name.rpartition(".")[0] or fetched.name,
        url=fetched.url,
        charset=fetched.charset,
        media_type=fetched.media_type,
    )


def with_pictures(
    article: ImportedArticle,
    reading: Reading,
    *,
    local_host: str = "",
    progress: Progress = no_progress,
    is_cancelled: Callable[[], bool] = never,
    resolve: Resolve = system_addresses,
) -> ImportedArticle:
    """Fetch the pictures of a page that are on the web, as far as limits allow.

    What does not come leaves its description. `local_host` may be at home. Raises: Cancelled.
    """
    missing = [p.source for p in article.pictures if p.file is None and is_web(p.source)]
    wanted = list(dict.fromkeys(missing))
    if not wanted:
        return article
    fetching = _Pictures(local_host, len(wanted[:MOST_PICTURES]), progress, is_cancelled, resolve)
    with ThreadPoolExecutor(AT_ONCE, "picture") as pool:
        bodies = list(pool.map(fetching.body, wanted[:MOST_PICTURES]))
    if is_cancelled():
        raise Cancelled("Cancelled; nothing was added.")
    files = dict(zip(wanted, reading.checked_pictures(bodies), strict=False))
    left_out = sum(files.get(source) is None for source in wanted)
    pictures = tuple(
        picture._replace(file=files.get(picture.source)) if picture.file is None else picture
        for picture in article.pictures
    )
    if not left_out:
        return replace(article, pictures=pictures)
    count = "1 picture" if left_out == 1 else f"{left_out} pictures"
    notice = f"{count} of this page could not be fetched; what the page says of it stands there."
    return replace(article, pictures=pictures, notices=(*article.notices, notice))


class _Pictures:
    """Fetches one picture after the other, from several threads, until time or room is used up."""

    def __init__(
        self,
        local_host: str,
        count: int,
        progress: Progress,
        is_cancelled: Callable[[], bool],
        resolve: Resolve,
    ) -> None:
        self._local_host = local_host
        self._count = count
        self._progress = progress
        self._is_cancelled = is_cancelled
        self._resolve = resolve
        self._until = monotonic() + PICTURES_S
        self._lock = Lock()
        self._done = self._bytes = 0

    def body(self, url: str) -> bytes:
        """Give a picture's file, b"" if it does not come."""
        try:
            left = self._until - monotonic()
            if left <= 0 or self._bytes >= PICTURES_BYTES or self._is_cancelled():
                return b""
            data = fetch(
                url,
                allow_local=target_of(url).host == self._local_host,
                wanted=PICTURE,
                limits=Limits(left, 0, min(PICTURE_BYTES, PICTURES_BYTES - self._bytes)),
                is_cancelled=self._is_cancelled,
                resolve=self._resolve,
            ).data
        except (FetchFailed, Cancelled):
            data = b""
        with self._lock:
            self._done += 1
            self._bytes += len(data)
            self._progress("pictures", self._done, self._count)
        return data
