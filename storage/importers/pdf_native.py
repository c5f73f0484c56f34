"""PDFium's functions that are called for every line, with as little between as ctypes allows.

The bindings of pypdfium2 make an object for each pointer they pass; plain addresses take half the
time. The names and signatures are those of fpdf_text.h and fpdf_edit.h.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable

import pypdfium2.raw as pdfium


def _bound(function: object, result: type | None, *arguments: type) -> Callable[..., int]:
    address = ctypes.cast(function, ctypes.c_void_p).value  # type: ignore[arg-type]  # a function
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


_pointer, _int = ctypes.c_void_p, ctypes.c_int

text_object_at = _bound(pdfium.FPDFText_GetTextObject, _pointer, _pointer, _int)
font_of = _bound(pdfium.FPDFTextObj_GetFont, _pointer, _pointer)
box_at = _bound(pdfium.FPDFText_GetLooseCharBox, _int, _pointer, _int, _pointer)
matrix_at = _bound(pdfium.FPDFText_GetMatrix, _int, _pointer, _int, _pointer)
unicode_at = _bound(pdfium.FPDFText_GetUnicode, ctypes.c_uint, _pointer, _int)
has_no_unicode_at = _bound(pdfium.FPDFText_HasUnicodeMapError, _int, _pointer, _int)
font_flags_of = _bound(pdfium.FPDFFont_GetFlags, _int, _pointer, _pointer)
font_weight_of = _bound(pdfium.FPDFFont_GetWeight, _int, _pointer)
font_name_of = _bound(
    pdfium.FPDFFont_GetBaseFontName, ctypes.c_ulong, _pointer, _pointer, ctypes.c_ulong
)
font_size_at: Callable[..., float] = ctypes.PYFUNCTYPE(ctypes.c_double, _pointer, _int)(
    ctypes.cast(pdfium.FPDFText_GetFontSize, _pointer).value or 0
)


def address_of(handle: object) -> int:
    """Give the address that a handle of the bindings holds; 0 for none."""
    return ctypes.cast(handle, _pointer).value or 0  # type: ignore[arg-type]  # a pointer
