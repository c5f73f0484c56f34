"""The letters of Rich Text: bytes of a code page, Unicode with stand-ins, and signs."""

from __future__ import annotations

from storage.importers.office_draft import Facts
from storage.importers.office_text import symbol
from storage.importers.rtf_charsets import WIDE, decoded
from storage.importers.rtf_state import Font, State, Styles
from storage.importers.rtf_story import Story

LARGEST = 10_000_000  # of a number after a control word; beyond it, it says nothing


class Letters:
    """Turns what stands for letters into text, and hands it on by what holds at the moment."""

    def __init__(self) -> None:
        """Begin before the document."""
        self.facts = Facts()
        self.styles = Styles()
        self._story = Story(self.styles, self.facts)
        self._state = State()
        self._fonts: dict[int, Font] = {}
        self._codec = "cp1252"
        self._bytes = bytearray()
        self._high = 0  # first half of a character beyond U+FFFF
        self._to_skip = 0
        self._is_starred = False

    def _take_text(self, text: str) -> None:
        if self._to_skip:
            cut = min(self._to_skip, len(text))
            self._to_skip -= cut
            text = text[cut:]
            if not text:
                return
        if self._bytes:
            if self._codec_now() in WIDE and not text.isascii():
                self._bytes += text.encode("latin-1", "replace")
                return
            if self._codec_now() in WIDE and self._lacks_half():
                self._bytes += text[:1].encode("latin-1", "replace")
                text = text[1:]
            self._flush()
        if not text.isascii():
            text = decoded(text.encode("latin-1"), self._codec_now())
        self._emit(text)

    def _lacks_half(self) -> bool:
        """Say whether the bytes that wait end within a letter of two bytes."""
        try:
            self._bytes.decode(self._codec_now())
        except UnicodeDecodeError as error:
            return error.end == len(self._bytes)
        return False

    def _flush(self) -> None:
        data, self._bytes = bytes(self._bytes), bytearray()
        self._emit(decoded(data, self._codec_now()))

    def _codec_now(self) -> str:
        font = self._fonts.get(self._state.font)
        return font.codec or self._codec if font else self._codec

    def _emit(self, text: str) -> None:
        state = self._state
        font = self._fonts.get(state.font)
        if font and font.has_symbols:
            text = "".join(symbol(character, font.name) for character in text)
        if state.sink is not None:
            state.sink.append(text)
        elif not (state.is_hidden or state.is_deleted):
            self._story.writing.add(text, state.look or state.marks(self.styles))

    def _take_sign(self, sign: str) -> None:
        if sign == "*":
            self._is_starred = True
            return
        if self._to_skip:
            self._to_skip -= 1
            return
        if sign in "\\{}" and self._bytes and self._codec_now() in WIDE and self._lacks_half():
            self._bytes += sign.encode()
            return
        if self._bytes:
            self._flush()
        if sign in "\r\n":
            self._par(None)
        elif sign in "\\{}":
            self._emit(sign)
        elif sign == "~":
            self._emit("\xa0")
        elif sign == "_":
            self._emit("\u2011")
        elif sign == "\t":
            self._emit("\t")

    def _unicode(self, number: int | None) -> None:
        if number is None:
            return
        code = number & 0xFFFF if number < 0 else number
        self._to_skip = self._state.skip
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return
        if 0xDC00 <= code < 0xE000:
            if not self._high:
                return
            code = 0x10000 + ((self._high - 0xD800) << 10) + (code - 0xDC00)
        self._high = 0
        if code < 0x110000:
            letter = chr(code)
            if "\uf020" <= letter <= "\uf0ff":
                font = self._fonts.get(self._state.font)
                letter = symbol(letter, font.name if font else "")
            self._emit(letter)

    def _par(self, _number: int | None) -> None:
        if self._state.sink is None:
            self._story.end_paragraph(self._state)
