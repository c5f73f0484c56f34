"""From bytes to text: which encoding they are in, and what is no text at all.

The order: a byte order mark, what is plainly no text, UTF-16 and UTF-32 without a mark, UTF-8,
UTF-8 with strays, then a guess that is named as one.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from storage.errors import ImportFailed
from storage.text.signatures import control_share, signature

BOMS = (  # UTF-32 before UTF-16: its little-endian mark begins with the other's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
OPENED = (
    "Postil opens web pages, EPUB, PDF, Word (.docx), OpenDocument and Rich Text documents, "
    "Markdown and plain text; save it as one of these."
)
SAMPLE = 65_536  # bytes that are looked at for a guess
MOST_CONTROLS = 0.03  # random bytes have 0.1, no text in a known encoding has any
MOST_CONTROLS_IN_UTF8 = 0.3  # valid UTF-8 by chance is unlikely, so more is forgiven

# The letters and signs beyond ASCII that texts in an encoding use, for texts written mostly in
# ASCII letters. charset-normalizer takes French cp1252 for cp1250 (measured), so these come first.
_SIGNS = "\xa0’‘“”„–—…«»•·°§€£©®×½¼"
_LETTERS = (
    ("cp1252", "áàâäãåæçéèêëíìîïñóòôöõøœúùûüßÿªº¿¡"),
    ("cp1254", "çğıöşüâîİ"),
    ("cp1250", "ąćęłńóśźżáčďéěíňřšťúůýžöüőűäľĺŕôđăâîşţß"),
    ("iso8859_2", "ąćęłńóśźżáčďéěíňřšťúůýžöüőűäľĺŕôđăâîşţß"),
)
_EXPECTED = {name: set(_SIGNS + letters + letters.upper()) for name, letters in _LETTERS}
EXPECTED_SHARE = 0.95
MOSTLY_ASCII = 0.3  # Czech has 0.2 bytes beyond ASCII, Russian and Greek more than 0.7
FEW = 3  # so many bytes beyond ASCII tell nothing about their encoding
GUESSABLE = [  # what texts are found in; without this list a byte or two may be EBCDIC
    *("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258"),
    *("iso8859_2", "iso8859_5", "iso8859_7", "iso8859_8", "koi8_r", "koi8_u", "cp866"),
    *("cp437", "cp850", "cp852", "mac_roman", "mac_cyrillic"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949", "tis_620"),
]
_NAMES = {
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1250": "Windows-1250 (Central Europe)",
    "iso8859_2": "ISO 8859-2 (Central Europe)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8_r": "KOI8-R (Cyrillic)",
    "cp932": "Shift JIS (Japanese)",
    "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)",
}
_STRAY = re.compile("[\udc80-\udcff]")
_ASCII = re.compile("[\x00-\x7f]")
_HIGH = bytes(range(128, 256))
_SMALL = bytes(byte for byte in range(32) if byte not in b"\n\r")
_UNPRINTED = "\t\n\r\f\xa0\xad\u200b\u200c\u200d\u3000\ufeff"  # and still part of texts


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes, what they were read as, and what the reader should know of it."""

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


