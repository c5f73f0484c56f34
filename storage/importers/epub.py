"""EPUB books, versions 2 and 3: the chapters in their order, with notes, pictures and contents."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from storage.errors import ImportFailed
from storage.importers.archive import Archive
from storage.importers.composition import Draft, Part, PartPicture
from storage.importers.epub_contents import Entry, read_contents
from storage.importers.epub_files import BookFiles
from storage.importers.epub_headings import Chapter, rank_headings
from storage.importers.epub_package import read_package
from storage.importers.epub_protection import refuse_protected
from storage.importers.html_parts import Surroundings, joined, parts_of, web_link
from storage.importers.html_tree import parsed_xhtml
from storage.importers.sources import MAX_CHARACTERS, MAX_TEXT_BYTES, Source
from storage.importers.titles import clipped, from_name, headed
from storage.types import PICTURE

EXTRACTOR = "epub 1"
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg")


def read_epub(source: Source) -> Draft:
    """Read a book. What is missing in it is told, the rest is read. Raises: ImportFailed."""
    files = BookFiles(Archive(source.data, source.name))
    refuse_protected(files, source.name)
    package = read_package(files)
    chapters, unread = _chapters(files, package.chapters, source.name)
    missing = [*package.missing, *unread]
    contents = read_contents(files, package)
    rank_headings(chapters, contents.entries)
    parts = joined(chapter.parts for chapter in chapters)
    if not any(part.pages for part in parts):
        _begin_pages(parts, contents.pages)
    title = package.title or _title_in(parts) or from_name(source.stem)
    return Draft(
        title,
        headed(title, _with_names_kept(parts)),
        EXTRACTOR,
        byline=package.byline,
        site=package.site,
        language=package.language,
        published_at=package.published_at,
        notices=_notices(missing, len(files.missing_pictures)),
    )


def _chapters(files: BookFiles, names: Sequence[str], book: str) -> tuple[list[Chapter], list[str]]:
    """Read the chapters; give the names of those that cannot be read too."""
    inside = frozenset(names)
    chapters: list[Chapter] = []
    missing: list[str] = []
    reason: ImportFailed | None = None
    length = 0
    for name in names:
        try:
            parts = _parts(files, name, inside)
        except ImportFailed as error:
            reason = reason or error
            missing.append(name)
            continue
        chapters.append(Chapter(name, parts))
        length += sum(len(part.text) for part in parts)
        if length > MAX_CHARACTERS:  # too long to be opened, whatever else there is
            break
    if not any(part.text.strip() for chapter in chapters for part in chapter.parts):
        raise reason or ImportFailed(
            f"No text was found in {book}, so there is nothing to read. It may be empty or damaged."
        )
    return chapters, missing


def _parts(files: BookFiles, name: str, inside: frozenset[str]) -> list[Part]:
    start = [(0, f"{name}#")]
    if name.lower().endswith(PICTURES):
        body = files.picture(name, f"/{name}")
        return [Part(PICTURE, "picture", pictures=[PartPicture(0, body=body)], anchors=start)]

    def anchor_of(href: str) -> str:
        file, place = files.address(name, href)
        return f"{file}#{place}" if file in inside else ""

    around = Surroundings(name, web_link, anchor_of, partial(files.picture, name), web_link)
    parts = parts_of(parsed_xhtml(files.archive.read(name, most=MAX_TEXT_BYTES)), around)
    if parts:
        parts[0].anchors = [*start, *parts[0].anchors]
    return parts


def _begin_pages(parts: Sequence[Part], pages: Sequence[Entry]) -> None:
    """Let the pages of the contents begin where they lead to."""
    places = {name: (part, at) for part in reversed(parts) for at, name in part.anchors}
    for page in pages:
        if place := places.get(f"{page.file}#{page.place}"):
            part, at = place
            part.pages = sorted([*part.pages, (at, page.label)])


def _with_names_kept(parts: Sequence[Part]) -> list[Part]:
    """Give the parts from the first that is seen; the names of places before it are moved to it."""
    seen = next(n for n, part in enumerate(parts) if part.text.strip() or part.kind == "rule")
    first = parts[seen]
    for part in parts[:seen]:
        first.anchors = [*((0, name) for _, name in part.anchors), *first.anchors]
        first.pages = [*((0, label) for _, label in part.pages), *first.pages]
    return list(parts[seen:])


def _title_in(parts: Sequence[Part]) -> str:
    return next((clipped(part.text) for part in parts if part.kind == "heading"), "")


def _notices(missing: Sequence[str], pictures: int) -> list[str]:
    notices = []
    if missing:
        names = ", ".join(f"“{name[-60:]}”" for name in missing[:3])
        more = " and others" if len(missing) > 3 else ""
        what = "1 chapter" if len(missing) == 1 else f"{len(missing):,} chapters"
        notices.append(f"{what} could not be read, the file is missing or damaged: {names}{more}.")
    if pictures:
        what = "1 picture is" if pictures == 1 else f"{pictures:,} pictures are"
        notices.append(f"{what} missing in the file; the descriptions are kept.")
    return notices
