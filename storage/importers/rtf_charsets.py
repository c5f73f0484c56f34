"""How Rich Text writes letters: its code pages, character sets and languages."""

from __future__ import annotations

import codecs
import locale

# fcharset of a font to Python's codec; RTF 1.9.1, "Font Table". 0 and 1 mean the document's own.
_CHARSETS = {
    77: "mac_roman", 78: "shift_jis", 79: "euc_kr", 80: "gb2312", 81: "big5", 83: "cp1255",
    84: "mac_greek", 85: "mac_greek", 86: "mac_turkish", 87: "cp874", 88: "mac_latin2",
    89: "mac_cyrillic", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 179: "cp1256",
    180: "cp1256", 181: "cp1255", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850",
}  # fmt: skip
_PAGES = {10000: "mac_roman", 10007: "mac_cyrillic", 1361: "johab", 936: "gbk", 65001: "utf-8"}
SYMBOLS = 2  # the character set of typefaces that draw signs
WIDE = {"cp932", "shift_jis", "gbk", "gb2312", "cp949", "euc_kr", "cp950", "big5", "johab", "utf-8"}


def codec_of_charset(number: int) -> str:
    """Give the codec of a font's character set; "" for that of the document."""
    return _CHARSETS.get(number, "")


def codec_of_page(number: int) -> str:
    """Give the codec of a code page; that of Western Windows where there is none."""
    name = _PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name


def language_of(number: int) -> str:
    """Give the language of one of Microsoft's numbers as "en-GB"; "" if it is none."""
    if number in (0, 1024, 255):
        return ""
    return locale.windows_locale.get(number, "").replace("_", "-")


def decoded(data: bytes, codec: str) -> str:
    """Decode bytes; what they cannot be becomes U+FFFD."""
    return data.decode(codec, "replace")
