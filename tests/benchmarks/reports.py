"""Made-up articles that name people and let them speak, the same for the same seed.

An article keeps to a topic, whose words come again in its title, as in real ones; names stand in
the text where its findings say.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TypeVar

from storage.finders.detector import DETECTOR, VERSION
from storage.found import EntityKind, Findings, FoundEntity, FoundMention, FoundQuote
from storage.text.web_keys import url_key
from storage.types import Block, ImportedArticle, Mark, Span
from tests.benchmarks import lexicon
from tests.benchmarks.corpus import FUNCTION_WORDS

TOPICS = 200
TOPIC_WORDS = 500
TOPICAL = 6  # every so manieth word of a text is of its topic
MEDIAN_WORDS, SPREAD = 420, 0.62  # of a lognormal: 500 on average, one in a thousand has 2,900
SHORTEST, LONGEST = 30, 20_000  # words
SENTENCE = (6, 28)  # words
PARAGRAPH = (2, 6)  # sentences
SITES = 200
PEOPLE, ORGANISATIONS, PLACES = 12_000, 5_000, 3_000  # per 100,000 articles
SPEAKERS = 2_000
NAMED = 3.9  # names an article, on average; with speakers and repetitions 5 mentions
QUOTED = 0.36  # of the articles; those have 1 to 2 quotes
CUES = ("said", "told reporters", "noted", "argued", "warned")
YEARS = 10
FIRST_DAY = datetime.fromisoformat("2016-01-04T06:00:00+00:00")


Favoured = TypeVar("Favoured")


@dataclass(frozen=True, slots=True)
class Report:
    """An article as an importer gives it, what a finder finds in it, and when it comes in."""

    imported: ImportedArticle
    findings: Findings
    sentences: tuple[Span, ...]  # what a reader would mark
    added_at: datetime


@dataclass(frozen=True, slots=True)
class _Name:
    kind: EntityKind
    name: str


class Reports:
    """Gives `count` articles, by the day on which they come in."""

    def __init__(self, count: int) -> None:
        """Say how many there will be: names and days are spread over all of them."""
        self.count = count
        self._rng = random.Random(count)
        self._words = lexicon.Words(lexicon.english(), count)

    def __iter__(self) -> Iterator[Report]:
        """Make one after another."""
        for number in range(self.count):
            share = number / self.count
            day = FIRST_DAY + timedelta(days=365.25 * YEARS * share, seconds=number % 50_000)
            yield self._report(number, day)

    # -- what all have in common

    @cached_property
    def _topics(self) -> list[lexicon.Words]:
        """Give each topic's own words: some frequent, most not."""
        words = self._words.by_rank
        rng = random.Random(21)
        found = []
        for number in range(TOPICS):
            ranks = {int(150 * 1.0105 ** rng.uniform(0, 600)) for _ in range(TOPIC_WORDS)}
            own = [words[rank] for rank in ranks]
            rng.shuffle(own)
            found.append(lexicon.Words(own, number + self.count))
        return found

    @cached_property
    def _sites(self) -> list[str]:
        endings = ("com", "org", "net", "co.uk", "news")
        rng = random.Random(22)
        return [f"{name.lower()}.{rng.choice(endings)}" for name in lexicon.names(SITES, 23)]

    @cached_property
    def _names(self) -> list[_Name]:
        """Give all names, the most frequent first, kinds mixed; the first ones speak most."""
        rng = random.Random(24)
        scale = max(self.count / 100_000, 0.002)
        first, last = lexicon.names(300, 25), lexicon.names(4_000, 26)
        people = dict.fromkeys(
            f"{rng.choice(first)} {rng.choice(last)}" for _ in range(int(PEOPLE * scale))
        )
        places = lexicon.names(int(PLACES * scale), 27)
        heads = ("Bank of {}", "University of {}", "{} Institute", "Ministry of {}", "{} Group")
        organisations = dict.fromkeys(
            rng.choice(heads).format(name) for name in lexicon.names(int(ORGANISATIONS * scale), 28)
        )
        found = [
            *(_Name("person", name) for name in people),
            *(_Name("place", name) for name in places),
            *(_Name("organisation", name) for name in organisations),
        ]
        rng.shuffle(found)
        return found

    @cached_property
    def _speakers(self) -> list[_Name]:
        people = [name for name in self._names if name.kind == "person"]
        return people[: max(20, SPEAKERS * self.count // 100_000)]

    # -- one of them

    def _report(self, number: int, day: datetime) -> Report:
        rng = self._rng
        language = rng.choices(list(lexicon.LANGUAGES), list(lexicon.LANGUAGES.values()))[0]
        if language in lexicon.UNSPACED:
            title, sentences, said = self._unspaced(lexicon.UNSPACED[language])
        else:
            title, sentences, said = self._spaced(language)
        content, blocks, spans = _laid_out(sentences, rng)
        site = _favoured(self._sites, 3, rng)
        url = f"https://{site}/{day.year}/{number}-{'-'.join(title.lower().split()[:5])}"
        first, last = blocks[0], blocks[-1]
        emphasis = Mark(first.start, min(first.start + 3, first.end), "emphasis")
        link = Mark(last.start, min(last.start + 4, last.end), "link", f"https://{site}/about")
        imported = ImportedArticle(
            title=title,
            content=content,
            blocks=blocks,
            marks=(emphasis, link) if len(blocks) > 1 else (),
            byline=rng.choice(self._names[:200]).name if rng.random() < 0.7 else "",
            site=site,
            url=url,
            language=language,
            published_at=day - timedelta(days=rng.expovariate(1 / 20))
            if rng.random() < 0.95
            else None,
            source="html",
            extractor="benchmark",
            original=content.encode(),
            original_name="article.html",
        )
        assert url_key(url), "articles of one address would be versions of one another"
        return Report(imported, _found(content, language, said), tuple(spans), day)

    def _spaced(self, language: str) -> tuple[str, list[str], _Said]:
        rng = self._rng
        length = int(rng.lognormvariate(0, SPREAD) * MEDIAN_WORDS)
        length = min(LONGEST, max(SHORTEST, length))
        if language == "en":
            topic = rng.choice(self._topics)
            words = self._words.draw(length)
            own = words[3::TOPICAL] = topic.draw(len(range(3, length, TOPICAL)))
        else:
            own = words = _foreign(language).draw(length)
        said = self._cast()
        _name_them(words, said.named, rng)
        sentences = _sentences(words, rng)
        for person in said.speaking:
            place = rng.randrange(len(sentences))
            quote = f"“{sentences[place].rstrip('.')}”"
            said.quotes.append((quote, person))
            sentences[place] = f"{quote}, {person.name} {rng.choice(CUES)}."
        heading = [word for word in own[:6] if word not in FUNCTION_WORDS]
        if said.named and rng.random() < 0.3:
            heading.insert(0, said.named[0].name)
        title = " ".join(heading) or "untitled"
        return title[0].upper() + title[1:], sentences, said

    def _unspaced(self, characters: str) -> tuple[str, list[str], _Said]:
        rng = self._rng
        said = _Said([], [], [])
        count = max(3, int(rng.lognormvariate(0, SPREAD) * 30))
        sentences = [
            "".join(rng.choices(characters, k=rng.randint(10, 45))) + "。" for _ in range(count)
        ]
        return "".join(rng.choices(characters, k=rng.randint(6, 18))), sentences, said

    def _cast(self) -> _Said:
        """Choose whom an article names, a few of them in very many articles, and who speaks."""
        rng = self._rng
        count = min(12, int(rng.expovariate(1 / NAMED)))
        own = [_favoured(self._names, 30, rng) for _ in range(count)]
        speaking = []
        if rng.random() < QUOTED:
            speaking = [_favoured(self._speakers, 20, rng)] * rng.randint(1, 2)
        return _Said(list(dict.fromkeys(own)), speaking, [])


@dataclass(frozen=True, slots=True)
class _Said:
    """Whom a text names and who speaks in it, with the words of each quote."""

    named: list[_Name]
    speaking: list[_Name]
    quotes: list[tuple[str, _Name]]


_FOREIGN: dict[str, lexicon.Words] = {}


def _foreign(language: str) -> lexicon.Words:
    if language not in _FOREIGN:
        _FOREIGN[language] = lexicon.Words(lexicon.foreign(language), 31)
    return _FOREIGN[language]


def _favoured(some: Sequence[Favoured], width: int, rng: random.Random) -> Favoured:
    """Choose one, the first ones very often: about `width` of them share half of the choices."""
    place = int(rng.paretovariate(0.5) * width) - width
    return some[place] if place < len(some) else rng.choice(some)


def _name_them(words: list[str], names: list[_Name], rng: random.Random) -> None:
    """Put each name in the place of a word, some of them twice."""
    for name in names:
        for _ in range(1 + (rng.random() < 0.4)):
            words[rng.randrange(len(words))] = name.name


def _sentences(words: list[str], rng: random.Random) -> list[str]:
    found = []
    first = 0
    while first < len(words):
        length = rng.randint(*SENTENCE)
        text = " ".join(words[first : first + length])
        found.append(f"{text[0].upper()}{text[1:]}.")
        first += length
    return found


def _laid_out(
    sentences: list[str], rng: random.Random
) -> tuple[str, tuple[Block, ...], list[Span]]:
    """Join sentences to paragraphs; gives text, layout and where each sentence stands."""
    parts: list[str] = []
    blocks: list[Block] = []
    spans: list[Span] = []
    start = first = 0
    while first < len(sentences):
        some = sentences[first : first + rng.randint(*PARAGRAPH)]
        first += len(some)
        at = start
        for sentence in some:
            spans.append(Span(at, at + len(sentence)))
            at += len(sentence) + 1
        parts.append(" ".join(some))
        blocks.append(Block(start, start + len(parts[-1]), "paragraph"))
        start += len(parts[-1]) + 2
    return "\n\n".join(parts), tuple(blocks), spans


def _found(content: str, language: str, said: _Said) -> Findings:
    """Give every place where the names stand, and the quotes with their speakers."""
    cast = list(dict.fromkeys([*said.named, *said.speaking]))
    mentions: list[FoundMention] = []
    taken: list[tuple[int, int]] = []
    for number, name in enumerate(cast):
        at = content.find(name.name)
        while at >= 0:
            end = at + len(name.name)
            if all(end <= start or at >= stop for start, stop in taken):
                taken.append((at, end))
                mentions.append(FoundMention(at, end, number, 0.5 + len(name.name) % 50 / 100))
            at = content.find(name.name, end)
    quotes = []
    for words, person in dict(said.quotes).items():
        start = content.find(words)
        speaker = content.find(person.name, start + len(words))
        quotes.append(
            FoundQuote(
                Span(start, start + len(words)),
                "direct" if len(words) % 5 else "indirect",
                speaker=Span(speaker, speaker + len(person.name)),
                entity=cast.index(person) if len(words) % 12 else None,
                confidence=0.5 + len(words) % 50 / 100,
                speaker_confidence=0.4 + len(words) % 60 / 100,
            )
        )
    return Findings(
        *(DETECTOR, VERSION, language),
        tuple(FoundEntity(name.kind, name.name) for name in cast),
        tuple(sorted(mentions)),
        tuple(sorted(quotes, key=lambda quote: quote.span)),
    )
