"""Libraries to measure with: made once into the work folder, copied where a run writes."""

from __future__ import annotations

import hashlib
import io
import os
import random
import shutil
import sys
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

from storage.found import ENTITY_KINDS, Findings, FoundEntity, FoundMention, FoundQuote
from storage.importers.reading import read_text
from storage.library import Library
from storage.store import Clock
from storage.types import (
    COLORS,
    PICTURE,
    ArticleId,
    Block,
    BlockKind,
    ImportedArticle,
    ImportedPicture,
    PictureFile,
    Span,
)
from tests.benchmarks.corpus import Prose
from tests.benchmarks.findings import fill_findings
from tests.builders import START, blocks_of, ticking_clock

ROOT = Path(__file__).parents[2]
VERSION = 1  # raise it when what is made here changes
SIZES = {"4k": 4_000, "100k": 100_000, "3M": 3_000_000}
SHELF = 100_000  # articles
SHORT = 1_200  # characters of each, on average
BATCH = 2_000  # articles or annotations in one transaction
QUOTED_ARTICLES = 10_000
QUOTES_EACH = 10
NAMED_ARTICLES = 10_000
MENTIONS_EACH = 12
NAMES = 20_000
SPEAKERS = 2_000
LONGEST_MARK = 180  # characters
PICTURES = 500  # of an illustrated book


class Libraries:
    """The work folder; a library is made when it is first asked for, which can take minutes."""

    def __init__(self, work: Path, *, shelf: int = SHELF) -> None:
        self._folder = work / f"made-{VERSION}-{_schema_hash()}"
        self._folder.mkdir(parents=True, exist_ok=True)
        self.scratch = work / f"scratch-{os.getpid()}"  # of one run; two may go on at once
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir()
        self.shelf_size = shelf

    def page(self, size: str, highlights: int, *, has_findings: bool = False) -> Path:
        """Give a copy of a library of a long article (1) with highlights, and a short one (2).

        With findings the long one has 5 names per 1,000 characters, and quotes.
        """
        found = "-found" if has_findings else ""
        made = self._folder / f"page-{size}-{highlights}{found}.postil"
        if not made.exists():

            def fill(library: Library) -> None:
                _fill_pages(library, size, highlights)
                if has_findings:
                    fill_findings(library, first_article(library))

            self._make(made, fill)
        copy = self.scratch / made.name
        for old in self.scratch.glob(f"{made.name}*"):
            old.unlink()
        shutil.copyfile(made, copy)
        return copy

    def illustrated(self) -> Path:
        """Give a copy of a library of a book of 3 million characters with 500 pictures (1)."""
        made = self._folder / f"pictures-{PICTURES}.postil"
        if not made.exists():
            self._make(made, _fill_illustrated)
        copy = self.scratch / made.name
        shutil.copyfile(made, copy)
        return copy

    def shelf(self) -> Path:
        """Give the library of many short articles itself: add and delete nothing there."""
        made = self._folder / f"shelf-{self.shelf_size}.postil"
        if not made.exists():
            self._make(made, lambda library: _fill_shelf(library, self.shelf_size))
        return made

    def quotes(self) -> Path:
        """Give the library of many quotes itself: change nothing there."""
        made = self._folder / f"quotes-{QUOTED_ARTICLES}.postil"
        if not made.exists():
            self._make(made, _fill_quotes)
        return made

    def names(self) -> Path:
        """Give the library of many mentions itself: change nothing there."""
        made = self._folder / f"names-{NAMED_ARTICLES}.postil"
        if not made.exists():
            self._make(made, _fill_names)
        return made

    def text_file(self, size: str) -> Path:
        """Give a text file to import."""
        made = self._folder / f"text-{size}.txt"
        if not made.exists():
            made.write_text(long_text(size), encoding="utf-8")
        return made

    def make(self, name: str, fill: Callable[[Library], None], *, clock: Clock) -> Path:
        """Give the library of a name itself, filled if there was none: change nothing there."""
        target = self._folder / f"{name}.postil"
        if not target.exists():
            self._make(target, fill, clock=clock)
        return target

    def _make(
        self, target: Path, fill: Callable[[Library], None], *, clock: Clock | None = None
    ) -> None:
        sys.stderr.write(f"making {target.name} …\n")
        part = target.with_suffix(".part")
        for old in self._folder.glob(f"{part.name}*"):
            old.unlink()
        with Library.open(part, clock=clock or ticking_clock(START - timedelta(days=9))) as library:
            fill(library)
        part.rename(target)


def long_text(size: str) -> str:
    """Give the text of a size: paragraphs between blank lines, its title first."""
    prose = Prose(SIZES[size])
    return "\n\n".join([prose.title(), *prose.paragraphs(SIZES[size])])


def _fill_pages(library: Library, size: str, highlights: int) -> None:
    prose = Prose(1)
    with library.unrecorded():
        article = library.articles.take(read_text(long_text(size))).id
        library.articles.take(read_text("\n\n".join([prose.title(), *prose.paragraphs(4000)])))
    text = library.texts.current(article)
    rng = random.Random(highlights)
    starts = sorted(rng.randrange(len(text.content) - LONGEST_MARK) for _ in range(highlights))
    for first in range(0, highlights, BATCH):
        with library.unrecorded():
            for number, start in enumerate(starts[first : first + BATCH]):
                length = rng.randint(12, LONGEST_MARK)
                library.annotations.add(
                    text,
                    Span(start, start + length),
                    style="underline" if number % 4 == 0 else "highlight",
                    color=COLORS[number % len(COLORS)],
                    note=prose.sentence() if number % 5 == 0 else "",
                    tags=[rng.choice(prose.vocabulary[200:230])] if number % 7 == 0 else (),
                )


