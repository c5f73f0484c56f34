"""Which folders are watched for new articles."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.controls import button, column, framed, label, row
from gui.theme import Scale
from gui.watched_folders import WatchedFolders

FOLDER: Final = 0
INSIDE: Final = 1
SAID: Final = (
    "New and changed files in these folders come into the library by themselves. "
    "Nothing in the folders is changed or deleted."
)


class WatchedDialog(QDialog):
    """The list; what is done here holds at once."""

    def __init__(self, watching: WatchedFolders, parent: QWidget | None = None) -> None:
        """Show the list."""
        super().__init__(parent)
        self.setWindowTitle("Watched folders")
        self._watching = watching
        self.list = QTreeWidget()
        self.list.setProperty("kind", "field")
        self.list.setHeaderLabels(["Folder", "Folders inside, too"])
        self.list.setRootIsDecorated(False)
        self.list.setAccessibleName("Watched folders")
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(FOLDER, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(INSIDE, QHeaderView.ResizeMode.ResizeToContents)
        self.nothing = label("No folder is watched yet.", "muted")
        self.now = QCheckBox("When a folder is added, import what is in it already")
        self.now.setChecked(True)
        self.adder = button("Add folder…", self._add)
        self.remover = button("Remove", self._remove)
        closer = button("Close", self.accept, kind="primary")
        closer.setDefault(True)
        framed(
            self,
            column(
                column(label("Watched folders", "title"), label(SAID, "muted"), spacing=Scale.XS),
                column(self.nothing, self.list, spacing=Scale.S),
                self.now,
                row(self.adder, self.remover, None, closer),
                spacing=Scale.L,
            ),
        )
        self.resize(600, 400)
        self.list.itemSelectionChanged.connect(self._show_state)
        self._show()
        self.adder.setFocus()

    @classmethod
    def ask(cls, watching: WatchedFolders, parent: QWidget | None) -> None:
        """Open it."""
        dialog = cls(watching, parent)
        try:
            dialog.exec()
        finally:
            dialog.deleteLater()

    def add(self, path: Path) -> None:
        """Watch a folder."""
        self._watching.add(path, imports_now=self.now.isChecked())
        self._show()

    def _add(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Watch folder", str(Path.home()))
        if name:
            self.add(Path(name))

    def _remove(self) -> None:
        for item in self.list.selectedItems():
            self._watching.remove(item.data(FOLDER, Qt.ItemDataRole.UserRole))
        self._show()

    def _on_ticked(self, path: str, is_ticked: bool) -> None:
        self._watching.add(Path(path), has_subfolders=is_ticked, imports_now=self.now.isChecked())

    def _show(self) -> None:
        self.list.clear()
        for folder in self._watching.folders:
            item = QTreeWidgetItem([folder.path, ""])
            item.setToolTip(FOLDER, folder.path)
            item.setData(FOLDER, Qt.ItemDataRole.UserRole, folder.path)
            item.setSizeHint(FOLDER, QSize(0, Scale.CONTROL))
            self.list.addTopLevelItem(item)
            inside = QCheckBox()
            inside.setChecked(folder.has_subfolders)
            inside.setAccessibleName(f"Folders inside {folder.path}, too")
            inside.toggled.connect(partial(self._on_ticked, folder.path))
            self.list.setItemWidget(item, INSIDE, inside)
        self._show_state()

    def _show_state(self) -> None:
        self.nothing.setVisible(not self._watching.folders)
        self.list.setVisible(bool(self._watching.folders))
        self.remover.setEnabled(bool(self.list.selectedItems()))
