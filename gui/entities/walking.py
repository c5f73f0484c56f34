"""From one mention of an entity to the next, on the page."""

from __future__ import annotations

from gui.session import Notice, Session
from storage.finding_types import EntityId, Mention
from storage.types import Span


class Walk:
    """Frames the mentions of an entity in the open text, one by one and round and round."""

    def __init__(self, session: Session) -> None:
        """Walk on the page of a session."""
        self._session = session
        self._entity: EntityId | None = None
        self._mentions: list[Mention] = []
        self._number = 0

    @property
    def place(self) -> tuple[int, int]:
        """Which mention is framed, from 1, and of how many."""
        return (self._number + 1, len(self._mentions)) if self._mentions else (0, 0)

    def begin(self, entity: EntityId) -> None:
        """Frame the first mention of an entity; the present one, if it is framed already."""
        if entity != self._entity:
            self._entity, self._number = entity, 0
            self.refresh()
        self._frame()

    def begin_at(self, mention: Mention) -> None:
        """Frame a mention; the next step goes on from there."""
        self._entity = mention.entity
        self.refresh()
        ids = [one.id for one in self._mentions]
        self._number = ids.index(mention.id) if mention.id in ids else 0
        self._session.point_at(Span(mention.start, mention.end), reveal=False)

    def step(self, entity: EntityId, step: int) -> None:
        """Frame the next (1) or previous (-1) mention of an entity."""
        if entity != self._entity:
            self.begin(entity)
            return
        if not self._mentions:
            return
        number = (self._number + step) % len(self._mentions)
        is_round = step * (number - self._number) < 0
        self._number = number
        self._frame()
        if is_round and len(self._mentions) > 2:
            said = "first" if step > 0 else "last"
            self._session.noticed.emit(Notice(f"From the {said} mention again.", is_of_place=True))

    def refresh(self) -> None:
        """Read the mentions anew; the place in the row stays as far as it can."""
        text = self._session.text
        if self._entity is not None and text is not None:
            self._mentions = self._session.library.mentions.of(self._entity, text.id)
            self._number = max(0, min(self._number, len(self._mentions) - 1))

    def end(self) -> None:
        """Walk no more: another text is open."""
        self._entity, self._mentions, self._number = None, [], 0

    def _frame(self) -> None:
        if self._mentions:
            mention = self._mentions[self._number]
            self._session.point_at(Span(mention.start, mention.end))
