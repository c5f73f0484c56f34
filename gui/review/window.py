"""A calm walk through past annotations, one at a time, with one key for each answer."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.controls import button, column, divider, label, row
from gui.library_window import LibraryWindow
from gui.review.card import ReviewCard
from gui.review.start_page import StartPage
from gui.review.walk import Said, Walk
from gui.session import Session
from gui.theme import Scale
from storage.annotation_lists import ListedAnnotation
from storage.journal import ChangeSet
from storage.library import Library
from storage.types import AnnotationId

SIZE: Final = QSize(900, 660)
LABELS: Final[dict[Said, str]] = {"kept": "Keep", "done": "Done"}  # as the Edit menu has them
END_WORDS: Final = 360  # pixels
HINTS: Final = "Space keep · D done · ← back · N note · T tag · 1–8 colour · Return open"


class ReviewWindow(LibraryWindow):
    """Leads through annotations of the library.

    Signals:
        shown_in_text: an article was opened at an annotation; its window should come to the front.
    """

    shown_in_text = Signal()

    def __init__(self, session: Session) -> None:
        """Wait for `open`."""
        super().__init__(session, "Review", "review", SIZE)
        self.walk = Walk()
        self.start_page = StartPage(session)
        self.card = ReviewCard(session)
        self.progress = label("", "muted", wraps=False)
        self.hints = label(HINTS, "caption")
        self.hints.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.backer = button("Back", self.back, kind="quiet")
        self.backer.setToolTip("Back (Left)")
        self.keeper = button("Keep", self.keep, kind="primary")
        self.keeper.setToolTip("Show it again later (Space or Right)")
        self.finisher = button("Done", self.finish)
        self.finisher.setToolTip("Never show it again (D)")
        self.opener = button("Open in the article", self.show_in_text, kind="quiet")
        self.opener.setToolTip("Open in the article (Return)")
        self.end_title = label("That was all for now", "title")
        self.end_words = label("", "muted")
        self.again = button("Go on", self.begin, kind="primary")
        self.other = button("Choose others", self.open, kind="quiet")
        self.pages = QStackedWidget()
        self._build()
        self._connect()

    # -- for the window

    def open(self) -> None:
        """Come to the front: at the walk that is under way, or before a new one."""
        self._come_to_front()
        if self.walk.current is not None:
            self._show()
        else:
            self._show_start()

    def flush(self) -> bool:
        """Save what is being typed; False if the library does not take the note yet."""
        return self.card.flush()

    # -- what the reader does

    def begin(self) -> None:
        """Start a walk."""
        page = self.start_page
        query, way, size = page.query, page.way_wanted, page.size_wanted
        self._session.asking.ask(
            "review",
            lambda library: library.reviews.next_ones(query, way=way, limit=size),
            self._on_ids,
            self._session.tell,
        )

    def keep(self) -> None:
        """Show the annotation again later, and go on."""
        self._say("kept")

    def finish(self) -> None:
        """Never show the annotation again, and go on."""
        self._say("done")

    def back(self) -> None:
        """Return to the one before; what was said of it stays until something else is said."""
        if self.walk.ids:
            self.card.flush()
            self.walk = self.walk.back()
            self._show()

    def show_in_text(self) -> None:
        """Read on where the annotation is."""
        annotation = self.walk.current
        if annotation is None:
            return
        self.card.flush()
        if self._opened_at(self._session.library.annotations.get(annotation)):
            self.shown_in_text.emit()

    # -- building

    def _build(self) -> None:
        buttons = row(self.backer, None, self.finisher, self.keeper, None, self.opener)
        top = row(self.progress, None)
        top.setContentsMargins(Scale.L, Scale.M, Scale.L, 0)
        foot = column(buttons, self.hints, spacing=Scale.S)
        foot.setContentsMargins(Scale.L, Scale.M, Scale.L, Scale.M)
        walking = QWidget()
        inside = column(spacing=0)
        inside.addLayout(top)
        inside.addWidget(self.card, 1)
        inside.addWidget(divider())
        inside.addLayout(foot)
        walking.setLayout(inside)
        self._walking = walking
        self._end = QWidget()
        words = column(
            self.end_title,
            self.end_words,
            row(self.again, self.other, None),
            spacing=Scale.M,
        )
        self.end_words.setMinimumWidth(END_WORDS)
        line = row(None, words, None)
        around = column(None, line, None)
        around.setStretch(2, 2)
        around.setContentsMargins(Scale.XL, Scale.XL, Scale.XL, Scale.XL)
        self._end.setLayout(around)
        for page in (self.start_page, self._walking, self._end):
            self.pages.addWidget(page)
        content = QVBoxLayout(self)
        content.setContentsMargins(0, 0, 0, 0)
        content.addWidget(self.pages)

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._on_changed)
        self.start_page.changed.connect(self._ask_waiting)
        self.start_page.started.connect(self.begin)
        keys = Qt.Key
        self.card.keys = {
            keys.Key_Space: self.keep,
            keys.Key_Right: self.keep,
            keys.Key_D: self.finish,
            keys.Key_Left: self.back,
            keys.Key_Return: self.show_in_text,
            keys.Key_Enter: self.show_in_text,
        }
        for sequence, slot in (
            ("Ctrl+Z", self._undo),
            ("Ctrl+Shift+Z", self._redo),
            ("Ctrl+Y", self._redo),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(sequence), self, slot)

    # -- following

    def _on_changed(self, changes: ChangeSet) -> None:
        if not self.isVisible():
            return
        self._leave_out_gone(changes)
        if changes.kind != "do":
            self._follow_replay(changes)
        if changes.touches("annotation", "annotation_tag", "tag", "placement", "review", "article"):
            self._show()

    def _follow_replay(self, changes: ChangeSet) -> None:
        """Return to the annotation of which undo takes back what was said, or redo says it."""
        reviews = self._session.library.reviews
        for annotation in reviews.said_in(changes):
            if annotation not in self.walk.ids:
                continue
            if changes.kind == "undo":
                self.walk = self.walk.returned_to(annotation)
            elif (review := reviews.of(annotation)) is not None:
                said: Said = "kept" if review.due_at is not None else "done"
                self.walk = self.walk.after(annotation, said)

    def _leave_out_gone(self, changes: ChangeSet) -> None:
        if changes.everything and self.walk.ids:
            ids = self.walk.ids
            self._session.asking.ask(
                "review there",
                lambda library: {found.id for found in library.annotations.among(ids)},
                self._on_there,
                self._session.tell,
            )
        gone = {c.id for c in changes.changes if c.table == "annotation" and c.after is None}
        if gone:
            self.walk = self.walk.without(AnnotationId(id_) for id_ in gone)

    def _on_there(self, there: set[AnnotationId]) -> None:
        self.walk = self.walk.without(id_ for id_ in self.walk.ids if id_ not in there)
        self._show()

    def _rest(self) -> None:
        self.start_page.stop()
        self.card.flush()
        for question in ("review", "review waiting", "review passage", "review there"):
            self._session.asking.forget(question)

    # -- inside

    def _say(self, said: Said) -> None:
        annotation = self.walk.current
        if annotation is None:
            return
        self.card.flush()
        if self.walk.said.get(annotation) == said:
            self.walk = self.walk.forward()
            self._show()
            return

        def write(library: Library) -> None:
            reviews = library.reviews
            (reviews.keep if said == "kept" else reviews.finish)(annotation)

        before, self.walk = self.walk, self.walk.after(annotation, said)
        if not self._session.act(LABELS[said], write):
            self.walk = before
            self._show()

    def _on_ids(self, ids: array[int]) -> None:
        self.walk = Walk(tuple(AnnotationId(id_) for id_ in ids))
        if ids:
            self._show()
        else:
            self._show_start()

    def _show(self) -> None:
        """Show the annotation in front, or the end."""
        annotation = self.walk.current
        if annotation is None:
            if self.pages.currentWidget() is self._walking:
                self._show_end()
            return
        found = self._rows([annotation])
        if not found:
            return
        self.progress.setText(f"{self.walk.at + 1:,} of {len(self.walk.ids):,}{self._said()}")
        self.backer.setEnabled(self.walk.at > 0)
        self.card.show_row(found[0])
        if self.pages.currentWidget() is not self._walking:
            self.pages.setCurrentWidget(self._walking)
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)
        elif not self.card.isAncestorOf(self.focusWidget() or self):
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def _said(self) -> str:
        said = self.walk.said.get(self.walk.current) if self.walk.current is not None else None
        return f" · {said}" if said else ""

    def _show_end(self) -> None:
        kept, done = self.walk.count("kept"), self.walk.count("done")
        parts = [f"kept {kept:,}"] if kept else []
        parts += [f"done with {done:,}"] if done else []
        said = f": {', '.join(parts)}" if parts else ""
        seen = len(self.walk.ids)
        self.end_words.setText(f"{seen:,} annotation{'' if seen == 1 else 's'} seen{said}.")
        self.card.show_row(None)
        self.pages.setCurrentWidget(self._end)
        self.again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_start(self) -> None:
        self.walk = Walk()
        self.card.show_row(None)
        self.pages.setCurrentWidget(self.start_page)
        self.start_page.starter.setFocus(Qt.FocusReason.OtherFocusReason)
        self._ask_waiting()

    def _ask_waiting(self) -> None:
        query = self.start_page.query
        self._session.asking.ask(
            "review waiting",
            lambda library: library.reviews.waiting(query),
            self.start_page.show_waiting,
            self._session.tell,
        )

    def _rows(self, ids: Sequence[AnnotationId]) -> list[ListedAnnotation]:
        return self._session.library.annotation_lists.rows(ids)

    def _undo(self) -> None:
        self.card.flush()
        self._session.undo(stays=True)

    def _redo(self) -> None:
        self.card.flush()
        self._session.redo(stays=True)
