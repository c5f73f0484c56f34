"""OpenDocument texts (.odt, .ott), also as one flat file (.fodt)."""

from __future__ import annotations

from storage.errors import ImportFailed
from storage.importers.composition import Draft
from storage.importers.odt_body import Story
from storage.importers.odt_package import TextPackage
from storage.importers.odt_styles import OFFICE, Styles
from storage.importers.office_draft import Facts, drafted, moment
from storage.importers.sources import Source

EXTRACTOR = "odt 1"

DC = "{http://purl.org/dc/elements/1.1/}"
META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"


def read_odt(source: Source) -> Draft:
    """Read an OpenDocument text. Raises: ImportFailed."""
    package = TextPackage(source.data, source.name)
    text = None
    if package.content is not None:
        text = package.content.find(f"{OFFICE}body/{OFFICE}text")
    if text is None:
        raise ImportFailed(
            f"{source.name} is damaged or no text document: its text could not be found. "
            "Copy or download it again, or save it as .odt in LibreOffice."
        )
    styles = Styles()
    styles.take(package.styles)
    if package.content is not package.styles:
        styles.take(package.content)
    facts = _facts(package, styles)
    parts = Story(package, styles, facts).parts(text)
    facts.is_damaged, facts.unshown = package.is_damaged, package.unshown
    return drafted(source, parts, facts, EXTRACTOR)


def _facts(package: TextPackage, styles: Styles) -> Facts:
    facts = Facts(language=styles.language)
    meta = package.meta
    if meta is None:
        return facts

    def said(name: str) -> str:
        return (meta.findtext(name) or "").strip()

    facts.title = said(f"{DC}title")
    facts.byline = said(f"{META}initial-creator") or said(f"{DC}creator")
    facts.language = said(f"{DC}language") or facts.language
    facts.modified = moment(said(f"{DC}date"))
    facts.created = moment(said(f"{META}creation-date"))
    return facts
