"""The overview: what was read when, and of what kind, in a window of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from gui.asking import Asking
from gui.blank import Blank
from gui.controls import divider, label, row
from gui.library_window import LibraryWindow
from gui.overview.bar import OverviewBar
from gui.overview.card import ChartCard, SubjectCard, TimesCard
from gui.overview.periods import Period, ends, periods
from gui.overview.picture import Caption, PictureFormat, rendered
from gui.overview.picture_dialog import PictureDialog
from gui.overview.wording import BASES
from gui.saving import where_to
from gui.session import Notice, Session
from gui.theme import Scale
from storage.errors import PostilError
from storage.journal import ChangeSet
from storage.library import Library
from storage.overview.counting import SUBJECTS, Card, Chosen, Subject, Times
from storage.printing import counted
from storage.searching.days import Days, written
from storage.searching.query import Query

SIZE: Final = QSize(1080, 760)
CARD: Final = 340  # least width of a card
SETTLE_MS: Final = 500  # after a change, until it is counted anew
TABLES: Final = frozenset(("article", "annotation", "annotation_tag", "article_tag", "tag"))
KINDS: Final = "PNG picture (*.png);;SVG drawing (*.svg)"
Result = TypeVar("Result")


class OverviewWindow(LibraryWindow):
    """Charts of the library; each bar leads to its articles on the shelf.

    Signals:
        shown_on_shelf: the shelf shows what a bar counts; its window should come to the front.
    """

    shown_on_shelf = Signal()

    def __init__(self, session: Session) -> None:
        """Wait for `open`."""
        super().__init__(session, "Overview", "overview", SIZE)
        self._asking = Asking(session.library.path, self)
        self.bar = OverviewBar(session)
        self.times = TimesCard()
        self.subjects = {subject: SubjectCard(subject) for subject in SUBJECTS}
        self.count = label("", "muted", wraps=False)
        self._build()
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self.ask)
        self._connect()

    # -- for the window

    def open(self) -> None:
        """Come to the front and count."""
        self._come_to_front()
        self.times.chart.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
        self.ask()

    def cards(self) -> list[ChartCard]:
        """Give all cards in their order."""
        return [self.times, *self.subjects.values()]

    def ask(self) -> None:
        """Have everything counted anew, beside the window."""
        self._settling.stop()
        today = self._session.library.overview.today()
        if not self.bar.period.count():
            self.bar.offer(periods(None, today))
        query = self._session.library.query(self.bar.words.text())
        days, basis = self.bar.wanted_period().days, self.bar.wanted_basis()
        for subject in SUBJECTS:
            self._asking.forget(subject)
        self._ask("when", lambda library: _when(library, query, days, today), self._on_times)
        self._ask(
            "articles",
            lambda library: library.overview.articles(query, basis, days),
            self._on_articles,
        )

    def save_picture(self, card: ChartCard) -> None:
        """Ask how and where, and write a card into a picture file."""
        if card.is_bare:
            return
        dialog = PictureDialog.ask(self._caption(card), self)
        if dialog is None:
            return
        target = where_to(self._session, self, "Save chart", f"{card.title}.png", KINDS)
        if target is None:
            return
        kind: PictureFormat = "svg" if target.suffix.lower() == ".svg" else "png"
        target = target.with_name(target.name if target.suffix else f"{target.name}.{kind}")
        words, width = dialog.words, dialog.width_of_file
        body = rendered(card.chart, dialog.theme, words, kind, width)
        self._session.settings.set_text("folder", str(target.parent))
        self._write(target, body)

    # -- building

    def _build(self) -> None:
        self._cards = QWidget()
        self._cards.setProperty("role", "panel")
        self._grid = QGridLayout(self._cards)
        self._grid.setContentsMargins(Scale.M, Scale.M, Scale.M, Scale.M)
        self._grid.setSpacing(Scale.M)
        self._columns = 0
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._cards)
        hints = [("What you add and read is counted here", "")]
        self._bare = Blank("chart-column", "No articles yet", hints)
        self._body = QStackedWidget()
        self._body.addWidget(self._scroll)
        self._body.addWidget(self._bare)
        hint = label("Enter shows on the shelf what a bar counts", "muted", wraps=False)
        foot = row(self.count, None, hint)
        foot.setContentsMargins(Scale.M, Scale.S, Scale.M, Scale.S)
        content = QVBoxLayout(self)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self.bar)
        content.addWidget(divider())
        content.addWidget(self._body, 1)
        content.addWidget(divider())
        content.addLayout(foot)
        self._arrange()

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._on_changed)
        session.found.connect(self._on_found)
        self.bar.changed.connect(self.ask)
        self.bar.left.connect(self.times.chart.setFocus)
        self.bar.tabled.connect(self._on_tabled)
        self.times.opened.connect(self._show_on_shelf)
        for card in self.cards():
            card.reached.connect(partial(self._on_reached, card))
            card.wanted_as_picture.connect(partial(self.save_picture, card))
        for subject_card in self.subjects.values():
            subject_card.opened.connect(self._on_bar_opened)
        for keys, slot in (
            ("Ctrl+Z", session.undo),
            ("Ctrl+Shift+Z", session.redo),
            ("Ctrl+Y", session.redo),
            ("Ctrl+F", self.bar.focus),
            ("/", self.bar.focus),
            ("Ctrl+T", self.bar.tables.toggle),
            ("Ctrl+E", self._save_focused),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self, slot)

    def _arrange(self) -> None:
        """Put the cards side by side, as many as there is room for."""
        columns = max(1, min(3, (self.width() - Scale.M) // (CARD + Scale.M)))
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._columns = columns
        self._grid.addWidget(self.times, 0, 0, 1, columns)
        for number, card in enumerate(self.subjects.values()):
            self._grid.addWidget(card, 1 + number // columns, number % columns)

    # -- asking

    def _ask(
        self,
        key: str,
        question: Callable[[Library], Result],
        answered: Callable[[Result], None],
    ) -> None:
        self._asking.ask(key, question, answered, self._session.tell)

    def _on_times(self, when: When) -> None:
        self.bar.offer(when.periods)
        self.times.show_times(when.times)
        self._body.setCurrentWidget(self._bare if when.is_bare else self._scroll)

    def _on_articles(self, chosen: Chosen) -> None:
        counts = BASES[self.bar.wanted_basis()].removeprefix("Articles that were ")
        self.count.setText(f"{counted(chosen.count, 'article')} {counts}")
        for subject, card in self.subjects.items():
            question = partial(_card, subject=subject, chosen=chosen)
            self._ask(subject, question, card.show_card)

    # -- following

    def _on_changed(self, changes: ChangeSet) -> None:
        if self.isVisible() and changes.touches(*TABLES):
            self._settling.start()

    def _on_found(self) -> None:
        if self.isVisible():
            self._settling.start()

    def _on_closing(self) -> None:
        self._asking.close()
        super()._on_closing()

    def _rest(self) -> None:
        self._settling.stop()
        self.bar.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards in other columns."""
        super().resizeEvent(event)
        self._arrange()

    # -- what the reader does

    def _on_tabled(self, is_table: bool) -> None:
        for card in self.cards():
            card.show_as_table(is_table)

    def _on_reached(self, card: ChartCard, area: QRectF) -> None:
        middle = card.pos() + area.center().toPoint()
        self._scroll.ensureVisible(middle.x(), middle.y(), 0, round(area.height() / 2) + Scale.L)

    def _on_bar_opened(self, search: str) -> None:
        basis, days = self.bar.wanted_basis(), self.bar.wanted_period().days
        when = f"{basis}:{written(days)}" if any(days) else f"{basis}:..today"
        is_all = basis == "added" and not any(days)
        self._show_on_shelf(search if is_all else f"{search} {when}")

    def _show_on_shelf(self, search: str) -> None:
        self._session.search_called.emit(f"{self.bar.words.text().strip()} {search}".strip())
        self.shown_on_shelf.emit()

    def _save_focused(self) -> None:
        focused = self.focusWidget()
        for card in self.cards():
            if focused is not None and card.isAncestorOf(focused):
                self.save_picture(card)
                return

    def _caption(self, card: ChartCard) -> Caption:
        period = self.bar.wanted_period().name
        title = f"{card.title}, {period[0].lower()}{period[1:]}"
        if card is not self.times:
            title = f"{card.title} of what was {self.bar.wanted_basis()}, {period.lower()}"
        today = self._session.library.overview.today()
        words = self.bar.words.text().strip()
        facts = ["Postil", self.count.text(), words, f"{today.day} {today:%B %Y}"]
        return Caption(title, " · ".join(fact for fact in facts if fact))

    def _write(self, target: Path, body: bytes) -> None:
        from storage.exporters.catalogue import write

        try:
            write(target, body)
        except PostilError as error:
            self._session.tell(error)
        else:
            self._session.noticed.emit(Notice(f"Saved as “{target.name}”.", "success"))


@dataclass(frozen=True, slots=True)
class When:
    """The times that can be looked at, and what happened in the wanted one."""

    periods: list[Period]
    times: Times
    is_bare: bool  # there is no article at all


def _when(library: Library, query: Query, days: Days, today: date) -> When:
    first = library.overview.first_day()
    begin, end = ends(days, first, today)
    times = library.overview.over_time(query, begin, end)
    return When(periods(first, today), times, first is None)


def _card(library: Library, *, subject: Subject, chosen: Chosen) -> Card:
    return library.overview.by(subject, chosen, library.legend.names())
