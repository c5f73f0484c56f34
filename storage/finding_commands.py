"""`postil quotes` and `postil entities`: what is found in files, without a library."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from storage.command_import import Telling, wanted_of
from storage.errors import PostilError
from storage.finders.finding import find
from storage.finders.paragraphs import asked
from storage.finders.sentences import sentence_around, sentences_of
from storage.finding_types import KIND_NAMES
from storage.found import (
    ENTITY_KINDS,
    SURE,
    EntityKind,
    Findings,
    FoundEntity,
    FoundMention,
    FoundQuote,
)
from storage.import_reports import Outcome
from storage.importers.isolation import ReadingProcess
from storage.mass_intake import Tools, Wanted
from storage.printing import one_line, table
from storage.text.paragraph_numbers import Paragraphs
from storage.types import ImportedArticle, Span

NAME_WIDTH = 28  # columns of a terminal for a speaker or an entity; more only where none is narrow
LEAST_WIDTH = 20  # columns that the last one gets in the narrowest terminal
# As the data sets call them (OntoNotes, GUM), for programs that compare
TYPES: dict[EntityKind, str] = {
    "person": "PERSON",
    "organisation": "ORG",
    "place": "PLACE",
    "date": "DATE",
    "event": "EVENT",
    "group": "NORP",
    "law": "LAW",
}


@dataclass(frozen=True, slots=True)
class Looked:
    """A file that was looked through."""

    file: str
    article: ImportedArticle
    found: Findings


def look_through(names: Iterable[str], telling: Telling, *, allow_local: bool) -> Iterator[Looked]:
    """Read files as `postil import` does and look through each; what cannot be read is told."""
    with closing(ReadingProcess()) as process:
        tools = Tools(process)
        for name in names:
            for wanted in wanted_of(name, tools, telling, allow_local):
                try:
                    yield _looked(wanted, tools)
                except PostilError as error:
                    telling.tell(Outcome(wanted.name, "failed", str(error)))


def quote_table(looked: Looked, kinds: Sequence[str] = (), columns: int = 0) -> str:
    """Give the quotes of a file as a table in text order; clipped to columns if not 0.

    A question mark stands after a speaker who is not sure, and alone for one not known.
    """
    content = looked.article.content
    paragraphs = Paragraphs(looked.article.blocks)
    rows = [
        (
            str(paragraphs.number(quote.span.start) or ""),
            quote.kind,
            _speaker(looked, quote),
            _words(content, quote.cue),
            _words(content, quote.span),
        )
        for quote in _quotes(looked, kinds)
    ]
    return _table(("par.", "kind", "speaker", "cue", "quote"), rows, columns)


def entity_table(looked: Looked, kinds: Sequence[str] = (), columns: int = 0) -> str:
    """Give the entities of a file as a table by kind, those named most first; as `quote_table`."""
    counts = Counter(mention.entity for mention in looked.found.mentions)
    numbered = [
        (number, entity) for number, entity in enumerate(looked.found.entities) if counts[number]
    ]
    numbered.sort(key=lambda one: (ENTITY_KINDS.index(one[1].kind), -counts[one[0]]))
    rows = [
        (
            KIND_NAMES[entity.kind][0].lower(),
            str(counts[number]),
            entity.name,
            "; ".join(filter(None, (entity.iso, *entity.aliases, *entity.roles))),
        )
        for number, entity in numbered
        if not kinds or entity.kind in kinds
    ]
    return _table(("kind", "times", "name", "also"), rows, columns)


def facts(
    looked: Looked, *, quotes: Sequence[str] = (), entities: Sequence[str] = ()
) -> dict[str, object]:
    """Give all that was found in a file, with offsets in code points into its `text`.

    Only quotes and entities of some kinds if any are named. See docs/command-line.md.
    """
    article, found = looked.article, looked.found
    paragraphs = Paragraphs(article.blocks)
    sentences = sentences_of(article.content, asked(article.content, article.blocks).paragraphs)
    mentions: list[list[FoundMention]] = [[] for _ in found.entities]
    for mention in found.mentions:
        mentions[mention.entity].append(mention)

    def quote_facts(quote: FoundQuote) -> dict[str, object]:
        span, speaker, cue = quote.span, quote.speaker, quote.cue
        return {
            "start": span.start,
            "end": span.end,
            "text": article.content[span.start : span.end],
            "kind": quote.kind,
            "speaker": None if quote.entity is None else found.entities[quote.entity].name,
            "speaker_start": speaker.start if speaker else None,
            "speaker_end": speaker.end if speaker else None,
            "speaker_text": _words(article.content, speaker),
            "cue": _words(article.content, cue),
            "cue_start": cue.start if cue else None,
            "cue_end": cue.end if cue else None,
            "confidence": round(quote.confidence, 3),
            "speaker_confidence": round(quote.speaker_confidence, 3),
            "paragraph": paragraphs.number(span.start) or None,
            "sentence": sentence_around(article.content, sentences, span),
        }

    return {
        "file": looked.file,
        "title": article.title,
        "language": found.language,
        "missing": found.missing,
        "text": article.content,
        "entities": [
            _entity_facts(article.content, entity, mentions[number])
            for number, entity in enumerate(found.entities)
            if not entities or entity.kind in entities
        ],
        "quotes": [quote_facts(quote) for quote in _quotes(looked, quotes)],
    }


def print_tables(
    looked: Iterable[Looked], made: Callable[[Looked, int], str], nothing: str
) -> None:
    """Print a table for each file, under its name where there are several.

    Tables fit a terminal; in a file or a pipe nothing is clipped.
    """
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 0
    for number, one in enumerate(looked):
        lines = [f"{one_line(one.file)}: {one_line(one.article.title)}"]
        lines.append(made(one, columns) or nothing)
        lines += [one_line(one.found.missing)] if one.found.missing else []
        sys.stdout.write("\n" * (number > 0) + "\n".join(lines) + "\n")


def _looked(wanted: Wanted, tools: Tools) -> Looked:
    article = wanted.work(tools)
    if not isinstance(article, ImportedArticle):
        raise PostilError(
            f"{wanted.name} is an export of a library. Read it back with “postil import”."
        )
    question = asked(article.content, article.blocks, article.language, article.published_at)
    return Looked(wanted.name, article, find(question))


def _quotes(looked: Looked, kinds: Sequence[str]) -> list[FoundQuote]:
    return [quote for quote in looked.found.quotes if not kinds or quote.kind in kinds]


def _speaker(looked: Looked, quote: FoundQuote) -> str:
    if quote.entity is None:
        return f"{_words(looked.article.content, quote.speaker)} ?".strip()
    name = looked.found.entities[quote.entity].name
    return name if quote.speaker_confidence >= SURE else f"{name} ?"


def _entity_facts(
    content: str, entity: FoundEntity, mentions: Sequence[FoundMention]
) -> dict[str, object]:
    return {
        "name": entity.name,
        "kind": entity.kind,
        "type": TYPES[entity.kind],
        "iso": entity.iso,
        "aliases": list(entity.aliases),
        "roles": list(entity.roles),
        "mentions": [
            {
                "start": mention.start,
                "end": mention.end,
                "text": content[mention.start : mention.end],
                "confidence": round(mention.confidence, 3),
            }
            for mention in mentions
        ],
    }


def _words(content: str, span: Span | None) -> str:
    return content[span.start : span.end] if span else ""


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> str:
    """Give a table, "" without rows; what is too wide for the columns is clipped, last cell last.

    Names may take what is usual; the last cell has the rest, but never nothing.
    """
    if not rows:
        return ""
    shown = [list(row) for row in rows]
    if columns:
        for row in shown:
            row[:-1] = [one_line(cell, NAME_WIDTH) for cell in row[:-1]]
            row[-1] = ""
        taken = max(map(len, table(header, shown).split("\n")[1:])) + 2
        for row, whole in zip(shown, rows, strict=True):
            row[-1] = one_line(whole[-1], max(columns - taken, LEAST_WIDTH))
    return table(header, shown)
