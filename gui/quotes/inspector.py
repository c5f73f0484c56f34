"""What is below the list: the selected quote's speaker, kind and ends, and the decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QWidget

from gui.certainty import speaker_name
from gui.controls import button, column, icon_button, label, plain_tip, row
from gui.flow import Flow
from gui.icons import icon
from gui.quotes.acting import is_open
from gui.quotes.commands import QuoteCommands
from gui.quotes.ends import End
from gui.quotes.model import QuoteModel
from gui.quotes.wording import KIND_WORDS, state_tip
from gui.theme import Scale
from storage.finding_types import Quote
from storage.found import QUOTE_KINDS, QuoteKind

MIXED: Final = "Several speakers"


class QuoteInspector(QWidget):
    """Shows one or several quotes and hands on what the reader wants to be done to them."""

    def __init__(self, model: QuoteModel, commands: QuoteCommands) -> None:
        """Act by the list's commands."""
        super().__init__()
        self._model = model
        self._commands = commands
        self._is_brief = False
        self.title = label("", "muted")
        self.speaker = QToolButton()
        self.speaker.setIcon(icon("user"))
        self.speaker.setIconSize(QSize(Scale.ICON_S, Scale.ICON_S))
        self.speaker.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.speaker.setProperty("kind", "field")
        self.speaker.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.speaker.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.speaker.clicked.connect(commands.change_speaker)
        self.kinds = {kind: self._kind_button(kind) for kind in QUOTE_KINDS}
        self._group = QButtonGroup(self)
        for made in self.kinds.values():
            self._group.addButton(made)
        self.ends = QWidget()
        self.ends.setLayout(
            row(
                *(
                    *self._end_parts("start", "Ctrl+Shift+Alt"),
                    *self._end_parts("end", "Shift+Alt"),
                ),
                spacing=0,
            )
        )
        self.accepter = button("Accept", commands.accept, kind="primary")
        self.accepter.setToolTip("Accept (A)")
        self.rejecter = button("Reject", commands.reject)
        self.rejecter.setToolTip("Reject (R)")
        self.reopener = button("Reopen", commands.reopen)
        self.reopener.setToolTip("Take the decision back (U)")
        self.all_accepter = button("", commands.accept_speaker, kind="quiet")
        self.more = icon_button("ellipsis", "More", self._open_menu)
        self._line = QWidget()
        flow = Flow(self._line, gap=Scale.XS)
        for part in (*self.kinds.values(), self.ends):
            flow.addWidget(part)
        decisions = QWidget()
        flow = Flow(decisions, gap=Scale.XS)
        for decision in (self.accepter, self.rejecter, self.reopener, self.all_accepter, self.more):
            decision.setFocusPolicy(
                Qt.FocusPolicy.TabFocus
            )  # who presses goes on by the list's keys
            flow.addWidget(decision)
        content = column(self.title, self.speaker, self._line, decisions)
        content.setContentsMargins(Scale.M, Scale.S, Scale.M, Scale.M)
        self.setLayout(content)

    def show_quotes(self, quotes: Sequence[Quote]) -> None:
        """Turn to what is selected; nothing is left as it is."""
        if not quotes:
            return
        first, is_one = quotes[0], len(quotes) == 1
        self.title.setVisible(not (self._is_brief and is_one))
        self.title.setText(state_tip(first) if is_one else f"{len(quotes):,} selected")
        names = {speaker_name(quote) for quote in quotes}
        name = names.pop() if len(names) == 1 else MIXED
        room = self.speaker.width() - 3 * Scale.L
        elide = Qt.TextElideMode.ElideRight
        self.speaker.setText(self.speaker.fontMetrics().elidedText(name, elide, max(room, 80)))
        self.speaker.setToolTip(plain_tip(f"{name}\nChange speaker (S)"))
        self.speaker.setAccessibleName(f"Speaker: {name}")
        for kind, made in self.kinds.items():
            made.setChecked(all(quote.kind == kind for quote in quotes))
        self.ends.setVisible(is_one)
        states = {quote.state for quote in quotes}
        self.accepter.setVisible(any(map(is_open, quotes)))
        self.rejecter.setVisible(states != {"rejected"})
        self.reopener.setVisible("suggested" not in states)
        mates = self._model.like(first) if is_one else []
        self.all_accepter.setVisible(len(mates) > 1)
        self.all_accepter.setText(f"Accept all {len(mates):,}")
        self.all_accepter.setToolTip(
            plain_tip(f"Accept all {len(mates):,} of {first.speaker_name} (Shift+A)")
        )

    def be_brief(self, is_brief: bool) -> None:
        """Leave kind and ends to the keys where there is little room."""
        self._is_brief = is_brief
        self._line.setVisible(not is_brief)

    # -- inside

    def _kind_button(self, kind: QuoteKind) -> QToolButton:
        made = QToolButton()
        made.setText(KIND_WORDS[kind])
        made.setProperty("kind", "chip")
        made.setCheckable(True)
        made.setToolTip(f"{KIND_WORDS[kind]} speech (D)")
        made.clicked.connect(partial(self._on_kind, kind))
        return made

    def _on_kind(self, kind: QuoteKind, _checked: bool = True) -> None:
        self._commands.set_kind(kind)

    def _end_parts(self, end: End, keys: str) -> tuple[QWidget, ...]:
        """Give a label and two arrows that move an end by a word."""
        back = _arrow(
            "chevron-left",
            f"Move the {end} back by a word ({keys}+Left)",
            partial(self._commands.move, end, -1, "word"),
        )
        on = _arrow(
            "chevron-right",
            f"Move the {end} on by a word ({keys}+Right)",
            partial(self._commands.move, end, 1, "word"),
        )
        said = label(end.capitalize(), "caption", wraps=False)
        said.setContentsMargins(Scale.XS, 0, 0, 0)
        return (said, back, on)

    def _open_menu(self) -> None:
        menu = self._commands.menu()
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))


def _arrow(sign: str, title: str, pressed: Callable[[], object]) -> QToolButton:
    made = icon_button(sign, title, lambda: pressed())
    made.setIconSize(QSize(14, 14))
    made.setStyleSheet("padding: 0; min-width: 14px; min-height: 18px;")
    return made
