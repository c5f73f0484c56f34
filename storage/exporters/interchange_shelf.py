"""Where articles are, in a JSON export: written, and read back checked.

Collections, colours of tags and saved searches stand once for the whole file; articles name their
collections by path. A file of some articles has only what these use, one of all articles all.
"""

from __future__ import annotations

from collections.abc import Sequence

from storage.exported import ArticleExport, KeptCollection, KeptSearch, KeptShelf
from storage.exporters.interchange_findings import Json
from storage.exporters.interchange_parts import Part, refusal
from storage.text.canonical import canonical
from storage.types import COLORS, ColorKey


def shelf_of(exports: Sequence[ArticleExport]) -> KeptShelf:
    """Give what a file of these articles has of their library."""
    shelf = next((export.shelf for export in exports if export.shelf.size), KeptShelf())
    on_shelf = {e.article.uid for e in exports if e.article.deleted_at is None}
    if len(on_shelf) >= shelf.size:
        return shelf
    tags = {tag for e in exports for tag in (*e.tags, *_tags_of_annotations(e))}
    paths = {path for export in exports for path in export.collections}
    return KeptShelf(
        tag_colors={tag: c for tag, c in shelf.tag_colors.items() if tag in tags},
        collections=tuple(
            one
            for one in shelf.collections
            if any(f"{path}/".startswith(f"{one.path}/") for path in paths)
        ),
    )


def shelf_json(shelf: KeptShelf) -> dict[str, Json]:
    """Give the parts of a file that are about the library as a whole."""
    return {
        "tag_colors": {tag: shelf.tag_colors[tag] for tag in sorted(shelf.tag_colors)},
        "collections": [{"uid": one.uid, "path": one.path} for one in shelf.collections],
        "searches": [
            {"uid": one.uid, "name": one.name, "query": one.query} for one in shelf.searches
        ],
    }


def places_json(export: ArticleExport) -> dict[str, Json]:
    """Give the tags and collections of an article."""
    return {"tags": list(export.tags), "collections": list(export.collections)}


def read_shelf(part: Part) -> KeptShelf:
    """Give what a file has of its library. Raises: ImportFailed."""
    collections = tuple(
        KeptCollection(one.uid(), _path(one.text("path"), one))
        for one in part.parts("collections", "collection")
    )
    for kind, uids in (
        ("collection", [one.path for one in collections]),
        ("collection", [one.uid for one in collections]),
    ):
        if len(set(uids)) < len(uids):
            raise refusal(part.where, f"the same {kind} is in it twice")
    return KeptShelf(
        tag_colors=_tag_colors(part),
        collections=collections,
        searches=tuple(
            KeptSearch(one.uid(), _words(one, "name"), _words(one, "query"))
            for one in part.parts("searches", "saved search")
        ),
    )


def read_places(part: Part, shelf: KeptShelf) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the tags of an article and its collections, which the file has. Raises: ImportFailed."""
    known = {one.path for one in shelf.collections}
    collections = _listed(part, "collections")
    for path in collections:
        if path not in known:
            raise part.failed(f"“{path[:40]}” is a collection that is not in the file")
    return tuple(_listed(part, "tags")), tuple(dict.fromkeys(collections))


def _tags_of_annotations(export: ArticleExport) -> tuple[str, ...]:
    return tuple(tag for annotation in export.annotations for tag in annotation.tags)


def _listed(part: Part, key: str) -> list[str]:
    """Give a list of texts, which exports of older versions do not have."""
    if part.value(key) is None:
        return []
    return [Part({key: one}, part.where).text(key) for one in part.items(key)]


def _tag_colors(part: Part) -> dict[str, ColorKey]:
    given = part.value("tag_colors")
    if given is None:
        return {}
    colors = Part(given, "the colours of tags")
    names = list(given) if isinstance(given, dict) else []
    return {_storable(name, colors): colors.one_of(name, COLORS) for name in names}


def _storable(name: str, part: Part) -> str:
    return Part({"name": name}, part.where).text("name")


def _path(path: str, part: Part) -> str:
    names = path.split("/")
    if not all(name and name == " ".join(canonical(name).split()) for name in names):
        raise part.failed("its path is not as paths are written")
    return path


def _words(part: Part, key: str) -> str:
    words = " ".join(part.text(key).split())
    if not words:
        raise part.failed(f"“{key}” is empty")
    return words
