"""What comes before a walk: which annotations, in which way, and how many."""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from gui.controls import button, column, label, row
from gui.search.bar import SearchBar
from gui.session import Session
from gui.theme import Scale
from storage.reviews import ReviewWay, Waiting
from storage.searching.query import Query

WAYS: Final[tuple[tuple[str, ReviewWay], ...]] = (
    ("Spaced: what is due, then what was never seen", "spaced"),
    ("Random", "random"),
)
SIZES: Final[tuple[tuple[str, int], ...]] = (("10", 10), ("20", 20), ("50", 50), ("All", 0))
WIDEST: Final = 460  # pixels
Choice = TypeVar("Choice")


class StartPage(QWidget):
    """Offers to begin.

    Signals:
        changed: other annotations are wanted; see `query`.
        started: the walk should begin.
    """

    changed = Signal()
    started = Signal()

    def __init__(self, session: Session) -> None:
        """Show what the reader chose last time."""
        super().__init__()
        self._settings = session.settings
        self._library = session.library
        self.title = label("Review", "title")
        self.waiting = label("", "muted")
        self.way = _combo("Order", [title for title, _ in WAYS])
        self.size_ = _combo("How many", [title for title, _ in SIZES])
        self.bar = SearchBar(session)
        self.field = self.bar.field
        self.field.say_where("Only some: tag:thesis, color:blue …")
        self.field.setAccessibleName("Only some annotations")
        self.field.setText(self._settings.text("review/filter"))
        self.way.setCurrentIndex(_place(WAYS, self._settings.text("review/way", "spaced")))
        self.size_.setCurrentIndex(_place(SIZES, self._settings.text("review/size", "10")))
        self.starter = button("Start", self._on_start, kind="primary")
        inside = column(
            self.title,
            self.waiting,
            self.way,
            row(label("How many", "body", wraps=False), self.size_, None),
            self.bar,
            row(self.starter, None),
            spacing=Scale.M,
        )
        self._column = QWidget()
        self._column.setLayout(inside)
        self._column.setMaximumWidth(WIDEST)
        line = row(None, self._column, None)
        line.setStretch(1, 10)
        around = column(None, line, None)
        around.setStretch(2, 2)
        around.setContentsMargins(Scale.XL, Scale.XL, Scale.XL, Scale.XL)
        self.setLayout(around)
        self.way.currentIndexChanged.connect(self._on_chosen)
        self.size_.currentIndexChanged.connect(self._on_chosen)
        self.field.asked.connect(self._on_asked)
        self.field.entered.connect(self._on_start)
        self.field.left.connect(self.starter.setFocus)

    @property
    def query(self) -> Query:
        """Which annotations are wanted."""
        return self._library.query(self.field.text())

    @property
    def way_wanted(self) -> ReviewWay:
        """In which way they come."""
        return WAYS[self.way.currentIndex()][1]

    @property
    def size_wanted(self) -> int:
        """How many at most; 0 for all."""
        return SIZES[self.size_.currentIndex()][1]

    def show_waiting(self, waiting: Waiting) -> None:
        """Say how many there are."""
        is_random = self.way_wanted == "random"
        number = waiting.all if is_random else waiting.due + waiting.never_seen
        self.waiting.setText(_random(waiting) if is_random else _spaced(waiting))
        self.starter.setEnabled(number > 0)

    def stop(self) -> None:
        """Let nothing that was typed have an effect any more."""
        self.field.stop()

    # -- inside

    def _on_start(self) -> None:
        if self.starter.isEnabled():
            self._settings.set_text("review/filter", self.field.text())
            self.started.emit()

    def _on_asked(self, _typed: str) -> None:
        self.changed.emit()

    def _on_chosen(self) -> None:
        self._settings.set_text("review/way", self.way_wanted)
        self._settings.set_text("review/size", SIZES[self.size_.currentIndex()][0])
        self.changed.emit()


def _spaced(waiting: Waiting) -> str:
    if not waiting.due and not waiting.never_seen:
        return _empty(waiting)
    parts = [f"{waiting.due:,} {'is' if waiting.due == 1 else 'are'} due"] if waiting.due else []
    if waiting.never_seen:
        was = "was" if waiting.never_seen == 1 else "were"
        parts.append(f"{waiting.never_seen:,} {was} never seen here")
    return f"{' and '.join(parts)}."


def _random(waiting: Waiting) -> str:
    if not waiting.all:
        return _empty(waiting)
    return f"{waiting.all:,} annotation{'' if waiting.all == 1 else 's'} to choose from."


def _empty(waiting: Waiting) -> str:
    if waiting.later:
        are = "annotation waits" if waiting.later == 1 else "annotations wait"
        return f"Nothing is due. {waiting.later:,} {are} for another day."
    if waiting.done:
        return "Nothing to review: you are done with all of these."
    return "Nothing to review: there are no annotations here yet."


def _combo(name: str, titles: list[str]) -> QComboBox:
    made = QComboBox()
    made.addItems(titles)
    made.setAccessibleName(name)
    return made


def _place(choices: tuple[tuple[str, Choice], ...], wanted: str) -> int:
    """Give the place of the choice that was kept as text, the first if there is none."""
    return next((n for n, choice in enumerate(choices) if wanted in map(str, choice)), 0)
