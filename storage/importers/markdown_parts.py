"""From the tokens of a Markdown parser to the parts of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from storage.importers.composition import LONGEST_BLOCK, Part, PartPicture
from storage.importers.inline import note_name, rendered, text_of_html
from storage.text.canonical import canonical
from storage.types import PICTURE, BlockKind, Mark

LONGEST_HEADING = 1000  # characters; more under a "#" is a paragraph with a number sign

_TASK = re.compile(r"\[([ xX])\]\s+")


def parts_of(tokens: Iterable[Token]) -> list[Part]:
    """Give the parts that block tokens make; notes at the foot come last, after a rule."""
    walk = _Walk()
    for token in tokens:
        walk.take(token)
    return walk.parts


@dataclass(slots=True)
class _Walk:
    """Where in quotes, lists and tables the next part stands."""

    parts: list[Part] = field(default_factory=list)
    quote: int = 0
    depth: int = 0  # of lists and notes
    marker: str = ""  # of the item that has no part yet
    is_tight: bool = False
    is_first: bool = True  # of the outermost list
    rank: int = 0  # of the open heading
    table: int = 0
    row: int = -1
    column: int = -1
    joint: str = ""  # before the next cell that is not empty
    cells: list[Part] = field(default_factory=list)
    foot: int = 0  # where the notes at the foot begin
    note: str = ""  # the name of the one that has no part yet

    def take(self, token: Token) -> None:
        """Read one token."""
        kind = token.type
        if kind == "inline":
            self._add_inline(token)
        elif kind == "paragraph_open":
            self.is_tight = token.hidden
        elif kind in ("fence", "code_block"):
            self.marker = ""
            self.parts.append(Part(canonical(token.content), "code", quote=self.quote))
        elif kind == "html_block":
            self.is_tight = False
            for paragraph in text_of_html(token.content):
                self._add(paragraph, [])
        elif kind == "hr":
            self.parts.append(Part("", "rule", quote=self.quote))
        elif kind in ("heading_open", "heading_close"):
            self.rank = int(token.tag[1]) if token.nesting == 1 else 0
        elif kind in ("blockquote_open", "blockquote_close"):
            self.quote += token.nesting
        elif kind in _LISTS:
            self.is_first = self.is_first or self.depth == 0
            self.depth += token.nesting
        elif kind == "list_item_open":
            self.marker = f"{token.info}{token.markup}" if token.info else "•"
        elif kind == "footnote_block_open":
            self.foot = len(self.parts)
        elif kind == "footnote_block_close":
            self._set_foot_off()
        elif kind == "footnote_open":
            self.is_first = True
            self.depth += 1
            self.marker = f"{token.meta['id'] + 1}."
            self.note = note_name(token.meta["id"])
        elif kind == "footnote_close":
            self.depth -= 1
        else:
            self._take_table(kind)

    def _set_foot_off(self) -> None:
        """Put a rule before the notes, unless they are empty or the writer has put one there."""
        if 0 < self.foot < len(self.parts) and self.parts[self.foot - 1].kind != "rule":
            self.parts.insert(self.foot, Part("", "rule"))

    def _take_table(self, kind: str) -> None:
        if kind == "table_open":
            self.table += 1
            self.row, self.joint, self.cells = -1, "\n\n", []
        elif kind == "tr_open":
            self.row += 1
            self.column = -1
            self.joint += "\n" if self.row else ""
        elif kind in ("th_open", "td_open"):
            self.column += 1
            self.joint += "\t" if self.column else ""
        elif kind == "table_close":
            if any(len(cell.text) > LONGEST_BLOCK for cell in self.cells):
                for cell in self.cells:  # a block this long is divided, which a cell cannot be
                    cell.kind, cell.joint, cell.table, cell.row, cell.column = (
                        *("paragraph", "\n\n"),
                        *(0, 0, 0),
                    )
                    cell.level = 0
            self.parts.extend(self.cells)
            self.row = self.column = -1
            self.marker = ""

    def _add_inline(self, token: Token) -> None:
        text, marks, pictures = rendered(token.children or ())
        if self.column >= 0 and self.row >= 0:
            self._add_cell(text, marks, pictures)
        elif self.rank and not self.depth and len(text) <= LONGEST_HEADING:
            text = text.replace("\n", " ")
            self.parts.append(
                Part(text, "heading", self.rank, self.quote, marks=marks, pictures=pictures)
            )
        else:
            self._add(text, marks, pictures)

    def _add_cell(self, text: str, marks: Sequence[Mark], pictures: Sequence[PartPicture]) -> None:
        if text.strip():
            self.cells.append(
                Part(
                    text.replace("\n", " ").replace("\t", " "),
                    "cell",
                    int(self.row == 0),
                    self.quote,
                    table=self.table,
                    row=self.row,
                    column=self.column,
                    marks=marks,
                    joint=self.joint,
                    pictures=pictures,
                )
            )
            self.joint = ""

    def _add(self, text: str, marks: Sequence[Mark], pictures: Sequence[PartPicture] = ()) -> None:
        """Add a paragraph, or an item's one when inside a list."""
        if not text.strip():
            return
        if not self.depth:
            kind: BlockKind = "picture" if _is_pictures(text) else "paragraph"
            self.parts.append(Part(text, kind, quote=self.quote, marks=marks, pictures=pictures))
            return
        if self.marker and (task := _TASK.match(text)):
            self.marker = "☐" if task[1] == " " else "☑"
            cut = task.end()
            text = text[cut:]
            marks = [
                Mark(max(0, mark.start - cut), mark.end - cut, mark.kind, mark.target)
                for mark in marks
                if mark.end > cut
            ]
            pictures = [picture._replace(at=picture.at - cut) for picture in pictures]
        joint = "\n" if self.is_tight and not self.is_first else "\n\n"
        item = Part(text, "item", self.depth, self.quote, self.marker, marks=marks, joint=joint)
        item.pictures = pictures
        item.anchors = [(0, self.note)] if self.note else ()
        self.parts.append(item)
        self.marker, self.is_first, self.note = "", False, ""


def _is_pictures(text: str) -> bool:
    return not text.replace(PICTURE, "").strip()


_LISTS = ("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close")
