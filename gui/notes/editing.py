"""What can be done to annotations from the panel; each is one action that can be undone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gui.notes.wording import counted
from gui.session import Notice, Session
from storage.exporters.citation import citation
from storage.library import Library
from storage.tags import cleaned
from storage.types import Annotation, AnnotationId, ColorKey, Style

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

    def write(library: Library) -> bool:
        library.annotations.write_note(annotation, note)
        return True

    return session.act("Edit note", write, merge_key=f"note:{annotation}") is not None


def delete(session: Session, ids: Ids) -> bool:
    """Delete annotations and offer to take it back. False if nothing was deleted."""
    alive = [found.id for found in session.library.annotations.among(ids)]

    def write(library: Library) -> bool:
        library.annotations.delete(alive)
        return True

    if not alive or session.act(f"Delete {_what(alive)}", write) is None:
        return False
    done = f"{counted(len(alive))} deleted".replace("1 annotation ", "Annotation ")
    session.noticed.emit(Notice(done, action="Undo", on_action=session.undo))
    return True


def copy_text(session: Session, annotations: Sequence[Annotation]) -> None:
    """Put passages with notes and tags on the clipboard, as Markdown."""
    if annotations:
        QGuiApplication.clipboard().setText(as_markdown(annotations))
        session.noticed.emit(Notice(f"{counted(len(annotations))} copied"))


def copy_citations(session: Session, annotations: Sequence[Annotation]) -> None:
    """Put passages on the clipboard with where they are from, as plain and as rich text."""
    article, text = session.article, session.text
    if not annotations or article is None:
        return
    data = QMimeData()
    data.setText("\n\n".join(citation(article, a, text) for a in annotations))
    data.setHtml("\n".join(citation(article, a, text, flavour="html") for a in annotations))
    QGuiApplication.clipboard().setMimeData(data)
    session.noticed.emit(Notice(f"{counted(len(annotations))} copied with citation"))


def as_markdown(annotations: Iterable[Annotation]) -> str:
    """Write passages as quotations, each followed by its note and its tags."""
    return "\n\n".join(_paragraphs(annotation) for annotation in annotations) + "\n"


def _paragraphs(annotation: Annotation) -> str:
    parts: list[str] = []
    if annotation.passage is not None:
        lines = annotation.passage.exact.split("\n")
        parts.append("\n".join(f"> {line}".rstrip() for line in lines))
    if annotation.note:
        parts.append(annotation.note.strip())
    if annotation.tags:
        parts.append(" ".join(f"#{tag.replace(' ', '-')}" for tag in annotation.tags))
    return "\n\n".join(parts)


def _what(ids: Ids) -> str:
    return "annotation" if len(ids) == 1 else counted(len(ids))
