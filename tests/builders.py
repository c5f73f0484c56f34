"""Articles, libraries and annotations for tests; every part has a usual value."""

from __future__ import annotations

import hashlib
import io
import itertools
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PIL import Image

from storage.exported import ArticleExport
from storage.library import Library
from storage.text.passages import describe
from storage.types import (
    COLORS,
    Annotation,
    AnnotationId,
    Article,
    ArticleId,
    ArticleText,
    Block,
    ColorKey,
    ImportedArticle,
    PictureId,
    Span,
    Style,
    TextId,
    TextPicture,
)

CONTENT = (
    "Ministers meet in Geneva 🌍\n\n"
    "“We will act now,” said Ana Ruiz, head of the World Health Organization (WHO).\n\n"
    "What comes next\n\n"
    "Delegates from Kenya and Peru agreed. They meet again in May."
)
TITLE = "Ministers meet in Geneva"
START = datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)


def blocks_of(content: str, headings: Iterable[str] = ()) -> tuple[Block, ...]:
    """Give a paragraph for each part between blank lines; `headings` become level 2."""
    blocks: list[Block] = []
    start = 0
    for part in content.split("\n\n"):
        if part:
            kind = ("heading", 2) if part in headings else ("paragraph", 0)
            blocks.append(Block(start, start + len(part), *kind))
        start += len(part) + 2
    return tuple(blocks)


def make_imported(content: str = CONTENT, **other: object) -> ImportedArticle:
    """Give an article as an importer makes it."""
    values: dict[str, object] = {
        "title": TITLE,
        "blocks": blocks_of(content, headings=["What comes next"]),
        "byline": "Ana Writer",
        "site": "example.org",
        "url": "https://example.org/a" if content == CONTENT else _address_of(content),
        "language": "en",
        "published_at": datetime(2026, 1, 1, tzinfo=UTC),
        "extractor": "plain text 1",
        "original": content.encode("utf-8"),
    }
    return ImportedArticle(content=content, **(values | other))  # type: ignore[arg-type]


def picture_file(size: tuple[int, int] = (4, 3), color: str = "red") -> bytes:
    """Give a small PNG."""
    buffer = io.BytesIO()
    Image.new("RGB", size, color).save(buffer, "PNG")
    return buffer.getvalue()


def _address_of(content: str) -> str:
    return f"https://example.org/{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def ticking_clock(start: datetime = START) -> Callable[[], datetime]:
    """Give a clock that is one second later each time it is asked."""
    seconds = itertools.count()
    return lambda: start + timedelta(seconds=next(seconds))


def make_library(folder: Path, name: str = "library.postil") -> Library:
    """Give a new, empty library with a `ticking_clock`; the test closes it."""
    return Library.open(folder / name, clock=ticking_clock())


def add_article(library: Library, imported: ImportedArticle | None = None) -> ArticleId:
    """Put an article on the shelf."""
    with library.transaction("Import"):
        return library.articles.take(imported or make_imported()).id


def make_annotation(
    library: Library,
    article: ArticleId,
    words: str | None = "Delegates from Kenya and Peru agreed.",
    *,
    color: ColorKey = "yellow",
    style: Style = "highlight",
    note: str = "",
    tags: Iterable[str] = (),
) -> AnnotationId:
    """Mark the first place where the words stand; None writes a note on the article."""
    text = library.texts.current(article)
    span = None
    if words is not None:
        start = text.content.index(words)
        span = Span(start, start + len(words))
    with library.transaction("Add annotation"):
        return library.annotations.add(text, span, style=style, color=color, note=note, tags=tags)


def export_of(library: Library, *articles: ArticleId) -> list[ArticleExport]:
    """Gather articles, by default all on the shelf, as an exporter gets them."""
    wanted = articles or tuple(ArticleId(id_) for id_ in library.articles.ids())
    return library.export(wanted, originals=True)


def annotation_on(content: str, span: Span | None, number: int = 1, **other: object) -> Annotation:
    """Give an annotation without a library; `number` is its id and in its uid."""
    values: dict[str, object] = {
        "id": AnnotationId(number),
        "uid": f"{number:032x}",
        "article_id": ArticleId(1),
        "text_id": TextId(1),
        "passage": describe(content, span) if span else None,
        "span": span,
        "standing": "exact",
        "style": "highlight",
        "color": "yellow",
        "note": "",
        "tags": (),
        "created_at": START,
        "updated_at": START,
    }
    return Annotation(**(values | other))  # type: ignore[arg-type]


def make_export(
    imported: ImportedArticle, *annotations: Annotation, **color_names: str
) -> ArticleExport:
    """Give what an exporter gets, without a library."""
    article = Article(
        id=ArticleId(1),
        uid="a" * 32,
        title=imported.title,
        byline=imported.byline,
        site=imported.site,
        url=imported.url,
        language=imported.language,
        published_at=imported.published_at,
        imported_at=START,
        opened_at=None,
        deleted_at=None,
        source=imported.source,
        origin=imported.origin,
        state="unread",
        position=0,
        progress=0.0,
        length=len(imported.content),
        annotation_count=len(annotations),
    )
    text = ArticleText(
        id=TextId(1),
        article_id=article.id,
        version=1,
        content=imported.content,
        blocks=imported.blocks,
        marks=imported.marks,
        sha256=hashlib.sha256(imported.content.encode("utf-8")).hexdigest(),
        extractor=imported.extractor,
        pictures=tuple(
            TextPicture(p.start, p.alt, p.source, PictureId(number), p.file.width, p.file.height)
            if p.file
            else TextPicture(p.start, p.alt, p.source, PictureId(0), 0, 0)
            for number, p in enumerate(imported.pictures, 1)
        ),
        pages=imported.pages,
    )
    names = {color: color_names.get(color, color.capitalize()) for color in COLORS}
    files = {PictureId(n): p.file for n, p in enumerate(imported.pictures, 1) if p.file}
    return ArticleExport(article, text, annotations, names, files, imported.original)
