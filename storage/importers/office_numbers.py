"""How lists count: figures, letters, Roman numbers and the signs of bullets."""

from __future__ import annotations

from storage.importers.office_text import symbol
from storage.importers.roman_numbers import roman
from storage.text.canonical import canonical

LARGEST = 100_000  # a number beyond it is written in figures; letters and Roman ones grow with it
LONGEST_MARKER = 40

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_CHINESE = "〇一二三四五六七八九"


def as_sign(text: str) -> str:
    """Give what a document says of the sign before an item, short and on one line."""
    return canonical(text[:LONGEST_MARKER]).replace("\n", " ")


def counted(number: int, style: str) -> str:
    """Write a number as the style says, in the names that Word gives to styles."""
    if style in ("none", "bullet"):
        return ""
    if not 0 < number <= LARGEST:
        return str(number)
    if style in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * min(10, (number - 1) // 26 + 1)
        return letters if style == "lowerLetter" else letters.upper()
    if style in ("lowerRoman", "upperRoman"):
        return roman(number) if style == "lowerRoman" else roman(number).upper()
    if style == "decimalZero":
        return f"{number:02}"
    if style == "ordinal":
        teens = 10 < number % 100 < 14
        return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
    if style.startswith("decimalEnclosedCircle") and number <= 20:
        return _CIRCLED[number - 1]
    if style.startswith(("chineseCounting", "ideographDigital", "taiwaneseCounting")):
        return _chinese(number) if number < 100 else str(number)
    if style in ("russianLower", "russianUpper"):
        letter = "абвгдежзиклмнопрстуфхцчшщыэюя"[(number - 1) % 29]
        return letter if style == "russianLower" else letter.upper()
    return str(number)


def bullet(text: str, font: str) -> str:
    """Give the sign of a bullet as it is drawn; "•" for what draws none."""
    if text == "o" and font.casefold().startswith("courier"):
        return "◦"  # Word's second level
    sign = "".join(symbol(character, font) for character in text.strip()[:LONGEST_MARKER])
    return (
        sign if sign and not all("\ue000" <= character <= "\uf8ff" for character in sign) else "•"
    )


def _chinese(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _CHINESE[ones]
    return (_CHINESE[tens] if tens > 1 else "") + "十" + (_CHINESE[ones] if ones else "")
