"""The middle of the window: the page with what belongs to it, tied to the session."""

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QMenu, QStackedLayout, QToolTip, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.article_wording import reading_time
from gui.reader.annotating import Annotator
from gui.reader.empty import EmptyPage
from gui.reader.find_bar import FindBar
from gui.reader.findings import Findings
from gui.reader.following import Follower
from gui.reader.found_words import FoundWords
from gui.reader.keys import EndMove
from gui.reader.page import Page
from gui.reader.page_label import PageLabel
from gui.reader.placing import Placing
from gui.reader.pointing import reference_at
from gui.reader.preview import Preview
from gui.reader.selection_popup import SelectionPopup
from gui.session import Notice, Session
from storage.annotations import PlacedMark, annotations_in
from storage.journal import ChangeSet
from storage.text.pictures_in_text import in_words, without
from storage.types import UNSURE, Annotation, Article, ColorKey, Span

MENU = (
    "highlight",
    "underline",
    "colors",
    "note",
    "tag",
    "tag_as",
    "",
    "copy",
    "cite",
    "",
    "delete",
)
BARE_MENU = (
    "article_note",
    "tag_as",
    "",
    "find",
    "outline",
    "typography",
    "",
    "show_picture",
)  # where nothing is marked
PLACE_MS = 1500  # how soon a reading position is saved after scrolling


