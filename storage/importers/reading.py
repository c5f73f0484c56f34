"""Sources read into articles, each by the reader of its format."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

from storage.errors import ImportFailed
from storage.importers.composition import Draft, compose
from storage.importers.files import shown, source_in
from storage.importers.recognition import format_of
from storage.importers.sources import MAX_CHARACTERS, MAX_TEXT_BYTES, Source
from storage.importers.titles import clipped
from storage.text.canonical import canonical
from storage.types import ImportedArticle, SourceFormat

# A reader takes a Source and gives a Draft, or raises ImportFailed; loaded when first needed.
READERS: dict[SourceFormat, tuple[str, str]] = {
    "html": ("storage.importers.html", "read_html"),
    "mhtml": ("storage.importers.mhtml", "read_mhtml"),
    "epub": ("storage.importers.epub", "read_epub"),
    "pdf": ("storage.importers.pdf", "read_pdf"),
    "docx": ("storage.importers.docx", "read_docx"),
    "odt": ("storage.importers.odt", "read_odt"),
    "rtf": ("storage.importers.rtf", "read_rtf"),
    "feed": ("storage.importers.feed", "read_feed"),
}
ENDINGS: dict[SourceFormat, str] = {  # of the original, where it came without a name
    "html": ".html",
    "clipboard": ".txt",
    "text": ".txt",
    "markdown": ".md",
}

_SIGNS = (  # what Markdown looks like, and how much it says
    (re.compile(r"^ {0,3}#{1,6} +\S", re.M), 2),
    (re.compile(r"^ {0,3}(?:```|~~~)", re.M), 2),
    (re.compile(r"\[[^\]\[\n]{1,200}\]\((?:https?://|mailto:)[^\s()]{1,500}\)"), 2),
    (re.compile(r"^ {0,3}\|?(?: *:?-{3,}:? *\|)+", re.M), 2),
    (re.compile(r"^ {0,3}\[[^\]\n]{1,80}\]: ", re.M), 1),
    (re.compile(r"\*\*[^\s*][^*\n]{0,200}\*\*"), 1),
    (re.compile(r"^ {0,3}[-*+] +\S.*\n(?:\n| .*\n)?^ {0,3}[-*+] +\S", re.M), 1),
    (re.compile(r"^---\n(?:[\w-]+:.*\n)+(?:---|\.\.\.)$", re.M), 2),
)
CLEAR = 2  # that much is Markdown

_LIST_OF_FEEDS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*+<opml\b", re.DOTALL
)


def read_file(path: Path) -> ImportedArticle:
    """Read a file of any known format. Raises: ImportFailed, in words for the reader."""
    return read_source(source_in(path))


def read_source(source: Source) -> ImportedArticle:
    """Read a source of any format that Postil knows. Raises: ImportFailed."""
    format_ = format_of(source)
    if format_ in READERS:
        module, function = READERS[format_]
        draft: Draft = getattr(import_module(module), function)(source)
    else:
        draft = _read_as_text(source, is_markdown=format_ == "markdown")
    origin = shown(str(source.path.absolute())) if source.path else ""
    name = source.path.name if source.path else f"article{ENDINGS.get(format_, '')}"
    return _article(draft, format_, source.data, origin=origin, name=shown(name))


def read_text(text: str, *, title: str = "") -> ImportedArticle:
    """Read text from the clipboard; as Markdown only when it clearly is. Raises: ImportFailed."""
    data = text.encode("utf-8", "replace")
    text = canonical(text)
    is_markdown = looks_like_markdown(text)
    draft = _draft(text, "The pasted text", is_markdown=is_markdown, title=clipped(title))
    return _article(draft, "clipboard", data, name="pasted.md" if is_markdown else "pasted.txt")


def read_rich_text(html: str, url: str = "", text: str = "") -> ImportedArticle:
    """Read what a browser or word processor puts on the clipboard; `text` is the same bare.

    Raises: ImportFailed.
    """
    from storage.importers.clipboard_html import read_rich_text as read

    draft = read(html, url, text)
    return _article(draft, "clipboard", html.encode("utf-8", "replace"), name="pasted.html")


def looks_like_markdown(text: str) -> bool:
    """Say whether text of unknown make shows clear signs of Markdown in its first pages."""
    start = text[:50_000]
    return sum(weight for sign, weight in _SIGNS if sign.search(start)) >= CLEAR


def _read_as_text(source: Source, *, is_markdown: bool) -> Draft:
    from storage.text.decoding import decode

    if _LIST_OF_FEEDS.match(source.data[:4096]):
        raise ImportFailed(
            f"{source.name} is a list of feeds, not an article. Open it with “Import list…” "
            "in the window Feeds of the File menu."
        )
    if len(source.data) > MAX_TEXT_BYTES:
        size = f"more than {MAX_TEXT_BYTES // 1_000_000} MB"
        raise ImportFailed(_too_long(source.name, size))
    decoded = decode(source.data, source.name)
    text = canonical(decoded.text)
    about = source if is_markdown else None
    draft = _draft(text, source.name, is_markdown=is_markdown, stem=source.stem, source=about)
    draft.notices[:0] = decoded.notices
    draft.url = draft.url or source.url
    return draft


def _draft(
    text: str,
    name: str,
    *,
    is_markdown: bool,
    stem: str = "",
    title: str = "",
    source: Source | None = None,
) -> Draft:
    if len(text) > MAX_CHARACTERS:
        raise ImportFailed(_too_long(name, f"{len(text):,} characters"))
    if not text.strip():
        raise ImportFailed(f"{name} is empty, so there is nothing to read.")
    if is_markdown:
        from storage.importers.markdown import read_markdown

        if source is None:
            return read_markdown(text, stem=stem, title=title)
        from storage.importers.saved_pages import pictures_beside

        beside = pictures_beside(source)
        return read_markdown(text, stem=stem, title=title, body_of=beside, base=source.url)
    from storage.importers.plain import read_plain

    return read_plain(text, stem=stem, title=title)


def _article(
    draft: Draft, source: SourceFormat, data: bytes, *, name: str, origin: str = ""
) -> ImportedArticle:
    composed = compose(draft.parts)
    if len(composed.content) > MAX_CHARACTERS:
        raise ImportFailed(_too_long(name, f"{len(composed.content):,} characters"))
    return ImportedArticle(
        **composed._asdict(),
        title=draft.title,
        byline=draft.byline,
        site=draft.site,
        url=draft.url,
        language=draft.language,
        published_at=draft.published_at,
        source=source,
        extractor=draft.extractor,
        origin=origin,
        original=data,
        original_name=name,
        notices=tuple(draft.notices),
    )


def _too_long(name: str, size: str) -> str:
    return (
        f"{name} has {size}; Postil reads texts of up to {MAX_CHARACTERS:,} characters. "
        "Split it into parts and open them one by one."
    )
