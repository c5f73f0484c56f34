"""Windows on the whole library beside the main one; made when they are first opened."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.session import Session
from storage.finding_types import EntityId

if TYPE_CHECKING:
    from gui.browse.window import BrowseWindow
    from gui.care.damage import Damage
    from gui.care.duplicates_window import DuplicatesWindow
    from gui.care.window import CareWindow
    from gui.entities.window import EntityWindow
    from gui.main_window import MainWindow
    from gui.overview.window import OverviewWindow
    from gui.quotes.ledger_window import LedgerWindow
    from gui.review.window import ReviewWindow


class LibraryWindows(QObject):
    """Opens them, and brings the main window to the front when the reader goes to an article."""

    def __init__(self, session: Session, window: QWidget) -> None:
        """Work for a main window."""
        super().__init__(window)
        self._session = session
        self._window = window
        self._ledger: LedgerWindow | None = None
        self._entities: EntityWindow | None = None
        self._annotations: BrowseWindow | None = None
        self._review: ReviewWindow | None = None
        self._overview: OverviewWindow | None = None
        self._care: CareWindow | None = None
        self._duplicates: DuplicatesWindow | None = None
        self._damage: Damage | None = None
        session.damaged.connect(self._on_damaged)
        session.entity_called.connect(self._on_entity_called)

    def flush(self) -> bool:
        """Save what is being typed in them; False if the library does not take all of it yet."""
        typed_in = (self._annotations, self._review)
        saved = [window.flush() for window in typed_in if window is not None]
        return all(saved)

    @property
    def ledger(self) -> LedgerWindow:
        """The quote ledger."""
        if self._ledger is None:
            from gui.quotes.ledger_window import LedgerWindow

            self._ledger = LedgerWindow(self._session)
            self._ledger.shown_in_text.connect(self._come_to_front)
        return self._ledger

    @property
    def entities(self) -> EntityWindow:
        """The entities of the library with their pages."""
        if self._entities is None:
            from gui.entities.window import EntityWindow

            self._entities = EntityWindow(self._session)
            self._entities.shown_in_text.connect(self._come_to_front)
        return self._entities

    @property
    def annotations(self) -> BrowseWindow:
        """All annotations of the library."""
        if self._annotations is None:
            from gui.browse.window import BrowseWindow

            self._annotations = BrowseWindow(self._session)
            self._annotations.shown_in_text.connect(self._come_to_front)
        return self._annotations

    @property
    def overview(self) -> OverviewWindow:
        """What was read when, and of what kind."""
        if self._overview is None:
            from gui.overview.window import OverviewWindow

            self._overview = OverviewWindow(self._session)
            self._overview.shown_on_shelf.connect(self._come_to_front)
        return self._overview

    def open_overview(self) -> None:
        """Open the overview."""
        self.overview.open()

    @property
    def care(self) -> CareWindow:
        """Looking after the library."""
        if self._care is None:
            from gui.care.window import CareWindow

            self._care = CareWindow(self._session)
            self._care.shown_in_text.connect(self._come_to_front)
            self._care.duplicates_called.connect(self.open_duplicates)
            self._care.move_called.connect(self._move)
            self._care.found_whole.connect(self.damage.forget)
        return self._care

    @property
    def duplicates(self) -> DuplicatesWindow:
        """Articles that are the same or nearly so."""
        if self._duplicates is None:
            from gui.care.duplicates_window import DuplicatesWindow

            self._duplicates = DuplicatesWindow(self._session)
            self._duplicates.shown_in_text.connect(self._come_to_front)
        return self._duplicates

    def open_care(self) -> None:
        """Show how the library is."""
        self.care.open()
        if self.damage.is_known:
            self.care.show_damage()

    @property
    def damage(self) -> Damage:
        """The look whether the library is whole, and the notice where it is not."""
        if self._damage is None:
            from gui.care.damage import Damage

            self._damage = Damage(self._session, self._window, self.open_care)
        return self._damage

    def _on_damaged(self) -> None:
        self.damage.warn()

    def open_duplicates(self) -> None:
        """Look for articles that are the same or nearly so."""
        self.duplicates.open()

    def open_annotations(self) -> None:
        """Open all annotations of the library."""
        self.annotations.open()

    @property
    def review(self) -> ReviewWindow:
        """The walk through past annotations."""
        if self._review is None:
            from gui.review.window import ReviewWindow

            self._review = ReviewWindow(self._session)
            self._review.shown_in_text.connect(self._come_to_front)
        return self._review

    def open_review(self) -> None:
        """Open the walk through past annotations."""
        self.review.open()

    def open_ledger(self) -> None:
        """Open the quote ledger."""
        self.ledger.open()

    def open_entities(self) -> None:
        """Open the entities of the library."""
        self.entities.open()

    def _on_entity_called(self, entity: int) -> None:
        self.entities.open(EntityId(entity))

    def _move(self, folder: Path) -> None:
        """Close the main window, move the library, and open it there."""
        from gui.care.leaving import move_and_open

        window = cast("MainWindow", self._window)
        window.afterwards = partial(move_and_open, self._session.library.path, folder)
        if not window.close():  # something is not saved yet
            window.afterwards = None

    def _come_to_front(self) -> None:
        self._window.raise_()
        self._window.activateWindow()
