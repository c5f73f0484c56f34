"""Files of each format to be damaged: made here, and real ones from a folder if one is given."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

ENDINGS = {
    "text": ".txt",
    "markdown": ".md",
    "html": ".html",
    "mhtml": ".mhtml",
    "epub": ".epub",
    "pdf": ".pdf",
    "docx": ".docx",
    "odt": ".odt",
    "rtf": ".rtf",
    "feed": ".xml",
}
MOST_BYTES = 400_000  # of a real file; larger ones only take longer


@cache
def seeds(format_: str, folder: Path | None) -> list[tuple[str, bytes]]:
    """Give named files of a format."""
    ending = ENDINGS[format_]
    made = [(f"seed{ending}", data) for data in MADE[format_]()]
    found = sorted(folder.rglob(f"*{ending}")) if folder else []
    small = [path for path in found if path.is_file() and path.stat().st_size <= MOST_BYTES]
    return made + [(path.name, path.read_bytes()) for path in small]


TEXT = """The report of the committee

By Ada Mar

The committee met in *Geneva* on 3 May[^1]. "We will act now," said **Ana Ruiz**.

- one
- two
  1. inner

> quoted words

| who | what |
|-----|------|
| Ana | acts |

    code that is kept

![A map](map.png) and [a link](https://example.org/a).

---

[^1]: A note.
"""
HTML = "&lt;p&gt;Words &lt;a href='/a'&gt;on&lt;/a&gt; it.&lt;ul&gt;&lt;li&gt;one&lt;/ul&gt;"
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Lakes</title>
<link>https://example.org/</link><item><title>Low &amp;amp; high</title><guid>1</guid>
<author>a@example.org (Ana Ruiz)</author><pubDate>Mon, 01 Jan 2024 10:00:00 GMT</pubDate>
<description>{HTML}</description></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/"><title>Lakes</title>
<entry><id>1</id><title type="html">Low</title><link href="a"/>
<updated>2024-01-02T03:04:05Z</updated>
<content type="html">{HTML}</content></entry></feed>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Lakes", "items":
[{"id": 1, "url": "https://example.org/a", "content_html": "<p>Low",
"date_published": "2024-01-02"}]}"""
MADE: dict[str, Callable[[], list[bytes]]] = {
    "text": lambda: [TEXT.encode(), TEXT.encode("utf-16")],
    "markdown": lambda: [f"---\ntitle: T\n---\n{TEXT}".encode()],
    "feed": lambda: [RSS.encode(), ATOM.encode("utf-16"), JSON_FEED.encode()],
}
