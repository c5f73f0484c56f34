"""Links of a PDF page to the web, as stretches of its characters."""

from __future__ import annotations

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium

from storage.importers.pdf_parts import Link
from storage.text.addresses import LONGEST, is_link

MOST = 500  # of a page
NEAR = 4.0  # points within which a character is taken for the first or last of a link


def links_of(
    document: pypdfium2.PdfDocument, page: pdfium.FPDF_PAGE, textpage: pdfium.FPDF_TEXTPAGE
) -> list[Link]:
    """Give the links of a page in the order of its annotations."""
    found: list[Link] = []
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(MOST):
        if not pdfium.FPDFLink_Enumerate(page, position, link):
            break
        if address := _address(document, link):
            found += [
                Link(*stretch, address)
                for area in _areas(link)
                if (stretch := _characters(textpage, *area))
            ]
    return found


def _address(document: pypdfium2.PdfDocument, link: pdfium.FPDF_LINK) -> str:
    action = pdfium.FPDFLink_GetAction(link)
    if not action or pdfium.FPDFAction_GetType(action) != pdfium.PDFACTION_URI:
        return ""
    size = pdfium.FPDFAction_GetURIPath(document.raw, action, None, 0)
    if not 1 < size <= LONGEST + 1:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAction_GetURIPath(document.raw, action, buffer, size)
    address = buffer.value.decode("utf-8", "replace").strip()
    return address if is_link(address) else ""


def _areas(link: pdfium.FPDF_LINK) -> list[tuple[float, float, float, float]]:
    """Give left, bottom, right, top of what is to be clicked, one for each line."""
    areas = []
    quad = pdfium.FS_QUADPOINTSF()
    for number in range(min(50, pdfium.FPDFLink_CountQuadPoints(link))):
        if pdfium.FPDFLink_GetQuadPoints(link, number, quad):
            xs, ys = (quad.x1, quad.x2, quad.x3, quad.x4), (quad.y1, quad.y2, quad.y3, quad.y4)
            areas.append((min(xs), min(ys), max(xs), max(ys)))
    if not areas:
        box = pdfium.FS_RECTF()
        if pdfium.FPDFLink_GetAnnotRect(link, box):
            areas.append((box.left, box.bottom, box.right, box.top))
    return areas


def _characters(
    textpage: pdfium.FPDF_TEXTPAGE, left: float, bottom: float, right: float, top: float
) -> tuple[int, int] | None:
    """Give the first character and the one after the last inside an area of one line."""
    middle = (bottom + top) / 2
    first = pdfium.FPDFText_GetCharIndexAtPos(textpage, left + 1, middle, NEAR, NEAR)
    last = pdfium.FPDFText_GetCharIndexAtPos(textpage, right - 1, middle, NEAR, NEAR)
    return (first, last + 1) if 0 <= first <= last else None
