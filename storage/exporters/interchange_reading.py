"""A complete JSON export back as typed objects, after everything in it has been checked."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast, get_args

from storage.errors import ImportFailed
from storage.exported import ArticleExport, KeptShelf
from storage.exporters.interchange import FORMAT, VERSION
from storage.exporters.interchange_findings import Entities, read_entities, read_findings
from storage.exporters.interchange_parts import Part, refusal
from storage.exporters.interchange_reviews import read_reviews
from storage.exporters.interchange_shelf import read_places, read_shelf
from storage.importers.pictures import checked
from storage.text.addresses import is_link
from storage.text.canonical import canonical
from storage.types import (
    COLORS,
    PICTURE,
    READING_STATES,
    STANDINGS,
    STYLES,
    Annotation,
    AnnotationId,
    Article,
    ArticleId,
    ArticleText,
    Block,
    BlockKind,
    ColorKey,
    Mark,
    MarkKind,
    PageStart,
    Passage,
    PictureFile,
    PictureId,
    SourceFormat,
    Span,
    Standing,
    TextId,
    TextPicture,
)

Check = Callable[[bytes], PictureFile | None]  # as `checked`

DEEPEST = 100  # levels of lists and quotes: more is no layout


def is_export(text: str) -> bool:
    """Say whether a text looks like one of Postil's exports, whole or not."""
    start = text.lstrip("\ufeff \t\r\n")
    return start.startswith("{") and f'"{FORMAT}"' in text


