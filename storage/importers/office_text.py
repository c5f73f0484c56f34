"""The text of one paragraph of a word processor, growing run by run with its marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from storage.importers.composition import Part, PartPicture
from storage.text.canonical import canonical
from storage.types import PICTURE, Mark, MarkKind

Look = tuple[tuple[MarkKind, str], ...]  # marks over a run: kind and target
PLAIN: Look = ()

# Microsoft's Symbol and Wingdings put signs on letters; in Word also from U+F020 on. What lists
# and running text use; the rest shows as "•".
_SYMBOL = dict(
    zip(
        "abgdezhqiklmnxoprstufcyw" + "ABGDEZHQIKLMNXOPRSTUFCYW",
        "αβγδεζηθικλμνξοπρστυφχψω" + "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ",
        strict=True,
    )
) | dict(
    zip(
        "\"$'@JVjvm\xa3\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae\xaf\xb0\xb1\xb2\xb3\xb4\xb5\xb6\xb7"
        "\xb8\xb9\xba\xbb\xbc\xc5\xc6\xc7\xc8\xc9\xcc\xce\xcf\xd0\xd1\xd5\xd6\xd7\xd8\xd9\xda\xdb"
        "\xdc\xdd\xde\xdf\xe5\xf2",
        "∀∃∋≅ϑςϕϖμ≤∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⊕∅∩∪⊃⊂∈∉∠∇∏√⋅¬∧∨⇔⇐⇑⇒⇓∑∫",  # noqa: RUF001
        strict=True,
    )
)
_WINGDINGS = dict(zip("lmnoqrstuvwx§¨Ø·-üûýþàßèðñòó", "●❍■□❑❒⬧⧫◆❖◆⌧▪◻➢•→✓✗☒☑→←➔⇨⇧⇩⇔", strict=True))


class RunStyle(NamedTuple):
    """How words look; None where nothing is said. `position` is that of Word's `vertAlign`."""

    bold: bool | None = None
    italic: bool | None = None
    strike: bool | None = None
    position: str | None = None
    is_hidden: bool | None = None
    is_code: bool = False


ORDINARY = RunStyle()


def marks_of(style: RunStyle) -> Look:
    """Give the marks over words that look so."""
    if style == ORDINARY:
        return PLAIN
    marks: list[tuple[MarkKind, str]] = []
    if style.bold:
        marks.append(("strong", ""))
    if style.italic:
        marks.append(("emphasis", ""))
    if style.strike:
        marks.append(("strike", ""))
    if style.position in ("superscript", "subscript"):
        marks.append(("superscript" if style.position == "superscript" else "subscript", ""))
    if style.is_code:
        marks.append(("code", ""))
    return tuple(marks)


def symbol(character: str, font: str) -> str:
    """Give a character as its typeface draws it, where that is one of signs."""
    if "\uf020" <= character <= "\uf0ff":
        character = chr(ord(character) - 0xF000)
    elif not _draws_signs(font):
        return character
    folded = font.casefold()
    if "wingdings" in folded or "webdings" in folded:
        return _WINGDINGS.get(character, "•")
    if "symbol" in folded or not font:
        return _SYMBOL.get(character, character if character.isascii() else "•")
    return character if character.isascii() and character.isprintable() else "•"


def _draws_signs(font: str) -> bool:
    folded = font.casefold()
    return folded in ("symbol", "webdings") or folded.startswith("wingdings")


class Writing:
    """Text that grows; neighbouring runs of one look share their marks."""

    __slots__ = ("_look", "_open", "anchors", "is_rule", "length", "marks", "pictures", "pieces")

    def __init__(self) -> None:
        """Begin empty."""
        self.pieces: list[str] = []
        self.length = 0
        self.marks: list[Mark] = []
        self.pictures: list[PartPicture] = []
        self.anchors: list[tuple[int, str]] = []
        self.is_rule = False  # a line across the page stands in it
        self._look: Look = PLAIN
        self._open: dict[tuple[MarkKind, str], int] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing came in, not even a place."""
        return not (self.length or self.anchors)

    @property
    def has_words(self) -> bool:
        """Whether something other than white space came in."""
        return any(not piece.isspace() for piece in self.pieces)

    def add(self, text: str, look: Look = PLAIN) -> None:
        """Add text under the marks of a look."""
        text = canonical(text)
        if text:
            self._put(text, look)

    def add_picture(
        self, alt: str, source: str = "", body: bytes = b"", look: Look = PLAIN
    ) -> None:
        """Add a picture."""
        self.pictures.append(PartPicture(self.length, canonical(alt), source, body))
        self._put(PICTURE, look)

    def add_anchor(self, name: str) -> None:
        """Name the place that comes next."""
        self.anchors.append((self.length, name))

    def prepend(self, text: str) -> None:
        """Put text before all that came in."""
        by = len(text)
        self.pieces.insert(0, text)
        self._move(by)

    def drop(self, length: int) -> None:
        """Take so many characters away from the beginning."""
        self._turn(PLAIN)
        self.pieces = ["".join(self.pieces)[length:]]
        self._move(-length)

    def part(self) -> Part:
        """Give the paragraph and begin the next one."""
        self._turn(PLAIN)
        text = "".join(self.pieces)
        marks = sorted(
            (
                mark
                for mark in self.marks
                if mark.kind in ("link", "note", "jump") or text[mark.start : mark.end].strip()
            ),
            key=lambda mark: (mark.start, -mark.end),
        )
        part = Part(text, marks=marks, pictures=self.pictures, anchors=self.anchors)
        self.__init__()  # type: ignore[misc]  # all of it begins anew
        return part

    def _put(self, text: str, look: Look) -> None:
        if look != self._look:
            self._turn(look)
        self.pieces.append(text)
        self.length += len(text)

    def _move(self, by: int) -> None:
        self.length += by
        self.marks = [
            Mark(max(0, m.start + by), m.end + by, m.kind, m.target)
            for m in self.marks
            if m.end + by > 0
        ]
        self.pictures = [p._replace(at=max(0, p.at + by)) for p in self.pictures]
        self.anchors = [(max(0, at + by), name) for at, name in self.anchors]
        self._open = {mark: max(0, at + by) for mark, at in self._open.items()}

    def _turn(self, look: Look) -> None:
        for mark in [mark for mark in self._open if mark not in look]:
            self.marks.append(Mark(self._open.pop(mark), self.length, *mark))
        for mark in look:
            self._open.setdefault(mark, self.length)
        self._look = look


def joined(parts: Iterable[Part], joint: str) -> Part:
    """Give several parts as one of the first one's kind, with all that is in them."""
    pieces: list[str] = []
    whole = Part("")
    marks: list[Mark] = []
    pictures: list[PartPicture] = []
    anchors: list[tuple[int, str]] = []
    at = 0
    for number, part in enumerate(parts):
        if number:
            pieces.append(joint)
            at += len(joint)
        else:
            whole = part
        pieces.append(part.text)
        marks += [Mark(m.start + at, m.end + at, m.kind, m.target) for m in part.marks]
        pictures += [picture._replace(at=picture.at + at) for picture in part.pictures]
        anchors += [(place + at, name) for place, name in part.anchors]
        at += len(part.text)
    return Part(
        "".join(pieces),
        whole.kind,
        whole.level,
        whole.quote,
        whole.marker,
        marks=marks,
        joint=whole.joint,
        pictures=pictures,
        anchors=anchors,
    )
