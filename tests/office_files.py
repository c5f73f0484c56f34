"""Builds the documents of word processors that tests read, hostile ones too."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from storage.importers.composition import Draft
from storage.importers.sources import Source

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fc"
    "cff0bf1e0005830281f7ffcb6d0000000049454e44ae426082"
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="{REL}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_NAMESPACES = (
    f'xmlns:office="{ODF}:office:1.0" xmlns:text="{ODF}:text:1.0" xmlns:style="{ODF}:style:1.0" '
    f'xmlns:table="{ODF}:table:1.0" xmlns:draw="{ODF}:drawing:1.0" xmlns:meta="{ODF}:meta:1.0" '
    f'xmlns:fo="{ODF}:xsl-fo-compatible:1.0" xmlns:svg="{ODF}:svg-compatible:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def packed(entries: dict[str, str | bytes]) -> bytes:
    """Give an archive with these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return buffer.getvalue()


def source(data: bytes, name: str = "report.docx") -> Source:
    """Give bytes as a file of this name, without one being there."""
    return Source(data, name, Path(name).stem, Path("/nowhere") / name)


def docx(
    body: str,
    *,
    relations: dict[str, tuple[str, str]] | None = None,
    entries: dict[str, str | bytes] | None = None,
    core: str = "",
    prolog: str = "",
    **parts: str,
) -> bytes:
    """Give a Word document with this body.

    `parts` are what is inside styles, numbering, footnotes, endnotes and comments; `relations`
    are ids with kind and target (external when it has a colon); `entries` are more of the archive.
    """
    links = {f"part{name}": (name, f"{name}.xml") for name in parts} | (relations or {})
    roots = {"comments": "comments", "numbering": "numbering", "styles": "styles"}
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
            "_rels/.rels": _relations(
                {
                    "main": ("officeDocument", "word/document.xml"),
                    "core": ("core-properties", "docProps/core.xml"),
                }
            ),
            "docProps/core.xml": '<p xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/">{core}</p>',
            "word/_rels/document.xml.rels": _relations(links),
            "word/document.xml": f"{prolog}<w:document {NAMESPACES}><w:body>{body}</w:body>"
            "</w:document>",
            **{
                f"word/{name}.xml": f"<w:{roots.get(name, name)} {NAMESPACES}>{inside}"
                f"</w:{roots.get(name, name)}>"
                for name, inside in parts.items()
            },
            **(entries or {}),
        }
    )


def p(text: str, style: str = "", properties: str = "") -> str:
    """Give a Word paragraph; `text` without a tag becomes one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = text if text.startswith("<") else r(text)
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{inside}</w:p>"


def r(text: str, properties: str = "") -> str:
    """Give a Word run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(identity: str, name: str, inside: str = "", based_on: str = "") -> str:
    """Give a Word paragraph style."""
    above = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/>{above}'
        f"{inside}</w:style>"
    )


def _relations(links: dict[str, tuple[str, str]]) -> str:
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships">'
        + "".join(
            f'<Relationship Id="{identity}" Type="{REL}/{kind}" Target="{target}"'
            + (' TargetMode="External"/>' if ":" in target else "/>")
            for identity, (kind, target) in links.items()
        )
        + "</Relationships>"
    )


def odt(
    body: str,
    *,
    automatic: str = "",
    styles: str = "",
    meta: str = "",
    entries: dict[str, str | bytes] | None = None,
    prolog: str = "",
) -> bytes:
    """Give an OpenDocument text with this body."""
    return packed(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"{prolog}<office:document-content {ODF_NAMESPACES}>"
            f"<office:automatic-styles>{automatic}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
            "styles.xml": f"<office:document-styles {ODF_NAMESPACES}><office:styles>{styles}"
            "</office:styles></office:document-styles>",
            "meta.xml": f"<office:document-meta {ODF_NAMESPACES}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
            **(entries or {}),
        }
    )


def rtf(body: str) -> bytes:
    """Give a Rich Text document with this body."""
    return (
        "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fswiss Arial;}"
        "{\\f1\\fmodern\\fcharset128 MS Mincho;}{\\f2\\fcharset204 Arial Cyr;}"
        "{\\f3\\fcharset2 Symbol;}}"
        "{\\stylesheet{\\s0 Normal;}{\\s1\\b\\outlinelevel0 heading 1;}"
        "{\\s2\\sbasedon1 Chapter;}{\\s3\\i Quote;}{\\s4 caption;}{\\s5 HTML Preformatted;}"
        "{\\*\\cs10 HTML Code;}}" + body + "}"
    ).encode("latin-1")


def outline(draft: Draft) -> list[tuple[str, int, str, str]]:
    """Give kind, level, marker and text of each part."""
    return [(part.kind, part.level, part.marker, part.text) for part in draft.parts]


def texts(draft: Draft) -> list[str]:
    """Give the texts of the parts."""
    return [part.text for part in draft.parts]


def marks(draft: Draft) -> list[tuple[str, str, str]]:
    """Give the words under marks, with kind and target."""
    return [
        (mark.kind, part.text[mark.start : mark.end], mark.target)
        for part in draft.parts
        for mark in part.marks
    ]
