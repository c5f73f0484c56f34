"""The index of marks, against going through all of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.reader.marks import MarkIndex
from gui.reader.positions import PositionMap
from storage.annotations import PlacedMark
from storage.types import AnnotationId, Block

CONTENT = "\n\n".join("x" * size for size in (5, 1, 8, 3, 12, 2))


def _blocks() -> list[Block]:
    blocks, start = [], 0
    for part in CONTENT.split("\n\n"):
        blocks.append(Block(start, start + len(part)))
        start += len(part) + 2
    return blocks


BLOCKS = _blocks()
SPANS = st.tuples(st.integers(0, len(CONTENT) - 1), st.integers(1, len(CONTENT))).filter(
    lambda ends: ends[0] < ends[1]
)


def mark(number: int, start: int, end: int) -> PlacedMark:
    return PlacedMark(AnnotationId(number), start, end, "highlight", "yellow", False)


def index(*marks: PlacedMark) -> MarkIndex:
    return MarkIndex(PositionMap(CONTENT, BLOCKS, []), marks)


@given(
    steps=st.lists(
        st.tuples(st.sampled_from(("put", "put", "remove")), st.integers(1, 8), SPANS), max_size=20
    )
)
def test_index_answers_as_going_through_all_marks_does(
    steps: list[tuple[str, int, tuple[int, int]]],
) -> None:
    marks, model = index(), {}
    for action, number, (start, end) in steps:
        if action == "put":
            model[number] = mark(number, start, end)
            marks.put(model[number])
        else:
            model.pop(number, None)
            marks.remove(AnnotationId(number))

    assert len(marks) == len(model)
    assert marks.in_order() == sorted(model.values(), key=lambda m: (m.start, m.end, m.id))
    for number, block in enumerate(BLOCKS):
        begins = block.start if number else 0
        ends = BLOCKS[number + 1].start if number + 1 < len(BLOCKS) else len(CONTENT)
        touching = [m for m in model.values() if m.start < ends and m.end > begins]
        expected = sorted(touching, key=lambda m: (m.start - m.end, m.id))
        assert marks.in_block(number) == expected
    for position in range(len(CONTENT)):
        over = [m for m in model.values() if m.start <= position < m.end]
        assert marks.under(position) == sorted(over, key=lambda m: (m.end - m.start, -m.id))
    for found in model.values():
        assert marks.get(found.id) == found


def test_shortest_lies_on_top_and_of_equal_ones_the_newest() -> None:
    long, short, same = mark(1, 0, 5), mark(2, 1, 4), mark(3, 1, 4)
    marks = index(short, same, long)
    assert marks.under(2) == [same, short, long]
    assert marks.in_block(0) == [long, short, same]


def test_marks_that_overlap_in_a_chain_belong_together() -> None:
    chain = [mark(1, 7, 20), mark(2, 8, 10), mark(3, 12, 14), mark(4, 19, 22)]
    marks = index(mark(5, 0, 5), *chain, mark(6, 22, 24))
    for one in chain:
        assert marks.together_with(one.id) == chain
    assert marks.together_with(AnnotationId(6)) == [mark(6, 22, 24)]
    assert marks.together_with(AnnotationId(9)) == []
