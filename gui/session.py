"""What is open now, and the one way in which the window changes it.

Views never call each other: they act through the session and redraw on its signals.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from gui.settings import Settings
from gui.tasks import Tasks
from storage.errors import LibraryBusy, NotFound, PostilError
from storage.journal import ChangeSet
from storage.library import Library
from storage.types import (
    Annotation,
    AnnotationFilter,
    AnnotationId,
    Article,
    ArticleId,
    ArticleText,
    ColorKey,
    Span,
)

Result = TypeVar("Result")

POLL_MS = 1000  # how soon what another window did is seen here


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the message bar, with what can be done about it."""

    text: str
    kind: Literal["info", "success", "warning"] = "info"
    action: str = ""
    on_action: Callable[[], None] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere the reader was: an article and its first visible character."""

    article: ArticleId
    position: int


class Session(QObject):
    """An open library with the article on screen and the annotation in focus.

    Signals:
        changed: a ChangeSet, after every commit, from this window or another.
        opened: the article on screen is another one now; see `article` and `text`.
        leaving: the article on screen is about to be another one.
        focused: the annotation in focus is another one now; see `focus`.
        revealed: a Span of the open text that the page should bring into view.
        filtered: the annotation filter is another one now; see `wanted`.
        noticed: a Notice for the message bar.
    """

    changed = Signal(object)
    opened = Signal()
    leaving = Signal()
    focused = Signal()
    revealed = Signal(object)
    filtered = Signal()
    noticed = Signal(object)

    def __init__(self, library: Library, settings: Settings, parent: QObject | None = None) -> None:
        """Work on an open library."""
        super().__init__(parent)
        self.library = library
        self.settings = settings
        self.tasks = Tasks(self)
        self.article: Article | None = None
        self.text: ArticleText | None = None
        self.focus: AnnotationId | None = None
        self.position = 0  # first visible character; the page keeps it up to date
        self.wanted = AnnotationFilter()  # which annotations the panel and the page show
        self.selection: tuple[ArticleId, ...] = ()  # what is selected on the shelf
        self._back: list[Place] = []
        self._forward: list[Place] = []
        self._unsubscribe = library.subscribe(self._on_changed)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.look)
        self._poll.start()

    # -- acting

    def act(
        self, label: str, write: Callable[[Library], Result], *, merge_key: str | None = None
    ) -> Result | None:
        """Do something as one action that can be undone, and give its result.

        What the reader can understand goes to the message bar, and nothing is saved; None then.
        """
        try:
            with self.library.transaction(label, merge_key=merge_key):
                return write(self.library)
        except PostilError as error:
            self.noticed.emit(Notice(str(error), "warning"))
        return None

    def remember(self, write: Callable[[Library], None]) -> None:
        """Save what is no action, such as a reading position; silently dropped when busy."""
        try:
            with self.library.unrecorded():
                write(self.library)
        except PostilError:
            return

    def tell_failure(self, error: Exception) -> None:
        """Say why a task failed; what is no matter for the reader goes to the report window."""
        if not isinstance(error, PostilError):
            raise error
        self.noticed.emit(Notice(str(error), "warning"))

    def undo(self) -> None:
        """Take back the newest action and show where it was."""
        self._replay(self.library.undo, "Undone")

    def redo(self) -> None:
        """Do the last undone action again and show where it was."""
        self._replay(self.library.redo, "Done again")

    # -- where the reader is

    def open(self, article: ArticleId, *, at: Span | None = None) -> None:
        """Show an article, at its reading position or at a span."""
        if self.article is not None and self.article.id == article and self.text is not None:
            if at is not None:
                self.keep_place()
                self.revealed.emit(at)
            return
        self.keep_place()
        self._show(article, at)

    def open_annotation(self, annotation: AnnotationId) -> None:
        """Show an annotation in its article and put it in focus."""
        try:
            found = self.library.annotations.get(annotation)
        except PostilError as error:
            self.noticed.emit(Notice(str(error), "warning"))
            return
        self._show_annotation(found)

    def open_link(self, link: str) -> None:
        """Follow a `postil://annotation/UID` or `postil://article/UID` link."""
        kind, _, uid = link.removeprefix("postil://").partition("/")
        try:
            if kind == "annotation":
                self._show_annotation(self.library.annotations.by_uid(uid))
            else:
                self.open(self.library.articles.by_uid(uid).id)
        except PostilError as error:
            self.noticed.emit(Notice(str(error), "warning"))

    def close_article(self) -> None:
        """Show no article."""
        if self.article is not None:
            self.leaving.emit()
            self.article = self.text = None
            self.focus_on(None)
            self.opened.emit()

    def keep_place(self) -> None:
        """Remember where the reader is, for "back"; before a jump."""
        if self.article is not None:
            self._back.append(Place(self.article.id, self.position))
            self._forward.clear()

    def go_back(self) -> None:
        """Return to where the reader was before the last jump."""
        self._travel(self._back, self._forward)

    def go_forward(self) -> None:
        """Take back the last "back"."""
        self._travel(self._forward, self._back)

    def focus_on(self, annotation: AnnotationId | None, *, reveal: bool = False) -> None:
        """Put an annotation of the open article in focus, or none; `reveal` scrolls to it."""
        if annotation != self.focus:
            self.focus = annotation
            self.focused.emit()
        if reveal and (found := self.focused_annotation()) and found.passage:
            self.revealed.emit(found.passage.span)

    def focused_annotation(self) -> Annotation | None:
        """Give the annotation in focus as it is in the library now, or None."""
        if self.focus is None:
            return None
        found = self.library.annotations.among([self.focus])
        return found[0] if found else None

    def filter_by(self, wanted: AnnotationFilter) -> None:
        """Show only some annotations, in the panel and on the page."""
        if wanted != self.wanted:
            self.wanted = wanted
            self.filtered.emit()

    @property
    def color(self) -> ColorKey:
        """The colour that a new highlight gets."""
        return self.settings.color

    def look(self) -> None:
        """See what other windows and programs have done to the library."""
        if not self._poll.isActive():  # closed, or told once that the library cannot be read
            return
        try:
            self.library.poll()
        except LibraryBusy:
            return  # the next look will see it
        except PostilError as error:
            self._poll.stop()
            self.noticed.emit(Notice(str(error), "warning"))

    def close(self) -> None:
        """Stop listening, wait for the worker, close the library."""
        self._poll.stop()
        self.leaving.emit()
        self.article = self.text = self.focus = None
        self.tasks.close()
        self._unsubscribe()
        self.library.close()

    # -- inside

    def _show(self, article: ArticleId, at: Span | None) -> None:
        try:
            shown = self.library.articles.get(article)
            text = self.library.articles.text(article)
        except PostilError as error:
            self.noticed.emit(Notice(str(error), "warning"))
            return
        if shown.deleted_at is not None:
            self.noticed.emit(
                Notice(f"“{shown.title}” was deleted. Restore it on the shelf to read it.")
            )
            return
        self.leaving.emit()
        self.focus_on(None)
        self.article, self.text, self.position = shown, text, shown.position
        self.opened.emit()
        if at is not None:
            self.revealed.emit(at)
        self.remember(lambda library: library.articles.mark_opened(article))

    def _show_annotation(self, found: Annotation) -> None:
        self.open(found.article_id)
        if self.article is not None and self.article.id == found.article_id:
            self.focus_on(found.id, reveal=True)

    def _travel(self, origin: list[Place], other: list[Place]) -> None:
        if not origin:
            return
        place = origin.pop()
        if self.article is not None:
            other.append(Place(self.article.id, self.position))
        at = Span(place.position, place.position + 1)
        if self.article is not None and self.article.id == place.article:
            self.revealed.emit(at)
        else:
            self._show(place.article, at)

    def _replay(self, replay: Callable[[], ChangeSet | None], verb: str) -> None:
        try:
            done = replay()
        except PostilError as error:
            self.noticed.emit(Notice(str(error), "warning"))
            return
        if done is None:
            return
        self.noticed.emit(Notice(f"{verb}: {done.label}"))
        alive = self.library.annotations.among([AnnotationId(i) for i in done.ids("annotation")])
        if alive and (self.article is None or alive[0].article_id != self.article.id):
            self._show_annotation(alive[0])
        elif len(alive) == 1:
            self.focus_on(alive[0].id, reveal=True)

    def _on_changed(self, changes: ChangeSet) -> None:
        if self.article is not None and changes.touches("article"):
            self._refresh_article(self.article.id)
        gone = changes.touches("annotation") and self.focused_annotation() is None
        if self.focus is not None and gone:
            self.focus_on(None)
        self.changed.emit(changes)

    def _refresh_article(self, article: ArticleId) -> None:
        try:
            self.article = self.library.articles.get(article)
        except NotFound:
            self.close_article()
            return
        if self.article.deleted_at is not None:
            self.close_article()
