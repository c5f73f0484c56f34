"""What holds inside a group of Rich Text and ends with it."""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.importers.office_styles import NOTHING, Meaning, is_code_words, meaning_of
from storage.importers.office_text import ORDINARY, PLAIN, Look, RunStyle, marks_of

LONGEST_CHAIN = 20  # styles based on one another


@dataclass(slots=True)
class Font:
    """A typeface: its name, its codec ("" for the document's), whether it draws signs."""

    name: str = ""
    codec: str = ""
    has_symbols: bool = False


@dataclass(slots=True)
class Style:
    """A paragraph or character style as the style sheet has it."""

    name: str = ""
    based_on: int | None = None
    outline: int | None = None
    run: RunStyle = ORDINARY


@dataclass(slots=True)
class Styles:
    """Styles by their numbers."""

    paragraphs: dict[int, Style] = field(default_factory=dict)
    characters: dict[int, Style] = field(default_factory=dict)
    _meanings: dict[int, Meaning] = field(default_factory=dict)

    def meaning(self, number: int) -> Meaning:
        """Give what a paragraph style is for."""
        if number not in self._meanings:
            self._meanings[number] = self._meaning(number)
        return self._meanings[number]

    def run(self, number: int) -> RunStyle:
        """Give how the words of a paragraph style look."""
        style = self.paragraphs.get(number)
        return style.run if style else ORDINARY

    def is_code(self, number: int) -> bool:
        """Say whether a character style is for words of a program."""
        style = self.characters.get(number)
        return style is not None and is_code_words(style.name)

    def _meaning(self, number: int) -> Meaning:
        at: int | None = number
        for _ in range(LONGEST_CHAIN):
            style = self.paragraphs.get(at) if at is not None else None
            if style is None:
                break
            found = meaning_of(style.name)
            if found.role:
                return found
            if style.outline is not None:
                if style.outline > 8:
                    break
                return Meaning("heading", min(6, style.outline + 1))
            at = style.based_on if style.based_on != at else None
        return NOTHING


class State:
    """Formatting of words and of the paragraph, and where words go."""

    __slots__ = (
        *("bold", "italic", "strike", "position", "is_hidden", "is_deleted", "character_style"),
        *("font", "skip", "sink", "link", "look"),
        *("style", "outline", "list", "depth", "left", "right", "first", "nesting", "leave"),
    )

    def __init__(self) -> None:
        """Begin as a document does."""
        self.sink: list[str] | None = None  # where words go instead of the text
        self.link: Look = PLAIN
        self.skip = 1  # characters that stand for one of Unicode
        self.font = -1
        self.leave = ""  # what ends with this group
        self.plain()
        self.pard()

    def plain(self) -> None:
        """Take formatting from words."""
        self.bold = self.italic = self.strike = self.is_hidden = self.is_deleted = False
        self.position = ""
        self.character_style = -1
        self.look: Look | None = None

    def pard(self) -> None:
        """Take formatting from the paragraph."""
        self.style = self.nesting = 0
        self.outline: int | None = None
        self.list = self.depth = self.left = self.right = self.first = 0
        self.look = None

    def copy(self) -> State:
        """Give what holds at the beginning of a group inside."""
        other = State.__new__(State)
        other.bold = self.bold
        other.italic = self.italic
        other.strike = self.strike
        other.position = self.position
        other.is_hidden = self.is_hidden
        other.is_deleted = self.is_deleted
        other.character_style = self.character_style
        other.font = self.font
        other.skip = self.skip
        other.sink = self.sink
        other.link = self.link
        other.look = self.look
        other.style = self.style
        other.outline = self.outline
        other.list = self.list
        other.depth = self.depth
        other.left = self.left
        other.right = self.right
        other.first = self.first
        other.nesting = self.nesting
        other.leave = ""
        return other

    def marks(self, styles: Styles) -> Look:
        """Give the marks over words; what the paragraph's style says of all of them is none."""
        usual = styles.run(self.style)
        style = RunStyle(
            self.bold and not usual.bold,
            self.italic and not usual.italic,
            self.strike,
            self.position,
            is_code=styles.is_code(self.character_style),
        )
        self.look = (*marks_of(style), *self.link)
        return self.look
