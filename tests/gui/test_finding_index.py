"""What stands where, among the names and quotes of a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.reader.finding_index import CELL, FindingIndex, lanes
from storage.finding_types import EntityId, Mention, MentionId, Quote, QuoteId
from storage.found import QuoteKind
from storage.types import ArticleId, Span, TextId


def mention(id_: int, start: int, end: int, entity: int = 1, state: str = "suggested") -> Mention:
    return Mention(
        MentionId(id_), TextId(1), start, end, "x" * (end - start), EntityId(entity), "person", "X",
        state, 0.8,  # type: ignore[arg-type]
    )  # fmt: skip


def quote(id_: int, start: int, end: int, kind: QuoteKind = "direct") -> Quote:
    return Quote(
        id=QuoteId(id_), uid=str(id_), article=ArticleId(1), text=TextId(1),
        span=Span(start, end), exact="x" * (end - start), kind=kind, speaker=None, speaker_name="",
        speaker_span=None, speaker_text="", cue_span=None, cue_text="", state="suggested",
        confidence=0.9, speaker_confidence=0.0, is_speaker_confirmed=False,
    )  # fmt: skip


places = st.lists(st.tuples(st.integers(0, 4 * CELL), st.integers(1, 2 * CELL)), max_size=20)


@given(places, st.integers(0, 5 * CELL), st.integers(1, 2 * CELL))
def test_what_is_over_a_stretch_is_what_shares_a_character(
    stretches: list[tuple[int, int]], start: int, length: int
) -> None:
    index = FindingIndex()
    for id_, (first, size) in enumerate(stretches):
        index.put(mention(id_, first, first + size))
    wanted = sorted(
        (first, -first - size, id_)
        for id_, (first, size) in enumerate(stretches)
        if first < start + length and first + size > start
    )
    over = index.mentions.over(start, start + length)
    assert [one.id for one in over] == [id_ for *_, id_ in wanted]


def test_a_changed_mention_takes_the_place_of_the_old_one() -> None:
    index = FindingIndex()
    index.put(mention(1, 10, 20))
    index.put(mention(1, 3 * CELL, 3 * CELL + 5))
    assert index.mentions.over(0, 100) == []
    assert len(index.mentions) == 1
    index.put(mention(1, 3 * CELL, 3 * CELL + 5, state="rejected"))
    assert len(index.mentions) == 0
    assert index.mentions.over(0, 5 * CELL) == []


def test_the_innermost_of_several_is_what_one_points_at() -> None:
    index = FindingIndex()
    for id_, place in enumerate(((0, 30), (10, 20), (5, 25))):
        index.put(mention(id_, *place))
    found = index.mentions.at(12)
    assert found is not None
    assert found.id == 1


def test_mentions_of_an_entity_come_in_text_order() -> None:
    index = FindingIndex()
    for id_, start in enumerate((900, 20, 5000)):
        index.put(mention(id_, start, start + 4, entity=7))
    index.put(mention(9, 50, 60, entity=8))
    assert [one.start for one in index.mentions_of(EntityId(7))] == [20, 900, 5000]


def test_quotes_that_overlap_stand_side_by_side() -> None:
    found = lanes([quote(1, 0, 100), quote(2, 20, 40), quote(3, 50, 60), quote(4, 100, 120)])
    assert found == {1: 0, 2: 1, 3: 1, 4: 0}
