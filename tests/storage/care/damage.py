"""Libraries damaged on purpose, as disks and other programs do it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from storage.found import Findings, FoundEntity, FoundMention, FoundQuote
from storage.types import Span
from tests.builders import add_article, make_annotation, make_imported, make_library

PAGE = 4096
WORDS = "Delegates from Kenya and Peru agreed."


def filled_library(folder: Path, articles: int = 8) -> Path:
    """Give a closed library with articles, highlights, tags, names and quotes."""
    with make_library(folder) as library:
        for number in range(articles):
            content = f"Number {number}. {WORDS} " + f"Some more words {number} follow here. " * 300
            article = add_article(library, make_imported(content))
            make_annotation(library, article, WORDS, note="n", tags=["t"])
            text = library.texts.current(article)
            start = content.index("Kenya")
            found = Findings(
                *("postil", "1", "en"),
                (FoundEntity("place", "Kenya"),),
                (FoundMention(start, start + 5, 0, 0.9),),
                (FoundQuote(Span(0, 9), "indirect", None, 0, None, 0.5),),
            )
            with library.unrecorded():
                library.findings.record(text, found)
        return library.path


def edit(path: Path, *statements: str) -> None:
    """Change a library as another program would, with keys and proofs off."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = triggers.fetchall()
        db.execute("PRAGMA ignore_check_constraints = ON")
        db.execute("BEGIN")
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            db.execute(statement)
        for _, sql in triggers:
            db.execute(sql)
        db.execute("COMMIT")


def flip(path: Path, words: str, letter: int = 0) -> None:
    """Flip one bit of the first place in the file where words stand, in a text of an article."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = DELETE")
    content = bytearray(path.read_bytes())
    at = content.index(words.encode())
    content[at + letter] ^= 1
    path.write_bytes(content)


def spoil(path: Path, first: int, last: int | None = None) -> None:
    """Overwrite a page (from 0) with noise, or those up to and with `last`."""
    content = bytearray(path.read_bytes())
    end = min(len(content), PAGE * ((first if last is None else last) + 1))
    content[PAGE * first : end] = b"\xa5" * (end - PAGE * first)
    path.write_bytes(content)
