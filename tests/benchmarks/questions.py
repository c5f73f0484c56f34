"""What people type into the search of a large library, by kind, from words of known frequency.

Each question is there in Postil's language, as an index of the texts alone would be asked for the
same (with the same other forms of a word, the last one being typed), and, where recoll has the
like, in recoll's language.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from tests.benchmarks.corpus import FUNCTION_WORDS
from tests.benchmarks.large_libraries import tag_names
from tests.benchmarks.lexicon import CHINESE, english

# ranks: in some 45, 5 and 0.02 % of the articles
COMMON, TOPIC, RARE = len(FUNCTION_WORDS) + 10, 1_100, 60_000
NEAR = 40  # words of about the same rank are asked for in turn
CLOSE = 10  # words between those of "near", as Postil has it
MOST_FORMS = 40  # of a word that is asked of the bare index

Forms = Callable[[str], Sequence[str]]


class Names(NamedTuple):
    """Names that are in the library: of sites, speakers and entities, frequent ones first."""

    sites: Sequence[str]
    speakers: Sequence[str]
    entities: Sequence[str]


class Question(NamedTuple):
    """One question; `fts` is "" where the texts alone cannot tell, `recoll` where it has none."""

    kind: str
    typed: str
    fts: str = ""
    recoll: str = ""


def questions(times: int, forms: Forms, names: Names) -> Iterator[Question]:
    """Give `times` of each kind, the same each time."""
    for number in range(times):
        rng = random.Random(number)
        yield from _of_words(rng, forms)
        yield from _in_fields(rng, forms, names)


def _near(rank: int, rng: random.Random) -> str:
    """Give a word of about a rank; numbers are left out, since many begin alike."""
    words = english()
    while not (word := words[rank + rng.randrange(NEAR)]).isalpha():
        pass
    return word


def _of_words(rng: random.Random, forms: Forms) -> Iterator[Question]:
    common, topic, rare = (_near(rank, rng) for rank in (COMMON, TOPIC, RARE))
    other = _near(COMMON + NEAR, rng)

    def any_form(word: str, *, is_last: bool = False) -> str:
        """Ask for a word as Postil does: it or another form, or, being typed, what begins so."""
        found = [f'"{word}"{"*" if is_last else ""}', *(f'"{form}"' for form in forms(word))]
        return f"({' OR '.join(found[:MOST_FORMS])})"

    for kind, word in (
        ("a word in every second article", common),
        ("a word in every 20th", topic),
        ("a rare word", rare),
    ):
        yield Question(kind, word, any_form(word, is_last=True), word)
    for kind, one, two in (
        ("two common words", common, other),
        ("a common and a rare word", common, rare),
    ):
        asked = f"{any_form(one)} AND {any_form(two, is_last=True)}"
        yield Question(kind, f"{one} {two}", asked, f"{one} {two}")
    phrase = f'"{rng.choice(FUNCTION_WORDS[:12])} {common}"'
    yield Question("a phrase", phrase, phrase, phrase)
    begun = topic[:3]
    yield Question("three letters and a star", f"{begun}*", f'"{begun}"*', f"{begun}*")
    either = f"{common} OR {topic}"
    asked = f"{any_form(common)} OR {any_form(topic, is_last=True)}"
    yield Question("one OR the other", either, asked, either)
    without = f"{topic} -{common}"
    asked = f"{any_form(topic)} NOT {any_form(common, is_last=True)}"
    yield Question("one without the other", without, asked, without)
    close = f'NEAR("{common}" "{topic}", {CLOSE})'
    yield Question(
        "close together", f"{common} ~near {topic}", close, f'"{common} {topic}"p{CLOSE}'
    )
    pair = "".join(rng.choices(CHINESE[:40], k=2))
    yield Question("two Chinese letters", pair)


def _in_fields(rng: random.Random, forms: Forms, names: Names) -> Iterator[Question]:
    common, topic = _near(COMMON, rng), _near(TOPIC, rng)
    tag = rng.choice(tag_names()[:30])
    filtered = {
        "site: and a word": f"{common} site:{rng.choice(names.sites)}",
        "tag: and a word": f"{common} tag:{tag}",
        "tag:": f"tag:{tag}",
        "speaker: and a word": f'{common} speaker:"{rng.choice(names.speakers)}"',
        "mentions:": f'mentions:"{rng.choice(names.entities)}"',
        "mentions: and a word": f'{common} mentions:"{rng.choice(names.entities)}"',
        "title:": f"title:{topic}",
        "note: and a word": f"note:{common} {topic}",
        "color: kind:highlight": f"color:red kind:highlight {topic}",
        "kind:quote and a word": f"kind:quote {common}",
        "is:unread and a word": f"is:unread {common}",
        "has:note and a word": f"has:note {common}",
        "lang:de": "lang:de",
        "after: before: and a word": f"{common} after:2019-01-01 before:2020-07-01",
    }
    for kind, typed in filtered.items():
        yield Question(kind, typed)
