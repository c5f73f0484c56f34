"""The reader's tags and which annotations carry them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from storage.errors import NotFound
from storage.store import Store
from storage.text.canonical import canonical
from storage.types import AnnotationId, Tag, TagId


class Tags:
    """The tags of one library; a tag exists as long as something carries it."""

    def __init__(self, store: Store) -> None:
        """Work on a store."""
        self._store = store

    def all(self) -> list[Tag]:
        """Give every tag with its count, in alphabetical order."""
        rows = self._store.query(
            "SELECT tag.id, tag.name, count(*) AS count FROM tag"
            " JOIN annotation_tag ON tag_id = tag.id GROUP BY tag.id ORDER BY name_key"
        )
        return [Tag(TagId(row["id"]), row["name"], row["count"]) for row in rows]

    def add(self, annotations: Iterable[AnnotationId], names: Iterable[str]) -> None:
        """Give tags to annotations; what has a tag already keeps it. Raises: NotFound."""
        tag_ids = [self._id_of(name) for name in cleaned(names)]
        for annotation in annotations if tag_ids else ():
            if self._store.one("SELECT 1 FROM annotation WHERE id = ?", (annotation,)) is None:
                raise NotFound("This annotation is no longer in the library.")
            own = {row["tag_id"] for row in self._links(annotation)}
            for tag_id in tag_ids:
                if tag_id not in own:
                    self._store.insert(
                        "annotation_tag", {"annotation_id": annotation, "tag_id": tag_id}
                    )

    def remove(self, annotations: Iterable[AnnotationId], names: Iterable[str]) -> None:
        """Take tags from annotations."""
        keys = {key_of(name) for name in names}
        for annotation in annotations:
            for row in self._links(annotation):
                if row["name_key"] in keys:
                    self._unlink(row["id"], row["tag_id"])

    def replace(self, annotation: AnnotationId, names: Iterable[str]) -> None:
        """Give an annotation exactly these tags."""
        wanted = cleaned(names)
        keys = {key_of(name) for name in wanted}
        for row in self._links(annotation):
            if row["name_key"] not in keys:
                self._unlink(row["id"], row["tag_id"])
        self.add([annotation], wanted)

    def _links(self, annotation: AnnotationId) -> Sequence[dict[str, int | str]]:
        rows = self._store.query(
            "SELECT annotation_tag.id, tag_id, name_key FROM annotation_tag"
            " JOIN tag ON tag.id = tag_id WHERE annotation_id = ?",
            (annotation,),
        )
        return [dict(row) for row in rows]

    def _unlink(self, link_id: int | str, tag_id: int | str) -> None:
        self._store.delete("annotation_tag", int(link_id))
        used = self._store.one("SELECT 1 FROM annotation_tag WHERE tag_id = ? LIMIT 1", (tag_id,))
        if used is None:
            self._store.delete("tag", int(tag_id))

    def _id_of(self, name: str) -> int:
        row = self._store.one("SELECT id FROM tag WHERE name_key = ?", (key_of(name),))
        if row is not None:
            return int(row["id"])
        return self._store.insert("tag", {"name": name, "name_key": key_of(name)})


def cleaned(names: Iterable[str]) -> list[str]:
    """Give names as tags are written: single spaces, no '#' in front, no comma, each once."""
    clean: dict[str, str] = {}
    for name in names:
        for part in canonical(name).split(","):
            text = unicodedata.normalize("NFC", " ".join(part.split())).lstrip("# ")
            if text:
                clean.setdefault(key_of(text), text)
    return list(clean.values())


def key_of(name: str) -> str:
    """Give the form under which a tag is found: NFC, without case."""
    return unicodedata.normalize("NFC", name).casefold()
