"""Pages of a PDF as pictures, for looking at them beside the text."""

from __future__ import annotations

import ctypes

import pypdfium2.raw as pdfium

from storage.errors import ImportFailed
from storage.importers.pdf_file import opened, pages_of

MOST_PIXELS = 16_000_000  # of one picture, 48 MB
WIDEST = 8_000
NAME = "This PDF"


def page_count(data: bytes) -> int:
    """Give how many pages a PDF has. Raises: ImportFailed."""
    with opened(data, NAME) as document:
        return pages_of(document, NAME)


def render_page(data: bytes, number: int, width_px: int) -> tuple[int, int, bytes]:
    """Give width, height and pixels (rows of three bytes: red, green, blue) of a page on white.

    `number` counts from 0. A page that would have more than `MOST_PIXELS` comes smaller.
    Raises: ImportFailed, IndexError if there is no such page.
    """
    with opened(data, NAME) as document:
        if not 0 <= number < pages_of(document, NAME):
            raise IndexError(number)
        page = pdfium.FPDF_LoadPage(document.raw, number)
        if not page:
            raise ImportFailed(f"Page {number + 1:,} of this PDF is damaged and cannot be shown.")
        try:
            return _rendered(page, width_px)
        finally:
            pdfium.FPDF_ClosePage(page)


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
