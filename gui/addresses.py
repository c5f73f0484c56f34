"""Opening addresses of the web: what the address bar of a browser would do, as an article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from urllib.parse import urlsplit

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from gui.importing import Batch, Importing
from gui.session import Notice, Session
from storage.errors import FetchFailed, IsFeed, LocalAddress
from storage.mass_intake import Tools, Wanted
from storage.types import ImportedArticle
from storage.web.hosts import is_named


class Addresses:
    """Fetches pages through the queue of a window; says what can be done where one does not come.

    `follow` is asked to follow the feed at an address.
    """

    def __init__(
        self, session: Session, importing: Importing, follow: Callable[[str], None]
    ) -> None:
        """Act through a session."""
        self._session = session
        self._importing = importing
        self._follow = follow
        self._failures: dict[str, FetchFailed] = {}  # written by the worker, one entry an address

    def open(self, addresses: Sequence[str], *, allow_local: bool = False) -> None:
        """Fetch pages and add them as articles; a single one is opened."""
        wanted = [Wanted(_shown(url), partial(self._read, url, allow_local)) for url in addresses]
        if len(addresses) == 1:
            hand_back = partial(self._hand_back, addresses[0])
            self._importing.run(Batch(_host(addresses[0]), wanted=wanted, hand_back=hand_back))
        elif wanted:
            self._importing.run(Batch(f"{len(addresses):,} addresses", wanted=wanted))

    def _read(self, url: str, allow_local: bool, tools: Tools) -> ImportedArticle:
        """Fetch and read a page, in the worker. Raises: PostilError."""
        from storage.web.pages import read_page

        self._failures.pop(url, None)
        try:
            return read_page(
                url, tools.process, allow_local=allow_local, is_cancelled=tools.is_cancelled
            )
        except FetchFailed as failure:
            self._failures[url] = failure
            raise

    def _hand_back(self, url: str, error: Exception) -> None:
        failure = self._failures.pop(url, None)
        offer, act = "Open in browser", partial(_browse, url)
        if isinstance(failure, LocalAddress) and is_named(failure.host, url):
            offer, act = "Open it anyway", partial(self.open, [url], allow_local=True)
        elif isinstance(failure, IsFeed):
            offer, act = "Follow the feed", partial(self._follow, url)
        self._session.noticed.emit(Notice(str(error), "warning", offer, act))


def _browse(url: str) -> None:
    QDesktopServices.openUrl(QUrl(url))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or url
    except ValueError:
        return url


def _shown(url: str) -> str:
    """Give an address for a line of a report."""
    shown = url.partition("//")[2].rstrip("/") or url
    return shown if len(shown) <= 100 else shown[:99] + "…"
