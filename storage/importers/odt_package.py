"""An OpenDocument text: an archive, or one flat XML file with everything in it."""

from __future__ import annotations

from lxml import etree

from storage.errors import ImportFailed
from storage.importers.odt_styles import OFFICE
from storage.importers.office_package import Package, parsed

HREF = "{http://www.w3.org/1999/xlink}href"


class TextPackage:
    """The parts of a document: `content` with the text, `styles` and `meta`, None where missing."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open it. Raises: ImportFailed."""
        self._package: Package | None = None
        self.is_damaged = False
        if not data.startswith(b"PK"):
            root, is_whole = parsed(data, name)
            self.content = self.styles = root
            self.meta = root.find(f"{OFFICE}meta") if root is not None else None
            self.is_damaged = not is_whole
            return
        self._package = Package(data, name)
        archive = self._package.archive
        manifest = archive.found("META-INF/manifest.xml")
        if manifest and b"encryption-data" in archive.read(manifest):
            raise ImportFailed(
                f"{name} is protected by a password, which Postil cannot open. "
                "Save a copy without the password in LibreOffice and open that."
            )
        if not archive.found("content.xml"):
            raise ImportFailed(
                f"{name} is an archive without the text of an OpenDocument, so it was not read."
            )
        self.content = self._package.xml("content.xml", is_needed=True)
        self.styles = self._package.xml("styles.xml")
        meta = self._package.xml("meta.xml")
        self.meta = meta.find(f"{OFFICE}meta") if meta is not None else None
        self.is_damaged = self._package.is_damaged

    @property
    def unshown(self) -> int:
        """How many pictures are in a format that no window shows."""
        return self._package.unshown if self._package else 0

    def picture(self, path: str) -> bytes:
        """Give the file of a picture inside; b"" if it is not there."""
        return self._package.picture(path) if self._package else b""

    def object(self, element: etree._Element) -> etree._Element | None:
        """Give the root of an object in the text, such as a formula; None if it has none."""
        if len(element):
            return element[0]
        path = element.get(HREF, "").removeprefix("./").strip("/")
        return self._package.xml(f"{path}/content.xml") if self._package and path else None
