"""The commands on what was found in the text: shown or not, walked through, tagged by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.actions import Actions
from gui.reader.pane import ReaderPane
from gui.session import Session

NEED_ARTICLE = (
    *("tag_as", "about_name", "next_mention", "previous_mention"),
    *("next_finding", "previous_finding"),
)


class FindingCommands(QObject):
    """The commands of one window; popovers open below the button of their command."""

    def __init__(
        self,
        session: Session,
        reader: ReaderPane,
        actions: Actions,
        window: QWidget,
        button: Callable[[str], QWidget],
    ) -> None:
        """Act through a session on what the reader pane shows."""
        super().__init__(window)
        self._session = session
        self._findings = reader.findings
        self._actions = actions
        self._window = window
        self._button = button
        session.opened.connect(self.show_state)
        session.sifted.connect(self.show_state)
        self.show_state()

    def slots(self) -> dict[str, Callable[[], object]]:
        """Say what each command does."""
        findings = self._findings
        return {
            "tag_as": findings.tagger.open_menu,
            "names_in_text": self._toggle_names,
            "quotes_in_text": self._toggle_quotes,
            "kinds_in_text": self._choose_kinds,
            "next_finding": partial(findings.step, 1),
            "previous_finding": partial(findings.step, -1),
            "about_name": findings.tell_of_name,
            "next_mention": partial(findings.step_in_name, 1),
            "previous_mention": partial(findings.step_in_name, -1),
        }

    def show_state(self) -> None:
        """Enable what can be done now, and tick what is shown."""
        for name in NEED_ARTICLE:
            self._actions[name].setEnabled(self._session.text is not None)
        shown = self._session.shown_findings
        self._actions["names_in_text"].setChecked(shown.names)
        self._actions["quotes_in_text"].setChecked(shown.quotes)

    def _toggle_names(self) -> None:
        shown = self._actions["names_in_text"].isChecked()
        self._session.show_findings(replace(self._session.shown_findings, names=shown))

    def _toggle_quotes(self) -> None:
        shown = self._actions["quotes_in_text"].isChecked()
        self._session.show_findings(replace(self._session.shown_findings, quotes=shown))

    def _choose_kinds(self) -> None:
        from gui.findings_popover import FindingsPopover

        popover = FindingsPopover(self._session, self._window)
        popover.closed.connect(popover.deleteLater)
        popover.open_below(self._button("marks"))
