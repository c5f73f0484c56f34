"""Documents that are archives of XML and pictures, as Word and LibreOffice write them."""

from __future__ import annotations

from lxml import etree

from storage.errors import ImportFailed
from storage.importers.archive import Archive
from storage.importers.xml_trees import guarded_parser

MOST_TAGS = 3_000_000  # in one part; about 150 bytes of memory each, a thousand pages have 600,000
MOST_PICTURE = 40_000_000  # bytes of one picture as stored
MOST_PICTURES = 250_000_000  # bytes of all pictures of a document
SHOWABLE = (  # what pictures begin with that may be shown
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM", b"II*\0", b"MM\0*"),
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Package:
    """An archive whose parts are parsed and whose pictures are handed out within bounds."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open it. Raises: ImportFailed."""
        self.name = name
        self.archive = Archive(data, name)
        self.is_damaged = False
        self.unshown = 0  # pictures in a format that no window shows
        self._pictures: dict[str, bytes] = {}
        self._left = MOST_PICTURES

    def xml(
        self, path: str, renamed: tuple[tuple[bytes, bytes], ...] = (), *, is_needed: bool = False
    ) -> etree._Element | None:
        """Give a part's root; None if it is not there or holds nothing. Raises: ImportFailed.

        `renamed` are pieces of the source to be replaced before it is parsed. Only a part that
        `is_needed` makes the document unreadable when it cannot be unpacked.
        """
        path = self.archive.found(path)
        if not path:
            return None
        try:
            data = self.archive.read(path)
        except ImportFailed:
            if is_needed:
                raise
            self.is_damaged = True
            return None
        for old, new in renamed:
            data = data.replace(old, new)
        root, is_whole = parsed(data, self.name)
        self.is_damaged |= not is_whole
        return root

    def picture(self, path: str) -> bytes:
        """Give the file of a picture; b"" if there is none that could be shown."""
        if path not in self._pictures:
            self._pictures[path] = self._read_picture(path)
        return self._pictures[path]

    def _read_picture(self, path: str) -> bytes:
        found = self.archive.found(path)
        most = min(MOST_PICTURE, self._left)
        if not found or self.archive.size(found) > most:
            return b""
        try:
            body = self.archive.read(found, most=most)
        except ImportFailed:  # one bad picture is no reason to lose the words
            return b""
        self._left -= len(body)
        if is_showable(body):
            return body
        self.unshown += 1
        return b""


def parsed(data: bytes, name: str) -> tuple[etree._Element | None, bool]:
    """Parse XML as far as it goes and say whether it was all of it. Raises: ImportFailed.

    No entities of its own, no network, no file. Nesting beyond 256 and texts beyond 10 MB end it.
    """
    if data.count(b"<") > MOST_TAGS:
        raise ImportFailed(
            f"{name} is put together from more pieces than Postil opens at once. "
            "Split it into parts and open them one by one."
        )
    parser = guarded_parser(recover=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None, False
    return root, not parser.error_log.filter_from_fatals()


def is_showable(body: bytes) -> bool:
    """Say whether a picture is in a format that may be shown, by its first bytes."""
    return body.startswith(SHOWABLE)
