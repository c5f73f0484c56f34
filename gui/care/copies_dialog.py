"""The copies of a library in a table; one of them can become the library again."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.care.state import on_day
from gui.confirm import confirm
from gui.controls import button, column, framed, label, plain_tip, row
from gui.tasks import Tasks
from gui.theme import Scale
from storage.care.compacting import megabytes
from storage.care.copies import Copy, copies
from storage.paths import backup_folder

FILE: Final = 4  # column
COPY: Final = Qt.ItemDataRole.UserRole
SAID: Final = (
    "A copy is made on each day of use, and before anything that changes the whole library. "
    "Restoring one keeps the library as it is now as a copy, too."
)
SIZE: Final = QSize(720, 460)


class CopiesDialog(QDialog):
    """Ends with the copy that is to be restored, or with none."""

    def __init__(self, library: Path, parent: QWidget | None = None) -> None:
        """List the copies of a library; they are looked into beside the window."""
        super().__init__(parent)
        self.setWindowTitle("Copies of the library")
        self._library = library
        self._tasks = Tasks(self)
        self.chosen: Path | None = None
        self.list = QTreeWidget()
        self.list.setProperty("kind", "field")
        self.list.setHeaderLabels(["Made", "Size", "Articles", "Annotations", "File"])
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Copies")
        self.list.itemSelectionChanged.connect(self._show_state)
        self.list.itemActivated.connect(lambda *_: self._restore())
        self.nothing = label("Looking into the copies…", "muted")
        self.restorer = button("Restore…", self._restore)
        self.folder = button("Show folder", self._show_folder)
        self.other = button("Another file…", self._choose)
        closer = button("Close", self.reject, kind="primary")
        closer.setDefault(True)
        middle = column(self.nothing, self.list, spacing=Scale.S)
        middle.setStretch(1, 1)
        middle.addStretch(0)  # while there is no list
        content = column(
            column(label("Copies", "title"), label(SAID, "muted"), spacing=Scale.XS),
            middle,
            row(self.restorer, self.other, self.folder, None, closer),
            spacing=Scale.L,
        )
        content.setStretch(1, 1)
        framed(self, content)
        self.resize(SIZE)
        self.list.hide()
        self._show_state()
        self._tasks.run(lambda: copies(library), self.show_copies, self._on_failed)

    @classmethod
    def ask(cls, library: Path, parent: QWidget | None) -> Path | None:
        """Open it; gives the copy to restore, None for none."""
        dialog = cls(library, parent)
        try:
            dialog.exec()
            return dialog.chosen
        finally:
            dialog.deleteLater()

    def show_copies(self, found: list[Copy]) -> None:
        """Show copies, the newest first."""
        self.list.clear()
        for copy in found:
            item = QTreeWidgetItem(
                [
                    on_day(copy.made_at),
                    megabytes(copy.size),
                    "damaged" if copy.articles is None else f"{copy.articles:,}",
                    "" if copy.annotations is None else f"{copy.annotations:,}",
                    copy.path.name,
                ]
            )
            for column_ in (1, 2, 3):
                item.setTextAlignment(
                    column_, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
                )
            item.setData(0, COPY, copy)
            item.setToolTip(FILE, plain_tip(str(copy.path)))
            item.setSizeHint(FILE, QSize(0, Scale.CONTROL))
            self.list.addTopLevelItem(item)
        header = self.list.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.nothing.setText("There are no copies yet.")
        self.nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        if found:
            self.list.setCurrentIndex(self.list.model().index(0, 0))
            self.list.setFocus()
        self._show_state()

    def done(self, result: int) -> None:
        """Close, and ask nothing more."""
        self._tasks.close()
        super().done(result)

    # -- inside

    def _copy(self) -> Copy | None:
        items = self.list.selectedItems()
        found = items[0].data(0, COPY) if items else None
        return found if isinstance(found, Copy) else None

    def _show_state(self) -> None:
        copy = self._copy()
        self.restorer.setEnabled(copy is not None and copy.is_readable)

    def _restore(self) -> None:
        if (copy := self._copy()) is not None and copy.is_readable:
            self._ask(copy)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Restore a copy", str(self._library.parent), "Library (*.postil)"
        )
        if name:
            from storage.care.copies import copy_at

            self._ask(copy_at(Path(name)))

    def _ask(self, copy: Copy) -> None:
        if copy.articles is None:
            self.nothing.setText(f"{copy.path.name} is damaged, or no copy of a library.")
            self.nothing.show()
            return
        asked = (
            f"The library becomes what it was {on_day(copy.made_at)}: {copy.articles:,} "
            f"articles, {copy.annotations:,} annotations. What it is now is kept as a copy."
        )
        if confirm(self, "Restore this copy", asked, "Restore", kind=""):
            self.chosen = copy.path
            self.accept()

    def _show_folder(self) -> None:
        folder = backup_folder(self._library)
        there = folder if folder.exists() else folder.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(there)))

    def _on_failed(self, error: Exception) -> None:
        self.nothing.setText(str(error))
