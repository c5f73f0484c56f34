"""A Word document as an archive: where its text, its styles and its pictures are."""

from __future__ import annotations

import posixpath
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from storage.importers.office_package import Package

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/"
# "Strict" documents name the same things in other words (ISO/IEC 29500-1 beside part 4).
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        _TRANSITIONAL + b"wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        _TRANSITIONAL + b"officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        _TRANSITIONAL + b"officeDocument/2006/math",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", _TRANSITIONAL + b"drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        _TRANSITIONAL + b"drawingml/2006/wordprocessingDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/picture", _TRANSITIONAL + b"drawingml/2006/picture"),
)


class Relation(NamedTuple):
    """What an id in one part of the document leads to: another part, or an address outside."""

    kind: str
    target: str
    is_external: bool


class WordPackage(Package):
    """The parts of a Word document by what they are for."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open it and find its main part. Raises: ImportFailed."""
        super().__init__(data, name)
        self.outer = self._relations("")
        main = [
            relation.target
            for relation in self.outer.values()
            if relation.kind == "officeDocument" and not relation.is_external
        ]
        self.main = next((path for path in main if self.archive.found(path)), "word/document.xml")
        self.relations = self._relations(self.main)

    def part(self, path: str) -> etree._Element | None:
        """Give the root of a part, in the names that most documents use."""
        return self.xml(path, STRICT, is_needed=path == self.main)

    def path_of(self, kind: str) -> str:
        """Give the path of the main part's companion of a kind ("styles"); "" if it has none."""
        for relation in self.relations.values():
            if relation.kind == kind and not relation.is_external:
                return relation.target
        return ""

    def companion(self, kind: str) -> etree._Element | None:
        """Give the root of such a companion."""
        path = self.path_of(kind)
        return self.part(path) if path else None

    def relations_of(self, kind: str) -> dict[str, Relation]:
        """Give what ids in such a companion lead to."""
        path = self.path_of(kind)
        return self._relations(path) if path else {}

    def _relations(self, path: str) -> dict[str, Relation]:
        folder, base = posixpath.split(path)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relation] = {}
        for element in root.iter(_RELATION) if root is not None else ():
            target = element.get("Target", "")
            is_external = element.get("TargetMode", "") == "External"
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip(
                    "/"
                )
            kind = element.get("Type", "").rpartition("/")[2]
            found[element.get("Id", "")] = Relation(kind, target, is_external)
        return found
