"""What the reader can choose about finding: by itself or not, by whom, which names never."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from gui.controls import button, column, divider, framed, label, plain_tip, row
from gui.finding import Finding
from gui.session import Session
from gui.theme import Scale
from storage.finding_types import KIND_NAMES
from storage.found import EntityKind
from storage.journal import ChangeSet
from storage.library import Library

OWN: Final = "Postil’s own finder"
BY_ITSELF: Final = "Find quotes and names in all articles without being asked"
LANGUAGES: Final = (
    "Everything is found in English. In other languages: quotes between quotation marks, dates, "
    "countries, and the names that you have confirmed. The panel of an article says what is not "
    "found in its language."
)
MODELS: Final = (
    "A spaCy model finds names in its language instead; quotes and dates stay Postil’s. "
    "Articles are looked through again when you choose another one; what you decided stays."
)
NO_MODEL: Final = (
    "To find names in another language, install a spaCy model for the Python that runs Postil, "
    "such as “pip install spacy” and “python -m spacy download de_core_news_sm”; "
    "it can be chosen here after that."
)
NEVER: Final = "These names are never found again, in any article."
NONE_YET: Final = "No name is here yet. “Never show again” in the list of entities puts one here."
WIDTH: Final = 520
LIST_HEIGHT: Final = 164  # its head and four names
NAME, KIND = 0, 1  # columns


class PreferencesDialog(QDialog):
    """What is chosen here holds at once."""

    def __init__(self, session: Session, finding: Finding, parent: QWidget | None = None) -> None:
        """Show how it is now."""
        super().__init__(parent)
        self.setWindowTitle("Preferences")
        self._session = session
        self._finding = finding
        self.by_itself = QCheckBox(BY_ITSELF)
        self.by_itself.setChecked(finding.is_on)
        self.by_itself.clicked.connect(finding.turn)
        self.engine = QComboBox()
        self.engine.activated.connect(self._choose_engine)
        self.about_engine = label("", "muted")
        self.list = QTreeWidget()
        self.list.setProperty("kind", "field")
        self.list.setHeaderLabels(["Name", "Kind"])
        self.list.setRootIsDecorated(False)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(KIND, QHeaderView.ResizeMode.ResizeToContents)
        self.list.setAccessibleName("Names that are never found")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setFixedHeight(LIST_HEIGHT)
        self.nothing = label(NONE_YET, "muted")
        self.reviver = button("Find again", self._revive)
        closer = button("Close", self.accept, kind="primary")
        closer.setDefault(True)
        framed(
            self,
            column(
                label("Preferences", "title"),
                column(
                    label("Quotes and names", "heading"),
                    self.by_itself,
                    label(LANGUAGES, "muted"),
                    spacing=Scale.S,
                ),
                column(
                    row(label("Names are found by", buddy=self.engine), self.engine, None),
                    self.about_engine,
                    spacing=Scale.S,
                ),
                divider(),
                column(
                    label("Never found", "heading"),
                    label(NEVER, "muted"),
                    self.list,
                    self.nothing,
                    spacing=Scale.S,
                ),
                None,
                row(self.reviver, None, closer),
                spacing=Scale.L,
            ),
        )
        self.list.itemSelectionChanged.connect(self._show_state)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(session.undo)
        session.changed.connect(self._on_changed)
        self._show_engines()
        self._show_names()
        self.setMinimumWidth(WIDTH)
        self.resize(WIDTH, self.sizeHint().height())
        self.by_itself.setFocus()

    @classmethod
    def ask(cls, session: Session, finding: Finding, parent: QWidget | None = None) -> None:
        """Open it."""
        dialog = cls(session, finding, parent)
        try:
            dialog.exec()
        finally:
            dialog.deleteLater()

    def done(self, result: int) -> None:
        """Close, and hear of nothing any more."""
        self._session.changed.disconnect(self._on_changed)
        super().done(result)

    # -- inside

    def _show_engines(self) -> None:
        from storage.finders.spacy_engine import spacy_models

        models, chosen = spacy_models(), self._finding.engine
        self.engine.addItem(OWN, "")
        for model in models:
            self.engine.addItem(model, model)
        if chosen and chosen not in models:
            self.engine.addItem(f"{chosen} (not installed)", chosen)
        self.engine.setCurrentIndex(self.engine.findData(chosen))
        self.engine.setEnabled(self.engine.count() > 1)
        self.about_engine.setText(MODELS if models else NO_MODEL)

    def _choose_engine(self) -> None:
        engine = str(self.engine.currentData())
        if engine != self._finding.engine:
            self._finding.choose_engine(engine)

    def _revive(self) -> None:
        chosen: list[tuple[str, EntityKind]] = [
            (item.text(NAME), item.data(KIND, Qt.ItemDataRole.UserRole))
            for item in self.list.selectedItems()
        ]

        def revive(library: Library) -> None:
            for name, kind in chosen:
                library.entities.revive(name, kind)

        if chosen:
            self._session.act("Find names again", revive)

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes.touches("killed_name"):
            self._show_names()

    def _show_names(self) -> None:
        names = self._session.library.entities.killed()
        self.list.clear()
        for name, kind in names:
            item = QTreeWidgetItem([name, KIND_NAMES[kind][0]])
            item.setToolTip(NAME, plain_tip(name))
            item.setData(KIND, Qt.ItemDataRole.UserRole, kind)
            item.setSizeHint(NAME, QSize(0, Scale.CONTROL))
            self.list.addTopLevelItem(item)
        self.list.setVisible(bool(names))
        self.nothing.setVisible(not names)
        self.reviver.setVisible(bool(names))
        self._show_state()

    def _show_state(self) -> None:
        self.reviver.setEnabled(bool(self.list.selectedItems()))
