"""What can be done to annotations of the library, one or 100,000: each is one action to undo."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gui.editing import as_markdown
from gui.many import act_on_many
from gui.session import Notice, Session
from gui.tasks import PATIENCE_S
from storage.library import Library
from storage.tags import cleaned
from storage.types import AnnotationId, ColorKey, Style

Ids = Sequence[int]


def recolor(session: Session, ids: Ids, color: ColorKey) -> None:
    """Give annotations a colour; a note on a whole article has none."""

    def write(library: Library) -> None:
        library.annotations.recolor(library.annotation_lists.marks_among(ids), color)

    act_on_many(session, f"Recolour {what(ids)}", len(ids), write, told=f"{count(ids)} recoloured.")


def restyle(session: Session, ids: Ids, style: Style) -> None:
    """Draw annotations as highlights or as underlines."""

    def write(library: Library) -> None:
        library.annotations.restyle(library.annotation_lists.marks_among(ids), style)

    verb = style.capitalize()
    told = f"{count(ids)} {'highlighted' if style == 'highlight' else 'underlined'}."
    act_on_many(session, f"{verb} {what(ids)}", len(ids), write, told=told)


def add_tags(session: Session, ids: Ids, words: str) -> None:
    """Give tags, separated by commas, to annotations."""
    if names := cleaned([words]):
        tags = "tag" if len(names) == 1 else "tags"
        label = f"Add {tags} to {what(ids)}"
        told = f"{count(ids)} tagged “{', '.join(names)}”."
        act_on_many(
            session, label, len(ids), lambda lib: lib.tags.add(_typed(ids), names), told=told
        )


def remove_tag(session: Session, ids: Ids, name: str) -> None:
    """Take a tag from annotations."""
    act_on_many(
        session,
        f"Remove tag from {what(ids)}",
        len(ids),
        lambda library: library.tags.remove(_typed(ids), [name]),
        told=f"Tag “{name}” removed from {what(ids)}.",
    )


def delete(session: Session, ids: Ids) -> None:
    """Delete annotations and offer to take it back."""
    said = f"{count(ids)} deleted."
    label = f"Delete {what(ids)}"
    before = session.library.undo_seq()
    act_on_many(
        session, label, len(ids), lambda lib: lib.annotations.delete(_typed(ids)), told=said
    )
    if session.library.undo_seq() != before:
        session.announce(said, stays=True)


def copy_text(session: Session, ids: Ids) -> None:
    """Put passages with notes and tags on the clipboard, as Markdown."""

    def on_made(text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        session.noticed.emit(Notice(f"{count(ids)} copied.", "success"))

    session.tasks.run(partial(_as_text, session.library.path, ids), on_made, session.tell)


def copy_citations(session: Session, ids: Ids) -> None:
    """Put passages on the clipboard with where they are from, as plain and as rich text."""

    def on_made(made: tuple[str, str]) -> None:
        data = QMimeData()
        data.setText(made[0])
        data.setHtml(made[1])
        QGuiApplication.clipboard().setMimeData(data)
        session.noticed.emit(Notice(f"{count(ids)} copied with source.", "success"))

    session.tasks.run(partial(_cited, session.library.path, ids), on_made, session.tell)


def what(ids: Sequence[object]) -> str:
    """Name what something is done to: "annotation", "3 annotations"."""
    return "annotation" if len(ids) == 1 else f"{len(ids):,} annotations"


def counted(number: int) -> str:
    """Write a number of annotations: "1 annotation", "3,204 annotations"."""
    return f"{number:,} annotation{'' if number == 1 else 's'}"


def count(ids: Sequence[object]) -> str:
    """Name what something was done to, at the beginning of a sentence."""
    return "Annotation" if len(ids) == 1 else f"{len(ids):,} annotations"


def _typed(ids: Ids) -> Iterator[AnnotationId]:
    return map(AnnotationId, ids)


def _as_text(path: Path, ids: Ids) -> str:
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        return as_markdown(row.annotation for row in library.annotation_lists.rows(ids))


def _cited(path: Path, ids: Ids) -> tuple[str, str]:
    from storage.exporters.citation import citation

    plain, rich = {}, {}
    with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
        rows = [row.annotation for row in library.annotation_lists.rows(ids)]
        for article in dict.fromkeys(a.article_id for a in rows):
            source, text = library.articles.get(article), library.texts.current(article)
            for annotation in (a for a in rows if a.article_id == article):
                plain[annotation.id] = citation(source, annotation, text)
                rich[annotation.id] = citation(source, annotation, text, flavour="html")
    return (
        "\n\n".join(plain[annotation.id] for annotation in rows),
        "\n".join(rich[annotation.id] for annotation in rows),
    )
