"""The mentions of entities in texts, and what the reader says of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from storage.decisions import Decisions
from storage.finding_types import WHOLE, EntityId, FindingState, Mention, MentionId
from storage.store import Store
from storage.text.passages import describe
from storage.types import ArticleText, Span, TextId

SELECT = (
    'SELECT id, text_id, start, "end", exact, entity_id, kind, name, state, confidence'
    " FROM mention_seen"
)


class Mentions:
    """The mentions of one library. Every write happens inside `library.transaction`."""

    def __init__(self, store: Store, decisions: Decisions) -> None:
        """Work on a store."""
        self._store = store
        self._decisions = decisions

    def on(
        self, text: TextId, within: Span = WHOLE, *, with_rejected: bool = False
    ) -> list[Mention]:
        """Give what the page shows on a text, by start; what was rejected only when asked for.

        `within` takes only those that begin there, so that a book can be read in slices.
        """
        condition = "" if with_rejected else " AND state <> 'rejected'"
        rows = self._store.query(
            f"{SELECT} WHERE text_id = ? AND start >= ? AND start < ?{condition}"
            " ORDER BY start, id",
            (text, within.start, within.end),
        )
        return [Mention._make(row) for row in rows]

    def among(self, mentions: Sequence[MentionId]) -> list[Mention]:
        """Give those of the mentions that are in the library, rejected or not, by id."""
        found: list[Mention] = []
        for first in range(0, len(mentions), 500):
            some = mentions[first : first + 500]
            marks = ",".join("?" * len(some))
            rows = self._store.query(f"{SELECT} WHERE id IN ({marks}) ORDER BY id", tuple(some))
            found.extend(map(Mention._make, rows))
        return found

    def of(self, entity: EntityId, text: TextId) -> list[Mention]:
        """Give the mentions of an entity in a text by start, without those rejected."""
        rows = self._store.query(
            f"{SELECT} WHERE text_id = ? AND state <> 'rejected' AND entity_id = ? ORDER BY start",
            (text, entity),
        )
        return [Mention._make(row) for row in rows]

    def add(self, text: ArticleText, spans: Iterable[Span], entity: EntityId) -> list[MentionId]:
        """Say that stretches of a text name an entity; a mention that stands just there is it.

        Suggested mentions that overlap one of them go: the reader knows better.
        """
        added: list[MentionId] = []
        for span in spans:
            same = self._at(text.id, span)
            self._decisions.make_room("mention", text.id, span, but=same or 0)
            if same is not None:
                self._store.update("mention", same, {"entity_id": entity, "state": "confirmed"})
            else:
                same = MentionId(
                    self._store.insert(
                        "mention",
                        {
                            "text_id": text.id,
                            "start": span.start,
                            "end": span.end,
                            "exact": describe(text.content, span).exact,
                            "entity_id": entity,
                            "state": "confirmed",
                            "origin": "reader",
                        },
                    )
                )
            added.append(same)
        return added

    def set_state(self, mentions: Iterable[MentionId], state: FindingState) -> None:
        """Say of single mentions that they are right or wrong, or that nothing is said of them."""
        for mention in mentions:
            self._store.update("mention", mention, {"state": state})

    def move(self, mention: MentionId, text: ArticleText, span: Span) -> None:
        """Give a mention other ends, which confirms it; suggestions in its way go."""
        exact = describe(text.content, span).exact
        self._decisions.make_room("mention", text.id, span, but=mention)
        self._store.update(
            "mention",
            mention,
            {"start": span.start, "end": span.end, "exact": exact, "state": "confirmed"},
        )

    def _at(self, text: TextId, span: Span) -> MentionId | None:
        row = self._store.one(
            'SELECT id FROM mention WHERE text_id = ? AND start = ? AND "end" = ? ORDER BY id',
            (text, span.start, span.end),
        )
        return MentionId(row["id"]) if row else None