def _fill_quotes(library: Library) -> None:
    """Find ten quotes in each of many articles; a few speakers have most of them."""
    prose, rng = Prose(1), random.Random(5)
    names = [f"{prose.title().split()[0]} {number}" for number in range(SPEAKERS)]
    for first in range(0, QUOTED_ARTICLES, BATCH):
        with library.unrecorded():
            for _ in range(first, first + BATCH):
                words = "\n\n".join([prose.title(), *prose.paragraphs(SHORT)])
                taken = library.articles.take(read_text(words))
                text = library.texts.current(taken.id)
                library.findings.record(text, _found_in(text.content, names, rng))


def _found_in(content: str, names: list[str], rng: random.Random) -> Findings:
    starts = sorted(rng.randrange(len(content) - LONGEST_MARK) for _ in range(QUOTES_EACH))
    spoken = [min(SPEAKERS - 1, int(rng.expovariate(1 / 200))) for _ in starts]
    own = list(dict.fromkeys(spoken))
    return Findings(
        "postil",
        "1",
        "en",
        tuple(FoundEntity("person", names[speaker]) for speaker in own),
        quotes=tuple(
            FoundQuote(
                Span(start, start + rng.randint(40, LONGEST_MARK)),
                "indirect" if number % 4 == 0 else "direct",
                entity=own.index(speaker) if number % 8 else None,
                confidence=rng.random(),
                speaker_confidence=rng.random(),
            )
            for number, (start, speaker) in enumerate(zip(starts, spoken, strict=True))
        ),
    )


def _fill_names(library: Library) -> None:
    """Mention a dozen people, organisations, ... in each of many articles, a few of them often."""
    prose, rng = Prose(1), random.Random(6)
    names = [f"{prose.title().split()[0]} {number}" for number in range(NAMES)]
    for first in range(0, NAMED_ARTICLES, BATCH):
        with library.unrecorded():
            for _ in range(first, first + BATCH):
                words = "\n\n".join([prose.title(), *prose.paragraphs(SHORT)])
                text = library.texts.current(library.articles.take(read_text(words)).id)
                chosen = [min(NAMES - 1, int(rng.paretovariate(0.6))) for _ in range(MENTIONS_EACH)]
                own = list(dict.fromkeys(chosen))
                step = len(text.content) // (MENTIONS_EACH + 1)
                findings = Findings(
                    *("postil", "1", "en"),
                    tuple(FoundEntity(ENTITY_KINDS[n % 3], names[n]) for n in own),
                    tuple(
                        FoundMention(place * step, place * step + 9, own.index(n), 0.9)
                        for place, n in enumerate(chosen)
                    ),
                )
                library.findings.record(text, findings)


def _fill_illustrated(library: Library) -> None:
    """Put a picture block with a caption after every so many paragraphs of the longest text."""
    prose = Prose(1)
    paragraphs = long_text("3M").split("\n\n")
    every = len(paragraphs) // PICTURES
    content, blocks, pictures = [], [], []
    length = 0

    def add(words: str, kind: BlockKind) -> None:
        nonlocal length
        content.append(words)
        blocks.append(Block(length, length + len(words), kind))
        length += len(words) + 2

    for number, words in enumerate(paragraphs):
        add(words, "paragraph")
        if number % every == every - 1 and len(pictures) < PICTURES:
            file = _photo(len(pictures))
            pictures.append(ImportedPicture(length, prose.title(), "", file))
            add(PICTURE, "picture")
            add(prose.sentence(), "caption")
    text = "\n\n".join(content)
    article = ImportedArticle(
        title=prose.title(),
        content=text,
        blocks=tuple(blocks),
        pictures=tuple(pictures),
        source="epub",
        extractor="benchmark",
        original=b"-",
    )
    with library.unrecorded():
        library.articles.take(article)
        library.articles.take(read_text("\n\n".join([prose.title(), *prose.paragraphs(4000)])))


def _photo(number: int) -> PictureFile:
    """Give a JPEG with as much in it as a photograph of 1,600 x 1,067 pixels."""
    from PIL import Image, ImageFilter

    rng = random.Random(number)
    coarse = Image.frombytes("RGB", (100, 67), rng.randbytes(100 * 67 * 3))
    image = coarse.resize((1600, 1067)).filter(ImageFilter.GaussianBlur(2))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return PictureFile(buffer.getvalue(), "image/jpeg", *image.size)


def _fill_shelf(library: Library, count: int) -> None:
    prose = Prose(2)
    lengths = random.Random(3)
    for first in range(0, count, BATCH):
        with library.unrecorded():
            for _ in range(first, min(count, first + BATCH)):
                library.articles.take(_short(prose, int(lengths.triangular(400, 2600, 600))))


def _short(prose: Prose, length: int) -> ImportedArticle:
    content = "\n\n".join(prose.paragraphs(length))
    return ImportedArticle(
        title=prose.title(),
        content=content,
        blocks=blocks_of(content),
        byline=prose.title()[:20],
        site="example.org",
        language="en",
        published_at=START,
        extractor="plain text 1",
        original=content.encode(),
    )


def first_article(library: Library) -> ArticleId:
    """Give the article that was added first."""
    return ArticleId(min(library.articles.ids()))


def _schema_hash() -> str:
    files: Iterable[Path] = sorted((ROOT / "storage" / "sql").glob("*.sql"))
    files = (*files, ROOT / "storage" / "migrations.py")
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:8]
