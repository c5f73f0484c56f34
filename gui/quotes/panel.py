"""The quotes panel: header, filter, list, and the inspector below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.actions import Actions
from gui.blank import Blank
from gui.controls import icon_button, label, row
from gui.halves import Halves
from gui.notice_line import NoticeLine
from gui.quotes.commands import QuoteCommands
from gui.quotes.filters import QuoteFilter
from gui.quotes.inspector import QuoteInspector
from gui.quotes.listing import QuoteList
from gui.quotes.model import QuoteModel, Wanted
from gui.quotes.wording import summary
from gui.session import Session
from gui.theme import Scale
from storage.finding_types import Mention, Quote, QuoteId, Run
from storage.journal import ChangeSet
from storage.types import TextId

LEAST: Final = 200  # pixels
NARROW: Final = 280  # pixels, below which the header is short
LOW: Final = 560  # pixels, below which the inspector says less
NAMING: Final = frozenset(("name", "merged_into"))  # columns of an entity that say who speaks
REMEMBERED: Final = "quotes_by_speaker"


class QuotesPanel(QWidget):
    """The open article's quotes, to be reviewed by one key each.

    Signals:
        left: Escape was pressed; the keyboard belongs to the page.
    """

    left = Signal()

    def __init__(self, session: Session, actions: Actions, parent: QWidget | None = None) -> None:
        """Follow a session."""
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._run: Run | None = None  # that has looked through the text
        self._wanted_id: int | None = None  # goes into focus as soon as it is read
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = QuoteModel(session.library, self)
        self.model.arrange(by_speaker=session.settings.flag(REMEMBERED, default=True))
        self.list = QuoteList(self.model)
        self.commands = QuoteCommands(session, self.model, self.list)
        self.filter = QuoteFilter()
        self.inspector = QuoteInspector(self.model, self.commands)
        self.count = label("", "muted", wraps=False)
        self.grouper = icon_button("users", "Group by speaker (G)", self._on_grouper)
        self.grouper.setCheckable(True)
        self.grouper.setChecked(self.model.is_by_speaker)
        self.ledger = icon_button("library", actions["ledger"].toolTip(), actions["ledger"].trigger)
        self.notice = NoticeLine()
        self._build()
        self._loading = QTimer(self, singleShot=True, interval=0)
        self._loading.timeout.connect(self._read_on)
        self._settling = QTimer(self, singleShot=True, interval=0)
        self._settling.timeout.connect(self._on_selected)
        self._connect()
        self._on_opened()

    # -- for the side

    def focus_list(self) -> None:
        """Give the keyboard to the list, at the first suggestion if it was nowhere.

        Where there is no list yet, the panel keeps the keyboard until there is one.
        """
        if self._body.currentWidget() is not self.list:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._session.pointed_at is None:
            self._go(self.list.current() or self._first())

    def focus_filter(self) -> None:
        """Give the keyboard to the filter."""
        self.filter.focus()

    def show_chosen(self, found: Mention | Quote) -> None:
        """Select the quote that the reader chose on the page."""
        if not isinstance(found, Quote):
            return
        if not self.model.is_complete:
            self._wanted_id = found.id
            return
        if self.model.row_of(found.id) < 0:
            self._filter_by("rejected" if found.state == "rejected" else "all")
        self.list.follow(found.id)

    # -- building

    def _build(self) -> None:
        self._closed = Blank("message-square-quote", "No article is open")
        self._bare = Blank("message-square-quote", "No quotes in this article")
        self._looking = Blank("message-square-quote", "Looking for quotes…")
        self._unseen = Blank("message-square-quote", "Not looked through for quotes")
        self._unmatched = Blank("list-filter", "No quotes here")
        self._reviewed = Blank("circle-check", "All quotes are reviewed")
        self._body = QStackedWidget()
        nothing = (self._closed, self._bare, self._looking, self._unseen)
        for page in (self.list, *nothing, self._unmatched, self._reviewed):
            self._body.addWidget(page)
        self._halves = Halves(self._body, self.inspector)
        header = row(self.count, None, self.ledger, self.grouper, spacing=Scale.XS)
        header.setContentsMargins(Scale.M, Scale.XS, Scale.S, Scale.XS)
        self._header = QWidget()
        self._header.setLayout(header)
        self._header.setFixedHeight(40)
        content = QVBoxLayout(self)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        for part in (self._header, self.filter, self.notice):
            content.addWidget(part)
        content.addWidget(self._halves, 1)
        self.setMinimumWidth(LEAST)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._on_opened)
        session.leaving.connect(self._on_leaving)
        session.changed.connect(self._on_changed)
        session.found.connect(self._on_found)
        self.model.refreshed.connect(self._show_counts)
        self.list.chosen.connect(self._point)
        self.list.selected.connect(self._settling.start)
        self.list.keys["Esc"] = self._on_escape
        self.list.keys["G"] = self.grouper.click
        self.filter.chosen.connect(self._on_filter)
        self.commands.gone_to.connect(self._go)
        self.commands.page_wanted.connect(self.left)

    # -- following the session

    def _text(self) -> TextId | None:
        return self._session.text.id if self._session.text is not None else None

    def _on_opened(self) -> None:
        self._wanted_id = None
        if self.model.wanted != "all":
            self._filter_by("all")
        self._look_at_run()
        self.model.show_text(self._text())
        if not self.model.is_complete:
            self._loading.start()
        self._show_counts()

    def _read_on(self) -> None:
        self.model.read_on()
        if not self.model.is_complete:
            self._loading.start()
            return
        if self._wanted_id is not None:
            self.list.follow(self._wanted_id)
            self._wanted_id = None
        elif self.list.hasFocus():
            self._go(self._first())

    def _on_leaving(self) -> None:
        self._loading.stop()  # the library may be closed next
        self._settling.stop()

    def _on_changed(self, changes: ChangeSet) -> None:
        text, renames = self._text(), _renames(changes)
        if text is None or not (renames or changes.touches("quote")):
            return
        if not self.model.is_complete:
            self.model.show_text(text)  # what was read may be another by now
            return
        ids = changes.ids("quote")
        here, row = self.list.current(), self.list.currentIndex().row()
        if renames:  # of all quotes of a book: 90 ms for 4,000
            self.model.read_again(text)
        else:
            self.model.refresh(ids, text)
        self._stay_at(here, row, ids if changes.kind != "do" else ())

    def _on_found(self, texts: tuple[TextId, ...]) -> None:
        text = self._text()
        if text is None or text not in texts:
            return
        here, row = self.list.current(), self.list.currentIndex().row()
        self._loading.stop()
        self._look_at_run()
        self.model.read_again(text)
        self._stay_at(here, row)
        if self.list.hasFocus() and self.list.current() is None:
            self._go(self._first())

    def _stay_at(self, here: int | None, row: int, undone: Sequence[int] = ()) -> None:
        """Keep the keys where they were, or near there, or go to the one that was undone."""
        back = [id_ for id_ in undone if self.model.row_of(id_) >= 0]
        if len(back) == 1:
            self._go(back[0])
            return
        if here is not None and self.model.row_of(here) < 0:
            here = self.model.near(min(row, self.model.rowCount()))
        if here is not None and self.list.current() != here:
            self.list.follow(here)
        quote = self.model.quote(here)
        if quote is not None and self._session.pointed_at is not None and self.isVisible():
            self._session.point_at(quote.span, reveal=quote.span != self._session.pointed_at)
        self._settling.start()

    # -- what is shown

    def _show_counts(self) -> None:
        counts = self.model.counts()
        total = counts["suggested"] + counts["confirmed"]
        said = summary(total, counts["suggested"], is_short=self.width() < NARROW)
        self.count.setText(said if self.model.is_complete else "")
        self.filter.show_counts(counts)
        has_any = bool(total or counts["rejected"])
        self.filter.setVisible(has_any)
        self._header.setVisible(has_any)
        page = self._page(has_any=has_any)
        had_focus = self.list.hasFocus()
        self._body.setCurrentWidget(page)
        if had_focus and page is not self.list:
            self.filter.focus()
        elif self.hasFocus() and self.model.rowCount():
            self.focus_list()
        self._settling.start()

    def _page(self, *, has_any: bool) -> QWidget:
        """Give what stands in the middle: the list, or why there is none."""
        if self._text() is None:
            return self._closed
        if not self.model.is_complete or self.model.rowCount():
            return self.list
        if has_any:
            return self._reviewed if self.model.wanted == "suggested" else self._unmatched
        if self._run is not None:
            return self._bare
        is_on = self._session.settings.flag("find", default=True)
        return self._looking if is_on else self._unseen

    def _look_at_run(self) -> None:
        """See who has looked through the text, and say what was not looked for."""
        text = self._text()
        self._run = self._session.library.findings.run_of(text) if text is not None else None
        self.notice.say(self._run.missing if self._run is not None else "")

    def _on_selected(self) -> None:
        quotes = self.list.at_hand() if self.list.selection_size() else []
        self.inspector.show_quotes(quotes)
        self._halves.show_below(self.inspector if quotes else None)
        self._halves.fit()

    # -- what the reader does

    def _first(self) -> int | None:
        """Give the first suggestion, or the first quote."""
        unseen = self.model.unseen_after(-1)
        rows = range(self.model.rowCount())
        ids = (self.model.id_at(number) for number in rows)
        return unseen if unseen is not None else next((id_ for id_ in ids if id_), None)

    def _go(self, id_: int | None) -> None:
        """Select a quote and show it on the page."""
        if id_ is not None:
            self.list.follow(id_)
            self._point(id_)

    def _point(self, id_: int) -> None:
        self.model.pin(None)
        quote = self.model.quote(QuoteId(id_))
        if quote is not None:
            self._session.point_at(quote.span)

    def _on_escape(self) -> None:
        if self.list.selection_size() > 1:
            self.list.follow(self.list.current())
            return
        self._session.point_at(None)
        self.left.emit()

    def _on_filter(self, wanted: str) -> None:
        self._filter_by(cast(Wanted, wanted))  # as QuoteFilter sent it

    def _filter_by(self, wanted: Wanted) -> None:
        here = self.list.current()
        self.filter.show_wanted(wanted)
        self.model.filter_by(wanted)
        self.list.follow(here if self.model.row_of(here) >= 0 else self._first())

    def _on_grouper(self) -> None:
        by_speaker = self.grouper.isChecked()
        self._session.settings.set_flag(REMEMBERED, by_speaker)
        here = self.list.current()
        self.model.arrange(by_speaker=by_speaker)
        self.list.follow(here)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape leave also where there is no list."""
        if event.key() == Qt.Key.Key_Escape:
            self._on_escape()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the inspector when the panel is low, the header when it is narrow."""
        super().resizeEvent(event)
        if (event.oldSize().width() < NARROW) != (self.width() < NARROW):
            self._show_counts()
        self.inspector.be_brief(self.height() < LOW)
        self._halves.fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the frame off the page when the panel is closed or another one is in front."""
        super().hideEvent(event)
        self._settling.stop()
        if not event.spontaneous() and self._session.text is not None:
            self._session.point_at(None)


def _renames(changes: ChangeSet) -> bool:
    """Say whether a speaker may have another name now, or be somebody else."""
    updates = (c for c in changes.changes if c.table == "entity" and c.before is not None)
    return changes.everything or any(NAMING & (change.after or {}).keys() for change in updates)
