"""What the reader does to the text: marking it, changing marks, going from one to the next."""

from __future__ import annotations

from gui import editing
from gui.reader.keys import EndMove
from gui.reader.page import Page
from gui.session import Notice, Session
from storage.annotations import PlacedMark
from storage.store import utc_now
from storage.text.passages import describe, meant, stepped
from storage.types import Annotation, AnnotationId, ArticleText, ColorKey, Span, Style

MARKED = {"highlight": "Highlight", "underline": "Underline"}  # labels in the Edit menu


class Annotator:
    """Acts on the selection of a page, or on the annotation in focus.

    Methods that need either say whether there was one.
    """

    def __init__(self, session: Session, page: Page) -> None:
        """Act through a session on what a page shows."""
        self._session = session
        self._page = page

    def mark(self, style: Style, color: ColorKey | None) -> bool:
        """Mark the selection, or give the annotation in focus the style."""
        span = self._page.selection()
        if span is not None:
            return self._add(span, style, color or self._session.color) is not None
        focus = self._session.focus
        if focus is None:
            return False
        editing.restyle(self._session, [focus], style)
        return True

    def color(self, color: ColorKey) -> bool:
        """Highlight the selection in a colour, or recolour the annotation in focus."""
        if self._page.selection() is not None:
            return self.mark("highlight", color)
        focus = self._session.focus
        if focus is None:
            return False
        editing.recolor(self._session, [focus], color)
        return True

    def ready_for_note(self) -> bool:
        """See to it that an annotation is in focus: the one that is, or a new highlight."""
        return self._session.focus is not None or self.mark("highlight", None)

    def delete(self) -> None:
        """Delete the annotation in focus; the bar at the bottom offers to undo it."""
        if self._session.focus is not None:
            editing.delete(self._session, [self._session.focus])

    def move_end(self, move: EndMove) -> None:
        """Move an end of the annotation in focus by a character, a word or a line."""
        mark, text = self._focused_mark(), self._session.text
        if mark is None or text is None:
            return
        position = mark.start if move.which == "start" else mark.end
        if move.unit == "line":
            position = self._page.line_step(position, move.direction)
        else:
            by_word = move.unit == "word"
            position = stepped(text.content, position, move.direction, by_word=by_word)
            old = mark.start if move.which == "start" else mark.end
            while text.content[min(position, old) : max(position, old)].isspace() and (
                0 < position < len(text.content)
            ):  # white space at an edge is no step that one could see
                position = stepped(text.content, position, move.direction)
        start, end = (position, mark.end) if move.which == "start" else (mark.start, position)
        if start < end and (span := meant(text.content, start, end)) is not None:
            self.move_to(span)

    def move_to(self, span: Span) -> None:
        """Give the annotation in focus other ends."""
        focus, text = self._session.focus, self._session.text
        if focus is None or text is None:
            return
        self._session.act(
            "Move ends",
            lambda lib: lib.annotations.move(focus, text, span),
            merge_key=f"ends:{focus}",
        )

    def focus_at(self, position: int) -> None:
        """Focus on the annotation over a position, or the next one there; on none at -1."""
        marks = self._page.marks_under(position) if position >= 0 else []
        self._session.focus_on(_after(marks, self._session.focus))

    def next_overlap(self) -> None:
        """Go to the next of those that overlap the one in focus, or to one over the caret."""
        index, mark = self._page.marks, self._focused_mark()
        if index is None:
            return
        marks = index.together_with(mark.id) if mark else index.under(self._page.caret())
        self._session.focus_on(_after(marks, self._session.focus))

    def step(self, direction: int) -> None:
        """Go to the annotation after (1) or before (-1) the one in focus, or the caret in view."""
        if self._page.marks is None:
            return
        marks = self._page.marks.in_order()
        focus = next((n for n, mark in enumerate(marks) if mark.id == self._session.focus), None)
        if focus is not None:
            number = focus + direction
        else:
            first, caret = self._page.first_visible(), self._page.caret()
            place = caret if first <= caret <= self._page.last_visible() else first
            ahead = [n for n, mark in enumerate(marks) if mark.start >= place]
            following = ahead[0] if ahead else len(marks)
            number = following if direction > 0 else following - 1
        if 0 <= number < len(marks):
            self._session.focus_on(marks[number].id, reveal=True)
        else:
            where = "further down" if direction > 0 else "further up"
            self._session.noticed.emit(Notice(f"There is no annotation {where}."))

    def copy_citation(self) -> None:
        """Copy the words that are selected or in focus with where they stand."""
        text, span = self._session.text, self._page.selection()
        cited = self._session.focused_annotation()
        if span is not None and text is not None:
            cited = unsaved(text, span)
        editing.copy_citations(self._session, [cited] if cited is not None else [])

    def _add(self, span: Span, style: Style, color: ColorKey) -> AnnotationId | None:
        text = self._session.text
        if text is None:
            return None
        added = self._session.make(
            MARKED[style],
            lambda lib: lib.annotations.add(text, span, style=style, color=color),
        )
        if added is not None:
            self._page.unselect(at=span.end)
            self._session.focus_on(added)
        return added

    def _focused_mark(self) -> PlacedMark | None:
        if self._page.marks is None or self._session.focus is None:
            return None
        return self._page.marks.get(self._session.focus)


def unsaved(text: ArticleText, span: Span) -> Annotation:
    """Give a span as an annotation that is in no library, to be cited."""
    now = utc_now()
    return Annotation(
        id=AnnotationId(0),
        uid="",
        article_id=text.article_id,
        text_id=text.id,
        passage=describe(text.content, span),
        span=span,
        standing="exact",
        style="highlight",
        color="yellow",
        note="",
        tags=(),
        created_at=now,
        updated_at=now,
    )


def _after(marks: list[PlacedMark], current: AnnotationId | None) -> AnnotationId | None:
    """Give the annotation after the current one, the first if that is not among them."""
    if not marks:
        return None
    ids = [mark.id for mark in marks]
    return ids[(ids.index(current) + 1) % len(ids)] if current in ids else ids[0]
