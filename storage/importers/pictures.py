"""Pictures from files that nobody vouches for: checked before they are kept."""

from __future__ import annotations

import io
import re
import warnings

from lxml import etree

from storage.importers.xml_trees import guarded_parser
from storage.types import PictureFile

MOST_BYTES = 20_000_000
MOST_PIXELS = 64_000_000  # 8,000 x 8,000; decoded that is 256 MB
KEPT_PIXELS = 16_000_000  # what is larger is kept smaller: more than any screen shows
KEPT = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
OTHERS = ("BMP", "TIFF", "ICO", "AVIF", "JPEG2000", "PPM", "TGA")  # kept as PNG
MOST_SVG_BYTES = 2_000_000
MOST_SVG_ELEMENTS = 20_000
SVG_SIZE = 300  # pixels, for one that says nothing of its size

_LENGTH = re.compile(r"\s*(\d{1,9}(?:\.\d{0,9})?)([a-z]{0,2})")
_UNITS = {"pt": 4 / 3, "mm": 3.78, "cm": 37.8, "in": 96.0, "em": 16.0}

# Elements that run, load or could stand for others many times over.
_NOT_IN_SVG = {"script", "foreignObject", "iframe", "image", "feImage", "animate", "set", "style"}


# What loads in a style: by a rule (@import), by a function, or by either written with escapes.
_LOADS = re.compile(r"[@\\]|url|image-set|src\s*\(", re.IGNORECASE)


def checked(body: bytes) -> PictureFile | None:
    """Give a picture with its measures; None if it is none that Postil can show safely.

    A format that browsers do not show, or far more pixels than a screen has, is written anew.
    """
    if not body or len(body) > MOST_BYTES:
        return None
    start = body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<svg", b"<?xml", b"<!--", b"<!DOCTYPE svg")):
        return _checked_svg(body)
    return _checked_bitmap(body)


def _checked_bitmap(body: bytes) -> PictureFile | None:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # our own bound below says it in one place
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(body), formats=(*KEPT, *OTHERS)) as picture:
                width, height = picture.size
                if not 0 < width * height <= MOST_PIXELS:
                    return None
                turned = picture.getexif().get(0x0112, 1) > 4  # lies on its side
                if picture.format in KEPT and width * height <= KEPT_PIXELS:
                    picture.load()  # so that what is cut short shows now
                    size = (height, width) if turned else (width, height)
                    return PictureFile(body, KEPT[picture.format], *size)
                upright = ImageOps.exif_transpose(picture)
                scale = min(1.0, (KEPT_PIXELS / (width * height)) ** 0.5)
                small = upright.resize(
                    (max(1, int(upright.width * scale)), max(1, int(upright.height * scale)))
                )
                is_photo = picture.format == "JPEG"
                kept = small.convert("RGB" if is_photo else "RGBA")
                buffer = io.BytesIO()
                kept.save(buffer, "JPEG" if is_photo else "PNG")
                media_type = KEPT["JPEG" if is_photo else "PNG"]
                return PictureFile(buffer.getvalue(), media_type, *kept.size)
    # Pillow says of damaged files whatever comes to its plugins
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        OverflowError,
        ZeroDivisionError,
        RuntimeError,
    ):
        return None


def _checked_svg(body: bytes) -> PictureFile | None:
    """Give a drawing without what runs, loads or grows; its scripts and links are taken out."""
    if len(body) > MOST_SVG_BYTES or b"<!ENTITY" in body:
        return None
    try:
        root = etree.fromstring(body, guarded_parser())
    except (etree.XMLSyntaxError, ValueError):
        return None
    if etree.QName(root).localname != "svg":
        return None
    uses = 0
    for number, element in enumerate(list(root.iter())):
        if number > MOST_SVG_ELEMENTS:
            return None
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        parent = element.getparent()
        if name in _NOT_IN_SVG and parent is not None:
            if name == "style" and not _LOADS.search("".join(map(str, element.itertext()))):
                continue
            parent.remove(element)
            continue
        uses += name == "use"
        for attribute in list(element.attrib):
            value = str(element.attrib[attribute]).strip().lower()
            local = etree.QName(attribute).localname.lower()
            is_outside = local == "href" and not value.startswith("#")
            loads = "\\" in value or "url(" in value.replace("url(#", "(")
            if local == "style":
                loads = _LOADS.search(value.replace("url(#", "(")) is not None
            if local.startswith("on") or is_outside or loads:
                del element.attrib[attribute]
    if uses > 2000 or _uses_nest(root):
        return None
    width, height = _svg_size(root)
    return PictureFile(etree.tostring(root), "image/svg+xml", width, height)


def _uses_nest(root: etree._Element) -> bool:
    """Say whether an element that others use uses others itself: that grows without end."""
    return any(
        True
        for element in root.iter("{*}defs", "{*}symbol")
        for inner in element.iter("{*}use")
        if inner is not element
    )


def _svg_size(root: etree._Element) -> tuple[int, int]:
    box = [_number(part) for part in root.get("viewBox", "").replace(",", " ").split()]
    width = _number(root.get("width", ""))
    height = _number(root.get("height", ""))
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        if not width or root.get("width", "").endswith("%"):
            width = height * box[2] / box[3] if height else box[2]
        height = height if height and "%" not in root.get("height", "") else width * box[3] / box[2]
    width, height = width or SVG_SIZE, height or SVG_SIZE
    scale = min(1.0, (KEPT_PIXELS / (width * height)) ** 0.5)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _number(text: str) -> float:
    """Read a length in SVG's units as pixels, roughly; 0 if it is none."""
    found = _LENGTH.match(text)
    if found is None:
        return 0.0
    value = float(found[1]) * _UNITS.get(found[2], 1.0)
    return value if 0 < value < 1e6 else 0.0
