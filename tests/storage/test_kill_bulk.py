"""An action on a thousand things is there whole or not at all, whenever the program is killed."""

import os
import random
from pathlib import Path

import pytest

from storage.library import Library
from tests.library_files import assert_sound, rows
from tests.storage.bulk_writer import ACTIONS, act, fill
from tests.storage.test_kill import Writer

KILLS = int(os.environ.get("POSTIL_KILLS", "200")) // 5
State = tuple[object, ...]
LONGEST_S = 0.25  # the actions take some 50 ms each

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to make writers")


def state_of(path: Path) -> State:
    """Give all that the actions write, in a form that can be compared."""
    return (
        rows(path, "SELECT id, state, is_starred, deleted_at IS NULL FROM article ORDER BY id"),
        rows(path, "SELECT id, color, note, exact FROM annotation ORDER BY id"),
        rows(
            path,
            "SELECT annotation_id, name FROM annotation_tag JOIN tag ON tag.id = tag_id"
            " ORDER BY annotation_id, name",
        ),
        rows(
            path,
            "SELECT article_id, name FROM article_tag JOIN tag ON tag.id = tag_id"
            " ORDER BY article_id, name",
        ),
        rows(path, "SELECT name, parent_id IS NULL FROM collection ORDER BY name"),
        rows(
            path,
            "SELECT article_id, name FROM collection_article"
            " JOIN collection ON collection.id = collection_id ORDER BY article_id, name",
        ),
    )


def test_a_bulk_action_is_there_whole_or_not_at_all(tmp_path):
    chance = random.Random(20261127)
    path = tmp_path / "library.postil"
    with Library.open(path) as library:
        fill(library)
    reference = tmp_path / "reference.postil"
    reference.write_bytes(path.read_bytes())
    before = state_of(path)
    after = _results(reference)
    writer = Writer("bulk_writer.py", longest_s=LONGEST_S)
    seen = set()
    for number in range(KILLS):
        first = 4 * (number % len(ACTIONS))
        reported = writer.run_and_kill(path, first, chance)
        found = state_of(path)
        # what was reported, or the one step that was on its way, whole
        assert found in [_expected(step, before, after) for step in (reported, reported + 1)]
        assert_sound(path)
        seen.add((reported - first) % 4)
        _back_to(path, before)
    writer.close()
    assert len(seen) > 2  # the kills fell into actions, undoing and redoing


def _expected(step: int, before: State, after: list[State]) -> State:
    """Give the state after a step of the writer; see `bulk_writer.act`."""
    turn, part = divmod(step, 4)
    return after[turn % len(after)] if part in (0, 2) else before


def _results(path: Path) -> list[State]:
    """Do each action on a copy; gives what the file holds after each, and sees it undone."""
    before, found = state_of(path), []
    with Library.open(path) as library:
        for number in range(len(ACTIONS)):
            act(library, 4 * number)
            found.append(state_of(path))
            for part in (1, 2, 3):
                act(library, 4 * number + part)
                assert state_of(path) == (found[-1] if part == 2 else before)
    return found


def _back_to(path: Path, before: tuple[object, ...]) -> None:
    """Undo until the library is as it was in the beginning, which must not take many steps."""
    with Library.open(path) as library:
        while state_of(path) != before:
            assert library.undo() is not None