class ReaderPane(QFrame):
    """Shows the session's article and turns what the reader does on it into actions.

    Signals:
        note_wanted: the note of the annotation in focus should be written now.
    """

    note_wanted = Signal()

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        """Listen to the session."""
        super().__init__(parent)
        self.setProperty("role", "page")
        self._session = session
        self._actions = actions
        self.page = Page(self)
        self.find_bar = FindBar(self)
        self.empty = EmptyPage(actions, self)
        self.popup = SelectionPopup(actions, self)
        self.annotator = Annotator(session, self.page)
        self.placing = Placing(session, self.page, self.find_bar)
        self.page_label = PageLabel(self.page, actions, self)
        self.follower = Follower(session, self.page, self._marks, self)
        self.findings = Findings(session, self.page, self)
        self._pages_shown = True
        self._preview: Preview | None = None  # made for the first long book
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.page)
        column.addLayout(self._stack, 1)
        self._place = QTimer(self, interval=PLACE_MS, singleShot=True)
        self._place.timeout.connect(self._save_place)
        self._dressing = QTimer(self, interval=0, singleShot=True)  # one theme, many events
        self._dressing.timeout.connect(self.set_anew)
        self._connect()
        self.found_words = FoundWords(session, self.page, self.find_bar, self)

    # -- what commands do

    def highlight(self, color: ColorKey | None = None) -> None:
        """Highlight the selection, or make the annotation in focus a highlight."""
        self._annotate(lambda: self.annotator.mark("highlight", color))

    def underline(self) -> None:
        """Underline the selection, or make the annotation in focus an underline."""
        self._annotate(lambda: self.annotator.mark("underline", None))

    def choose_color(self, color: ColorKey) -> None:
        """Recolour the annotation in focus, or mark the selection, or take the colour from now."""
        self._session.settings.color = color
        if self._session.focus is None and self.page.selection() is None:
            name = self._session.library.legend.names()[color]
            self._session.noticed.emit(Notice(f"New highlights are “{name}” from now on."))
            return
        self._annotate(lambda: self.annotator.color(color))

    def write_note(self) -> None:
        """Write a note on the selection or on the annotation in focus."""
        if self._annotate(self.annotator.ready_for_note):
            self.note_wanted.emit()

    def ready_for_tags(self) -> bool:
        """Make sure that an annotation is in focus; say whether one is."""
        return self._annotate(self.annotator.ready_for_note)

    def delete(self) -> None:
        """Delete the annotation in focus."""
        self.annotator.delete()

    def step(self, direction: int) -> None:
        """Go to the next (1) or previous (-1) annotation of the text."""
        self.annotator.step(direction)

    def next_overlap(self) -> None:
        """Go to the next annotation over the same words."""
        self.annotator.next_overlap()

    def open_find(self) -> None:
        """Open the find bar, with what is selected."""
        if self._session.text is None:
            return
        span = self.page.selection()
        content = self._session.text.content
        words = content[span.start : span.end] if span and span.end - span.start < 80 else ""
        words = without(words)
        self.popup.hide()
        self.find_bar.open(content, span.start if span else self.page.first_visible(), words)

    def find_again(self, direction: int) -> None:
        """Go to the next or previous hit of the bar or of the search, or open the bar."""
        if self.find_bar.isHidden():
            if not self.found_words.step(direction):
                self.open_find()
        elif direction > 0:
            self.find_bar.next()
        else:
            self.find_bar.previous()

    def copy(self) -> None:
        """Copy the selected words, or those of the annotation in focus."""
        span = self.page.selection()
        focused = self._session.focused_annotation()
        if span is None and focused is not None:
            span = focused.span
        if span is not None and self._session.text is not None:
            text = self._session.text
            words = text.content[span.start : span.end]
            QGuiApplication.clipboard().setText(in_words(words, span.start, text.pictures))

    def cite(self) -> None:
        """Copy the selected words, or those of the annotation in focus, with their source."""
        self.annotator.copy_citation()

    def show_marks(self, shown: bool) -> None:
        """Show the annotations in the text, or the bare text."""
        self.page.show_marks(shown)

    def show_pages(self, shown: bool) -> None:
        """Show the numbers of printed pages, or not."""
        self._pages_shown = shown
        self.page.show_pages(shown)
        self._show_page_label()

    def set_anew(self) -> None:
        """Set the page again, after its typography or the theme has changed."""
        if self._session.text is not None:
            self._show_text(self.page.first_visible())

    # -- inside

    def _connect(self) -> None:
        session, page = self._session, self.page
        session.opened.connect(self._on_opened)
        session.leaving.connect(self._save_place)
        session.changed.connect(self._on_changed)
        session.focused.connect(self._on_focused)
        session.filtered.connect(self._on_filtered)
        session.revealed.connect(self._on_revealed)
        session.returned.connect(self._on_returned)
        session.page_called.connect(page.setFocus)
        page.selected.connect(self._on_selected)
        page.unselected.connect(self.popup.hide)
        page.clicked.connect(self._on_clicked)
        page.end_moved.connect(self._on_end_moved)
        page.dragged.connect(self.annotator.move_to)
        page.escaped.connect(self._on_escaped)
        page.hovered.connect(self._on_hovered)
        page.scrolled.connect(self._on_scrolled)
        page.customContextMenuRequested.connect(self._on_menu)
        self.popup.color_chosen.connect(self._on_color)
        self.find_bar.found.connect(self._on_found)
        self.find_bar.left.connect(page.setFocus)

    def _annotate(self, make: Callable[[], bool]) -> bool:
        self.popup.hide()
        if self._session.focus is not None or self.page.selection() is not None:
            return make()
        if self._session.text is not None:
            self._session.noticed.emit(Notice("Select some words first."))
        return False

    def _show_text(self, at: int) -> None:
        text = self._session.text
        if text is None:
            return
        marks = self._marks()
        article = self._session.article
        self.popup.hide()
        self.follower.close_note()
        self.follower.get_ready()
        self.page.show_text(
            text,
            marks,
            self._session.settings.typography,
            at=at,
            caption=caption(article) if article else "",
        )
        self.page.set_focus_mark(self._session.focus)
        self._show_page_label()
        self._drop_preview()
        if self.page.is_waiting:
            if self._preview is None:
                self._preview = Preview(self.page)
                self._preview.pictures.show_from(self.follower.pictures())
            self._preview.show_place(text, marks, self._session.settings.typography, at)

    def _show_page_label(self) -> None:
        pages = self._session.text.pages if self._session.text is not None else ()
        self.page_label.show_of(pages, is_wanted=self._pages_shown)

    def _marks(self) -> list[PlacedMark]:
        text, wanted = self._session.text, self._session.wanted
        if text is None:
            return []
        marks = self._session.library.annotations.marks_on(text.id)
        if wanted.is_empty:
            return marks
        of_article = self._session.library.annotations.of(text.article_id)
        admitted = {a.id for a in of_article if wanted.admits(a)}
        return [mark for mark in marks if mark.id in admitted]

    def _on_opened(self) -> None:
        self.popup.hide()
        self.find_bar.hide()
        if self._session.text is None:
            self.page.clear_text()
            self._show_page_label()
            self._stack.setCurrentWidget(self.empty)
            return
        self._stack.setCurrentWidget(self.page)
        self._show_text(self._session.position)
        if self._session.article is not None:
            self.page.setAccessibleName(self._session.article.title)
        self.page.setFocus()

    def _on_changed(self, changes: ChangeSet) -> None:
        text = self._session.text
        if text is None or not changes.touches("annotation", "annotation_tag", "placement"):
            return
        ids = annotations_in(changes)
        if changes.everything or len(ids) > 200 or not self._session.wanted.is_empty:
            self.page.set_marks(self._marks())
            return
        alive = {a.id: a for a in self._session.library.annotations.among(ids)}
        for id_ in ids:
            mark = placed(alive[id_]) if id_ in alive else None
            if mark is not None and alive[id_].article_id == text.article_id:
                self.page.put_mark(mark)
            else:
                self.page.remove_mark(id_)

    def _on_filtered(self) -> None:
        self.page.set_marks(self._marks())

    def _on_focused(self) -> None:
        self.page.set_focus_mark(self._session.focus)

    def _on_revealed(self, span: Span) -> None:
        self.page.bring_into_view(span)
        self.page.unselect(at=span.start)

    def _on_returned(self, position: int) -> None:
        self.page.bring_into_view(Span(position, position + 1), on_top=position > 0)
        self.page.setFocus()

    def _on_selected(self) -> None:
        span = self.page.selection()
        if span is None:
            return
        self._session.focus_on(None)
        first, last = self.page.first_visible(), self.page.last_visible()
        if first < span.end and span.start <= last:  # all of a book would take seconds
            span = Span(max(first, span.start), min(last + 1, span.end))
        around = self.page.visible_rect(span)
        around.translate(self.page.viewport().mapTo(self, QPoint(0, 0)))
        names = self._session.library.legend.names()
        self.popup.show_at(around & self.rect(), names, self._session.color)

    def _on_color(self, color: ColorKey) -> None:
        self._session.settings.color = color
        self.highlight(color)

    def _on_clicked(self, position: int) -> None:
        self.follower.close_note()
        self.annotator.focus_at(position)

    def _on_end_moved(self, move: EndMove) -> None:
        self.annotator.move_end(move)

    def _on_escaped(self) -> None:
        if self.follower.close_note():
            return
        if self._session.focus is None:
            self._session.seek(None)
        self._session.focus_on(None)

    def _on_hovered(self, position: int, at: QPoint) -> None:
        point = self.page.viewport().mapFromGlobal(at)
        reference = reference_at(self.page, point)
        if reference is not None and self.follower.rest_on(reference):
            QToolTip.hideText()
            return
        marks = self.page.marks_under(position)
        names = self._session.library.legend.names()
        lines = []
        for found in self._session.library.annotations.among([mark.id for mark in marks]):
            tags = " ".join(f"#{tag}" for tag in found.tags)
            said = "<br>".join(html.escape(line) for line in found.note.splitlines())
            parts = (f"<b>{html.escape(names[found.color])}</b>", html.escape(tags), said)
            lines.append("<br>".join(part for part in parts if part))
        picture = self.page.pictures.at(self.page.to_document(point))
        if picture is not None and picture.alt.strip():
            lines.append(html.escape(" ".join(picture.alt.split())))
        if lines:
            QToolTip.showText(at, f"<div style='max-width:340px'>{'<hr>'.join(lines)}</div>")
        else:
            QToolTip.hideText()

    def _on_scrolled(self) -> None:
        self.popup.hide()
        self.follower.close_note()
        if not self.page.is_waiting:
            self._drop_preview()
        self._session.position = self.page.first_visible()
        if not self._place.isActive():
            self._place.start()

    def _drop_preview(self) -> None:
        if self._preview is not None and not self._preview.isHidden():
            self._preview.hide()
            self._preview.clear_text()

    def _on_found(self, hits: list[Span], current: int) -> None:
        self.page.set_hits(hits, current)
        if current >= 0:
            self._session.focus_on(None)
            self.page.select(hits[current])

    def _on_menu(self, point: QPoint) -> None:
        position = self.page.position_at(point)
        if self.page.selection() is None and position is not None:
            self.annotator.focus_at(position)
        has_target = self.page.selection() is not None or self._session.focus is not None
        menu = QMenu(self)
        self.findings.fill_menu(menu, point)
        for name in MENU if has_target else BARE_MENU:
            if not name:
                menu.addSeparator()
            elif name == "colors":
                colors = menu.addMenu("Colour")
                colors.addActions([self._actions[f"color_{n}"] for n in range(1, 9)])
            else:
                menu.addAction(self._actions[name])
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.page.viewport().mapToGlobal(point))

    def _save_place(self) -> None:
        self._place.stop()
        article, text = self._session.article, self._session.text
        if article is None or text is None:
            return
        position = self._session.position = self.page.first_visible()
        self._session.scrolled.emit()
        progress = (self.page.last_visible() + 1) / max(1, len(text.content))
        if not self.page.is_complete:
            progress = 0.0
        self._session.remember(
            lambda library: library.articles.remember_place(article.id, position, progress)
        )

    def dress_now(self) -> None:
        """Set the page in the colours of a new theme at once, if that is still to be done."""
        if self._dressing.isActive():
            self._dressing.stop()
            self.set_anew()

    def changeEvent(self, event: QEvent) -> None:
        """Set the page in the colours of the new theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.page.marks is not None:
            self._dressing.start()


def caption(article: Article) -> str:
    """Say where an article is from, when, and how long it takes to read."""
    day = article.published_at
    parts = (
        article.byline,
        article.site or Path(article.origin).name,
        QLocale().toString(QDate(day.year, day.month, day.day)) if day else "",
        reading_time(article),
    )
    return "  ·  ".join(part for part in parts if part)


def placed(annotation: Annotation) -> PlacedMark | None:
    """Give what the page draws of an annotation; None if it has no place in the text."""
    span = annotation.span
    if span is None:
        return None
    return PlacedMark(
        annotation.id,
        span.start,
        span.end,
        annotation.style,
        annotation.color,
        bool(annotation.note),
        annotation.standing in UNSURE,
    )
