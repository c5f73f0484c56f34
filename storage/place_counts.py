"""How many articles are in each place of the library, asked at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from storage.store import Store
from storage.types import READING_STATES, ReadingState


@dataclass(frozen=True, slots=True)
class PlaceCounts:
    """Numbers of articles: on the shelf, by state, starred, in no collection, in the trash."""

    states: dict[ReadingState, int] = field(default_factory=dict)
    starred: int = 0
    unfiled: int = 0
    deleted: int = 0

    @property
    def shelf(self) -> int:
        """How many are on the shelf."""
        return sum(self.states.values())


def count_places(store: Store) -> PlaceCounts:
    """Count what is where; a hundredth of a second for 100,000 articles."""
    rows = store.query(
        "SELECT state, count(*) AS count FROM article WHERE deleted_at IS NULL GROUP BY state"
    )
    states: dict[ReadingState, int] = dict.fromkeys(READING_STATES, 0)
    states |= {row["state"]: row["count"] for row in rows}
    filed = _number(
        store,
        "SELECT count(*) FROM article WHERE deleted_at IS NULL AND EXISTS"
        " (SELECT 1 FROM collection_article WHERE article_id = article.id)",
    )
    return PlaceCounts(
        states,
        _number(
            store,
            "SELECT count(*) FROM article INDEXED BY article_by_star"
            " WHERE deleted_at IS NULL AND is_starred",
        ),
        sum(states.values()) - filed,
        _number(store, "SELECT count(*) FROM article WHERE deleted_at IS NOT NULL"),
    )


def _number(store: Store, sql: str) -> int:
    row = store.one(sql)
    return int(row[0]) if row else 0
