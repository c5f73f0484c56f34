"""What a file is that is no text, told by its first bytes or by what it is full of."""

from __future__ import annotations

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (  # offset, bytes there, what it is
    (0, b"%PDF-", "a PDF document"),
    (0, b"{\\rtf", "a Rich Text document"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (0, b"\xff\xd8\xff", "a JPEG picture"),
    (0, b"GIF87a", "a GIF picture"),
    (0, b"GIF89a", "a GIF picture"),
    (8, b"WEBP", "a WebP picture"),
    (0, b"II*\0", "a TIFF picture"),
    (0, b"MM\0*", "a TIFF picture"),
    (0, b"SQLite format 3\0", "an SQLite database"),
    (0, b"\x7fELF", "a program"),
    (0, b"MZ\x90\0", "a program"),
    (0, b"\xcf\xfa\xed\xfe", "a program"),
    (0, b"\x1f\x8b\x08", "a gzip archive"),
    (0, b"BZh91AY&SY", "a bzip2 archive"),
    (0, b"\xfd7zXZ\0", "an xz archive"),
    (0, b"(\xb5/\xfd", "a Zstandard archive"),
    (0, b"7z\xbc\xaf'\x1c", "a 7-Zip archive"),
    (0, b"Rar!\x1a\x07", "a RAR archive"),
    (257, b"ustar", "a tar archive"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an older Office document"),
    (60, b"BOOKMOBI", "a Kindle book"),
    (0, b"ID3", "an MP3 recording"),
    (0, b"OggS\0", "an Ogg recording"),
    (0, b"fLaC\0", "a FLAC recording"),
    (8, b"WAVE", "a WAV recording"),
    (4, b"ftyp", "a video or a picture"),
    (0, b"\x1aE\xdf\xa3", "a video"),
    (0, b"wOF2", "a typeface"),
    (0, b"OTTO\0", "a typeface"),
    (0, b"\0\x01\0\0\0", "a typeface"),
)
READABLE = (b"%PDF-", b"{\\rtf", b"BZh91AY&SY")  # believed without a sign that it is no text
INSIDE_ZIP = (  # what stands early in archives that are documents
    (b"application/epub+zip", "an EPUB book"),
    (b"word/", "a Word document"),
    (b"xl/", "an Excel workbook"),
    (b"ppt/", "a PowerPoint presentation"),
    (b"opendocument", "an OpenDocument file"),
)
CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\b\x1a\x1b") + b"\x7f"


def signature(data: bytes) -> str:
    """Name what these bytes are by their beginning; nothing if they may be text."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        start = data[:4096]
        return next((name for sign, name in INSIDE_ZIP if sign in start), "a ZIP archive")
    for offset, sign, name in SIGNATURES:
        if data.startswith(sign, offset) and (sign in READABLE or _is_odd(data[:1024])):
            return name
    return ""


def control_share(data: bytes) -> float:
    """Give which part of the bytes (0..1) are control characters that no text has, NUL included.

    Bytes that three of them or fewer could have strayed into count as free of them.
    """
    controls = len(data) - len(data.translate(None, CONTROLS))
    return controls / len(data) if controls > 3 else 0.0


def _is_odd(start: bytes) -> bool:
    """Say whether bytes hold what plain text does not: controls, or what is no UTF-8."""
    if start.translate(None, CONTROLS) != start:
        return True
    try:
        start[:-4].decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason != "unexpected end of data"
    return False
