"""What can be done to annotations, from the page and the panel; each is one action to undo."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gui.session import Notice, Session
from storage.tags import cleaned
from storage.text.pictures_in_text import in_words
from storage.types import UNSURE, Annotation, AnnotationId, ColorKey, Style

Ids = Sequence[AnnotationId]


def recolor(session: Session, ids: Ids, color: ColorKey) -> None:
    """Give annotations a colour."""
    if ids:
        session.act(
            f"Recolour {_what(ids)}", lambda library: library.annotations.recolor(ids, color)
        )


def restyle(session: Session, ids: Ids, style: Style) -> None:
    """Draw annotations as highlights or as underlines."""
    if ids:
        session.act(
            f"{style.capitalize()} {_what(ids)}",
            lambda library: library.annotations.restyle(ids, style),
        )


def toggle_style(session: Session, annotations: Sequence[Annotation]) -> None:
    """Underline annotations, or highlight them if all are underlined."""
    marks = [a for a in annotations if a.passage is not None]
    if marks:
        are_underlined = all(mark.style == "underline" for mark in marks)
        restyle(session, [m.id for m in marks], "highlight" if are_underlined else "underline")


def add_tags(session: Session, ids: Ids, text: str) -> None:
    """Give tags, separated by commas, to annotations."""
    names = cleaned([text])
    if ids and names:
        tags = "tag" if len(names) == 1 else "tags"
        label = f"Add {tags}" if len(ids) == 1 else f"Add {tags} to {_what(ids)}"
        session.act(label, lambda library: library.tags.add(ids, names))


def remove_tag(session: Session, ids: Ids, name: str) -> None:
    """Take a tag from annotations."""
    if ids:
        label = "Remove tag" if len(ids) == 1 else f"Remove tag from {_what(ids)}"
        session.act(label, lambda library: library.tags.remove(ids, [name]))


def write_note(session: Session, annotation: AnnotationId, note: str) -> bool:
    """Save a note; what is typed in one go is one action. False if it could not be saved."""
    return session.act(
        "Edit note",
        lambda library: library.annotations.write_note(annotation, note),
        merge_key=f"note:{annotation}",
    )


def confirm(session: Session, annotations: Sequence[Annotation]) -> None:
    """Keep annotations where they stand in a changed text: the reader found them right there."""
    ids = [a.id for a in annotations if a.standing in UNSURE]
    if ids:
        session.act(f"Keep {_what(ids)}", lambda library: library.annotations.confirm(ids))


def delete(session: Session, ids: Ids) -> bool:
    """Delete annotations and offer to take it back. False if nothing was deleted."""
    deleted = bool(ids) and session.act(
        f"Delete {_what(ids)}", lambda library: library.annotations.delete(ids)
    )
    if deleted:
        session.announce(f"{_counted(ids)} deleted.")
    return deleted


def copy_text(session: Session, annotations: Sequence[Annotation]) -> None:
    """Put passages with notes and tags on the clipboard, as Markdown."""
    if annotations:
        QGuiApplication.clipboard().setText(as_markdown(annotations))
        session.noticed.emit(Notice(f"{_counted(annotations)} copied.", "success"))


def copy_citations(session: Session, annotations: Sequence[Annotation]) -> None:
    """Put passages on the clipboard with where they are from, as plain and as rich text."""
    from storage.exporters.citation import citation

    article, text = session.article, session.text
    if not annotations or article is None:
        return
    data = QMimeData()
    data.setText("\n\n".join(citation(article, a, text) for a in annotations))
    data.setHtml("\n".join(citation(article, a, text, flavour="html") for a in annotations))
    QGuiApplication.clipboard().setMimeData(data)
    session.noticed.emit(Notice(f"{_counted(annotations)} copied with source.", "success"))


def as_markdown(annotations: Iterable[Annotation]) -> str:
    """Write passages as quotations, each followed by its note and its tags."""
    return "\n\n".join(_paragraphs(annotation) for annotation in annotations) + "\n"


def _paragraphs(annotation: Annotation) -> str:
    parts: list[str] = []
    if annotation.passage is not None:
        lines = in_words(annotation.passage.exact).split("\n")
        parts.append("\n".join(f"> {line}".rstrip() for line in lines))
    if annotation.note:
        parts.append(annotation.note.strip())
    if annotation.tags:
        parts.append(" ".join(f"#{tag.replace(' ', '-')}" for tag in annotation.tags))
    return "\n\n".join(parts)


def _what(ids: Ids) -> str:
    return "annotation" if len(ids) == 1 else f"{len(ids):,} annotations"


def _counted(things: Sequence[object]) -> str:
    return "Annotation" if len(things) == 1 else f"{len(things):,} annotations"
