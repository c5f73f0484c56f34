"""How the page is set and which theme is in force: the commands of one window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from gui.actions import Actions
from gui.reader.pane import ReaderPane
from gui.session import Session
from gui.settings import FONT_SIZES, ThemeChoice, Typography
from gui.theme import apply_theme, current_theme, load_theme

CHOICES: tuple[ThemeChoice, ...] = ("light", "sepia", "dark", "system")


class Appearance(QObject):
    """What is chosen is kept in the settings; the popover opens below the button of its command."""

    def __init__(
        self,
        session: Session,
        reader: ReaderPane,
        actions: Actions,
        window: QWidget,
        button: Callable[[str], QWidget],
    ) -> None:
        """Set what the reader pane shows, and dress the application."""
        super().__init__(window)
        self._settings = session.settings
        self._reader = reader
        self._actions = actions
        self._window = window
        self._button = button
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme)
        self._show_state()

    def slots(self) -> dict[str, Callable[[], object]]:
        """Say what each command does."""
        return {
            "typography": self._typography,
            "larger": partial(self.resize_text, 1),
            "smaller": partial(self.resize_text, -1),
            "normal": partial(self.resize_text, 0),
            **{f"theme_{choice}": partial(self._choose_theme, choice) for choice in CHOICES},
        }

    def resize_text(self, step: int) -> None:
        """Make the text of the page larger or smaller by so many pixels; 0: as it was at first."""
        old = self._settings.typography
        size = old.size + step if step else Typography().size
        if size in FONT_SIZES:
            self._settings.typography = Typography(old.family, size, old.measure, old.spacing)
            self._reader.set_anew()

    # -- inside

    def _typography(self) -> None:
        from gui.typography_popover import TypographyPopover

        popover = TypographyPopover(self._settings, self._window)
        popover.typography_changed.connect(self._on_typography)
        popover.theme_chosen.connect(self._choose_theme)
        popover.closed.connect(popover.deleteLater)
        popover.open_below(self._button("typography"))

    def _on_typography(self, typography: Typography) -> None:
        self._settings.typography = typography
        self._reader.set_anew()

    def _choose_theme(self, choice: ThemeChoice) -> None:
        self._settings.theme = choice
        self._on_system_theme()

    def _on_system_theme(self) -> None:
        app, wanted = QApplication.instance(), self._settings.effective_theme()
        if isinstance(app, QApplication) and current_theme().name != wanted:
            shown = [w for w in app.topLevelWidgets() if w.isVisible() and w.updatesEnabled()]
            for window in shown:
                window.setUpdatesEnabled(False)  # no old ink on new paper
            try:
                apply_theme(app, load_theme(wanted))
                self._reader.dress_now()
            finally:
                for window in shown:
                    window.setUpdatesEnabled(True)
        self._show_state()

    def _show_state(self) -> None:
        for choice in CHOICES:
            self._actions[f"theme_{choice}"].setChecked(self._settings.theme == choice)
