"""Reads Rich Text token by token: groups, formatting, letters and what stands among them."""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from datetime import UTC, datetime

from storage.errors import ImportFailed
from storage.importers.composition import Part
from storage.importers.office_fields import LONGEST_INSTRUCTION, look_of_field
from storage.importers.office_numbers import as_sign
from storage.importers.office_package import is_showable
from storage.importers.office_text import RunStyle
from storage.importers.rtf_charsets import (
    SYMBOLS,
    codec_of_charset,
    codec_of_page,
    language_of,
)
from storage.importers.rtf_letters import LARGEST, Letters
from storage.importers.rtf_state import Font, State, Style
from storage.importers.rtf_tables import CellShape
from storage.importers.rtf_tokens import MOST_TOKENS, TOKEN, end_of_group

DEEPEST = 1000  # groups in each other; deeper ones are passed over
MOST_PICTURES = 250_000_000  # bytes of all pictures of a document

_NO_HEX = re.compile(r"[^0-9a-fA-F]+")

# Groups whose words are not part of the text.
SKIPPED = {
    *("colortbl", "filetbl", "header", "headerl", "headerr", "headerf", "footer", "footerl"),
    *("footerr", "footerf", "xe", "tc", "tcn", "rxe", "txe", "bxe", "ftnsep", "ftnsepc", "ftncn"),
    *("aftnsep", "aftnsepc", "aftncn", "nonshppict", "shprslt", "mmathPict", "objdata"),
    *("objclass", "objname", "objtime", "fldtype", "datafield", "nonesttables", "pntxta"),
    *("pntxtb", "comment", "doccomm", "operator", "keywords", "subject", "category", "manager"),
    *("company", "hlinkbase", "buptim", "printim", "template", "ffdeftext", "ffhelptext"),
    *("ffstattext", "ffformat", "ffname", "ffl", "objalias", "objsect", "staticval", "linkval"),
}
SIGNS = {  # words that stand for a letter
    "tab": "\t", "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002",
    "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "line": "\n", "lbr": "\n", "zwj": "\u200d", "zwnj": "\u200c",
    "ltrmark": "\u200e", "rtlmark": "\u200f", "zwbo": "", "zwnbo": "",
}  # fmt: skip


