"""PDF files made by the tests: pages with text, pictures and links, byte by byte."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import md5

FONTS = {  # by the names that pages use
    "text": "Times-Roman",
    "bold": "Times-Bold",
    "italic": "Times-Italic",
    "sans": "Helvetica",
    "fixed": "Courier",
}
# Widths of Times-Roman from the space on, in thousandths of the type size (Adobe's AFM).
WIDTHS = (
    "250 333 408 500 500 833 778 333 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 "
    "500 500 500 278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 "
    "722 722 556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500 333 444 500 444 500 "
    "444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 480 "
    "200 480 541"
)
_WIDTHS = dict(zip(range(32, 127), map(int, WIDTHS.split()), strict=True))


def width_of(text: str, size: float) -> float:
    """Give how wide text in Times is, in points."""
    return sum(_WIDTHS.get(ord(sign), 500) for sign in text) * size / 1000


def wrapped(text: str, width: float, size: float, *, first: float = 0) -> list[str]:
    """Give the lines of a paragraph; the first is shorter by `first`."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and width_of(longer, size) > width - (0 if lines else first):
            lines.append(line)
            line = word
        else:
            line = longer
    return [*lines, line] if line else lines


@dataclass
class Page:
    """A page to be written on; `x` and `y` count points from its left foot."""

    width: float = 612
    height: float = 792
    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    content: list[str] = field(default_factory=list)
    pictures: list[bytes] = field(default_factory=list)
    links: list[tuple[tuple[float, float, float, float], str]] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, size: float = 10, font: str = "text", spread: float = 0
    ) -> None:
        """Write a line; `spread` is space between letters."""
        self.content.append(
            f"BT /{font} {size:g} Tf {spread:g} Tc 1 0 0 1 {x:g} {y:g} Tm {_string(text)} Tj ET"
        )

    def turned(self, matrix: Sequence[float], text: str, size: float = 10) -> None:
        """Write a line by a text matrix."""
        numbers = " ".join(f"{number:g}" for number in matrix)
        self.content.append(f"BT /text {size:g} Tf {numbers} Tm {_string(text)} Tj ET")

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        width: float,
        *,
        size: float = 10,
        indent: float = 0,
        leading: float = 1.2,
    ) -> float:
        """Write a paragraph set to a width; gives where the next line would stand."""
        return self.lines(
            x, y, wrapped(text, width, size, first=indent), size, indent=indent, leading=leading
        )

    def lines(
        self,
        x: float,
        y: float,
        lines: Iterable[str],
        size: float = 10,
        *,
        indent: float = 0,
        leading: float = 1.2,
    ) -> float:
        """Write lines one below the other; gives where the next would stand."""
        for number, line in enumerate(lines):
            self.text(x + (0 if number else indent), y, line, size)
            y -= size * leading
        return y

    def picture(self, x: float, y: float, width: float, height: float, pixels: int = 64) -> None:
        """Put a coloured square there."""
        row = b"".join(bytes((level * 255 // pixels, 80, 160)) for level in range(pixels))
        body = zlib.compress(row * pixels)
        self.pictures.append(
            b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB "
            b"/BitsPerComponent 8 /Filter /FlateDecode /Length %d >>\nstream\n"
            % (pixels, pixels, len(body))
            + body
            + b"\nendstream"
        )
        name = f"P{len(self.pictures) - 1}"
        self.content.append(f"q {width:g} 0 0 {height:g} {x:g} {y:g} cm /{name} Do Q")


def pdf_of(
    pages: Sequence[Page],
    *,
    info: Mapping[str, str] | None = None,
    outline: Sequence[tuple[str, int]] = (),
    labels: str = "",
    language: str = "",
    encrypt: bytes = b"",
    owner_password: str = "",
    encoding: str = "/WinAnsiEncoding",
) -> bytes:
    """Give a file with these pages; `outline` are titles and page numbers from 0, all of rank 1.

    `labels` is the number tree of the page labels, `encrypt` an encryption dictionary. With an
    `owner_password` alone, anybody may open the file.
    """
    objects: list[bytes] = [b"", b""]  # catalogue and pages come last
    key = b""
    if owner_password:
        key, encrypt = _encryption(owner_password)

    def add(body: bytes) -> int:
        if key and body.endswith(b"\nendstream"):
            head, _, stream = body.removesuffix(b"\nendstream").partition(b"stream\n")
            number = len(objects) + 1
            own = md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]
            body = head + b"stream\n" + _rc4(own, stream) + b"\nendstream"
        objects.append(body)
        return len(objects)

    fonts = " ".join(f"/{name} {add(_font(base, encoding))} 0 R" for name, base in FONTS.items())
    kids = []
    for page in pages:
        content = "\n".join(page.content).encode("cp1252", "replace")
        stream = add(_stream(content))
        pictures = " ".join(
            f"/P{number} {add(picture)} 0 R" for number, picture in enumerate(page.pictures)
        )
        links = " ".join(f"{add(_link(area, to))} 0 R" for area, to in page.links)
        crop = f" /CropBox [{' '.join(f'{n:g}' for n in page.crop)}]" if page.crop else ""
        kids.append(
            add(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {page.width:g} {page.height:g}]{crop}"
                f" /Rotate {page.rotate} /Contents {stream} 0 R /Annots [{links}]"
                f" /Resources << /Font << {fonts} >> /XObject << {pictures} >> >> >>".encode()
            )
        )
    catalogue = "<< /Type /Catalog /Pages 2 0 R"
    if outline:
        root = len(objects) + 1
        for number, (title, page_number) in enumerate(outline):
            following = f"/Next {root + number + 2} 0 R" if number + 1 < len(outline) else ""
            entry = f"<< /Title {_string(title)} /Parent {root} 0 R {following}"
            entry += f" /Dest [{kids[page_number]} 0 R /Fit] >>"
            if number == 0:
                add(f"<< /First {root + 1} 0 R /Last {root + len(outline)} 0 R >>".encode())
            add(entry.encode("cp1252"))
        catalogue += f" /Outlines {root} 0 R"
    catalogue += f" /PageLabels << /Nums [{labels}] >>" if labels else ""
    catalogue += f" /Lang ({language})" if language else ""
    objects[0] = f"{catalogue} >>".encode()
    references = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{references}] >>".encode()
    trailer = ""
    if info:
        entries = " ".join(f"/{key} {_string(value)}" for key, value in info.items())
        trailer += f" /Info {add(f'<< {entries} >>'.encode('cp1252'))} 0 R"
    if encrypt:
        trailer += f" /Encrypt {add(encrypt)} 0 R /ID [<00> <00>]"
    return file_of(objects, trailer)


