"""Pictures on the pages of a PDF as files, when they are cheap to have."""

from __future__ import annotations

import ctypes
import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2.raw as pdfium

SMALLEST = 40  # points on the page and pixels, each way; less is a sign or a line
LARGEST_PIXELS = 12_000_000
LARGEST_BYTES = 30_000_000
MOST_OBJECTS = 3_000  # of a page, looked through for pictures
WHOLE_PAGE = 0.8  # of a page's area: what the page was scanned as, or its background


class PlacedPicture(NamedTuple):
    """A picture and where it stands: its left and right edges and its foot; b"" if it was left out.

    `share` is how much of the page (0..1) it covers.
    """

    body: bytes
    x0: float
    x1: float
    y0: float
    share: float


def has_pictures(data: bytes) -> bool:
    """Say whether a file may hold pictures; the names of streams are never compressed."""
    return b"/Image" in data


def pictures_on(page: pdfium.FPDF_PAGE, *, with_files: bool) -> Iterator[PlacedPicture]:
    """Give the pictures of a page that are large enough to be looked at."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    area = max(1.0, (box.right - box.left) * (box.top - box.bottom))
    edges = [ctypes.c_float() for _ in range(4)]
    for number in range(min(MOST_OBJECTS, pdfium.FPDFPage_CountObjects(page))):
        thing = pdfium.FPDFPage_GetObject(page, number)
        if pdfium.FPDFPageObj_GetType(thing) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        if not pdfium.FPDFPageObj_GetBounds(thing, *edges):
            continue
        x0, y0, x1, y1 = (edge.value for edge in edges)
        if min(x1 - x0, y1 - y0) < SMALLEST:
            continue
        share = (x1 - x0) * (y1 - y0) / area
        is_wanted = with_files and share < WHOLE_PAGE
        body = _file(thing) if is_wanted else b""
        yield PlacedPicture(body, x0, x1, y0, share)


def _file(thing: pdfium.FPDF_PAGEOBJECT) -> bytes:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium.FPDFImageObj_GetImagePixelSize(thing, width, height):
        return b""
    if min(width.value, height.value) < SMALLEST:
        return b""
    if width.value * height.value > LARGEST_PIXELS:
        return b""
    if pdfium.FPDFImageObj_GetImageFilterCount(thing) == 1:
        name = ctypes.create_string_buffer(40)
        pdfium.FPDFImageObj_GetImageFilter(thing, 0, name, 40)
        size = pdfium.FPDFImageObj_GetImageDataRaw(thing, None, 0)
        if name.value == b"DCTDecode" and 0 < size <= LARGEST_BYTES:
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDFImageObj_GetImageDataRaw(thing, buffer, size)
            if _has_usual_colours(buffer.raw):
                return buffer.raw
    bitmap = pdfium.FPDFImageObj_GetBitmap(thing)
    if not bitmap:
        return b""
    try:
        return _png(bitmap)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _has_usual_colours(jpeg: bytes) -> bool:
    """Say whether a JPEG has grey or three colours; those of printers need their own reading."""
    at = 2
    while at + 10 < len(jpeg) and jpeg[at] == 0xFF:
        kind, length = jpeg[at + 1], struct.unpack_from(">H", jpeg, at + 2)[0]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            return jpeg[at + 9] in (1, 3)
        at += 2 + length
    return False


def _png(bitmap: pdfium.FPDF_BITMAP) -> bytes:
    """Give a bitmap of PDFium as a PNG file."""
    width = pdfium.FPDFBitmap_GetWidth(bitmap)
    height = pdfium.FPDFBitmap_GetHeight(bitmap)
    stride = pdfium.FPDFBitmap_GetStride(bitmap)
    channels = {
        pdfium.FPDFBitmap_Gray: 1,
        pdfium.FPDFBitmap_BGR: 3,
        pdfium.FPDFBitmap_BGRx: 4,
        pdfium.FPDFBitmap_BGRA: 4,
    }.get(pdfium.FPDFBitmap_GetFormat(bitmap), 0)
    if not channels or not width or not height or width * height > LARGEST_PIXELS:
        return b""
    has_alpha = pdfium.FPDFBitmap_GetFormat(bitmap) == pdfium.FPDFBitmap_BGRA
    buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
    data = ctypes.string_at(buffer, stride * height)
    rows = []
    for row in range(height):
        line = data[row * stride : row * stride + width * channels]
        rows.append(b"\0" + (line if channels == 1 else _rgb(line, channels, has_alpha)))
    colours = 0 if channels == 1 else 6 if has_alpha else 2
    head = struct.pack(">IIBBBBB", width, height, 8, colours, 0, 0, 0)
    body = zlib.compress(b"".join(rows), 3)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND")


def _rgb(line: bytes, channels: int, has_alpha: bool) -> bytes:
    kept = 4 if has_alpha else 3
    result = bytearray(len(line) // channels * kept)
    for channel, source in enumerate((2, 1, 0, 3)[:kept]):
        result[channel::kept] = line[source::channels]
    return bytes(result)


def _chunk(kind: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