class Reader(Letters):
    """Goes through a document once and keeps what it says."""

    def __init__(self, text: str, name: str) -> None:
        """Take a document as Latin-1, byte for byte."""
        super().__init__()
        self._text = text
        self._name = name
        self._stack: list[State] = []
        self._font = -1  # that is being described
        self._style: tuple[bool, int] = (False, 0)  # that is being described: of words, its number
        self._described = Style()
        self._position = -1  # where to go on, if not behind the token
        self._picture: list[str] = []
        self._raw = b""
        self._alt: list[str] = []
        self._instructions: list[list[str]] = []
        self._moment: dict[str, int] = {}
        self._pictures_left = MOST_PICTURES
        self._property = ""
        self._at = 0  # where the token ends
        self._words: dict[str, Callable[[int | None], None]] = self._handlers()

    def read(self) -> list[Part]:
        """Give the parts. Raises: ImportFailed."""
        position = 0
        tokens = 0
        is_over = False
        words, text = self._words.get, self._text
        while not is_over:
            is_over = True
            for token in TOKEN.finditer(text, position):
                kind = token.lastindex
                tokens += 1
                if tokens > MOST_TOKENS:
                    raise ImportFailed(
                        f"{self._name} is put together from more pieces than Postil opens at once. "
                        "Split it into parts and open them one by one."
                    )
                if kind == 1:
                    self._take_text(token[1])
                elif kind in (2, 3):
                    if self._to_skip:
                        self._to_skip -= 1
                        continue
                    if self._bytes:
                        self._flush()
                    word = token[2]
                    if handler := words(word):
                        number = int(token[3]) if kind == 3 else None
                        if number is not None and not -LARGEST < number < LARGEST:
                            number = None if word != "bin" else LARGEST
                        self._position = -1
                        self._is_starred = False
                        position = token.end()
                        self._at = position
                        handler(number)
                        if self._position >= 0:
                            position, is_over = self._position, False
                            break
                    elif self._is_starred or word in SKIPPED:
                        self._is_starred = False
                        position, is_over = end_of_group(text, token.end()), False
                        break
                elif kind == 4:
                    self._to_skip = 0
                    if self._bytes:
                        self._flush()
                    if token[4] == "{":
                        if len(self._stack) >= DEEPEST:
                            self.facts.is_damaged = True
                            position = min(len(text), end_of_group(text, token.end()) + 1)
                            is_over = False
                            break
                        self._is_starred = False
                        self._stack.append(self._state)
                        self._state = self._state.copy()
                    elif self._stack:
                        if self._state.leave:
                            self._leave(self._state.leave)
                        self._state = self._stack.pop()
                        if not self._stack:
                            break  # what follows the document is none of it
                elif kind == 5:
                    if self._to_skip:
                        self._to_skip -= 1
                    elif len(self._bytes) < LARGEST:
                        self._bytes.append(int(token[5], 16))
                elif kind == 6:
                    self._take_sign(token[6])
        if self._bytes:
            self._flush()
        self.facts.is_damaged |= bool(self._stack)
        while self._stack:  # the file was cut short
            if self._state.leave:
                self._leave(self._state.leave)
            self._state = self._stack.pop()
        return self._story.parts(self._state)

    # Groups with an end that matters

    def _begin(self, leave: str, sink: list[str] | None) -> None:
        self._state.leave = leave
        self._state.sink = sink

    def _leave(self, leave: str) -> None:
        """Do what the end of a group asks for."""
        words = "".join(self._state.sink or ())
        if leave == "flow":
            self._story.end_flow(self._state)
        elif leave == "marker":
            self._story.set_marker(_marker(words))
        elif leave == "picture":
            self._end_picture()
        elif leave == "field":
            self._instructions.pop()
        elif leave == "font":
            self._end_font(words)
        elif leave == "style":
            self._end_style(words)
        elif leave == "bookmark":
            self._story.writing.add_anchor(f"#{words.strip()}")
        elif leave == "title":
            self.facts.title = self.facts.title or words
        elif leave == "author":
            self.facts.byline = self.facts.byline or words
        elif leave == "created":
            self.facts.created = self._end_moment()
        elif leave == "modified":
            self.facts.modified = self._end_moment()
        elif leave == "property":
            self._property = words.strip()
        elif leave == "value" and self._property == "wzDescription":
            self._alt = [words]

    def _skip_group(self, _number: int | None = None) -> None:
        self._position = end_of_group(self._text, self._at)

    def _end_font(self, words: str) -> None:
        font = self._fonts.get(self._font)
        if font is not None and not font.name:
            font.name = words.partition(";")[0].strip()
            font.has_symbols = font.has_symbols and font.name.casefold().startswith(
                ("symbol", "wingdings", "webdings")
            )

    def _end_style(self, words: str) -> None:
        is_character, number = self._style
        state = self._state
        style = self._described
        style.name = words.partition(";")[0].strip()
        style.run = RunStyle(state.bold, state.italic)
        style.outline = state.outline
        styles = self.styles.characters if is_character else self.styles.paragraphs
        styles.setdefault(number, style)

    def _end_moment(self) -> datetime | None:
        said, self._moment = self._moment, {}
        try:
            return datetime(
                said.get("yr", 0),
                said.get("mo", 1),
                said.get("dy", 1),
                said.get("hr", 0),
                said.get("min", 0),
                tzinfo=UTC,
            )
        except ValueError:
            return None

    def _end_picture(self) -> None:
        body = self._raw
        if not body:
            digits = _NO_HEX.sub("", "".join(self._picture))
            body = binascii.unhexlify(digits[: len(digits) // 2 * 2])
        self._picture, self._raw = [], b""
        self._pictures_left -= len(body)
        if self._state.is_hidden or not body:
            return
        if not is_showable(body):
            self.facts.unshown += 1
            body = b""
        alt, self._alt = " ".join("".join(self._alt).split()), []
        if body and self._pictures_left < 0:
            body = b""
        self._story.writing.add_picture(alt, "", body, self._state.link)

    # Words

    def _handlers(self) -> dict[str, Callable[[int | None], None]]:
        story = self._story
        handlers: dict[str, Callable[[int | None], None]] = {
            "par": self._par,
            "sect": self._par,
            "pard": lambda _: self._state.pard(),
            "plain": lambda _: self._state.plain(),
            "u": self._unicode,
            "uc": self._skip_count,
            "bin": self._binary,
            "b": lambda n: self._look("bold", n != 0),
            "i": lambda n: self._look("italic", n != 0),
            "strike": lambda n: self._look("strike", n != 0),
            "striked": lambda n: self._look("strike", n != 0),
            "v": lambda n: self._look("is_hidden", n != 0),
            "super": lambda n: self._look("position", "superscript" if n != 0 else ""),
            "sub": lambda n: self._look("position", "subscript" if n != 0 else ""),
            "nosupersub": lambda _: self._look("position", ""),
            "deleted": self._deleted,
            "revised": self._revised,
            "f": self._set_font,
            "s": self._set_style,
            "cs": self._set_character_style,
            "outlinelevel": lambda n: self._of_paragraph("outline", n or 0),
            "ls": lambda n: self._of_paragraph("list", n or 0),
            "ilvl": lambda n: self._of_paragraph("depth", max(0, n or 0)),
            "li": lambda n: self._of_paragraph("left", n or 0),
            "lin": lambda n: self._of_paragraph("left", n or 0),
            "ri": lambda n: self._of_paragraph("right", n or 0),
            "rin": lambda n: self._of_paragraph("right", n or 0),
            "fi": lambda n: self._of_paragraph("first", n or 0),
            "intbl": lambda _: self._of_paragraph("nesting", max(1, self._state.nesting)),
            "itap": lambda n: self._of_paragraph("nesting", max(0, n or 0)),
            "trowd": lambda _: story.new_row(),
            "cellx": self._edge,
            "trleft": lambda n: setattr(story.row, "left", n or 0),
            "clmrg": lambda _: setattr(story.row, "goes_on", True),
            "clvmrg": lambda _: setattr(story.row, "goes_on", True),
            "trhdr": lambda _: setattr(story.row, "is_header", True),
            "cell": lambda _: story.end_cell(self._state, 1),
            "row": lambda _: story.end_row(1),
            "nestcell": lambda _: story.end_cell(self._state, max(2, self._state.nesting)),
            "nestrow": lambda _: story.end_row(max(2, self._state.nesting)),
            "ansicpg": self._set_page,
            "mac": lambda _: setattr(self, "_codec", "mac_roman"),
            "pc": lambda _: setattr(self, "_codec", "cp437"),
            "pca": lambda _: setattr(self, "_codec", "cp850"),
            "deff": self._set_default_font,
            "deflang": self._set_language,
            "lang": self._set_language,
            "fonttbl": lambda _: self._begin("font", []),
            "fcharset": self._set_charset,
            "cpg": lambda n: self._font_codec(codec_of_page(n or 0)),
            "stylesheet": lambda _: self._begin("sheet", []),
            "sbasedon": lambda n: setattr(self._described, "based_on", n),
            "listtext": lambda _: self._begin("marker", []),
            "pntext": lambda _: self._begin("marker", []),
            "field": self._field,
            "fldinst": self._instruction,
            "fldrslt": self._result,
            "footnote": self._note,
            "annotation": self._annotation,
            "shptxt": self._box,
            "dptxbxtext": self._box,
            "shp": lambda _: None,
            "shpinst": lambda _: setattr(self._state, "sink", []),
            "do": lambda _: setattr(self._state, "sink", []),
            "shppict": lambda _: None,
            "pict": self._pict,
            "picprop": lambda _: setattr(self._state, "sink", []),
            "sn": lambda _: self._begin("property", []),
            "sv": lambda _: self._begin("value", []),
            "object": self._object,
            "result": lambda _: None,
            "bkmkstart": lambda _: self._begin("bookmark", []),
            "upr": self._skip_to_unicode,
            "ud": lambda _: None,
            "info": lambda _: setattr(self._state, "sink", []),
            "title": lambda _: self._begin("title", []),
            "author": lambda _: self._begin("author", []),
            "creatim": lambda _: self._begin("created", []),
            "revtim": lambda _: self._begin("modified", []),
            "nesttableprops": lambda _: None,
            "moMath": lambda _: None,
            "pnseclvl": self._skip_group,
            "page": lambda _: None,
        }
        for word, letter in SIGNS.items():
            handlers[word] = lambda _, letter=letter: self._emit(letter)  # type: ignore[misc]
        for word in ("yr", "mo", "dy", "hr", "min"):
            handlers[word] = lambda n, word=word: self._moment.update({word: n or 0})  # type: ignore[misc]
        return handlers

    def _look(self, name: str, value: object) -> None:
        setattr(self._state, name, value)
        self._state.look = None

    def _of_paragraph(self, name: str, value: int) -> None:
        setattr(self._state, name, value)

    def _deleted(self, number: int | None) -> None:
        self._state.is_deleted = number != 0
        self.facts.has_changes = True

    def _revised(self, _number: int | None) -> None:
        self.facts.has_changes |= self._state.sink is None

    def _skip_count(self, number: int | None) -> None:
        self._state.skip = min(10, max(0, 1 if number is None else number))

    def _binary(self, number: int | None) -> None:
        length = max(0, number or 0)
        end = min(len(self._text), self._at + length)
        if self._state.leave == "picture":
            self._raw = self._text[self._at : end].encode("latin-1")
        self._position = end

    def _set_font(self, number: int | None) -> None:
        if self._is_inside("font"):
            if self._font >= 0:
                self._end_font("".join(self._state.sink or ()))
                if self._state.sink:
                    self._state.sink.clear()
            self._font = number or 0
            self._fonts.setdefault(self._font, Font())
            if self._state.leave == "":
                self._begin("font", [])
            return
        self._state.font = number or 0

    def _set_charset(self, number: int | None) -> None:
        self._font_codec(codec_of_charset(number or 0))
        if number == SYMBOLS and self._font in self._fonts:
            self._fonts[self._font].has_symbols = True

    def _font_codec(self, codec: str) -> None:
        if self._font in self._fonts and self._is_inside("font"):
            self._fonts[self._font].codec = codec

    def _set_style(self, number: int | None) -> None:
        if self._is_inside("sheet"):
            self._describe(number or 0, is_character=False)
        else:
            self._state.style = number or 0
            self._state.look = None

    def _set_character_style(self, number: int | None) -> None:
        if self._is_inside("sheet"):
            self._describe(number or 0, is_character=True)
        else:
            self._state.character_style = number if number is not None else -1
            self._state.look = None

    def _describe(self, number: int, *, is_character: bool) -> None:
        self._style = (is_character, number)
        self._described = Style()
        self._begin("style", [])

    def _is_inside(self, leave: str) -> bool:
        """Say whether the group, or the one around it, has this end."""
        return self._state.leave == leave or (bool(self._stack) and self._stack[-1].leave == leave)

    def _set_page(self, number: int | None) -> None:
        self._codec = codec_of_page(number or 0)

    def _set_default_font(self, number: int | None) -> None:
        self._state.font = number or 0

    def _set_language(self, number: int | None) -> None:
        if not self.facts.language and self._state.sink is None:
            self.facts.language = language_of(number or 0)

    def _edge(self, number: int | None) -> None:
        row = self._story.row
        row.cells.append(CellShape(number or 0, row.goes_on))
        row.goes_on = False

    def _field(self, _number: int | None) -> None:
        self._instructions.append([])
        self._state.leave = "field"

    def _instruction(self, _number: int | None) -> None:
        self._state.sink = self._instructions[-1] if self._instructions else []

    def _result(self, _number: int | None) -> None:
        if self._instructions:
            words = "".join(self._instructions[-1])[:LONGEST_INSTRUCTION]
            self._instructions[-1][:] = [words]
            look = look_of_field(words)
            if look != self._state.link[-len(look) :]:  # a group may say it again and again
                self._state.link = (*self._state.link, *look)
                self._state.look = None

    def _note(self, _number: int | None) -> None:
        if self._state.sink is None and self._story.may_go_deeper:
            self._story.begin_note()
            self._enter_flow()

    def _box(self, _number: int | None) -> None:
        if self._story.may_go_deeper:
            self._story.begin_box()
            self._enter_flow()

    def _enter_flow(self) -> None:
        self._begin("flow", None)
        self._state.link = ()
        self._state.plain()
        self._state.pard()

    def _annotation(self, _number: int | None) -> None:
        self.facts.comments += 1
        self._skip_group()

    def _pict(self, _number: int | None) -> None:
        self._picture = []
        self._raw = b""
        self._begin("picture", self._picture)

    def _object(self, _number: int | None) -> None:
        self.facts.embedded += 1

    def _skip_to_unicode(self, _number: int | None) -> None:
        """Pass over the first of two ways to say the same."""
        opened = self._text.find("{", self._at)
        if opened >= 0:
            self._position = min(len(self._text), end_of_group(self._text, opened + 1) + 1)


def _marker(words: str) -> str:
    sign = " ".join(as_sign(words).split())
    return "◦" if sign == "o" else sign or "•"  # Word's second level is an "o"
