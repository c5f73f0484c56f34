"""Web pages for tests, as sites make them: an article with all that stands around it."""

from __future__ import annotations

from storage.importers.sources import Source

PARAGRAPHS = (
    "Ministers from forty countries met in Geneva on Monday to agree on a common plan for clean "
    "water, after two years of talks that had often been close to failure.",
    "“We will act now, and we will act together,” said Ana Ruiz, who leads the delegation of the "
    "World Health Organization and had asked for a fund of two billion dollars.",
    "Delegates from Kenya and Peru agreed to the text in the evening, although some of the poorer "
    "countries had hoped for more money and for a date by which it has to be paid.",
    "They meet again in May, when the first projects are to be chosen from a list of three hundred "
    "that was put together by engineers over the last winter.",
)
RELATED = "".join(
    f'<li><a href="/news/{n}">Another story number {n} that leads somewhere else</a></li>'
    for n in range(8)
)
HEAD = """<meta charset="utf-8"><title>Water for all: Geneva agrees - The Daily Globe</title>
<meta property="og:title" content="Water for all: Geneva agrees">
<meta property="og:site_name" content="The Daily Globe">
<meta name="author" content="By Ada Mar and Tom Reed">
<meta property="article:published_time" content="2024-03-05T08:30:00+01:00">
<link rel="canonical" href="https://globe.example/world/water">"""


def page(*inside: str, head: str = HEAD, title: str = "Water for all: Geneva agrees") -> str:
    """Give a news page whose article has the usual paragraphs and, after the second, `inside`."""
    texts = [f"<p>{text}</p>" for text in PARAGRAPHS]
    article = "\n".join([*texts[:2], *inside, *texts[2:]])
    return f"""<!DOCTYPE html><html lang="en-GB"><head>{head}</head><body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
</header>
<main><article><h1>{title}</h1>{article}</article>
<aside class="related"><h2>Related stories</h2><ul>{RELATED}</ul></aside></main>
<footer><p>© The Daily Globe. All rights reserved. Imprint and terms of use.</p></footer>
<script>document.write("never shown")</script></body></html>"""


def source_of(html: str | bytes, name: str = "water.html", **other: object) -> Source:
    """Give a page as a source, as if it had been a file of this name."""
    data = html.encode() if isinstance(html, str) else html
    return Source(data, name, name.partition(".")[0], **other)  # type: ignore[arg-type]
