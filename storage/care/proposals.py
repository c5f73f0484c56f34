"""Quotations that do not stand where they were marked, and where their words may stand now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from storage.care.reports import Report
from storage.errors import NotFound
from storage.library import Library
from storage.text.anchoring import Placer
from storage.types import Annotation, ArticleText, Span, Standing


@dataclass(frozen=True, slots=True)
class Proposal:
    """An annotation whose words are not at its place: `span` is where they may be in its text.

    None: nowhere. `now` are the words that stand there.
    """

    annotation: Annotation
    text: ArticleText
    span: Span | None
    standing: Standing
    now: str

    def sentence(self) -> str:
        """Say it."""
        passage = self.annotation.passage
        words = passage.exact if passage else ""
        if self.span is None:
            return f"“{words}” stands nowhere in the text; annotation and note are kept."
        if self.now == words:
            return f"“{words}” stands elsewhere in the text, from character {self.span.start:,}."
        return f"“{words}” was marked; “{self.now}” stands in the text now."


def proposals(library: Library, report: Report) -> list[Proposal]:
    """Look for the words of the annotations that a report names, each in its own text."""
    made: list[Proposal] = []
    placers: dict[int, Placer] = {}
    for uid in dict.fromkeys(f.uid for f in report.faults if f.table == "annotation"):
        try:
            annotation = library.annotations.by_uid(uid)
            text = library.texts.get(annotation.text_id)
        except NotFound:
            continue
        passage = annotation.passage
        if passage is None or text.content[passage.span.start : passage.span.end] == passage.exact:
            continue
        placer = placers.setdefault(text.id, Placer(text.content))
        found = placer.place(passage)
        now = text.content[found.span.start : found.span.end] if found.span else ""
        made.append(Proposal(annotation, text, found.span, found.state, now))
    return made


def accept(library: Library, accepted: Iterable[Proposal]) -> None:
    """Move annotations to where the reader said; inside `library.unrecorded`.

    It is outside the history, since undo could not write back what the file refuses. Words that
    are other ones now are kept in the note.
    """
    for proposal in accepted:
        annotation, span = proposal.annotation, proposal.span
        if span is None:
            continue
        library.annotations.move(annotation.id, proposal.text, span)
        if annotation.passage is not None and annotation.passage.exact != proposal.now:
            marked = f"Marked as: “{annotation.passage.exact}”"
            note = "\n\n".join(filter(None, (annotation.note, marked)))
            library.annotations.write_note(annotation.id, note)
