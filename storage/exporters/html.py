"""Annotations, or whole articles with their highlights, as one web page that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape

from markdown_it import MarkdownIt

from storage.exported import ArticleExport
from storage.exporters.page_findings import findings_sections
from storage.exporters.page_style import style_sheet
from storage.exporters.page_text import text_with_marks
from storage.exporters.places import (
    color_name,
    colors_used,
    day,
    doubt_about,
    link_to,
    page_fact,
    pieces,
    place_in,
    sections,
)
from storage.text.addresses import is_link, is_web
from storage.text.paragraph_numbers import Paragraphs
from storage.types import Annotation, Block, ColorKey

# The page loads nothing, runs nothing, shows the pictures that are in it.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def html(exports: Sequence[ArticleExport], *, whole_text: bool = False) -> str:
    """Write one page with the annotations of articles, after their whole text if that is wanted.

    Light or dark as the browser is. The colours can be shown and hidden without a script.
    """
    colors = colors_used(exports)
    title = exports[0].article.title if len(exports) == 1 else f"{len(exports)} articles"
    language = exports[0].article.language if len(exports) == 1 else ""
    switches = "".join(
        f'<input type="checkbox" class="show" id="show-{color}" checked>\n' for color in colors
    )
    articles = "".join(
        _article(export, whole_text=whole_text, is_alone=len(exports) == 1) for export in exports
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="Postil">\n<title>{escape(title)}</title>\n'
        f"<style>\n{style_sheet(colors)}</style>\n</head>\n<body>\n{switches}"
        f"{_header(exports, colors)}<main>\n{articles}</main>\n"
        "<footer><p>Made with Postil.</p></footer>\n</body>\n</html>\n"
    )


class _NoteParser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        return is_link(url)


def rendered_note(note: str) -> str:
    """Give a note as HTML: no tags of its own, no pictures, no links but to the web and mail."""
    return str(_markdown().render(note)).strip()


@cache
def _markdown() -> MarkdownIt:
    parser = _NoteParser("commonmark", {"html": False}).enable(["strikethrough", "table"])
    return parser.disable("image")  # it would tell its server that the page was opened


def _header(exports: Sequence[ArticleExport], colors: dict[ColorKey, str]) -> str:
    if len(exports) == 1:
        parts = [f"<h1>{escape(exports[0].article.title)}</h1>", _facts(exports[0])]
    else:
        lines = "".join(
            f'<li><a href="#article-{escape(e.article.uid)}">{escape(e.article.title)}</a></li>'
            for e in exports
        )
        parts = [f"<h1>{len(exports)} articles</h1>", f'<ol class="contents">{lines}</ol>']
    legend = "".join(
        f'<li><label class="{color}" for="show-{color}">{escape(name)}</label></li>'
        for color, name in colors.items()
    )
    if legend:
        parts.append(f'<ul class="filters" aria-label="Colours">{legend}</ul>')
    return "<header>\n" + "\n".join(part for part in parts if part) + "\n</header>\n"


def _facts(export: ArticleExport) -> str:
    article = export.article
    published = day(article.published_at) if article.published_at else ""
    facts = [escape(fact) for fact in (article.byline, article.site, published) if fact]
    if article.url and is_web(article.url):
        facts.append(f'<a href="{escape(article.url)}">{escape(article.url)}</a>')
    elif article.url:
        facts.append(escape(article.url))
    return f'<p class="facts">{" · ".join(facts)}</p>' if facts else ""


def _article(export: ArticleExport, *, whole_text: bool, is_alone: bool) -> str:
    language = f' lang="{escape(export.article.language)}"' if export.article.language else ""
    parts = [f'<article id="article-{escape(export.article.uid)}"{language}>']
    if not is_alone:
        parts += [f"<h2>{escape(export.article.title)}</h2>", _facts(export)]
    if whole_text:
        parts.append(text_with_marks(export, above=1 if is_alone else 2))
        if export.annotations:
            parts.append('<h2 class="annotations">Annotations</h2>')
    elif not (export.annotations or export.quotes or export.entities):
        parts.append('<p class="about">No annotations.</p>')
    paragraphs = Paragraphs(export.text.blocks)

    def note(annotation: Annotation) -> str:
        return _note(export, annotation, paragraphs, whole_text=whole_text)

    parts += [note(a) for a in export.annotations if a.passage is None]
    for section in sections(export):
        if section.path:
            parts.append(f"<h3>{escape(' / '.join(section.path))}</h3>")
        parts += [note(annotation) for annotation in section.annotations]
    parts += findings_sections(export, above=1 if is_alone else 2)
    return "\n".join(part for part in [*parts, "</article>"] if part) + "\n"


def _note(
    export: ArticleExport, annotation: Annotation, paragraphs: Paragraphs, *, whole_text: bool
) -> str:
    uid = escape(annotation.uid)
    kinds = [annotation.color, annotation.style] if annotation.passage else ["whole"]
    parts = [f'<section class="note {" ".join(kinds)}" id="note-{uid}">']
    quoted = "".join(_quoted(block, words) for block, words in pieces(annotation, export.text))
    if quoted:
        parts.append(f'<blockquote class="quote">{quoted}</blockquote>')
    if annotation.note.strip():
        parts.append(f'<div class="own">{rendered_note(annotation.note)}</div>')
    facts: list[str] = []
    if annotation.passage is not None:
        style = ", underlined" if annotation.style == "underline" else ""
        facts.append(escape(color_name(export, annotation.color)) + style)
        if doubt := doubt_about(annotation):
            facts.append(escape(doubt))
        if place := place_in(annotation, export.text):
            if page := page_fact(export.text, place.start):
                facts.append(escape(page))
            if number := paragraphs.number(place.start):
                facts.append(f"paragraph {number}")
            if whole_text:
                facts.append(f'<a href="#mark-{uid}">In the text</a>')
    facts.append(f'<a href="{escape(link_to(annotation))}">Open in Postil</a>')
    facts += [f'<span class="tag">{escape(tag)}</span>' for tag in annotation.tags]
    parts.append(f'<p class="about">{" · ".join(facts)}</p>\n</section>')
    return "\n".join(parts)


def _quoted(block: Block, words: str) -> str:
    if block.kind == "code":
        return f"<pre><code>{escape(words)}</code></pre>"
    if block.kind == "item":
        return f'<p class="item" data-marker="{escape(block.marker)}">{escape(words)}</p>'
    return f"<p>{escape(words)}</p>"
