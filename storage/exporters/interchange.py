"""Everything about articles as JSON: what one Postil writes, another one reads back.

The shape is `FORMAT`, `VERSION`; times are ISO 8601 with `Z`, offsets code points, the original
file and the pictures base64. Parts of a block or mark that have their usual value are left out.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from storage.exported import ArticleExport
from storage.exporters.interchange_findings import Json, entities_json, findings_json
from storage.exporters.interchange_reviews import review_json
from storage.exporters.interchange_shelf import places_json, shelf_json, shelf_of
from storage.exporters.places import iso
from storage.types import (
    COLORS,
    Annotation,
    Article,
    ArticleText,
    Block,
    Mark,
    PictureFile,
    PictureId,
    TextId,
    TextPicture,
    text_order,
)

FORMAT = "postil library export"
# 3 had no stars, collections, saved searches, reviews and tags of articles, 2 no entities,
# mentions and quotes, 1 no pictures, pages and older texts
VERSION = 4


def to_json(exports: Sequence[ArticleExport]) -> str:
    """Write articles completely; the same articles give the same text, in whatever order.

    Gather them with their originals: `library.export(ids, originals=True)`.
    """
    ordered = sorted(exports, key=lambda e: (e.article.imported_at, e.article.uid))
    names = next((export.color_names for export in ordered if export.color_names), {})
    document: Json = {  # in this order, so that even a file cut short says what it is
        "format": FORMAT,
        "version": VERSION,
        "color_names": {color: names[color] for color in COLORS if color in names},
        **shelf_json(shelf_of(ordered)),
        "entities": entities_json(ordered),
        "articles": [_article(export) for export in ordered],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _article(export: ArticleExport) -> Json:
    article, text = export.article, export.text
    numbers = {older.id: number for number, older in enumerate(export.older_texts, start=1)}
    return {
        "uid": article.uid,
        **_metadata(article),
        "state": article.state,
        "finished_at": _moment(article.finished_at),
        "starred": article.is_starred,
        **places_json(export),
        "position": article.position,
        "progress": float(article.progress),
        "text": _text(text, export.pictures),
        "older_texts": [_text(older, {}) for older in export.older_texts],
        "original_name": export.original_name,
        "original": base64.b64encode(export.original).decode("ascii"),
        "annotations": [
            _annotation(a, numbers) | review_json(export.reviews.get(a.uid))
            for a in sorted(export.annotations, key=_order)
        ],
        **findings_json(export),
    }


def _text(text: ArticleText, files: Mapping[PictureId, PictureFile]) -> Json:
    return {
        "content": text.content,
        "sha256": text.sha256,
        "extractor": text.extractor,
        "blocks": [_filled(block) for block in text.blocks],
        "marks": [_filled(mark) for mark in text.marks],
        "pictures": [_picture(picture, files) for picture in text.pictures],
        "pages": [page._asdict() for page in text.pages],
    }


def _metadata(article: Article) -> dict[str, Json]:
    return {
        "title": article.title,
        "byline": article.byline,
        "site": article.site,
        "url": article.url,
        "language": article.language,
        "source": article.source,
        "origin": article.origin,
        "published_at": _moment(article.published_at),
        "imported_at": _moment(article.imported_at),
        "opened_at": _moment(article.opened_at),
        "deleted_at": _moment(article.deleted_at),
    }


def _annotation(annotation: Annotation, older: Mapping[TextId, int]) -> dict[str, Json]:
    """Give an annotation; one that was made on an older text also with where it stands now."""
    passage, span = annotation.passage, annotation.span
    facts: dict[str, Json] = {
        "uid": annotation.uid,
        "start": passage.span.start if passage else None,
        "end": passage.span.end if passage else None,
        "exact": passage.exact if passage else "",
        "prefix": passage.prefix if passage else "",
        "suffix": passage.suffix if passage else "",
        "style": annotation.style,
        "color": annotation.color,
        "note": annotation.note,
        "tags": list(annotation.tags),
        "created_at": _moment(annotation.created_at),
        "updated_at": _moment(annotation.updated_at),
    }
    if passage is not None and annotation.text_id in older:
        facts |= {
            "made_on": older[annotation.text_id],
            "standing": annotation.standing,
            "now_start": span.start if span else None,
            "now_end": span.end if span else None,
        }
    return facts


def _picture(picture: TextPicture, files: Mapping[PictureId, PictureFile]) -> Json:
    """Give a picture with its file, or with its description alone."""
    facts: dict[str, Json] = {
        "start": picture.start,
        "alt": picture.alt,
        "source": picture.source,
    }
    if file := files.get(picture.id):
        body = base64.b64encode(file.body).decode("ascii")
        size: dict[str, Json] = {"width": file.width, "height": file.height}
        facts |= {"media_type": file.media_type, **size, "body": body}
    return facts


def _filled(part: Block | Mark) -> Json:
    """Give what differs from the usual, and what has no usual value."""
    usual = part._field_defaults
    return {key: value for key, value in part._asdict().items() if usual.get(key, ...) != value}


def _moment(moment: datetime | None) -> str | None:
    return iso(moment) if moment else None


def _order(annotation: Annotation) -> tuple[int, int, datetime, str]:
    return (*text_order(annotation)[:2], annotation.created_at, annotation.uid)
