"""The characters of a PDF page as PDFium counts them, with what it gets wrong put right."""

from __future__ import annotations

import ctypes
import re

import pypdfium2.raw as pdfium

from storage.importers import pdf_native as native

MOST_CHARACTERS = 500_000  # of a page
TOUCHING = 0.08  # type sizes between letters of one word, at most
SAMPLES = 40  # characters of a page whose Unicode map is asked for
HYPHEN = "\ufffe"  # what PDFium gives for one at the end of a line

_CONTROLS = re.compile("[\\x01-\\x08\\x0e-\\x1f\\x80-\\x9f]")
# TeX's own codes for ff, fi, fl, ffi, ffl, from fonts without Unicode; as single signs for now
_OLD_LIGATURES = dict(zip("\v\f\r\x0e\x0f", "\ufb00\ufb01\ufb02\ufb03\ufb04", strict=True))
_OLD_LIGATURE = re.compile("(?<=[A-Za-z])(?:[\v\f\x0e\x0f]|\r(?!\n))|[\v\f\r\x0e\x0f](?=[a-z]{2})")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SPACE_IN_RTL = re.compile(f"(?<={RIGHT_TO_LEFT.pattern}) (?={RIGHT_TO_LEFT.pattern})")


def characters_of(textpage: pdfium.FPDF_TEXTPAGE) -> str:
    """Give the text of a page so that each character stands where PDFium counts it."""
    count = min(pdfium.FPDFText_CountChars(textpage), MOST_CHARACTERS)
    text = _text(textpage, count) if count > 0 else ""
    if _OLD_LIGATURE.search(text):
        text = _OLD_LIGATURE.sub(lambda found: _OLD_LIGATURES[found[0]], text)
    if not text.isascii() and RIGHT_TO_LEFT.search(text):
        text = _without_false_spaces(native.address_of(textpage), text)
    return text


def unmapped_share(textpage: int, text: str) -> float:
    """Give which part of the characters has no Unicode.

    PDFium says so of many fonts whose letters it guesses rightly. It is believed where the text
    does not look like one: with control characters, or letters from everywhere.
    """
    step = max(1, len(text) // SAMPLES)
    sample = [index for index in range(0, len(text), step) if not text[index].isspace()]
    if not sample:
        return 0.0
    signs = [text[index] for index in sample]
    odd = sum("\ue000" <= sign <= "\uefff" or sign == "\ufffd" for sign in signs)  # not Symbol's
    if odd * 2 < len(sample):
        unsure = sum(bool(native.has_no_unicode_at(textpage, index)) for index in sample)
        if unsure * 4 > len(sample) and not _is_likely(text):
            odd = max(odd, unsure)
    return odd / len(sample)


def _text(textpage: pdfium.FPDF_TEXTPAGE, count: int) -> str:
    buffer = ctypes.create_string_buffer(4 * count + 4)
    units = pdfium.FPDFText_GetText(
        textpage, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
    )
    text = buffer.raw[: 2 * max(0, units - 1)].decode("utf-16-le", "replace")
    if len(text) == count:
        return text
    address = native.address_of(textpage)
    codes = (native.unicode_at(address, index) for index in range(count))
    return "".join(HYPHEN if code == 2 else _character(code) for code in codes)


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _without_false_spaces(textpage: int, text: str) -> str:
    """Give text with U+200B for spaces that PDFium sees inside words written from the right.

    WORKAROUND: it measures from the end of the letter before, which lies on the other side.
    """
    box = (ctypes.c_float * 4)()
    at_box = ctypes.addressof(box)
    signs = list(text)
    for found in _SPACE_IN_RTL.finditer(text):
        at = found.start()
        native.box_at(textpage, at - 1, at_box)
        left, right, height = box[0], box[2], abs(box[1] - box[3])
        native.box_at(textpage, at + 1, at_box)
        if max(left - box[2], box[0] - right) < TOUCHING * height:
            signs[at] = "\u200b"
    return "".join(signs)


def _is_likely(text: str) -> bool:
    """Say whether text is free of controls and mostly in one alphabet."""
    start = text[:5_000]
    if _CONTROLS.search(start):
        return False
    return len({ord(sign) >> 8 for sign in start if "\x7f" < sign < "\u2000"}) <= 4
