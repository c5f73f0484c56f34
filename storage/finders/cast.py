"""Which entity of the text stands at a place of it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from storage.found import EntityKind, FoundEntity, FoundMention


class Cast:
    """The entities of a text, found by place."""

    def __init__(self, entities: Sequence[FoundEntity], mentions: Sequence[FoundMention]) -> None:
        self.entities = entities
        self.mentions = mentions
        self._starts = [mention.start for mention in mentions]

    def mention_at(self, place: int) -> FoundMention | None:
        """The mention that covers the code point at `place`, if there is one."""
        number = bisect_right(self._starts, place) - 1
        if number >= 0 and place < self.mentions[number].end:
            return self.mentions[number]
        return None

    def kind_at(self, place: int) -> EntityKind | None:
        """The kind of what is named at `place`, if something is."""
        mention = self.mention_at(place)
        return self.entities[mention.entity].kind if mention else None

    def between(self, start: int, end: int) -> Sequence[FoundMention]:
        """The mentions that start in a stretch of the text, in order."""
        first = bisect_right(self._starts, start - 1)
        return self.mentions[first : bisect_right(self._starts, end - 1)]
