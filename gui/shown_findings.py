"""Which names and quotes the page shows; the reader's choice, kept in the settings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storage.finding_types import Mention
from storage.found import EntityKind


@dataclass(frozen=True, slots=True)
class ShownFindings:
    """What is drawn in the text: names but those of `hidden` kinds, and quotes."""

    names: bool = True
    quotes: bool = True
    hidden: frozenset[EntityKind] = frozenset()

    def shows(self, mention: Mention) -> bool:
        """Say whether a mention is drawn."""
        return self.names and mention.kind not in self.hidden

    def with_kind(self, kind: EntityKind, *, is_shown: bool) -> ShownFindings:
        """Give the choice with one kind shown or hidden; to show a kind shows names at all."""
        if is_shown:
            return replace(self, names=True, hidden=self.hidden - {kind})
        return replace(self, hidden=self.hidden | {kind})
