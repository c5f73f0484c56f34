"""Files of each format to be damaged: made here, and real ones from a folder if one is given."""

from __future__ import annotations

import base64
import io
import quopri
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from PIL import Image

from storage.exported import KeptEntity, KeptFindings, KeptMention, KeptQuote
from storage.exporters.interchange import to_json
from storage.importers.reading import read_source
from storage.importers.sources import Source
from storage.types import Span
from tests import epub_files, office_files, pages, pdf_files
from tests.builders import annotation_on, make_export, picture_file

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
    "clipboard": ".html",
    "picture": "",
    "export": ".json",
    "opml": ".opml",
}
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".tif", ".ico")
MOST_BYTES = 400_000  # of a real file; larger ones only take longer


@cache
def seeds(format_: str, folders: tuple[Path, ...]) -> list[tuple[str, bytes]]:
    """Give named files of a format: those of the folders if there are any, or those made here."""
    ending = ENDINGS[format_]
    endings = (ending,) if ending else PICTURES
    found = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    real = [
        (path.name, path.read_bytes())
        for path in found
        if path.name.endswith(endings) and path.stat().st_size <= MOST_BYTES
    ]
    return real or [(f"seed{ending}", data) for data in MADE[format_]()]


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
RICH = """<h2 id="a">A part</h2><p>Words, <b>bold</b>, <a href="https://example.org/x">linked</a>,
<sup><a href="#n1" id="r1">1</a></sup> x<sub>2</sub><br><br>and <code>code</code>.</p>
<ul><li>one<ol start="4" type="a"><li>two</li></ol></li></ul><dl><dt>term</dt><dd>meaning</dd></dl>
<blockquote><p>Said <q>so</q>.</p><blockquote>And so.</blockquote></blockquote><pre> kept
  as it is</pre><table><caption>Numbers</caption><thead><tr><th colspan="2">Who</th></tr></thead>
<tr><td rowspan="2">Ana<p>Ruiz</p></td><td>1</td></tr><tr><td>2</td></tr></table>
<figure><img src="p.png" srcset="a.png 1x, b.png 2x" alt="A map">
<figcaption>Map</figcaption></figure>
<p dir="rtl">\u0633\u0644\u0627\u0645</p><math alttext="x+y"/><hr>
<aside epub:type="footnote" role="doc-footnote" id="n1"><p>1. A note.
<a href="#r1">back</a></p></aside>
"""
HTML_OF_WINDOWS = (
    "Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000200\r\nSourceURL:https://example.org/b\r\n"
    f"<html><body><!--StartFragment-->{RICH}<!--EndFragment--></body></html>"
)


def _pages() -> list[bytes]:
    return [
        pages.page(RICH).encode(),
        RICH.encode("utf-16"),
        pages.page().encode("cp1252", "replace"),
    ]


def _mhtml() -> list[bytes]:
    head = b'From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="=e"\r\n\r\n'
    text = quopri.encodestring(pages.page(RICH).encode())
    picture = base64.encodebytes(picture_file())
    return [
        head
        + b"--=e\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: "
        + b"quoted-printable\r\nContent-Location: https://example.org/a\r\n\r\n"
        + text
        + b"\r\n--=e\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
        + b"Content-Location: https://example.org/p.png\r\n\r\n"
        + picture
        + b"\r\n--=e--\r\n"
    ]


def _books() -> list[bytes]:
    chapters = {
        "c1.xhtml": RICH,
        "c2.xhtml": f'<h1>Two</h1><p><a href="c1.xhtml#a">on</a></p>{RICH}',
    }
    contents = epub_files.nav(
        '<li><a href="c1.xhtml">One</a></li><li><a href="c2.xhtml#a">2</a></li>'
    )
    files: dict[str, str | bytes] = {"OEBPS/p.png": picture_file(), "OEBPS/nav.xhtml": contents}
    return [epub_files.book(chapters, files, items=epub_files.NAV_ITEM)]


def _pdfs() -> list[bytes]:
    page = pdf_files.Page()
    page.text(72, 720, "A title", 20, "bold")
    page.paragraph(72, 690, TEXT.replace("\n", " "), 300)
    page.picture(72, 300, 100, 80)
    page.links.append(((72, 600, 200, 690), "https://example.org/a"))
    return [pdf_files.pdf_of([page], info={"Title": "T"}), pdf_files.article(3)]


