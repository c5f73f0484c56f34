"""Word documents (.docx, .docm and templates) of either kind of Office Open XML."""

from __future__ import annotations

from storage.errors import ImportFailed
from storage.importers.composition import Draft
from storage.importers.docx_body import Story
from storage.importers.docx_package import WordPackage
from storage.importers.docx_styles import W
from storage.importers.office_draft import Facts, drafted, moment
from storage.importers.office_package import OLE
from storage.importers.sources import Source

EXTRACTOR = "docx 1"

DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"


def read_docx(source: Source) -> Draft:
    """Read a Word document. Raises: ImportFailed."""
    if source.data.startswith(OLE):
        raise ImportFailed(_refusal(source))
    package = WordPackage(source.data, source.name)
    document = package.part(package.main)
    body = document.find(f"{W}body") if document is not None else None
    if body is None:
        if package.archive.found(package.main):
            raise ImportFailed(
                f"{source.name} is damaged: its text could not be found. Copy or download it again."
            )
        raise ImportFailed(
            f"{source.name} is an archive without the text of a Word document, so it was not read."
        )
    facts = _facts(package)
    parts = Story(package, facts).parts(body)
    facts.is_damaged, facts.unshown = package.is_damaged, package.unshown
    return drafted(source, parts, facts, EXTRACTOR)


def _refusal(source: Source) -> str:
    if "EncryptedPackage".encode("utf-16-le") in source.data:
        return (
            f"{source.name} is protected by a password, which Postil cannot open. "
            "Save a copy without the password in Word or LibreOffice and open that."
        )
    return (
        f"{source.name} is in the older format of Word (.doc), which Postil cannot read. "
        "Open it in Word or LibreOffice, save it as .docx and open that."
    )


def _facts(package: WordPackage) -> Facts:
    facts = Facts()
    path = next(
        (
            relation.target
            for relation in package.outer.values()
            if relation.kind == "core-properties" and not relation.is_external
        ),
        "docProps/core.xml",
    )
    core = package.part(path)
    if core is not None:

        def said(name: str) -> str:
            return (core.findtext(name) or "").strip()

        facts.title, facts.byline = said(f"{DC}title"), said(f"{DC}creator")
        facts.language = said(f"{DC}language")
        facts.modified = moment(said(f"{TERMS}modified"))
        facts.created = moment(said(f"{TERMS}created"))
    comments = package.companion("comments")
    if comments is not None:
        facts.comments = sum(1 for _ in comments.iterchildren(f"{W}comment"))
    return facts
