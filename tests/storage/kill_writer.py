"""A writer that is killed: the process that `test_kill` starts; `bulk_writer` is another.

It waits for lines "PATH FIRST" on standard input. For each it makes a child that opens the library
and does action FIRST, FIRST + 1, ... without end; the child says its process id, then the number
of each action that is done. Children are made by fork, so that two hundred of them cost little.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from storage.found import Findings, FoundEntity, FoundMention, FoundQuote
from storage.library import Library
from storage.types import ArticleId, Span, TextId

Act = Callable[[Library, int], object]

# actions that repeat: add, add, delete one and name a colour, take that back, find, decide
EVERY = 6


def act(library: Library, number: int) -> None:
    """Do one action; what the file holds afterwards follows from its number, see `state_after`."""
    text = library.texts.current(ArticleId(1))
    kind = number % EVERY
    if kind < 2:
        with library.transaction("Add"):
            library.annotations.add(
                text, Span(number % 50, 60), note=str(number), tags=[f"a{number}", f"b{number}"]
            )
    elif kind == 2:
        with library.transaction("Tidy"):
            first = library.annotations.of(text.article_id)[:1]
            library.annotations.delete([annotation.id for annotation in first])
            library.legend.rename("red", f"red {number}")
            library.articles.rename(text.article_id, f"title {number}")
    elif kind == 3:
        library.undo()
    elif kind == 4:
        with library.unrecorded():
            library.findings.record(text, found_in(text.content, number))
    else:
        with library.transaction("Decide"):
            decide(library, text.id, number // EVERY)


def found_in(content: str, number: int) -> Findings:
    """Give what a finder says that finds another thing each time."""
    names = ("Ana Ruiz", "World Health Organization", "WHO", "Geneva")
    places = sorted((content.index(name), name) for name in names if name in content)
    entities = tuple(FoundEntity("person", f"{name} {number % 5}") for _, name in places)
    mentions = tuple(
        FoundMention(start, start + len(name), entity, 0.5)
        for entity, (start, name) in enumerate(places)
    )
    start = number % 30
    quotes = (FoundQuote(Span(start, start + 9), "indirect", None, 0, None, 0.5),)
    return Findings("postil", str(number), "en", entities, mentions, quotes)


def decide(library: Library, text: TextId, number: int) -> None:
    """Say something of what is found."""
    entities = [entity.id for entity in library.entities.of(text)]
    quotes = [quote.id for quote in library.quotes.on(text)]
    library.quotes.accept(quotes[-1:])
    if len(entities) > 1 and number % 3 == 0:
        library.entities.merge(entities[1:2], entities[0])
    elif entities and number % 3 == 1:
        library.entities.kill(entities[-1])
    elif entities:
        library.entities.rename(entities[0], f"name {number}")
        library.entities.reject(entities[-1], text)


def write_until_killed(act: Act, path: Path, number: int) -> None:
    os.write(1, f"pid {os.getpid()}\n".encode())
    with Library.open(path) as library:
        while True:
            act(library, number)
            os.write(1, f"did {number}\n".encode())
            number += 1


def write(act: Act) -> None:
    """Make a writer for each line, which does one action after another."""
    for line in sys.stdin:
        path, _, first = line.rstrip("\n").rpartition(" ")
        child = os.fork()
        if child == 0:
            write_until_killed(act, Path(path), int(first))
        os.waitpid(child, 0)
        os.write(1, b"dead\n")


if __name__ == "__main__":
    write(act)
