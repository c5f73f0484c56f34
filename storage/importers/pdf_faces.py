"""Typefaces of a PDF as far as a reader sees them."""

from __future__ import annotations

import ctypes
import re
from typing import NamedTuple

from storage.importers import pdf_native as native

_BOLD = re.compile(r"bold|black|heavy|demi(?!tal)|semibold|cmbx|-bd\b|medi\b|[a-z]bx\d")
_ITALIC = re.compile(r"ital|obliq|slant|cmti|cmsl|-it\b|[a-z]ti\d|ssi\d")
_FIXED = re.compile(
    r"mono|monl|courier|\bcour\b|typewriter|consol|cmtt|sltt|[a-z]tt\d|menlo|lettergothic|pcr[rb]\d"
)


class Face(NamedTuple):
    """A typeface as far as a reader sees it."""

    is_bold: bool = False
    is_italic: bool = False
    is_fixed: bool = False


def face_of(font: int | None) -> Face:
    """Give the face of a font by its address; its name tells what its flags often do not."""
    if not font:
        return Face()
    flags = ctypes.c_int(0)
    native.font_flags_of(font, ctypes.addressof(flags))
    buffer = ctypes.create_string_buffer(200)
    native.font_name_of(font, ctypes.addressof(buffer), 200)
    name = buffer.value.decode("latin-1").lower()
    weight = native.font_weight_of(font)
    return Face(
        is_bold=bool(_BOLD.search(name)) or weight >= 600 or bool(flags.value & 1 << 18),
        is_italic=bool(_ITALIC.search(name)) or bool(flags.value & 1 << 6),
        is_fixed=bool(_FIXED.search(name)) or bool(flags.value & 1),
    )
