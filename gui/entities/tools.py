"""Buttons below the list of entities, for the mouse; each tells its key."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QToolButton, QWidget

from gui.actions import key_text
from gui.controls import column, divider, icon_button, row
from gui.entities.commands import COMMANDS_HERE, EntityCommands
from gui.icons import icon
from gui.theme import Scale

SHOWN: Final = ("accept", "reject", "", "rename", "kind", "merge", "walk", "page")
COLORS: Final = {"accept": "success", "reject": "danger"}
SINGLE: Final = ("rename", "walk", "page")  # for one entity at a time


class ToolRow(QWidget):
    """What is done most often to what is selected, and a menu of the rest."""

    def __init__(self, commands: EntityCommands) -> None:
        """Act through the commands of a list."""
        super().__init__()
        self._commands = commands
        self.tools: dict[str, QToolButton] = {}
        line = row(spacing=0)
        for name in SHOWN:
            if not name:
                line.addStretch(1)
                continue
            command = COMMANDS_HERE[name]
            said = command.title.partition(",")[0].removesuffix("…")
            title = f"{said} ({key_text(command.keys[0])})"
            self.tools[name] = icon_button(command.icon, title, commands.slot(name))
            if name in COLORS:
                self.tools[name].setIcon(icon(command.icon, COLORS[name]))
            line.addWidget(self.tools[name])
        self.tools["more"] = icon_button("ellipsis", "More", self._open_menu)
        line.addWidget(self.tools["more"])
        line.setContentsMargins(Scale.S, Scale.XS, Scale.S, Scale.XS)
        self.setLayout(column(divider(), line, spacing=0))

    def show_size(self, selected: int) -> None:
        """Enable what can be done to so many entities."""
        for name, tool in self.tools.items():
            tool.setEnabled(selected == 1 if name in SINGLE else selected > 0)

    def _open_menu(self) -> None:
        more = self.tools["more"]
        self._commands.popup_menu().popup(more.mapToGlobal(more.rect().bottomLeft()))
