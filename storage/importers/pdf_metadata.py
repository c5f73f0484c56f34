"""What a PDF says of itself: title, author, date, language, outline, names of its pages."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pypdfium2
import pypdfium2.raw as pdfium

from storage.importers.titles import bare, tidied

EARLIEST = 1985  # no PDF is older than 1993; dates of what was scanned into one may be
MOST_ENTRIES = 5_000  # of an outline
DEEPEST = 8
LONGEST = 4_000  # bytes of a piece of metadata

_DATE = re.compile(
    r"(?:D:)?(\d{4})(?:-?(\d\d))?(?:-?(\d\d))?(?:[T ]?(\d\d):?(\d\d)(?::?(\d\d))?)?"
    r"(?:([+\-Z])(\d\d)?'?:?(\d\d)?)?"
)
_NO_TITLE = re.compile(
    r"\W*(?:untitled|unnamed|title|no title|document|doc|presentation|slide|sans titre|ohne titel"
    r"|unbenannt|sin título|layout|print|blank|page)\W*[\d-]*\W*"
    r"|(?:microsoft (?:word|powerpoint|excel)|powerpoint presentation|word document)\b.*"
    r"|adobe \w+ (?:pdf|document)"
    r"|.*\.(?:docx?|odt|rtf|pdf|ps|eps|dvi|tex|indd|qxd|qxp|fm|wpd|pmd|pptx?|xlsx?|html?|txt|md|cdr"
    r"|ai|pages|sxw|lwp)\W*|(?:https?|file):.*|[\W\d_]*|[0-9a-f-]{16,}|\S*[\\/]\S*",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"\W*(?:admin\w*|user|owner|author|unknown|anonymous|root|default|microsoft.*|tex|latex.*|\d*|"
    r"\S*[\\/]\S*|.*\.exe|(?:https?|file):.*)\W*",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def title_in(document: pypdfium2.PdfDocument) -> str:
    """Give the title that the file names, "" if it is none that a reader would call it by."""
    title = tidied(_entry(document, "Title"))[:500]
    return "" if len(title) < 3 or _NO_TITLE.fullmatch(title) or "\ufffd" in title else title


def byline_in(document: pypdfium2.PdfDocument) -> str:
    """Give who wrote it, "" if that names nobody."""
    name = tidied(_entry(document, "Author"))
    is_name = 2 < len(name) <= 300 and not _NO_AUTHOR.fullmatch(name) and "\ufffd" not in name
    return name if is_name else ""


def date_in(document: pypdfium2.PdfDocument, now: datetime) -> datetime | None:
    """Give when it was made; None if that is not known, or not in the years there were."""
    found = _DATE.match(_entry(document, "CreationDate").strip())
    if not found:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    shift = timedelta(hours=int(found[8] or 0), minutes=int(found[9] or 0))
    try:
        zone = timezone(-shift if found[7] == "-" else shift)
        date = datetime(year, month or 1, day or 1, hour, minute, min(second, 59), tzinfo=zone)
        date = date.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return date if date.year >= EARLIEST and date <= now + timedelta(days=1) else None


def language_in(document: pypdfium2.PdfDocument) -> str:
    """Give the language as a tag ("de-CH"), "" if none is named."""
    raw = document.raw
    text = _text(lambda buffer, size: pdfium.FPDFCatalog_GetLanguage(raw, buffer, size)).strip()
    return text.replace("_", "-") if _LANGUAGE.fullmatch(text) else ""


def page_labels(document: pypdfium2.PdfDocument, count: int) -> list[str]:
    """Give what the pages are called; those without a label have their number."""
    raw = document.raw
    labels = []
    for number in range(count):
        label = _text(
            lambda buffer, size, n=number: pdfium.FPDF_GetPageLabel(raw, n, buffer, size)  # type: ignore[misc]
        )
        labels.append(tidied(label)[:40] or str(number + 1))
    return labels


def outline_of(document: pypdfium2.PdfDocument) -> dict[str, int]:
    """Give the titles of the outline, letters and digits only, with their depth from 1."""
    raw = document.raw
    entries: dict[str, int] = {}
    seen: set[int] = set()
    waiting = [(pdfium.FPDFBookmark_GetFirstChild(raw, None), 1)]
    while waiting and len(seen) < MOST_ENTRIES:
        entry, depth = waiting.pop()
        if not entry or (address := ctypes.addressof(entry.contents)) in seen:
            continue
        seen.add(address)
        title = bare(
            _text(
                lambda buffer, size, e=entry: pdfium.FPDFBookmark_GetTitle(e, buffer, size)  # type: ignore[misc]
            )
        )
        if title:
            entries.setdefault(title, depth)
        waiting.append((pdfium.FPDFBookmark_GetNextSibling(raw, entry), depth))
        if depth < DEEPEST:
            waiting.append((pdfium.FPDFBookmark_GetFirstChild(raw, entry), depth + 1))
    return entries


def _entry(document: pypdfium2.PdfDocument, key: str) -> str:
    raw, name = document.raw, key.encode()
    return _text(lambda buffer, size: pdfium.FPDF_GetMetaText(raw, name, buffer, size))


def _text(ask: Callable[[object, int], int]) -> str:
    """Give the UTF-16 text that PDFium writes into a buffer, whose size it tells first."""
    size = min(LONGEST, ask(None, 0))
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(LONGEST)
    size = ask(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), LONGEST)
    return buffer.raw[: max(0, min(size, LONGEST) - 2)].decode("utf-16-le", "replace")
