"""What the reader calls the eight colours."""

from __future__ import annotations

from storage.store import Store
from storage.text.canonical import canonical
from storage.types import COLORS, ColorKey

DEFAULT_NAMES: dict[ColorKey, str] = {key: key.capitalize() for key in COLORS} | {"gray": "Grey"}


class Legend:
    """The names of the colours in one library."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    def names(self) -> dict[ColorKey, str]:
        """Give every colour's name, in the order of the keys 1 to 8."""
        own = {row["color"]: row["name"] for row in self._store.query("SELECT * FROM color_name")}
        return {key: own.get(key, DEFAULT_NAMES[key]) for key in COLORS}

    def rename(self, color: ColorKey, name: str) -> None:
        """Call a colour something; an empty name gives it its own name back."""
        name = " ".join(canonical(name).split()) or DEFAULT_NAMES[color]
        row = self._store.one("SELECT id FROM color_name WHERE color = ?", (color,))
        if row is not None and name == DEFAULT_NAMES[color]:
            self._store.delete("color_name", row["id"])
        elif row is not None:
            self._store.update("color_name", row["id"], {"name": name})
        elif name != DEFAULT_NAMES[color]:
            self._store.insert("color_name", {"color": color, "name": name})
