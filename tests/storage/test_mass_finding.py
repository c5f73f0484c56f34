"""Texts of a library are looked through one after another, written in parts, never by half."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from threading import Event

import pytest

from storage.errors import Cancelled
from storage.finders.detector import OWN
from storage.finders.isolation import FindingProcess
from storage.findings import ENTITIES
from storage.found import Findings, FoundEntity, FoundMention, FoundQuote
from storage.library import Library
from storage.mass_finding import LookingThrough
from storage.types import Span, TextId
from tests.builders import CONTENT, add_article, make_imported, make_library
from tests.library_files import ROOT, assert_sound

MANY = 1_300
WORDS = "Ana Ruiz said “yes” here. "


@pytest.fixture
def process() -> Iterator[FindingProcess]:
    made = FindingProcess()
    yield made
    made.close()


@pytest.fixture
def looking(library: Library, process: FindingProcess) -> LookingThrough:
    return LookingThrough(library, process, Event())


def fill(library: Library, count: int) -> None:
    for number in range(count):
        add_article(library, make_imported(f"{CONTENT}\n\nNumber {number}."))


def texts(library: Library) -> list[TextId]:
    """Give the texts of the shelf, newest first."""
    found = [library.texts.current_id(article) for article in library.articles.ids()]  # type: ignore[arg-type]
    return [text for text in found if text is not None]


def a_book() -> Findings:
    """Give findings of so many sentences that they are written in parts."""
    starts = range(0, MANY * len(WORDS), len(WORDS))
    return Findings(
        *OWN,
        "en",
        tuple(FoundEntity("person", f"Ana Ruiz {number}") for number in range(MANY // 5)),
        tuple(FoundMention(s, s + 8, s // len(WORDS) // 5, 0.9) for s in starts),
        tuple(FoundQuote(Span(s + 14, s + 19), "direct", Span(s, s + 8), 0) for s in starts),
    )


def state(library: Library, text: TextId) -> object:
    return (
        [mention[1:] for mention in library.mentions.on(text)],
        [(q.span, q.speaker, q.speaker_span, q.kind) for q in library.quotes.on(text)],
        library.findings.run_of(text),
    )


@pytest.fixture
def book(library: Library) -> TextId:
    add_article(library, make_imported(WORDS * MANY))
    return texts(library)[0]


def test_recording_in_parts_is_the_recording(library: Library, book: TextId) -> None:
    read, found = library.texts.get(book), a_book()
    for part in library.findings.parts(read, found):
        with library.unrecorded():
            part()
    assert len(library.mentions.on(book)) == len(library.quotes.on(book)) == MANY
    in_parts = state(library, book)[:2]  # type: ignore[index]
    with library.unrecorded():
        library.findings.record(read, found)
    assert state(library, book)[:2] == in_parts  # type: ignore[index]


def test_recording_that_ends_early_is_mended_by_the_next(library: Library, book: TextId) -> None:
    read, found = library.texts.get(book), a_book()
    for part in itertools.islice(library.findings.parts(read, found), 7):
        with library.unrecorded():
            part()
    assert library.mentions.on(book)
    assert library.findings.open_texts(*OWN) == [book]
    for part in library.findings.parts(read, found):
        with library.unrecorded():
            part()
    assert len(library.mentions.on(book)) == len(library.quotes.on(book)) == MANY
    assert library.findings.open_texts(*OWN) == []


def test_looking_again_that_ends_early_is_mended_too(library: Library, book: TextId) -> None:
    read, found = library.texts.get(book), a_book()
    with library.unrecorded():
        library.findings.record(read, found)
    for part in itertools.islice(library.findings.parts(read, found), 7):
        with library.unrecorded():
            part()
    assert library.findings.run_of(book) is None
    assert library.findings.open_texts(*OWN) == [book]


def test_names_that_go_with_their_last_article_meanwhile_are_written_again(
    library: Library, book: TextId
) -> None:
    read, found = library.texts.get(book), a_book()
    first = replace(found, mentions=found.mentions[:50], quotes=())
    gone = add_article(library, make_imported("Ana Ruiz " * 500))
    with library.unrecorded():
        library.findings.record(library.texts.current(gone), first)
    for number, part in enumerate(library.findings.parts(read, found)):
        with library.unrecorded():
            part()
        if number == 1 + MANY // 5 // ENTITIES:  # all names are written, no mention
            with library.transaction("Delete"):
                library.articles.move_to_trash([gone])
            with library.transaction("Empty"):
                library.articles.purge([gone])
    assert len(library.mentions.on(book)) == len(library.quotes.on(book)) == MANY


def test_what_is_not_found_any_more_goes_wherever_it_stands(library: Library, book: TextId) -> None:
    read = library.texts.get(book)
    for found in (a_book(), Findings(*OWN, "en")):
        for part in library.findings.parts(read, found):
            with library.unrecorded():
                part()
    assert library.mentions.on(book) == library.quotes.on(book) == []


def test_all_open_texts_are_done_newest_first(library: Library, looking: LookingThrough) -> None:
    fill(library, 4)
    told: list[int] = []
    looking.work_off(told.append)
    assert told == [1, 2, 3, 4]
    assert library.findings.texts_since(0) == texts(library)
    looking.work_off(told.append)
    assert told == [1, 2, 3, 4]


def test_texts_that_others_do_are_left_to_them(library: Library, looking: LookingThrough) -> None:
    fill(library, 3)
    newest, *others = texts(library)
    looking.work_off(lambda _: None, taken={newest})
    assert library.findings.texts_since(0) == others


def test_name_that_was_killed_meanwhile_is_not_found(
    library: Library, looking: LookingThrough
) -> None:
    fill(library, 2)
    first, second = texts(library)
    looking.look_through(first)
    kenya = next(entity for entity in library.entities.of(first) if entity.name == "Kenya")
    with library.transaction("Never again"):
        library.entities.kill(kenya.id)
    looking.look_through(second)
    assert "Kenya" not in {mention.exact for mention in library.mentions.on(second)}


def test_text_that_is_gone_is_passed_over(library: Library, looking: LookingThrough) -> None:
    assert not looking.look_through(TextId(99))


def test_stopping_ends_it(library: Library, process: FindingProcess) -> None:
    fill(library, 3)
    stopped = Event()
    with pytest.raises(Cancelled):
        LookingThrough(library, process, stopped).work_off(lambda _: stopped.set())
    assert len(library.findings.texts_since(0)) == 1


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL there")
def test_killed_while_it_works_and_started_again_it_ends_as_if_nothing_had_been(tmp_path) -> None:
    with make_library(tmp_path) as library, make_library(tmp_path, "whole.postil") as whole:
        path = library.path
        for one in (library, whole):
            fill(one, 6)
    script = """if True:
        import sys
        from pathlib import Path
        from threading import Event
        from storage.finders.isolation import FindingProcess
        from storage.library import Library
        from storage.mass_finding import LookingThrough
        with Library.open(Path(sys.argv[1])) as library:
            looking = LookingThrough(library, FindingProcess(), Event())
            looking.work_off(lambda done: print(done, flush=True))
    """
    worker = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout is not None
    assert [worker.stdout.readline() for _ in range(2)] == ["1\n", "2\n"]
    worker.kill()
    worker.wait()
    worker.stdout.close()
    assert_sound(path)
    process = FindingProcess()
    states = []
    try:
        for file in (path, tmp_path / "whole.postil"):
            with Library.open(file) as library:
                LookingThrough(library, process, Event()).work_off(lambda _: None)
                states.append([state(library, text)[:2] for text in texts(library)])  # type: ignore[index]
    finally:
        process.close()
    assert states[0] == states[1]
