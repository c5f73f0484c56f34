"""Pages of a PDF as pictures, for looking at them beside the text."""

from __future__ import annotations

import ctypes
from contextlib import ExitStack
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from storage.errors import ImportFailed
from storage.importers.pdf_file import opened, pages_of

MOST_PIXELS = 16_000_000  # of one picture, 48 MB
WIDEST = 8_000
MOST_SHOWN = 200  # pages; PDFium keeps fonts and pictures of a document until it is closed
NAME = "This PDF"


@dataclass(slots=True)
class _Open:
    """A document that stays open; `closing` closes it."""

    document: pypdfium2.PdfDocument
    count: int
    closing: ExitStack
    shown: int = 0


_kept: dict[str, _Open] = {}  # one at most: who looks at pages looks at one document


def open_pages(key: str, data: bytes) -> int:
    """Keep a PDF open for `render_page` and give how many pages it has.

    `key` is what it is asked for by; only the last one stays open. Raises: ImportFailed.
    """
    _close()
    kept = ExitStack()
    with kept:
        document = kept.enter_context(opened(data, NAME))
        count = pages_of(document, NAME)
        _kept[key] = _Open(document, count, kept.pop_all())
    return count


def render_page(key: str, number: int, width_px: int) -> tuple[int, int, bytes] | None:
    """Give width, height and pixels (rows of three bytes: red, green, blue) of a page on white.

    `number` counts from 0. A page that would have more than `MOST_PIXELS` comes smaller. None if
    the PDF is not open here: see `open_pages`.
    Raises: ImportFailed, IndexError if there is no such page.
    """
    found = _kept.get(key)
    if found is None or found.shown == MOST_SHOWN:
        return None
    if not 0 <= number < found.count:
        raise IndexError(number)
    found.shown += 1
    page = pdfium.FPDF_LoadPage(found.document.raw, number)
    if not page:
        raise ImportFailed(f"Page {number + 1:,} of this PDF is damaged and cannot be shown.")
    try:
        return _rendered(page, width_px)
    finally:
        pdfium.FPDF_ClosePage(page)


def _close() -> None:
    while _kept:
        _kept.popitem()[1].closing.close()


def _rendered(page: pdfium.FPDF_PAGE, width_px: int) -> tuple[int, int, bytes]:
    width, height = _size(
        pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page), width_px
    )
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        raise ImportFailed("There is not enough memory to show this page.")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    if stride == width * 3:
        return width, height, pixels
    rows = (pixels[row * stride : row * stride + width * 3] for row in range(height))
    return width, height, b"".join(rows)


def _size(page_width: float, page_height: float, width_px: int) -> tuple[int, int]:
    """Give the measures in pixels, within bounds and true to the page where it has any."""
    shape = page_height / page_width if page_width > 0 and page_height > 0 else 1.0
    width = max(1.0, min(width_px, WIDEST))
    if width * width * shape > MOST_PIXELS:
        width = (MOST_PIXELS / shape) ** 0.5
    return max(1, int(width)), max(1, min(int(width * shape), MOST_PIXELS // max(1, int(width))))
