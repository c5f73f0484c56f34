"""What a search has found as rows of a list: articles, each followed by its passages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

from storage.types import ArticleId

if TYPE_CHECKING:
    from storage.searching.results import FoundArticle, FoundPassage

RowKind = Literal["article", "passage", "more"]
Key = tuple[object, ...]  # what a row is, whatever its number


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row: an article, one of its passages, or how many more there are.

    `found` is the article that it belongs to, `passage` None but for passages.
    """

    found: FoundArticle
    passage: FoundPassage | None = None
    more: int = 0
    is_folded: bool = False

    @property
    def article(self) -> ArticleId:
        """The article that the row belongs to."""
        return self.found.article.id

    @property
    def kind(self) -> RowKind:
        """What the row shows."""
        if self.passage is not None:
            return "passage"
        return "more" if self.more else "article"

    @property
    def key(self) -> Key:
        """What tells the row from others, also after the library has changed."""
        passage = self.passage
        if passage is None:
            return (self.article, self.kind)
        return (
            *(self.article, passage.kind, passage.annotation, passage.quote),
            passage.span if passage.annotation is None else None,
        )

    def is_as(self, other: ResultRow) -> bool:
        """Say whether it shows the same of the very same article, without a look at all of it."""
        return self.found is other.found and self.is_folded == other.is_folded


class Step(NamedTuple):
    """A change of a list: the rows `start` to `end` of it become others."""

    start: int
    end: int
    rows: Sequence[ResultRow]


def rows_of(found: Iterable[FoundArticle], folded: Collection[int] = ()) -> list[ResultRow]:
    """Give the rows of what was found; those of folded articles are left out."""
    rows: list[ResultRow] = []
    for one in found:
        is_folded = one.article.id in folded
        rows.append(ResultRow(one, is_folded=is_folded))
        if not is_folded:
            rows.extend(ResultRow(one, passage) for passage in one.passages)
            if one.more:
                rows.append(ResultRow(one, more=one.more))
    return rows


def steps_to(old: Sequence[ResultRow], new: Sequence[ResultRow]) -> list[Step]:
    """Give what makes one list another, from its end; rows that stay are in none of the steps."""
    matcher = SequenceMatcher(
        None, [row.key for row in old], [row.key for row in new], autojunk=False
    )
    return [
        Step(start, end, new[first:last])
        for tag, start, end, first, last in reversed(matcher.get_opcodes())
        if tag != "equal"
    ]
