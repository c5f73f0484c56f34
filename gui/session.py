"""What is open now, and the one way in which the window changes it.

Views never call each other: they act through the session and redraw on its signals.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from gui.asking import Asking
from gui.history import History, Place
from gui.library_place import WHOLE_LIBRARY, LibraryPlace
from gui.settings import Settings
from gui.shown_findings import ShownFindings
from gui.tasks import Tasks
from gui.undoing import is_back, rebuild_search, redone, restored_by, trashed, undone
from storage.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    PostilError,
    SearchIndexDamaged,
)
from storage.journal import ChangeSet, together
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

if TYPE_CHECKING:
    from storage.searching.query import Query

Result = TypeVar("Result")

POLL_MS = 1000  # how soon what another window did is seen here


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence for the message bar, with what can be done about it.

    `is_of_place` says that it goes as soon as the reader goes somewhere else.
    """

    text: str
    kind: Literal["info", "success", "warning"] = "info"
    action: str = ""
    on_action: Callable[[], None] | None = None
    is_of_place: bool = False


class Session(QObject):
    """An open library with the article on screen and the annotation in focus.

    Signals:
        changed: a ChangeSet, after every commit, from this window or another.
        opened: the article on screen is another one now; see `article` and `text`.
        leaving: the article on screen is about to be another one.
        focused: the annotation in focus is another one now; see `focus`.
        page_called: the page should have the keyboard.
        scrolled: another part of the text is in view; see `position`. Not at every step.
        revealed: a Span of the open text that the page should bring into view.
        returned: a position of the open text that the page should have on top.
        travelled: what "back" and "forward" can do is another thing now; see `history`.
        closing: the library is about to be closed.
        filtered: the annotation filter is another one now; see `wanted`.
        found: a tuple of TextIds that a finder has looked through; their findings are new.
        pointed: the page should frame another stretch, or none; see `pointed_at`.
        sifted: which names and quotes the page shows is another choice; see `shown_findings`.
        sought: the page should mark the words of another search, or none; see `search`.
        chosen: a Mention or a Quote that the reader chose on the page, for the panels.
        entity_called: an EntityId of which the reader wants to see all that there is.
        placed: the shelf lists another part of the library now; see `place`.
        search_called: what to search for on the shelf, as if it was typed there.
        noticed: a Notice for the message bar.
        damaged: the file of the library was found to be damaged.
    """

    changed = Signal(object)
    opened = Signal()
    leaving = Signal()
    focused = Signal()
    page_called = Signal()
    scrolled = Signal()
    revealed = Signal(object)
    returned = Signal(int)
    travelled = Signal()
    closing = Signal()
    filtered = Signal()
    found = Signal(object)
    pointed = Signal()
    sifted = Signal()
    sought = Signal()
    chosen = Signal(object)
    entity_called = Signal(int)
    placed = Signal()
    search_called = Signal(str)
    noticed = Signal(object)
    damaged = Signal()

    def __init__(self, library: Library, settings: Settings, parent: QObject | None = None) -> None:
        """Work on an open library."""
        super().__init__(parent)
        self.library = library
        self.settings = settings
        self.tasks = Tasks(self)
        self.asking = Asking(library.path, self)
        self.article: Article | None = None
        self.text: ArticleText | None = None
        self.focus: AnnotationId | None = None
        self.position = 0  # first visible character; the page keeps it up to date
        self.wanted = AnnotationFilter()  # which annotations the panel and the page show
        self.selection: tuple[ArticleId, ...] = ()  # what is selected on the shelf
        self.place: LibraryPlace = WHOLE_LIBRARY  # what the shelf lists
        self.search: Query | None = None  # whose words the page marks
        self.history = History()
        self.pointed_at: Span | None = None  # the quote or mention that a panel speaks of
        self._newest_run = library.findings.newest()
        self._deleted: ArticleId | None = None  # was on screen when it went to the trash
        self._heard: deque[ChangeSet] = deque()  # committed, not yet told to the views
        self._holds_back = False
        self._is_unreadable = False
        self._unsubscribe = library.subscribe(self._on_committed)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.look)
        self._poll.start()

    # -- acting

    def act(
        self, label: str, write: Callable[[Library], object], *, merge_key: str | None = None
    ) -> bool:
        """Do something as one action that can be undone; says whether it is done.

        If not, nothing is saved, and the message bar says why.
        """
        return self._acted(label, write, merge_key) is not None

    def make(self, label: str, write: Callable[[Library], Result]) -> Result | None:
        """Do something as `act` does and give what it made; None if nothing was done."""
        done = self._acted(label, write, None)
        return done[0] if done is not None else None

    def announce(self, text: str, *, stays: bool = False) -> None:
        """Say what has just been done, and offer to undo that, as long as it is the newest step."""
        undo = partial(self.undo, only=self.library.undo_seq(), stays=stays)
        self.noticed.emit(Notice(text, "success", "Undo", undo))

    def remember(self, write: Callable[[Library], None]) -> None:
        """Save what is no action, such as a reading position; dropped when the library is busy."""
        try:
            with self.library.unrecorded(patience_s=0.01):
                write(self.library)
        except LibraryError:
            return

    def tell(self, error: Exception) -> None:
        """Say why something failed; what is no matter for the reader goes to the report window."""
        if isinstance(error, SearchIndexDamaged):
            self.noticed.emit(Notice(str(error), "warning", "Repair search", self._repair_search))
        elif isinstance(error, LibraryDamaged):
            self.damaged.emit()
        elif isinstance(error, PostilError):
            self.noticed.emit(Notice(str(error), "warning"))
        else:
            raise error

    def undo(self, *, only: int = 0, stays: bool = False) -> None:
        """Take back the newest action and show where it was, unless the reader `stays` here.

        With `only`, that step or none.
        """
        if only and self.library.undo_seq() != only:
            said = "Something else was done since; the Edit menu undoes that first."
            self.noticed.emit(Notice(said))
            return
        if self.library.undo_is_long():
            self._replay_beside(partial(undone, only=only), "Undone", self.library.undo_label())
        else:
            self._replay(partial(self.library.undo, only=only), "Undone", stays)

    def redo(self, *, stays: bool = False) -> None:
        """Do the last undone action again and show where it was, unless the reader `stays` here."""
        if self.library.redo_is_long():
            self._replay_beside(redone, "Redone", self.library.redo_label())
        else:
            self._replay(self.library.redo, "Redone", stays)

    # -- where the reader is

    def open(self, article: ArticleId, *, at: Span | None = None) -> None:
        """Show an article, at its reading position or at a span."""
        if self.article is not None and self.article.id == article and self.text is not None:
            if at is not None:
                self.keep_place()
                self.revealed.emit(at)
            self.page_called.emit()
            return
        self.keep_place()
        self._show(article, at)

    def open_link(self, link: str) -> None:
        """Follow a `postil://annotation/UID` or `postil://article/UID` link."""
        kind, _, uid = link.removeprefix("postil://").partition("/")
        try:
            if kind == "annotation":
                self._show_annotation(self.library.annotations.by_uid(uid))
            else:
                self.open(self.library.articles.by_uid(uid).id)
        except PostilError as error:
            self.tell(error)

    def close_article(self) -> None:
        """Show no article."""
        if self.article is not None:
            self.leaving.emit()
            self.focus_on(None)
            self.point_at(None)
            self.article = self.text = None
            self.opened.emit()

    def keep_place(self) -> None:
        """Remember where the reader is, for "back"; before a jump."""
        if (here := self._here()) is not None:
            self.history.keep(here)
            self.travelled.emit()

    def go_back(self) -> None:
        """Return to where the reader was before the last jump."""
        self._travel(self.history.back(self._here()))

    def go_forward(self) -> None:
        """Take back the last "back"."""
        self._travel(self.history.forward(self._here()))

    def focus_on(self, annotation: AnnotationId | None, *, reveal: bool = False) -> None:
        """Put an annotation of the open article in focus, or none; `reveal` scrolls to it."""
        if annotation != self.focus:
            self.focus = annotation
            self.focused.emit()
        if reveal and (found := self.focused_annotation()) and found.span:
            self.revealed.emit(found.span)

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

    def show_place(self, place: LibraryPlace) -> None:
        """List another part of the library on the shelf; the same one again is read anew."""
        self.place = place
        self.placed.emit()

    def point_at(self, span: Span | None, *, reveal: bool = True) -> None:
        """Frame a stretch of the open text on the page, or none; `reveal` scrolls to it."""
        if span != self.pointed_at:
            self.pointed_at = span
            self.pointed.emit()
        if span is not None and reveal:
            self.revealed.emit(span)

    def seek(self, search: Query | None) -> None:
        """Mark on the page what a search finds, or nothing."""
        if search != self.search:
            self.search = search
            self.sought.emit()

    @property
    def shown_findings(self) -> ShownFindings:
        """Which names and quotes the page shows."""
        return self.settings.shown_findings

    def show_findings(self, shown: ShownFindings) -> None:
        """Show other names and quotes on the page, and keep that choice."""
        if shown != self.shown_findings:
            self.settings.shown_findings = shown
            self.sifted.emit()

    @property
    def color(self) -> ColorKey:
        """The colour that a new highlight gets."""
        return self.settings.color

    def look(self) -> None:
        """See what other windows and programs have done to the library."""
        if not self._poll.isActive():  # closed
            return
        try:
            with self._held_back():  # an import makes many steps a second: one redraw for all
                self.library.poll()
        except LibraryBusy:
            return  # the next look will see it
        except PostilError as error:
            if not self._is_unreadable:  # told once, not each second
                self.tell(error)
            self._is_unreadable = True
        else:
            self._is_unreadable = False
            if len(self._heard) > 1:
                self._heard = deque([together(self._heard)])
            self._deliver()
            self._tell_found()

    def close(self) -> None:
        """Stop listening, wait for the worker, close the library."""
        self._poll.stop()
        self.leaving.emit()
        self.closing.emit()
        self.article = self.text = self.focus = None
        self.asking.close()
        self.tasks.close()
        self._unsubscribe()
        self.library.close()

    # -- inside

    def _acted(
        self, label: str, write: Callable[[Library], Result], merge_key: str | None
    ) -> tuple[Result] | None:
        try:
            with self._held_back(), self.library.transaction(label, merge_key=merge_key):
                result = write(self.library)
        except PostilError as error:
            self.tell(error)
            return None
        self._deliver()
        return (result,)

    @contextmanager
    def _held_back(self) -> Iterator[None]:
        """Keep what is committed inside for a `_deliver` by whoever knows that all went well.

        A view that cannot read must not look like an action that failed.
        """
        self._holds_back = True
        try:
            yield
        finally:
            self._holds_back = False

    def _on_committed(self, changes: ChangeSet) -> None:
        self._heard.append(changes)
        if not self._holds_back:
            self._deliver()

    def _deliver(self) -> None:
        while self._heard:
            self._on_changed(self._heard.popleft())

    def _tell_found(self) -> None:
        """Say which texts were looked through since last time, by this window or another."""
        newest = self.library.findings.newest()
        if newest != self._newest_run:
            texts = tuple(self.library.findings.texts_since(self._newest_run))
            self._newest_run = newest
            self.found.emit(texts)

    def _repair_search(self) -> None:
        path = self.library.path
        self.noticed.emit(Notice("Repairing the search…"))
        self.tasks.run(
            partial(rebuild_search, path),
            lambda _: self.noticed.emit(Notice("The search works again.", "success")),
            self.tell,
        )

    def _show(self, article: ArticleId, at: Span | None) -> None:
        try:
            shown = self.library.articles.get(article)
            text = self.library.texts.current(article)
        except PostilError as error:
            self.tell(error)
            return
        if shown.deleted_at is not None:
            said = f"“{shown.title}” was deleted. Restore it under “Deleted” to read it."
            self.noticed.emit(Notice(said))
            return
        self.leaving.emit()
        self.focus_on(None)
        self.point_at(None)
        self.article, self.text, self.position = shown, text, shown.position
        self.opened.emit()
        if at is not None:
            self.revealed.emit(at)
        self.remember(lambda library: library.articles.mark_opened(article))

    def _show_annotation(self, found: Annotation) -> None:
        self.open(found.article_id)
        if self.article is not None and self.article.id == found.article_id:
            self.focus_on(found.id, reveal=True)

    def _here(self) -> Place | None:
        """Give where the reader is; None where no article is open."""
        return Place(self.article.id, self.position) if self.article is not None else None

    def _travel(self, place: Place | None) -> None:
        if place is None:
            return
        if self.article is None or self.article.id != place.article:
            self._show(place.article, None)
        if self.article is not None and self.article.id == place.article:
            self.returned.emit(place.position)
        self.travelled.emit()

    def _replay(self, replay: Callable[[], ChangeSet | None], verb: str, stays: bool) -> None:
        try:
            with self._held_back():
                done = replay()
        except PostilError as error:
            self.tell(error)
            return
        self._deliver()
        if done is None:
            return
        said = f"{verb}: {done.label}"
        if done.kind == "undo" and (gone := trashed(self.library, done)):
            said += f". {gone} under “Deleted” now."
        self.noticed.emit(Notice(said))
        if stays:
            return
        alive = self.library.annotations.among([AnnotationId(i) for i in done.ids("annotation")])
        if alive and (self.article is None or alive[0].article_id != self.article.id):
            self._show_annotation(alive[0])
        elif len(alive) == 1:
            self.focus_on(alive[0].id, reveal=True)
        elif self.article is None and (back := restored_by(self.library, done, self._deleted)):
            self.open(back)

    def _replay_beside(self, replay: Callable[[Path], None], verb: str, label: str) -> None:
        """Undo or redo in the worker what changed more than fits into the time of a frame."""

        def tell(_done: None) -> None:
            self.look()
            self.noticed.emit(Notice(f"{verb}: {label}"))
            if self.article is None and self._deleted and is_back(self.library, self._deleted):
                self.open(self._deleted)

        self.noticed.emit(Notice(f"{label} is being {verb.lower()}…"))
        self.tasks.run(partial(replay, self.library.path), tell, self.tell, is_lasting=True)

    def _on_changed(self, changes: ChangeSet) -> None:
        if self.article is not None and changes.touches("article"):
            self._refresh_article(self.article.id)
        if changes.touches("article_text"):
            self._follow_text()
        gone = changes.touches("annotation") and self.focused_annotation() is None
        if self.focus is not None and gone:
            self.focus_on(None)
        self.changed.emit(changes)

    def _follow_text(self) -> None:
        """Show the text that the article on screen has now, where the reader was in the old one."""
        article = self.article
        if article is None or self.text is None:
            return
        try:
            text = self.library.texts.current(article.id)
        except PostilError as error:
            self.tell(error)
            return
        if text.id == self.text.id:
            return
        position = article.position
        self.leaving.emit()  # which keeps the place in the old text
        self.focus_on(None)
        self.point_at(None)
        self.text, self.position = text, position
        self.opened.emit()
        self.remember(lambda library: library.articles.remember_place(article.id, position, 0.0))

    def _refresh_article(self, article: ArticleId) -> None:
        found = self.library.articles.among([article])
        if found and found[0].deleted_at is None:
            self.article = found[0]
        else:
            self._deleted = article
            self.close_article()
