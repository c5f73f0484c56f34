from __future__ import annotations

import os
import pickle
import signal
import threading
from pathlib import Path

import pytest

from storage.child_process import HEADER, received
from storage.errors import Bug, Cancelled, ImportFailed
from storage.importers.isolation import SENT, ReadingProcess
from storage.importers.reading import read_file
from storage.importers.sources import Source
from tests.builders import picture_file


@pytest.fixture
def reader():
    process = ReadingProcess()
    yield process
    process.close()


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "report.md"
    path.write_text("# Title\n\nA *paragraph* with [a link](https://example.org/a).\n")
    return path


@pytest.fixture
def long_text(tmp_path):
    path = tmp_path / "long.md"
    path.write_text("A *word* or [two](https://example.org/). " * 200_000)
    return path


def test_a_file_is_read_as_in_this_process(reader, article):
    assert reader.read(article) == read_file(article)


def test_a_source_is_read_with_its_address(reader):
    source = Source(b"Title\n\nText of it.", "page", url="https://example.org/a")
    assert reader.read(source).url == "https://example.org/a"


def test_what_cannot_be_read_is_refused_in_the_same_words(reader, tmp_path):
    with pytest.raises(ImportFailed, match="There is no file at") as caught:
        reader.read(tmp_path / "nowhere.txt")
    assert caught.value.__cause__ is None


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_read(long_text, article):
    reader = ReadingProcess(time_limit_s=0.5)
    try:
        with pytest.raises(ImportFailed, match=r"long\.md was given up after"):
            reader.read(long_text)
        reader._time_limit_s = 60
        assert reader.read(article).title == "Title"
    finally:
        reader.close()


def test_a_process_that_dies_refuses_its_file_and_the_next_one_is_read(reader, long_text, article):
    reader.read(article)
    assert reader.pid is not None
    killer = threading.Timer(0.3, os.kill, (reader.pid, signal.SIGTERM))
    killer.start()
    with pytest.raises(ImportFailed, match=r"long\.md could not be read"):
        reader.read(long_text)
    killer.join()
    assert reader.read(article).title == "Title"


def test_reading_is_stopped_from_another_thread(reader, long_text, article):
    reader.read(article)
    stopper = threading.Timer(0.3, reader.cancel)
    stopper.start()
    with pytest.raises(Cancelled):
        reader.read(long_text)
    stopper.join()
    assert reader.read(article).title == "Title"


def test_a_file_that_needs_more_memory_than_there_is_ends_in_words(reader, article):
    with pytest.raises(ImportFailed, match="needs more memory"):
        reader.ask("checked", _Hungry(), name="hungry.png")
    assert reader.read(article).title == "Title"


def test_a_mistake_of_a_reader_is_told_in_words_with_its_trace(reader):
    with pytest.raises(ImportFailed, match=r"odd\.bin could not be read") as caught:
        reader.ask("checked", 5, name="odd.bin")
    assert isinstance(caught.value.__cause__, Bug)
    assert "TypeError" in str(caught.value.__cause__)


def test_nothing_but_articles_is_taken_from_the_process(tmp_path):
    stream = tmp_path / "answer"
    for answer in (("done", Path("x")), ("done", print)):
        body = pickle.dumps(answer)
        stream.write_bytes(HEADER.pack(len(body)) + body)
        with stream.open("rb") as file, pytest.raises(pickle.UnpicklingError, match="not expected"):
            received(file, SENT)


@pytest.mark.parametrize(
    "answer",
    [
        HEADER.pack(2**63) + b"endless",
        HEADER.pack(4) + b"I1\n.",  # no pair
        HEADER.pack(3) + b"0..",  # nothing to take off the stack
        HEADER.pack(2) + b"\x93.",  # a name without parts
    ],
    ids=["endless", "no pair", "empty stack", "no name"],
)
def test_a_malformed_answer_is_refused(tmp_path, answer):
    stream = tmp_path / "answer"
    stream.write_bytes(answer)
    with stream.open("rb") as file, pytest.raises(pickle.UnpicklingError):
        received(file, SENT)


class _Hungry:
    """Unpickles in the process into more memory than it may have."""

    def __reduce__(self):
        return bytes, (4_000_000_000,)


def test_a_picture_that_stops_the_process_is_none_and_the_next_one_is_checked(reader):
    good = picture_file()
    files = reader.checked_pictures([_Hungry(), good])
    assert files[0] is None
    assert files[1] is not None
    assert files[1].body == good
