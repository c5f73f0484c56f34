"""The list of what a field offers while one types in it."""

from __future__ import annotations

from dataclasses import asdict
from string import Template
from typing import Final

from PySide6.QtWidgets import QCompleter

from gui.theme import current_theme

NARROWEST: Final = 200  # pixels
# Lists have no ground of their own in the application's style sheet; one that floats needs it.
_SHEET: Final = Template(
    "QListView { background: $raised; border: 1px solid $line; padding: 4px; }"
    "QListView::item { min-height: 26px; border-radius: 5px; }"
)


def dress_offers(completer: QCompleter) -> None:
    """Give a completer's list the look of the theme in force."""
    if (offers := completer.popup()) is not None:
        offers.setStyleSheet(_SHEET.substitute(asdict(current_theme().tokens)))
        offers.setMinimumWidth(NARROWEST)
