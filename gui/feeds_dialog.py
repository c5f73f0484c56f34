"""The feeds that the reader follows: add, look after, check, take leave of."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QStackedWidget,
    QTableView,
    QWidget,
)

from gui.controls import button, column, framed, label, row
from gui.feeds_checking import FeedChecks, Job
from gui.feeds_model import ARTICLES, CHECKED, FEED, FOLDER, FeedsModel, ids_of
from gui.fonts import set_role
from gui.session import Session
from gui.theme import Scale
from storage.errors import NotFound, PostilError
from storage.feeds import Feed
from storage.journal import ChangeSet
from storage.printing import counted
from storage.types import FeedId

HEAD: Final = "New articles of the sites that you follow come into the library by themselves."
NOTHING: Final = "You follow no feed yet."
HOW: Final = (
    "Give the address of a site above: most news sites, journals and blogs have a feed. "
    "Or import the list of another feed reader (OPML)."
)
INTERVALS: Final = {
    15: "every 15 minutes",
    30: "every 30 minutes",
    60: "every hour",
    180: "every 3 hours",
    360: "every 6 hours",
    720: "twice a day",
    1440: "once a day",
}
LISTS: Final = "Lists of feeds (*.opml *.xml)"
HOW_WIDTH: Final = 440
LINE: Final = 32  # height of a row


class FeedsDialog(QDialog):
    """Not modal: the reader can go on, and see the articles come in."""

    def __init__(self, session: Session, checks: FeedChecks, parent: QWidget | None = None) -> None:
        """Show the feeds of the session's library."""
        super().__init__(parent)
        self.setWindowTitle("Feeds")
        self._session = session
        self._checks = checks
        self.address = QLineEdit()
        self.address.setPlaceholderText("Address of a site or feed, such as example.org")
        self.address.setAccessibleName("Address of a site or feed")
        self.follow = button("Follow", self._follow, kind="primary")
        self.follow.setDefault(True)
        self.status = label("", "muted", wraps=True)
        self.status.setMinimumHeight(Scale.CONTROL)  # so that no button moves what is below it
        self.anyway = button("Follow it anyway", self._follow_anyway)
        self.anyway.hide()
        self._refused = ""  # an address at home, which is followed only on request
        self.cancel = button("Cancel", checks.cancel, kind="quiet")
        self.model = FeedsModel(session, self)
        self.table = self._table()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.table)
        self.pages.addWidget(_nothing())
        self.pages.setMinimumHeight(5 * LINE)  # head and four feeds
        self.detail = label("")
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.full_page = QCheckBox("Fetch the full page of each new article")
        self.full_page.clicked.connect(self._set_full_page)
        self.interval = QComboBox()
        self.interval.setAccessibleName("How often it is checked")
        for minutes, words in INTERVALS.items():
            self.interval.addItem(words, minutes)
        self.interval.activated.connect(self._set_interval)
        self._check_label = label("Check", buddy=self.interval)
        self.check = button("Check now", self._check)
        self.check_all = button("Check all", self._check_all)
        self.unfollow = button("Unfollow", self._unfollow)
        self.exporter = button("Export list…", self._export_list)
        said = row(self.status, self.anyway, self.cancel)
        said.setStretchFactor(self.status, 1)
        framed(
            self,
            column(
                column(label("Feeds", "title"), label(HEAD, "muted"), spacing=Scale.XS),
                row(self.address, self.follow),
                said,
                self.pages,
                column(
                    self.detail,
                    row(self.full_page, None, self._check_label, self.interval, spacing=Scale.S),
                    spacing=Scale.S,
                ),
                row(
                    self.check,
                    self.check_all,
                    self.unfollow,
                    None,
                    button("Import list…", self._import_list),
                    self.exporter,
                    button("Close", self.close),
                ),
                spacing=Scale.M,
            ),
        )
        self.resize(760, 560)
        self._connect()
        self.refresh()
        self._show_work()
        self.address.setFocus()

    def refresh(self) -> None:
        """Show the feeds as they are in the library now."""
        chosen = ids_of(self.chosen())
        self.model.refresh()
        self._choose(chosen)
        has_any = bool(self.model.feeds)
        self.pages.setCurrentIndex(0 if has_any else 1)
        for part in (self.detail, self.full_page, self.interval, self._check_label):
            part.setVisible(has_any)
        self.exporter.setEnabled(has_any)
        self._show_chosen()

    def chosen(self) -> list[Feed]:
        """Give the feeds that are selected."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.feeds[place] for place in rows if place < len(self.model.feeds)]

    # -- making

    def _table(self) -> QTableView:
        table = QTableView()
        table.setProperty("kind", "field")
        table.setModel(self.model)
        table.setAccessibleName("Feeds")
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(LINE)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setStretchLastSection(False)
        head.setSectionResizeMode(FEED, QHeaderView.ResizeMode.Stretch)
        for place, width in ((FOLDER, 150), (ARTICLES, 80), (CHECKED, 160)):
            head.resizeSection(place, width)
        return table

    def _connect(self) -> None:
        self.address.textChanged.connect(self._show_work)
        self.address.textEdited.connect(self.anyway.hide)
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self._session.changed.connect(self._on_changed)
        self._checks.moved.connect(self._show_work)
        self._checks.over.connect(self._on_over)
        leave = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table, self._unfollow)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self._session.undo)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self, self._check_all)

    # -- what the reader does

    def _follow(self) -> None:
        if address := self._address():
            self.status.setText("")
            self._checks.follow(address)

    def _follow_anyway(self) -> None:
        self._checks.follow(self._refused, allow_local=True)

    def _check(self) -> None:
        self._checks.check(ids_of(self.chosen()))

    def _check_all(self) -> None:
        self._checks.check(ids_of(self.model.feeds))

    def _unfollow(self) -> None:
        feeds = self.chosen()
        ids = ids_of(feeds)
        label_ = "Unfollow feed" if len(ids) == 1 else "Unfollow feeds"
        if ids and self._session.act(label_, lambda library: library.feeds.unfollow(ids)):
            what = f"“{feeds[0].name}”" if len(feeds) == 1 else f"{len(feeds):,} feeds"
            self._say(f"You follow {what} no longer; the articles stay. Ctrl+Z undoes it.")
            self._session.announce(f"You follow {what} no longer; the articles stay.")

    def _set_full_page(self, wanted: bool) -> None:
        ids = ids_of(self.chosen())
        self._session.act("Change feed", lambda lib: lib.feeds.want_full_page(ids, wanted))

    def _set_interval(self) -> None:
        ids, minutes = ids_of(self.chosen()), self.interval.currentData()
        self._session.act("Change feed", lambda library: library.feeds.set_interval(ids, minutes))

    def _import_list(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Import list of feeds", str(Path.home()), LISTS)
        if name:
            self.import_list(Path(name))

    def import_list(self, path: Path) -> None:
        """Follow the feeds of a list from another program; they are checked at once."""
        self._checks.follow_list(path)

    def _export_list(self) -> None:
        start = str(Path.home() / "feeds.opml")
        name, _ = QFileDialog.getSaveFileName(self, "Export list of feeds", start, LISTS)
        if name:
            self.export_list(Path(name))

    def export_list(self, path: Path) -> None:
        """Write the list for another program."""
        from storage.exporters.catalogue import write
        from storage.exporters.opml import opml
        from storage.subscriptions import subscriptions_of

        try:
            write(path, opml(subscriptions_of(self._session.library)))
        except PostilError as error:
            self._say(str(error), is_bad=True)
        else:
            self._say(f"{counted(len(self.model.feeds), 'feed')} written to {path.name}.")

    # -- what is shown

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("feed") or changes.touches("article"):
            self.refresh()

    def _on_over(self, job: Job) -> None:
        if job.problem is not None:
            self._say(str(job.problem), is_bad=True)
            if job.can_be_allowed:
                self._refused = job.address
                self.anyway.show()
        elif job.followed is not None:
            try:
                name = self._session.library.feeds.get(job.followed).name
            except NotFound as error:  # unfollowed since
                self._say(str(error))
                return
            known = f"You follow “{name}” already."
            new = f"You follow “{name}” now: {counted(job.new, 'new article')}."
            self._say(known if job.was_known else new)
            self.address.clear()
        elif job.said:
            self._say(job.said)
        elif job.new or job.changed or not job.is_quiet:
            self._say("Stopped." if job.cancelled.is_set() else job.result())
        self.refresh()
        if job.followed is not None:
            self._choose([job.followed])

    def _show_work(self) -> None:
        is_busy = self._checks.is_busy
        if is_busy:
            self._say(self._checks.sentence())
        self.cancel.setVisible(is_busy)
        self.follow.setEnabled(bool(self._address()) and not is_busy)
        self._show_buttons()

    def _show_buttons(self) -> None:
        is_free = not self._checks.is_busy
        self.check.setEnabled(is_free and bool(self.chosen()))
        self.check_all.setEnabled(is_free and bool(self.model.feeds))
        self.unfollow.setEnabled(bool(self.chosen()))

    def _show_chosen(self) -> None:
        feeds = self.chosen()
        for part in (self.full_page, self.interval, self._check_label):
            part.setEnabled(bool(feeds))
        self.full_page.setChecked(bool(feeds) and all(feed.wants_full_page for feed in feeds))
        minutes = feeds[0].interval_minutes if feeds else 60
        nearest = min(INTERVALS, key=lambda offered: abs(offered - minutes))
        self.interval.setCurrentIndex(self.interval.findData(nearest))
        error = feeds[0].error if len(feeds) == 1 else ""
        address = feeds[0].url if len(feeds) == 1 else ""
        set_role(self.detail, "danger" if error else "muted")
        self.detail.setText(error or address or _selected(len(feeds), len(self.model.feeds)))
        self._show_buttons()

    def _choose(self, feeds: list[FeedId]) -> None:
        selection = self.table.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        for feed in feeds:
            if (place := self.model.row_of(feed)) >= 0:
                index = self.model.index(place, FEED)
                selection.select(index, flags.Select | flags.Rows)
                if len(feeds) == 1:
                    selection.setCurrentIndex(index, flags.NoUpdate)

    def _address(self) -> str:
        from storage.web.hosts import address_in

        return address_in(self.address.text())

    def _say(self, text: str, *, is_bad: bool = False) -> None:
        set_role(self.status, "danger" if is_bad else "muted")
        self.status.setText(text)
        self.anyway.hide()


def _nothing() -> QWidget:
    part = QWidget()
    words = label(HOW, "muted")
    words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    words.setFixedWidth(HOW_WIDTH)
    head = label(NOTHING, "heading")
    head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    part.setLayout(column(None, head, row(None, words, None), None, spacing=Scale.S))
    return part


def _selected(number: int, of: int) -> str:
    if number > 1:
        return f"{number:,} feeds are selected."
    return "Select a feed to see its address and to change how it is fetched." if of else ""
