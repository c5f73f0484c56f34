"""Signs of notes and jumps: what they lead to in the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from storage.types import ArticleText, Block, Mark

MOST_BLOCKS = 12  # of a note; a longer one is read in its place
MOST_CHARACTERS = 6_000
ENDS_A_NOTE = ("heading", "rule")


def reference_over(marks: Sequence[Mark], position: int, target: str) -> Mark | None:
    """Give the note or jump over a character of the text that leads to a target."""
    first = bisect_left(marks, position - MOST_CHARACTERS, key=lambda mark: mark.start)
    return next(
        (
            mark
            for mark in marks[first : bisect_right(marks, position, key=lambda mark: mark.start)]
            if mark.kind in ("note", "jump") and mark.target == target and position < mark.end
        ),
        None,
    )


def place_of(mark: Mark, text: ArticleText) -> int | None:
    """Give the position that a mark leads to; None if that is not in the text."""
    if not (mark.target.isascii() and mark.target.isdecimal()) or len(mark.target) > 12:
        return None
    position = int(mark.target)
    return position if position < len(text.content) else None


def note_at(text: ArticleText, position: int) -> ArticleText | None:
    """Give the note that begins at a position as a text of its own; positions stay the article's.

    A note ends where another one, a heading or a rule begins. What is an item takes the items
    without a number that follow; what is a paragraph only takes more up to the next note.
    """
    found = bisect_right(text.blocks, position, key=lambda block: block.start) - 1
    if found < 0 or position >= text.blocks[found].end:
        found += 1
    if found >= len(text.blocks) or text.blocks[found].kind == "rule":
        return None
    first = text.blocks[found]
    following = _next_note(text, max(position, first.start))
    blocks = [_cut(first, position, following)]
    for block in text.blocks[found + 1 : found + MOST_BLOCKS]:
        reached = following is not None and block.start >= following
        if reached or block.kind in ENDS_A_NOTE or not _goes_on(first, block, following):
            break
        if block.end - position > MOST_CHARACTERS:
            break
        blocks.append(_cut(block, position, following))
    start, end = blocks[0].start, blocks[-1].end
    return replace(
        text,
        blocks=tuple(blocks),
        marks=tuple(mark for mark in text.marks if start <= mark.start and mark.end <= end),
        pictures=tuple(one for one in text.pictures if start <= one.start < end),
        pages=(),
    )


def without_number(note: ArticleText) -> ArticleText:
    """Give a note for a place that says its number already: without it and its indentation."""
    first = note.blocks[0]
    if first.kind != "item":
        return note
    blocks = [
        block._replace(level=max(0, block.level - first.level)) if block.kind == "item" else block
        for block in note.blocks
    ]
    return replace(note, blocks=(blocks[0]._replace(marker=""), *blocks[1:]))


def sign_at(text: ArticleText, mark: Mark) -> str:
    """Give the sign of a note as a person says it: "1" for "[1]"."""
    return text.content[mark.start : mark.end].strip(" []()\n\t") or "Note"


def _goes_on(first: Block, block: Block, following: int | None) -> bool:
    """Say whether a block continues a note that began with the first one."""
    if first.kind == "item":
        is_inner = block.kind == "item" and block.level > first.level
        return is_inner or (block.kind == "item" and not block.marker) or block.table > 0
    if first.kind == "cell":
        return block.table == first.table and block.row == first.row
    return following is not None and first.kind == "paragraph"


def _next_note(text: ArticleText, position: int) -> int | None:
    """Give where the next note after a position begins; None if there is none."""
    targets = (int(m.target) for m in text.marks if m.kind == "note" and m.target.isdecimal())
    return min((target for target in targets if target > position), default=None)


def _cut(block: Block, position: int, following: int | None) -> Block:
    """Give what of a block belongs to a note, which may begin and end inside."""
    start = max(block.start, min(position, block.end))
    end = block.end if following is None else max(start, min(block.end, following))
    return block._replace(start=start, end=end)
