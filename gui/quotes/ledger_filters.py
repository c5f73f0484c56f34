"""The row above the ledger that says which quotes are wanted."""

from __future__ import annotations

from typing import Final, TypeVar

from PySide6.QtCore import QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from gui.controls import column
from gui.filter_field import FilterField
from gui.flow import Flow
from gui.offers import dress_offers
from gui.quotes.date_field import DateField
from gui.quotes.speakers import SPEAKING
from gui.session import Session
from gui.theme import Scale
from storage.finding_types import EntityId, FindingState
from storage.found import QuoteKind
from storage.ledger import SHOWN, LedgerFilter

WAIT_MS: Final = 200  # after the last letter
OFFERED: Final = 12  # names
Choice = TypeVar("Choice")
KINDS: Final[tuple[tuple[str, QuoteKind | None], ...]] = (
    *(("Direct and indirect", None), ("Direct", "direct"), ("Indirect", "indirect")),
)
STATES: Final[tuple[tuple[str, tuple[FindingState, ...]], ...]] = (
    ("Confirmed or not", SHOWN),
    ("Confirmed", ("confirmed",)),
    ("To review", ("suggested",)),
    ("Rejected", ("rejected",)),
)


class LedgerFilters(QWidget):
    """Fields for words, speaker, days, kind and state.

    Signals:
        changed: other quotes are wanted; see `wanted`.
        left: the list should have the keyboard.
    """

    changed = Signal()
    left = Signal()

    def __init__(self, session: Session) -> None:
        """Want everything at first."""
        super().__init__()
        self._session = session
        self._speakers: dict[str, EntityId] = {}
        self.words = FilterField("Words of the quote", "Filter by words of the quote")
        self.speaker = FilterField("Speaker", "Filter by speaker")
        self.since = DateField("From 2019-11", "From this day, month or year", last=False)
        self.until = DateField("To 2020", "To this day, month or year", last=True)
        self.kind = _combo("Kind of quote", [title for title, _ in KINDS])
        self.state = _combo("State", [title for title, _ in STATES])
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.speaker.setCompleter(completer)
        line = QWidget()
        flow = Flow(line, gap=Scale.S)
        for field, width in (
            (self.words, 200),
            (self.speaker, 170),
            (self.since, 150),
            (self.until, 120),
        ):
            field.setFixedWidth(width)
            field.left.connect(self.left)
            flow.addWidget(field)
        flow.addWidget(self.kind)
        flow.addWidget(self.state)
        around = column(line)
        around.setContentsMargins(Scale.M, Scale.M, Scale.M, Scale.S)
        self.setLayout(around)
        self._typing = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._typing.timeout.connect(self.changed)
        self.words.textChanged.connect(self._typing.start)
        self.speaker.textEdited.connect(self._offer)
        self.speaker.textChanged.connect(self._typing.start)
        self.since.dated.connect(self.changed)
        self.until.dated.connect(self.changed)
        self.kind.currentIndexChanged.connect(self._typing.start)
        self.state.currentIndexChanged.connect(self._typing.start)

    def wanted(self) -> LedgerFilter:
        """Give what is wanted; a name that was offered is that speaker, others are words."""
        name = self.speaker.text().strip()
        speaker = self._speakers.get(name)
        return LedgerFilter(
            words=self.words.text(),
            speaker=speaker,
            speaker_words=name if speaker is None else "",
            kind=KINDS[self.kind.currentIndex()][1],
            since=self.since.day,
            until=self.until.day,
            states=STATES[self.state.currentIndex()][1],
        )

    def show_speaker(self, speaker: EntityId, name: str) -> None:
        """Want the quotes of one speaker only."""
        self.clear()
        self._speakers[name] = speaker
        self.speaker.setText(name)

    def clear(self) -> None:
        """Want everything."""
        for field in (self.words, self.speaker, self.since, self.until):
            field.clear()
        self.kind.setCurrentIndex(0)
        self.state.setCurrentIndex(0)

    def focus(self) -> None:
        """Give the keyboard to the first field."""
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def stop(self) -> None:
        """Let nothing that was typed have an effect any more."""
        for timer in (self._typing, *self.findChildren(QTimer)):
            timer.stop()

    def _offer(self, typed: str) -> None:
        if not typed.strip():
            self._names.setStringList([])
            return
        dress_offers(self.speaker.completer())
        found = self._session.library.entities.matching(typed, kinds=SPEAKING, limit=OFFERED)
        self._speakers |= {entity.name: entity.id for entity in found}
        self._names.setStringList([entity.name for entity in found])


def _combo(name: str, titles: list[str]) -> QComboBox:
    made = QComboBox()
    made.addItems(titles)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
