"""The walk through past annotations: what comes, when it comes again, and undo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from storage.errors import ImportFailed, NotFound
from storage.exported import KeptReview
from storage.exporters.interchange import to_json
from storage.library import Library
from storage.read_back import read_back
from storage.reviews import INTERVALS, Waiting
from storage.searching.language import parse
from storage.types import AnnotationId
from tests.builders import add_article, export_of, make_annotation, make_imported

FIRST = "One rose. One fell. One stood."
SECOND = "Two rose. Two fell."


class Days:
    """A clock that stands still until somebody turns it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, days: float) -> None:
        self.now += timedelta(days=days)


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def library(tmp_path: Path, days: Days) -> Iterator[Library]:
    with Library.open(tmp_path / "library.postil", clock=days) as library:
        yield library


@pytest.fixture
def marks(library: Library, days: Days) -> list[AnnotationId]:
    """Three marks in the first article, then two in the second, an hour between each."""
    one, two = (add_article(library, make_imported(words)) for words in (FIRST, SECOND))
    made = []
    for article, words in (
        *((one, "One rose"), (one, "One fell"), (one, "One stood")),
        *((two, "Two rose"), (two, "Two fell")),
    ):
        days.turn(1 / 24)
        made.append(make_annotation(library, article, words))
    return made


def say(library: Library, what: str, annotation: AnnotationId) -> None:
    with library.transaction(what.capitalize()):
        getattr(library.reviews, what)(annotation)


def test_never_seen_ones_come_oldest_first_from_each_article_in_turn(library, marks):
    one, two, three, four, five = marks
    assert list(library.reviews.next_ones()) == [one, four, two, five, three]
    assert list(library.reviews.next_ones(limit=2)) == [one, four]


def test_kept_ones_come_again_later_and_later(library, marks, days):
    for times, interval in enumerate(INTERVALS, 1):
        say(library, "keep", marks[2])
        review = library.reviews.of(marks[2])
        assert review == KeptReview(times, days.now, days.now + timedelta(days=interval))
        assert marks[2] not in library.reviews.next_ones()
        days.turn(interval)
        assert library.reviews.next_ones()[0] == marks[2]  # due ones are first
    say(library, "keep", marks[2])
    last = library.reviews.of(marks[2])
    assert last is not None
    assert last.due_at == days.now + timedelta(days=INTERVALS[-1])


def test_the_longest_due_is_first(library, marks, days):
    say(library, "keep", marks[4])
    days.turn(0.1)
    say(library, "keep", marks[0])
    days.turn(5)
    assert list(library.reviews.next_ones(limit=3))[:2] == [marks[4], marks[0]]


def test_done_ones_never_come_again(library, marks, days):
    say(library, "finish", marks[0])
    days.turn(10_000)
    assert marks[0] not in library.reviews.next_ones()
    assert marks[0] not in library.reviews.next_ones(way="random")
    assert library.reviews.waiting() == Waiting(due=0, never_seen=4, later=0, done=1)


def test_random_ones_are_all_that_are_not_done(library, marks):
    say(library, "keep", marks[1])
    walk = library.reviews.next_ones(way="random", random=Random(1))
    assert sorted(walk) == sorted(marks)
    assert list(walk) != sorted(marks)
    assert len(library.reviews.next_ones(way="random", limit=2)) == 2


def test_only_what_a_search_finds(library, marks):
    assert list(library.reviews.next_ones(parse("fell"))) == [marks[1], marks[4]]
    assert library.reviews.waiting(parse("fell")).never_seen == 2


@pytest.mark.parametrize("what", ["keep", "finish"])
def test_undo_takes_it_back(library, marks, what):
    say(library, "keep", marks[0])
    before = library.reviews.of(marks[0])
    say(library, what, marks[0])
    library.undo()
    assert library.reviews.of(marks[0]) == before
    library.undo()
    assert library.reviews.of(marks[0]) is None
    library.redo()
    assert library.reviews.of(marks[0]) == before


def test_deleting_an_annotation_takes_its_review_along_and_undo_brings_both_back(library, marks):
    say(library, "keep", marks[0])
    with library.transaction("Delete"):
        library.annotations.delete([marks[0]])
    assert library.reviews.of(marks[0]) is None
    library.undo()
    assert library.reviews.of(marks[0]) is not None


@pytest.mark.parametrize("say", ["keep", "finish"])
def test_what_another_window_has_deleted_is_not_found(library, marks, say):
    with library.transaction("Delete"):
        library.annotations.delete(marks[:1])
    with pytest.raises(NotFound), library.transaction("Review"):
        getattr(library.reviews, say)(marks[0])


def test_changes_say_of_which_annotations_they_speak(library, marks):
    told: list[list[AnnotationId]] = []
    library.subscribe(lambda changes: told.append(library.reviews.said_in(changes)))
    say(library, "keep", marks[0])
    say(library, "finish", marks[0])
    library.undo()
    library.undo()
    library.redo()
    assert told == [[marks[0]]] * 5


def test_forgotten_ones_are_never_seen(library, marks):
    say(library, "keep", marks[0])
    with library.transaction("Forget"):
        library.reviews.forget([marks[0], marks[1]])
    assert library.reviews.waiting() == Waiting(due=0, never_seen=5, later=0, done=0)


def test_complete_export_carries_reviews_and_gives_them_back(library, marks, days, tmp_path):
    say(library, "keep", marks[0])
    say(library, "finish", marks[3])
    text = to_json(export_of(library))
    with Library.open(tmp_path / "other.postil", clock=days) as other:
        read_back(other, text)
        assert to_json(export_of(other)) == text
        assert other.reviews.waiting() == library.reviews.waiting()
        before = other.undo_seq()
        say(library, "keep", marks[0])
        read_back(other, to_json(export_of(library)))  # what is here stays
        assert other.undo_seq() == before
        other.undo()
        assert other.annotation_lists.count() == 0


def test_review_that_cannot_be_is_refused(library, marks, tmp_path):
    say(library, "keep", marks[0])
    text = to_json(export_of(library)).replace('"times": 1', '"times": 0')
    with pytest.raises(ImportFailed, match="the review of annotation 1"):
        read_back(library, text)
