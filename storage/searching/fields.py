"""The fields of a search: what `name:` means, with an example and an explanation each.

Completion, the help in the window, docs/search.md and its test read the same table.
"""

from __future__ import annotations

from dataclasses import dataclass

from storage.searching.query import ChoiceField, DateField, WordField


@dataclass(frozen=True, slots=True)
class Field:
    """A field as the reader meets it: `name` before the colon, or one of `aliases`."""

    name: str
    example: str
    explanation: str
    aliases: tuple[str, ...] = ()


class WordsIn(Field):
    """A field that takes words or a name."""

    name: WordField


class OneOf(Field):
    """A field that takes one of a few values."""

    name: ChoiceField


class OnDays(Field):
    """A field that takes a day, a month, a year or a time ago."""

    name: DateField


FIELDS: tuple[Field, ...] = (
    WordsIn("title", "title:climate", "in the title"),
    WordsIn("by", 'by:"Ana Writer"', "by this author", ("author", "byline")),
    WordsIn("site", "site:example.org", "from this site, or a part of its address", ("source",)),
    WordsIn("text", "text:emissions", "in the text, not in title, notes or tags", ("body",)),
    WordsIn("note", "note:check", "in a note", ("notes",)),
    WordsIn("highlight", "highlight:carbon", "in words that were highlighted", ("highlights",)),
    WordsIn("quote", 'quote:"act now"', "in what somebody said", ("quotes", "said")),
    WordsIn("speaker", 'speaker:"Ana Ruiz"', "with a quote of this person", ("who",)),
    WordsIn(
        "mentions",
        "mentions:WHO",
        "that names this person, place or organisation",
        ("mention", "entity", "person", "place"),
    ),
    WordsIn("tag", "tag:climate/law", "with this tag, or one under it", ("tags",)),
    WordsIn(
        "in", 'in:"To write about"', "in this collection, or one in it", ("collection", "folder")
    ),
    OneOf("kind", "kind:note", "the words stand in a highlight, note, quote or entity", ("type",)),
    OneOf("color", "color:yellow,red", "with a highlight of one of the colours", ("colour",)),
    OneOf("is", "is:unread", "unread, reading, done, archived, starred, …", ("state", "status")),
    OneOf("has", "has:note", "with a highlight, note, tag, quote, picture, …"),
    OneOf("lang", "lang:en", "in this language", ("language",)),
    OneOf(
        "length", "length:short", "short, medium, long or book: up to 5, 15, 60 minutes, or more"
    ),
    OnDays("before", "before:2026-03", "published before; the day itself is not included"),
    OnDays("after", "after:2026-01", "published on this day or later", ("since",)),
    OnDays(
        "on", "on:2026-01..2026-03", "published on this day, or in this month or year", ("date",)
    ),
    OnDays("added", "added:7d", "added to the library on this day or in this time", ("imported",)),
    OnDays("read", "read:yesterday", "on screen on this day or in this time", ("opened",)),
    OnDays("finished", "finished:2026", "done on this day or in this time"),
    OnDays("marked", "marked:1m", "with a highlight or note made on this day or in this time"),
)
FIELD_NAMES: dict[str, Field] = {
    name: field for field in FIELDS for name in (field.name, *field.aliases)
}


@dataclass(frozen=True, slots=True)
class Sign:
    """Something else that the search understands, for the help."""

    example: str
    explanation: str


SIGNS: tuple[Sign, ...] = (
    Sign("climate policy", "both words, anywhere in the article, its notes and tags"),
    Sign('"climate policy"', "exactly these words, one after the other"),
    Sign("clim*", "words that begin like this"),
    Sign("climate OR weather", "one of them; OR joins what stands beside it"),
    Sign("-climate", "not with this word; also before a field: -tag:done"),
    Sign("climate ~near policy", "close together, in any order; ~near5: at most 5 words between"),
    Sign("(climate policy) OR tax", "brackets keep together"),
)