def decode(data: bytes, name: str = "This file") -> Decoded:
    """Read bytes as text. `name` is what a refusal calls them.

    The text may still hold line ends of any kind. Raises: ImportFailed if they are no text.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            rest = data[len(mark) :]
            return _without_nul(_utf8(rest) if encoding == "utf-8" else _wide(rest, encoding))
    if what := signature(data):
        raise ImportFailed(_refusal(name, what))
    if encoding := _wide_encoding(data[:SAMPLE]):
        return _without_nul(_wide(data, encoding))
    decoded = _utf8(data)
    limit = MOST_CONTROLS_IN_UTF8 if decoded.encoding == "utf-8" else MOST_CONTROLS
    if control_share(data) > limit:
        raise ImportFailed(_refusal(name, "not a text: most of it is not made of characters"))
    return _without_nul(decoded)


def _refusal(name: str, what: str) -> str:
    told = what if what.startswith("not") else f"{what}, not a text"
    return f"{name} is {told}. {OPENED}"


def _without_nul(decoded: Decoded) -> Decoded:
    found = decoded.text.count("\0")
    if not found:
        return decoded
    notice = f"{_counted(found, 'empty character (NUL)')} left out."
    text = decoded.text.replace("\0", "")
    return Decoded(text, decoded.encoding, (*decoded.notices, notice))


def _wide_encoding(sample: bytes) -> str:
    """Name the UTF-16 or UTF-32 that bytes without a mark are in; nothing when they are in none.

    In such a text some bytes are NUL, and many are small: the upper halves of its characters.
    Random bytes read this way give unassigned and private characters, the wrong order as well.
    """
    if b"\0" not in sample:
        return ""
    small = len(sample) - len(sample.translate(None, _SMALL))
    if small < 0.2 * len(sample) and _is_utf8(sample):
        return ""
    best, most = "", -1
    for encoding in WIDE:
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError:
            continue
        fine = sum(character.isprintable() or character in _UNPRINTED for character in text)
        ascii_letters = sum(map(str.isascii, text))
        if text and fine >= 0.99 * len(text) and ascii_letters > most:
            best, most = encoding, ascii_letters
    return best


def _is_utf8(sample: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
    damaged = max(1, text.count("\ufffd"))
    return Decoded(text, encoding, (f"{_counted(damaged, 'damaged character')} replaced by �.",))


def _utf8(data: bytes) -> Decoded:
    """Read bytes as UTF-8 if they are, mended if they nearly are, else as the best guess."""
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        first, reason, end = error.start, error.reason, error.end
    if reason == "unexpected end of data" and end == len(data):
        text = data[:first].decode("utf-8")
        if not text.isascii():
            return Decoded(text, "utf-8", ("The last character was cut off and is left out.",))
    text = data.decode("utf-8", "surrogateescape")
    strays = len(_STRAY.findall(text))
    letters = len(text) - strays - sum(1 for _ in _ASCII.finditer(text))
    if letters >= strays:
        notice = (
            f"{_counted(strays, 'character')} guessed: the text is UTF-8, but for these bytes, "
            "which were read as Windows-1252."
        )
        return Decoded(_STRAY.sub(_as_cp1252, text), "utf-8", (notice,))
    encoding = _guess(data, first)
    notice = (
        f"The encoding was guessed: {_NAMES.get(encoding, encoding.replace('_', '-'))}. If letters "
        "look wrong, save the file as UTF-8 and open it again."
    )
    return Decoded(data.decode(encoding, "replace"), encoding, (notice,))


def _as_cp1252(stray: re.Match[str]) -> str:
    return bytes([ord(stray[0]) - 0xDC00]).decode("cp1252", "replace")


def _guess(data: bytes, first: int) -> str:
    """Name the likeliest encoding, judged by what stands around the first byte beyond ASCII."""
    line = data.rfind(b"\n", 0, first) + 1
    start = line if first - line < SAMPLE // 2 else first
    sample = data[start : start + SAMPLE]
    high = len(sample) - len(sample.translate(None, _HIGH))
    if high <= max(FEW, MOSTLY_ASCII * len(sample)):
        for encoding, expected in _EXPECTED.items():
            letters = [c for c in sample.decode(encoding, "replace") if not c.isascii()]
            if sum(c in expected for c in letters) >= EXPECTED_SHARE * len(letters):
                return encoding
    from charset_normalizer import from_bytes  # takes 60 ms to import, for few files

    best = from_bytes(sample, cp_isolation=GUESSABLE).best()
    return best.encoding if best else "cp1252"


def _counted(count: int, what: str) -> str:
    return (
        f"{count:,} {what.replace('character', 'characters')} were"
        if count > 1
        else f"1 {what} was"
    )