def file_of(objects: Sequence[bytes], trailer: str = "") -> bytes:
    """Give a file of numbered objects, the first of which is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R%s >>\n" % (len(objects) + 1, trailer.encode())
    out += b"startxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def article(pages: int, *, columns: int = 2) -> bytes:
    """Give a document of so many pages of running text, as a benchmark needs it."""
    words = str.split(
        "the harbour master kept a ledger of every boat that came in under sail before the "
        "breakwater was raised and his daughter read it aloud to visitors in the long evenings of "
        "winter while the lamp burned low and nobody outside could see the skerries any more"
    )
    made = []
    at = 0
    for number in range(pages):
        page = Page()
        page.text(72, 750, "Annals of the Skerry Point Fishing Union", 8, "italic")
        page.text(300, 40, str(number + 1), 9)
        width = 468 if columns == 1 else 222
        for column in range(columns):
            x, y = 72 + column * 246, 720.0
            page.text(x, y, f"{number * columns + column + 1} On the ledger", 13, "bold")
            y -= 20
            while y > 120:
                length = 40 + (at * 7) % 50
                text = " ".join(words[(at + n * 5) % len(words)] for n in range(length))
                at += length
                text = f"{text.capitalize()}."
                y = page.paragraph(x, y, text, width, indent=12)
        made.append(page)
    return pdf_of(made, info={"Title": "Annals", "Author": "Ada Mar"})


def _encryption(owner_password: str) -> tuple[bytes, bytes]:
    """Give the key and dictionary of the oldest encryption (PDF 1.7, section 7.6.3)."""
    pad = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
    owner = _rc4(md5((owner_password.encode() + pad)[:32]).digest()[:5], pad)
    key = md5(pad + owner + (-44).to_bytes(4, "little", signed=True) + b"\0").digest()[:5]
    values = (owner.hex().encode(), _rc4(key, pad).hex().encode())
    return key, b"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <%s> /U <%s> >>" % values


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _font(base: str, encoding: str) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding {encoding} >>".encode()


def _stream(body: bytes) -> bytes:
    packed = zlib.compress(body)
    return (
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(packed) + packed + b"\nendstream"
    )


def _link(area: Sequence[float], address: str) -> bytes:
    box = " ".join(f"{edge:g}" for edge in area)
    return (
        f"<< /Type /Annot /Subtype /Link /Rect [{box}] /A << /S /URI /URI ({address}) >> >>"
    ).encode()


def _string(text: str) -> str:
    for sign in "\\()":
        text = text.replace(sign, f"\\{sign}")
    return f"({text})"


def bomb(size: int) -> bytes:
    """Give a file whose one page unpacks to so many bytes of drawing."""
    packer = zlib.compressobj(9)
    line = b"0 0 m 1 1 l S\n" * 4096
    body = b"".join(packer.compress(line) for _ in range(size // len(line))) + packer.flush()
    return file_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>",
            b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(body) + body + b"\nendstream",
        ]
    )
