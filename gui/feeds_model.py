"""The followed feeds as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.article_wording import short_date
from gui.controls import plain_tip
from gui.icons import icon
from gui.session import Session
from gui.theme import current_theme
from storage.feeds import Feed
from storage.types import FeedId

FEED, FOLDER, ARTICLES, CHECKED = range(4)
HEADS: Final = ("Feed", "Folder", "Articles", "Last check")
EDITABLE: Final = (FEED, FOLDER)
FAILED: Final = "Failed"
NO_PARENT: Final = QModelIndex()

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class FeedsModel(QAbstractTableModel):
    """Rows by folder and name; name and folder can be edited in place."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Start empty; see `refresh`."""
        super().__init__(parent)
        self._session = session
        self.feeds: list[Feed] = []

    def refresh(self) -> None:
        """Read the feeds anew; selection and place are kept while the rows are the same."""
        feeds = self._session.library.feeds.all()
        if [feed.id for feed in feeds] == [feed.id for feed in self.feeds]:
            self.feeds = feeds
            if feeds:
                self.dataChanged.emit(self.index(0, 0), self.index(len(feeds) - 1, CHECKED))
            return
        self.beginResetModel()
        self.feeds = feeds
        self.endResetModel()

    def row_of(self, feed: FeedId) -> int:
        """Give the row of a feed; -1 if it is not followed."""
        return next((row for row, one in enumerate(self.feeds) if one.id == feed), -1)

    # -- what Qt asks

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Give the number of feeds."""
        return 0 if parent.isValid() else len(self.feeds)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Give the number of columns."""
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Name the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return HEADS[section]
        if role == Role.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Give what a cell shows or says."""
        if not index.isValid() or index.row() >= len(self.feeds):
            return None
        feed, column = self.feeds[index.row()], index.column()
        if role in (Role.DisplayRole, Role.EditRole):
            return _shown(feed, column)
        if role == Role.ToolTipRole:
            return plain_tip(feed.error or f"{feed.name}\n{feed.url}")
        if role == Role.TextAlignmentRole:
            return _alignment(column)
        if role == Role.AccessibleTextRole and column == CHECKED and feed.error:
            return feed.error
        if feed.error and column == CHECKED:
            if role == Role.DecorationRole:
                return icon("triangle-alert", "warning")
            if role == Role.ForegroundRole:
                return current_theme().color("warning")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let name and folder be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in EDITABLE else flags

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Rename a feed or put it into a folder, as an action that can be undone."""
        if role != Role.EditRole or not index.isValid() or index.column() not in EDITABLE:
            return False
        feed, text = self.feeds[index.row()], " ".join(str(value).split())
        if text == _shown(feed, index.column()):
            return False
        if index.column() == FEED:
            return self._session.act("Rename feed", lambda lib: lib.feeds.rename(feed.id, text))
        return self._session.act("Move feed", lambda lib: lib.feeds.move([feed.id], text))


def checked_words(feed: Feed, now: datetime | None = None) -> str:
    """Say when a feed was checked last."""
    if feed.checked_at is None:
        return "Never"
    minutes = ((now or datetime.now(UTC)) - feed.checked_at).total_seconds() / 60
    if minutes < 1:
        return "Just now"
    if minutes < 60:
        return f"{minutes:.0f} min ago"
    if minutes < 12 * 60:
        return f"{minutes / 60:.0f} h ago"
    return short_date(feed.checked_at)


def ids_of(feeds: Sequence[Feed]) -> list[FeedId]:
    """Give the ids of feeds."""
    return [feed.id for feed in feeds]


def _shown(feed: Feed, column: int) -> str:
    if column == CHECKED:
        words = checked_words(feed)
        if feed.has_ended:
            return "Ended"
        return f"{FAILED}, {words[0].lower()}{words[1:]}" if feed.error else words
    return (feed.name, feed.folder, f"{feed.article_count:,}")[column]


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == ARTICLES else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
