"""Floors: the least that Qt and SQLite need for the same thing."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication, QHeaderView, QTableView, QTextEdit

from gui.fonts import reading_font
from gui.reader.document import PAGE_MARGIN
from gui.settings import Typography
from storage.library import Library
from tests.benchmarks.libraries import first_article
from tests.benchmarks.windows import settle

HEIGHT = 740  # of the page in the window at its first size


def show_edit(library: Path, app: QApplication) -> tuple[QTextEdit, str]:
    """Show an empty QTextEdit as wide as the page; gives the long text of the library too."""
    with Library.open(library, create=False) as opened:
        text = opened.texts.current(first_article(opened)).content
    typography = Typography()
    font = reading_font(typography.family, typography.size)
    edit = QTextEdit()
    edit.setReadOnly(True)
    edit.setFont(font)
    edit.document().setDefaultFont(font)
    column = QFontMetricsF(font).averageCharWidth() * typography.measure
    edit.resize(round(column) + 2 * PAGE_MARGIN, HEIGHT)
    edit.setPlainText("Nothing yet.")
    edit.show()
    settle(app)
    return edit, text


class BareModel(QAbstractTableModel):
    """Rows that say their number."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give the number of rows."""
        return 0 if parent is not None and parent.isValid() else self._rows

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Give one column."""
        return 1

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Give the row's number."""
        return f"Row {index.row()}" if role == Qt.ItemDataRole.DisplayRole else None


def make_table(model: QAbstractTableModel) -> QTableView:
    """Make a view with rows of one height."""
    view = QTableView()
    view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    view.horizontalHeader().hide()
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(56)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.resize(280, HEIGHT)
    view.setModel(model)
    return view


class BareTable:
    """A file with one table, in the settings of a library: WAL, synchronous FULL."""

    def __init__(self, path: Path) -> None:
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA synchronous = FULL")
        self.connection.execute(
            "CREATE TABLE mark (id INTEGER PRIMARY KEY, start INTEGER, stop INTEGER, exact TEXT,"
            " prefix TEXT, suffix TEXT, style TEXT, color TEXT, note TEXT, at TEXT)"
        )

    def insert(self, start: int, exact: str) -> None:
        """Add one row and commit it."""
        self.connection.execute("BEGIN IMMEDIATE")
        self.connection.execute(
            "INSERT INTO mark (start, stop, exact, prefix, suffix, style, color, note, at)"
            " VALUES (?, ?, ?, ?, ?, 'highlight', 'yellow', '', '2026-01-01')",
            (start, start + len(exact), exact, exact[:32], exact[-32:]),
        )
        self.connection.execute("COMMIT")
