"""The text of Rich Text documents: paragraphs, lists, tables, boxes and notes as they come in."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from storage.errors import ImportFailed
from storage.importers.composition import Part
from storage.importers.office_draft import Facts
from storage.importers.office_parts import MOST_PARTS, TOO_MANY, Body, Notes, Shape, Tables
from storage.importers.office_text import PLAIN, Writing
from storage.importers.rtf_state import State, Styles
from storage.importers.rtf_tables import OpenTable, RowShape

DEEPEST_TABLE = 30
DEEPEST_LIST = 9
DEEPEST_FLOW = 20  # notes and boxes in each other
INDENT = 300  # twips on both sides that set a paragraph off as a quotation
STEP = 360  # twips by which typed lists are usually moved in

# A sign and a tab where the paragraph's first line hangs out: a list typed by a program or by hand.
_TYPED = re.compile(
    r"\s*([•◦▪·‣–—-]|\d{1,3}[.)]|[a-zA-Z][.)]|[ivxIVX]{1,5}[.)]|\([\w]{1,4}\))\t\s*"
)


@dataclass(slots=True)
class _Flow:
    """One run of paragraphs: the document's, a note's or a box's."""

    body: Body = field(default_factory=Body)
    writing: Writing = field(default_factory=Writing)
    tables: list[OpenTable] = field(default_factory=list)
    boxes: list[list[Part]] = field(default_factory=list)
    marker: str | None = None
    row: RowShape = field(default_factory=RowShape)
    key: str = ""


class Story:
    """Takes paragraphs, cells and rows as they end."""

    def __init__(self, styles: Styles, facts: Facts) -> None:
        """Begin before the text."""
        self._styles = styles
        self._facts = facts
        self._tables = Tables()
        self._notes = Notes()
        self._note_parts: dict[str, list[Part]] = {}
        self._flows = [_Flow()]
        self._cells = 0

    @property
    def writing(self) -> Writing:
        """The paragraph that is not over yet."""
        return self._flows[-1].writing

    @property
    def row(self) -> RowShape:
        """What is said of the row."""
        return self._flows[-1].row

    def new_row(self) -> None:
        """Forget what was said of the row before."""
        self._flows[-1].row = RowShape()

    def set_marker(self, marker: str) -> None:
        """Take the sign of the item that comes."""
        self._flows[-1].marker = marker

    def end_paragraph(self, state: State) -> None:
        """Close a paragraph."""
        flow = self._flows[-1]
        nesting = min(DEEPEST_TABLE, state.nesting)
        if not flow.writing.is_empty or len(flow.tables) < nesting or flow.boxes:
            self._reach(nesting)
        body = flow.tables[-1].body if flow.tables else flow.body
        self._add(flow, body, state)
        for box in flow.boxes:
            body.add_parts(box)
        flow.boxes = []

    def end_cell(self, state: State, nesting: int) -> None:
        """Close a cell of the table at a depth of nesting."""
        self._reach(nesting)
        state.nesting, kept = nesting, state.nesting
        self.end_paragraph(state)
        state.nesting = kept
        self._flows[-1].tables[-1].end_cell()
        self._cells += 1
        if self._cells > MOST_PARTS:
            raise ImportFailed(TOO_MANY)

    def end_row(self, nesting: int) -> None:
        """Close a row of the table at a depth of nesting."""
        self._reach(nesting)
        flow = self._flows[-1]
        flow.tables[-1].end_row(flow.row)

    @property
    def may_go_deeper(self) -> bool:
        """Say whether one more note or box may stand in those that are open."""
        return len(self._flows) < DEEPEST_FLOW

    def begin_note(self) -> None:
        """Write the sign of a note; what follows is in it until `end_flow`."""
        key = str(len(self._note_parts) + 1)
        self._note_parts[key] = []
        self._notes.refer(key, self.writing, PLAIN)
        self._flows.append(_Flow(key=key))

    def begin_box(self) -> None:
        """Take what follows for the text of a box until `end_flow`."""
        self._flows.append(_Flow())

    def end_flow(self, state: State) -> None:
        """Go back to what is around a note or a box."""
        if len(self._flows) == 1:
            return
        key = self._flows[-1].key
        parts = self._close(state)
        self._flows.pop()
        if key:
            self._note_parts[key] = parts
        else:
            self._flows[-1].boxes.append(parts)

    def parts(self, state: State) -> list[Part]:
        """Give the parts of all that came in, with the notes at the end."""
        while len(self._flows) > 1:  # the file ends within a note
            self.end_flow(state)
        return [*self._close(state), *self._notes.parts(self._note_parts.__getitem__)]

    def _close(self, state: State) -> list[Part]:
        self.end_paragraph(state)
        self._reach(0)
        return self._flows[-1].body.close()

    def _reach(self, nesting: int) -> None:
        """Open or close tables until as many are open."""
        flow = self._flows[-1]
        while len(flow.tables) < min(DEEPEST_TABLE, nesting):
            flow.tables.append(OpenTable())
        while len(flow.tables) > nesting:
            table = flow.tables.pop()
            body = flow.tables[-1].body if flow.tables else flow.body
            body.add_parts(self._tables.parts(table.cells()))

    def _add(self, flow: _Flow, body: Body, state: State) -> None:
        writing = flow.writing
        if writing.is_empty:
            body.add(Shape("code") if self._role(state) == "code" else Shape(), writing)
            if writing.is_rule:
                body.add_rule()
            flow.marker = None
            return
        role = self._role(state)
        if role == "title" and not self._facts.titled:
            self._facts.titled = "".join(writing.pieces)
        if role == "contents":
            writing.part()
        else:
            body.add(self._shape(flow, state, role), writing)
        flow.marker = None

    def _role(self, state: State) -> str:
        return self._styles.meaning(state.style).role

    def _shape(self, flow: _Flow, state: State, role: str) -> Shape:
        meaning = self._styles.meaning(state.style)
        marker = flow.marker
        if role in ("heading", "title") or (state.outline is not None and state.outline < 9):
            if role == "title":
                return Shape("heading", 1)
            rank = state.outline + 1 if state.outline is not None else meaning.rank
            if marker and marker != "•":
                flow.writing.prepend(f"{marker} ")
            return Shape("heading", min(6, max(1, rank)))
        if role == "caption":
            return Shape("caption")
        quote = int(role == "quote")
        if role == "code":
            return Shape("code", quote=quote)
        depth = min(DEEPEST_LIST, state.depth + 1)
        if marker is not None:
            return Shape("item", depth, quote, marker)
        if state.list and not state.nesting:
            return Shape("item", depth, quote, "•")
        if state.first < 0 and (typed := _TYPED.match("".join(flow.writing.pieces[:8]))):
            flow.writing.drop(typed.end())
            depth = max(1, min(DEEPEST_LIST, round(state.left / STEP)))
            return Shape("item", depth, quote, typed[1])
        if state.left >= INDENT and state.right >= INDENT and state.first >= 0:
            quote = max(quote, 1)
        return Shape(quote=quote)
