"""Rich Text Format documents (.rtf)."""

from __future__ import annotations

from storage.errors import ImportFailed
from storage.importers.composition import Draft
from storage.importers.office_draft import drafted
from storage.importers.rtf_reader import Reader
from storage.importers.sources import Source

EXTRACTOR = "rtf 1"


def read_rtf(source: Source) -> Draft:
    """Read a Rich Text document. Raises: ImportFailed."""
    start = source.data[:100].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start.startswith(b"{\\rtf"):
        raise ImportFailed(
            f"{source.name} does not begin as a Rich Text document does, so it was not read. "
            "Open it in the program that made it and save it as .rtf or .docx."
        )
    reader = Reader(source.data.decode("latin-1"), source.name)
    parts = reader.read()
    return drafted(source, parts, reader.facts, EXTRACTOR)