def from_json(text: str, check: Check = checked) -> list[ArticleExport]:
    """Give what `to_json` wrote; the ids in it are all 0, but older texts are numbered from 1.

    `check` is asked about each picture: pictures from elsewhere are for the reading process.

    Raises: ImportFailed if any part is not as it must be.
    """
    try:
        document = json.loads(text.removeprefix("\ufeff"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise ImportFailed(
            "This file is no complete Postil export: it breaks off or was changed. "
            "Nothing was added. Export it again."
        ) from error
    part = Part(document, "the file")
    if part.value("format") != FORMAT:
        raise ImportFailed("This JSON file is no Postil export. Nothing was added.")
    version = part.number("version", 1, 10**6)
    if version > VERSION:
        raise ImportFailed(
            f"This export was made by a newer Postil (format {version}). Update Postil to read "
            "it. Nothing was added."
        )
    names = _color_names(part)
    entities, shelf = read_entities(part), read_shelf(part)
    exports = [
        _article(article, names, entities, shelf, check)
        for article in part.parts("articles", "article")
    ]
    _refuse_twice([e.article.uid for e in exports], "article")
    _refuse_twice([a.uid for e in exports for a in e.annotations], "annotation")
    _refuse_twice([q.uid for e in exports for q in e.kept.quotes], "quote")
    return exports


def _article(
    part: Part, names: dict[ColorKey, str], entities: Entities, shelf: KeptShelf, check: Check
) -> ArticleExport:
    title = part.text("title")
    if not title:
        raise part.failed("it has no title")
    text, files = _text(Part(part.value("text"), f"the text of {part.where}"), check)
    older = tuple(
        replace(_text(one, check)[0], id=TextId(number))
        for number, one in enumerate(part.parts("older_texts", "older text"), start=1)
    )
    annotations = tuple(
        _annotation(a, (text, *older)) for a in part.parts("annotations", "annotation")
    )
    article = Article(
        id=ArticleId(0),
        uid=part.uid(),
        title=title,
        byline=part.text("byline"),
        site=part.text("site"),
        url=part.text("url"),
        language=part.text("language"),
        published_at=part.moment_or_none("published_at"),
        imported_at=part.moment("imported_at"),
        opened_at=part.moment_or_none("opened_at"),
        deleted_at=part.moment_or_none("deleted_at"),
        source=part.one_of("source", cast("tuple[SourceFormat, ...]", get_args(SourceFormat))),
        origin=part.text("origin"),
        state=part.one_of("state", READING_STATES),
        position=min(part.number("position", 0, 2**53), len(text.content)),
        progress=part.share("progress"),
        length=len(text.content),
        annotation_count=len(annotations),
        is_starred=part.claim("starred", False),
        finished_at=part.moment_or_none("finished_at"),
    )
    try:
        original = base64.b64decode(part.text("original"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise part.failed("its original file is damaged") from error
    name = part.text("original_name", "")
    tags, collections = read_places(part, shelf)
    return ArticleExport(
        *(article, text, annotations, names, files, original, name, older),
        kept=read_findings(part, text.content, entities),
        tags=tags,
        collections=collections,
        shelf=shelf,
        reviews=read_reviews(part),
    )


def _text(part: Part, check: Check) -> tuple[ArticleText, dict[PictureId, PictureFile]]:
    """Give a text and the files of its pictures, which are numbered from 1."""
    content = part.text("content")
    if canonical(content.replace(PICTURE, "-")) != content.replace(PICTURE, "-"):
        raise part.failed("it has characters that no text of Postil has")
    sha256 = hashlib.sha256(content.encode("utf-8")).hexdigest()
    if part.text("sha256") != sha256:
        raise part.failed("it was changed after the export")
    pictures, files = _pictures(part, content, check)
    text = ArticleText(
        id=TextId(0),
        article_id=ArticleId(0),
        version=1,
        content=content,
        blocks=_blocks(part, content),
        marks=tuple(_mark(mark, len(content)) for mark in part.parts("marks", "mark")),
        sha256=sha256,
        extractor=part.text("extractor"),
        pictures=pictures,
        pages=tuple(
            PageStart(page.number("start", 0, len(content)), page.text("label"))
            for page in part.parts("pages", "page")
        ),
    )
    return text, files


def _pictures(
    part: Part, content: str, check: Check
) -> tuple[tuple[TextPicture, ...], dict[PictureId, PictureFile]]:
    """Give the pictures by start; a file that cannot be shown safely is left out."""
    pictures: list[TextPicture] = []
    files: dict[PictureId, PictureFile] = {}
    for number, one in enumerate(part.parts("pictures", "picture"), start=1):
        start = one.number("start", 0, len(content))
        if content[start : start + 1] != PICTURE:
            raise one.failed("it stands where the text has none")
        try:
            body = base64.b64decode(one.text("body", ""), validate=True)
        except (binascii.Error, ValueError) as error:
            raise one.failed("its file is damaged") from error
        file = check(body) if body else None
        if file is not None:
            files[PictureId(number)] = file
        source = one.text("source", "")
        pictures.append(
            TextPicture(
                start,
                one.text("alt", ""),
                source if is_link(source) else "",
                PictureId(number if file else 0),
                file.width if file else 0,
                file.height if file else 0,
            )
        )
    if len({picture.start for picture in pictures}) < len(pictures):
        raise part.failed("two of its pictures stand at one place")
    return tuple(sorted(pictures)), files


def _blocks(part: Part, content: str) -> tuple[Block, ...]:
    """Give the blocks, which are in order and leave out nothing but white space."""
    kinds = cast("tuple[BlockKind, ...]", get_args(BlockKind))
    most = len(part.items("blocks"))
    blocks: list[Block] = []
    reached = 0
    for one in part.parts("blocks", "block"):
        kind = one.one_of("kind", kinds, "paragraph")
        start = one.number("start", reached, len(content))
        block = Block(
            start=start,
            end=one.number("end", start if kind == "rule" else start + 1, len(content)),
            kind=kind,
            level=one.number("level", 0, 6 if kind == "heading" else DEEPEST, 0),
            quote=one.number("quote", 0, DEEPEST, 0),
            marker=one.text("marker", ""),
            table=one.number("table", 0, most, 0),
            row=one.number("row", 0, most, 0),
            column=one.number("column", 0, most, 0),
        )
        if content[reached : block.start].strip():
            raise one.failed("there are words before it that belong to no block")
        reached = block.end
        blocks.append(block)
    if content[reached:].strip():
        raise part.failed("there are words at its end that belong to no block")
    return tuple(blocks)


def _mark(part: Part, length: int) -> Mark:
    start = part.number("start", 0, length)
    end = part.number("end", start + 1, length)
    kinds = cast("tuple[MarkKind, ...]", get_args(MarkKind))
    kind, target = part.one_of("kind", kinds), part.text("target", "")
    if kind in ("note", "jump"):
        is_place = target.isascii() and target.isdigit() and int(target[:20]) < length
        return Mark(start, end, kind, target if is_place else str(start))
    return Mark(start, end, kind, target if is_link(target) else "")


def _annotation(part: Part, texts: Sequence[ArticleText]) -> Annotation:
    tags = [Part({"tag": tag}, part.where).text("tag") for tag in part.items("tags")]
    text = texts[part.number("made_on", 0, len(texts) - 1, 0)]
    passage = _passage(part, text.content)
    span, standing = _standing(part, text, passage, len(texts[0].content))
    return Annotation(
        id=AnnotationId(0),
        uid=part.uid(),
        article_id=ArticleId(0),
        text_id=text.id,
        passage=passage,
        span=span,
        standing=standing,
        style=part.one_of("style", STYLES),
        color=part.one_of("color", COLORS),
        note=part.text("note"),
        tags=tuple(tags),
        created_at=part.moment("created_at"),
        updated_at=part.moment("updated_at"),
    )


def _passage(part: Part, content: str) -> Passage | None:
    exact = part.text("exact")
    if part.value("start") is None and part.value("end") is None and not exact:
        return None
    start = part.number("start", 0, len(content))
    end = part.number("end", start + 1, len(content))
    prefix, suffix = part.text("prefix"), part.text("suffix")
    stands = content[start:end] == exact
    if not (stands and content.endswith(prefix, 0, start) and content.startswith(suffix, end)):
        raise part.failed("its words do not stand where it says")
    return Passage(Span(start, end), exact, prefix, suffix)


def _standing(
    part: Part, text: ArticleText, passage: Passage | None, length: int
) -> tuple[Span | None, Standing]:
    """Give where it stands in the present text, of so many characters, and how sure that is."""
    if passage is None or not text.id:
        return (passage.span if passage else None), "exact"
    standing = part.one_of("standing", STANDINGS)
    if standing == "lost":
        return None, standing
    start = part.number("now_start", 0, length)
    return Span(start, part.number("now_end", start + 1, length)), standing


def _color_names(part: Part) -> dict[ColorKey, str]:
    given = Part(part.value("color_names"), "the list of colours")
    names = {color: " ".join(given.text(color, "").split()) for color in COLORS}
    return {color: name for color, name in names.items() if name}


def _refuse_twice(uids: list[str], name: str) -> None:
    if len(set(uids)) < len(uids):
        raise refusal("the file", f"the same {name} is in it twice")


def _no_number(word: str) -> float:
    raise ValueError(word)
