"""What a window shows of the finding: a quiet strip while the queue works, and the commands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMainWindow

from gui.actions import Actions
from gui.controls import button, icon_button
from gui.finding import Finding
from gui.foot import Foot, Strip
from gui.importing import Importing
from gui.session import Session
from storage.printing import counted

SHOWN_AFTER_MS: Final = 4_000  # what is quicker needs no strip
FEWEST: Final = 3  # articles; what is less needs none either


class FindingStrip(Strip):
    """A bar, words, Pause or Resume; one that is paused can be hidden."""

    def __init__(self, pause: Callable[[], object], hide: Callable[[], object]) -> None:
        """Start empty."""
        self.pause = button("Pause", pause, kind="quiet")
        self.hider = icon_button("x", "Hide", hide)
        super().__init__("How many articles are looked through", self.pause, self.hider)


class FindingDesk(QObject):
    """Shows the queue of a window; the strip is made when first needed."""

    def __init__(
        self, session: Session, importing: Importing, actions: Actions, window: QMainWindow
    ) -> None:
        """Make the queue and follow it; an import has the foot of the window for itself."""
        super().__init__(window)
        self.finding = Finding(session, importing, self)
        self._importing = importing
        self._session = session
        self._actions = actions
        self._window = window
        self.strip: FindingStrip | None = None
        self._wait = QTimer(self, singleShot=True, interval=SHOWN_AFTER_MS)
        self._wait.timeout.connect(self._show_strip)
        self.finding.moved.connect(self._on_moved)
        self._show_pause()

    def slots(self) -> dict[str, Callable[[], object]]:
        """Say what the commands do that are about finding."""
        return {
            "find_again": self.finding.find_again,
            "pause_finding": self._pause,
            "preferences": self._ask,
        }

    # -- inside

    def _ask(self) -> None:
        from gui.preferences_dialog import PreferencesDialog

        PreferencesDialog.ask(self._session, self.finding, self._window)

    def _pause(self) -> None:
        self.finding.pause(not self.finding.is_paused)

    def _on_moved(self) -> None:
        self._show_pause()
        is_shown = self.strip is not None and self.strip.isVisible()
        if is_shown and self.finding.is_paused:
            self._fill()
        elif self.finding.left == 0 or self._importing.is_busy:
            self._wait.stop()
            self._hide()
        elif is_shown:
            self._fill()
        elif not self._wait.isActive() and self.finding.left >= FEWEST:
            self._wait.start()

    def _show_strip(self) -> None:
        if self.finding.left < FEWEST or self._importing.is_busy:
            return
        if self.strip is None:
            self.strip = FindingStrip(self._pause, self._hide)
        self._fill()
        Foot.of(self._window).show_strip(self.strip)

    def _fill(self) -> None:
        strip, is_paused = self.strip, self.finding.is_paused
        done, articles = self.finding.progress()
        if strip is None:
            return
        if is_paused:
            left = counted(articles - done, "article")
            strip.say(f"Finding quotes and names is paused; {left} to go", done, articles)
        else:
            strip.say(f"Finding quotes and names: {done:,} of {articles:,}", done, articles)
        strip.pause.setText("Resume" if is_paused else "Pause")
        strip.hider.setVisible(is_paused)

    def _hide(self) -> None:
        if self.strip is not None:
            Foot.of(self._window).hide_strip(self.strip)

    def _show_pause(self) -> None:
        self._actions["pause_finding"].setChecked(self.finding.is_paused)
