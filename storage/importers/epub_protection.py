"""Why the text of a book cannot be read: the locks that shops put on it."""

from __future__ import annotations

from storage.errors import ImportFailed
from storage.importers.epub_files import BookFiles
from storage.importers.xml_trees import parsed_xml

FOLDER = "META-INF/"
_FONT_METHODS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#rc")
_RIGHTS = (  # file, what stands in it, whose lock it is
    ("license.lcpl", b"", "Readium LCP"),
    ("sinf.xml", b"", "Apple FairPlay"),
    ("rights.xml", b"adept", "Adobe"),
    ("rights.xml", b"kdrm", "Kobo"),
)


def refuse_protected(files: BookFiles, name: str) -> None:
    """Let a book pass whose text is not encrypted. Raises: ImportFailed that names the lock.

    Typefaces are often disguised, which locks no text.
    """
    shop = _shop(files)
    if shop or _is_encrypted(files):
        kind = f" ({shop})" if shop else ""
        raise ImportFailed(
            f"{name} is protected by DRM{kind}, so only the shop's own program can read it. "
            "Nothing was imported. Ask the shop for a copy without DRM."
        )


def _is_encrypted(files: BookFiles) -> bool:
    root = parsed_xml(files.read(files.archive.found(FOLDER + "encryption.xml")))
    if root is None:
        return False
    for element in root.iter("{*}EncryptedData"):
        method = element.find("{*}EncryptionMethod")
        algorithm = method.get("Algorithm", "") if method is not None else ""
        if algorithm.lower() not in _FONT_METHODS:
            return True
    return False


def _shop(files: BookFiles) -> str:
    for file, sign, shop in _RIGHTS:
        entry = files.archive.found(FOLDER + file)
        if entry and sign in files.read(entry).lower():
            return shop
    return ""
