"""The list of followed feeds, as other feed readers take it: OPML 2.0."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from xml.sax.saxutils import quoteattr

from storage.importers.opml import Subscription


def opml(subscriptions: Iterable[Subscription]) -> str:
    """Write feeds as OPML, each folder an outline around its feeds."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head>\n    <title>Feeds of Postil</title>\n  </head>",
        "  <body>",
    ]
    in_order = sorted(subscriptions, key=lambda one: one.folder.casefold())
    for folder, feeds in groupby(in_order, key=lambda one: one.folder):
        indent = "      " if folder else "    "
        outlines = [f"{indent}{_outline(feed)}" for feed in feeds]
        if folder:
            name = quoteattr(_shown(folder))
            outlines = [f"    <outline text={name} title={name}>", *outlines, "    </outline>"]
        lines += outlines
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _outline(feed: Subscription) -> str:
    name = quoteattr(_shown(feed.title or feed.url))
    site = f" htmlUrl={quoteattr(_shown(feed.site_url))}" if feed.site_url else ""
    return (
        f'<outline type="rss" text={name} title={name} xmlUrl={quoteattr(_shown(feed.url))}{site}/>'
    )


def _shown(text: str) -> str:
    """Leave out what XML cannot hold."""
    return "".join(c for c in text if c >= " " and c not in "\ufffe\uffff")
