"""PDF files opened, with sentences for those that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
import pypdfium2.raw as pdfium

from storage.errors import ImportFailed
from storage.importers.pdf_bombs import refuse_bombs

HEADER = 1024  # bytes in which a reader looks for "%PDF-", as Adobe's does
MOST_PAGES = 5_000


@contextmanager
def opened(data: bytes, name: str) -> Iterator[pypdfium2.PdfDocument]:
    """Give the document that these bytes are; `name` is what sentences call it.

    Raises: ImportFailed.
    """
    if not data:
        raise ImportFailed(f"{name} is empty, so there is nothing to read.")
    if b"%PDF-" not in data[:HEADER]:
        raise ImportFailed(
            f"{name} is not a PDF document, whatever its name says. "
            "Give it the ending of what it is and open it again."
        )
    refuse_bombs(data, name)
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None) if b"/Encrypt" in data else None  # or an older one
        raise ImportFailed(_reason(name, code)) from error
    try:
        yield document
    finally:
        document.close()


def pages_of(document: pypdfium2.PdfDocument, name: str) -> int:
    """Give how many pages there are. Raises: ImportFailed if none or too many."""
    count = len(document)
    if count < 1:
        raise ImportFailed(
            f"{name} has no pages that could be found. It may be damaged: download it again, or "
            "ask for another copy."
        )
    if count > MOST_PAGES:
        raise ImportFailed(
            f"{name} has {count:,} pages; Postil reads PDF documents of up to {MOST_PAGES:,}. "
            "Split it into parts and open them one by one."
        )
    return count


def _reason(name: str, code: int | None) -> str:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return (
            f"{name} is protected by a password, which Postil cannot open. "
            "Save a copy without the password and open that."
        )
    if code == pdfium.FPDF_ERR_SECURITY:
        return (
            f"{name} is protected in a way that Postil does not know. "
            "Save a copy without the protection and open that."
        )
    return (
        f"{name} is damaged or was cut short, so it could not be read. Copy or download it again."
    )
