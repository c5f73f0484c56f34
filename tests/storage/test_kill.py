"""Nothing is lost when the program is killed: two hundred kills of a real writer."""

import os
import random
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from storage.library import Library
from tests.builders import add_article
from tests.library_files import assert_sound, rows
from tests.storage.kill_writer import EVERY, act

KILLS = int(os.environ.get("POSTIL_KILLS", "200"))
ON_ONE_FILE = 20  # kills in a row, so that most starts find what a kill left
MOST_ACTIONS = 4  # that a writer reports before its kill draws near
LONGEST_S = 0.004  # a kill comes at any moment of the next actions, or of the opening

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork to make writers")


def state_after(path: Path) -> tuple[object, ...]:
    """Give all that the actions write, in a form that can be compared."""
    return (
        rows(path, "SELECT title FROM article"),
        rows(path, "SELECT color, name FROM color_name"),
        rows(path, "SELECT id, start, note FROM annotation ORDER BY id"),
        rows(
            path,
            "SELECT annotation_id, name FROM annotation_tag JOIN tag ON tag.id = tag_id"
            " ORDER BY name",
        ),
        rows(path, "SELECT id, kind, name, state, merged_into FROM entity ORDER BY id"),
        rows(path, "SELECT entity_id, alias_key FROM entity_alias ORDER BY id"),
        rows(path, "SELECT id, start, entity_id, state FROM mention ORDER BY id"),
        rows(path, "SELECT id, start, speaker_id, state FROM quote ORDER BY id"),
        rows(path, "SELECT version FROM finding"),
        rows(path, "SELECT name_key, kind FROM killed_name ORDER BY id"),
        rows(path, "SELECT kind, target, state, label FROM journal ORDER BY seq"),
    )


class Writer:
    """The process that makes writers and says what they said."""

    def __init__(self, script: str = "kill_writer.py", *, longest_s: float = LONGEST_S) -> None:
        self.longest_s = longest_s
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name(script))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.unread = b""

    def lines(self, timeout_s: float) -> list[str]:
        """Give what has been said, waiting for at most so long; nothing when time is up."""
        out = self.process.stdout
        if not select.select([out], [], [], timeout_s)[0]:
            return []
        *lines, self.unread = (self.unread + os.read(out.fileno(), 65536)).split(b"\n")
        return [line.decode() for line in lines]

    def run_and_kill(self, path: Path, first: int, chance: random.Random) -> int:
        """Let it write, kill it at a random moment; give the last action that it reported."""
        self.process.stdin.write(f"{path} {first}\n".encode())
        self.process.stdin.flush()
        said: list[str] = []
        reports = chance.choice((0, 0, *range(1, MOST_ACTIONS + 1)))
        while len(said) <= reports:
            said += self.lines(30)
        pid = int(said[0].split()[1])
        select.select([], [], [], chance.uniform(0, self.longest_s))  # the random moment
        os.kill(pid, signal.SIGKILL)
        while said[-1] != "dead":
            said += self.lines(30)
        return max([first - 1, *(int(line.split()[1]) for line in said if line.startswith("did"))])

    def close(self) -> None:
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()


def test_every_reported_action_is_there_and_none_is_there_by_half(tmp_path):
    chance = random.Random(20261123)
    template = tmp_path / "template.postil"
    with Library.open(template) as library:
        add_article(library)
    reference = tmp_path / "reference.postil"
    writer = Writer()
    most = 0
    for number in range(KILLS):
        if number % ON_ONE_FILE == 0:
            path = tmp_path / f"library {number}.postil"
            path.write_bytes(template.read_bytes())
            expected, done = [state_after(path)], 0
            reference.unlink(missing_ok=True)
            reference.write_bytes(template.read_bytes())
        reported = writer.run_and_kill(path, done, chance) + 1
        with Library.open(reference) as library:
            while len(expected) <= reported + 1:
                act(library, len(expected) - 1)
                expected.append(state_after(reference))
        found = state_after(path)
        # all that was reported, and the one action that was on its way is there whole or not
        assert found in (expected[reported], expected[reported + 1])
        done = reported if found == expected[reported] else reported + 1
        most = max(most, done)
        assert_sound(path)
    writer.close()
    assert most > EVERY  # the kills did fall into the writing