def _documents() -> list[bytes]:
    p, r, style = office_files.p, office_files.r, office_files.style
    cell = f"<w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>{p('cell')}</w:tc>"
    body = (
        p("Heading", "H1")
        + p(r("bold", "<w:b/>") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + p("item", properties='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>')
        + f"<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}</w:tr></w:tbl>"
        + p(
            "<w:ins><w:r><w:t>new</w:t></w:r></w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
        )
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="1"><w:start w:val="3"/>'
        '<w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    return [
        office_files.docx(
            body,
            styles=style("H1", "heading 1"),
            numbering=numbering,
            footnotes=f'<w:footnote w:id="2">{p("A note.")}</w:footnote>',
        )
    ]


def _open_documents() -> list[bytes]:
    body = (
        '<text:h text:outline-level="1">Heading</text:h><text:p>Words<text:note text:id="f1" '
        'text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>A note.</text:p></text:note-body></text:note> on<text:s text:c='3'/>it</text:p>"
        "<text:list><text:list-item><text:p>one</text:p><text:list><text:list-item><text:p>two"
        "</text:p></text:list-item></text:list></text:list-item></text:list><table:table>"
        '<table:table-row><table:table-cell table:number-columns-repeated="2"><text:p>cell</text:p>'
        "</table:table-cell></table:table-row></table:table>"
        '<text:p><text:a xlink:href="https://example.org/">link</text:a></text:p>'
    )
    return [office_files.odt(body, meta="<dc:title>T</dc:title>")]


RTF = (
    r"{\info{\title T}{\author Ada}}\pard\s1 Heading\par\pard Words {\b bold} \u8220?q\'94 "
    r"{\f1 \'82\'a0}{\super {\footnote\pard A note.}}\par{\listtext 1.\tab}\ls1\ilvl0 item\par"
    r"\trowd\cellx100\cellx200\intbl a\cell b\cell\row\pard{\field{\*\fldinst HYPERLINK "
    r'"https://example.org/"}{\fldrslt link}}{\pict\pngblip 89504e47}{\*\objdata 00}\par'
)
OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="News">
<outline text="Lake &amp; sea" xmlUrl="https://lake.example/feed" htmlUrl="https://lake.example/"/></outline>
<outline xmlUrl="https://b.example/"/></body></opml>"""
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20" width="10mm"><defs><g id="a">
<path d="M0 0L9 9"/></g></defs><script>x()</script><style>g{fill:url(#b)}</style><use href="#a"/>
<image href="x.png"/><text onload="x()">Low</text></svg>"""


def _pictures() -> list[bytes]:
    made = [SVG.encode()]
    for format_ in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "ICO", "PPM"):
        buffer = io.BytesIO()
        picture = Image.radial_gradient("L").resize((60, 40)).convert("RGB")
        picture.save(buffer, format_)
        made.append(buffer.getvalue())
    return made


def _exports() -> list[bytes]:
    article = read_source(Source(f"---\ntitle: T\n---\n{TEXT}".encode(), "seed.md", "seed"))
    notes = (
        annotation_on(article.content, Span(0, 1), note="So", tags=("a",)),
        annotation_on(article.content, None, 2),
    )
    export = make_export(article, *notes, red="Bad")
    kept = KeptFindings(
        (
            KeptEntity("e1", "person", "Ana Ruiz", state="confirmed", aliases=("Ana Ruiz", "Ruiz")),
            KeptEntity("e2", "person", "A. Ruiz", roles=("head",), merged_into="e1"),
        ),
        (KeptMention(0, 3, article.content[:3], "e2", "confirmed", "reader", 1.0),),
        (
            KeptQuote(
                *("q1", Span(0, 5), article.content[:5], "direct", "e1", Span(0, 2)),
                *(article.content[:2], None, "", "rejected", "finder", 0.5, 0.5, True),
            ),
        ),
    )
    return [to_json([replace(export, kept=kept)]).encode()]


MADE: dict[str, Callable[[], list[bytes]]] = {
    "text": lambda: [TEXT.encode(), TEXT.encode("utf-16")],
    "markdown": lambda: [f"---\ntitle: T\n---\n{TEXT}".encode()],
    "html": _pages,
    "mhtml": _mhtml,
    "epub": _books,
    "pdf": _pdfs,
    "docx": _documents,
    "odt": _open_documents,
    "rtf": lambda: [office_files.rtf(RTF)],
    "feed": lambda: [RSS.encode(), ATOM.encode("utf-16"), JSON_FEED.encode()],
    "clipboard": lambda: [HTML_OF_WINDOWS.encode(), RICH.encode(), *_pages()],
    "picture": _pictures,
    "export": _exports,
    "opml": lambda: [OPML.encode()],
}
