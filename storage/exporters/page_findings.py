"""The quotes and the entities of an article on an exported web page."""

from __future__ import annotations

from html import escape

from storage.exported import ArticleExport, ExportedQuote
from storage.exporters.places import page_fact
from storage.exporters.quotations import (
    ENTITIES_HEADING,
    HEADING,
    by_kind,
    context_of,
    doubt_about_quote,
    facts_about,
    one_line,
    speaker_of,
)
from storage.finding_types import ArticleEntity
from storage.text.addresses import is_web


def findings_sections(export: ArticleExport, *, above: int) -> list[str]:
    """Give the sections under headings one level below `above`; none for what there is none of."""
    level = above + 1
    parts: list[str] = []
    if export.quotes:
        parts.append(f'<h{level} class="annotations">{HEADING}</h{level}>')
        parts += [_quote(export, exported) for exported in export.quotes]
    if export.entities:
        parts.append(f'<h{level} class="annotations">{ENTITIES_HEADING}</h{level}>')
        parts.append('<div class="entities">')
        for kind, entities in by_kind(export.entities):
            items = "".join(f"<li>{_entity(entity)}</li>\n" for entity in entities)
            parts.append(f"<h{level + 1}>{escape(kind)}</h{level + 1}>\n<ul>\n{items}</ul>")
        parts.append("</div>")
    return parts


def _quote(export: ArticleExport, exported: ExportedQuote) -> str:
    quote, article = exported.quote, export.article
    words = "".join(
        f"<p>{escape(one_line(line))}</p>" for line in quote.exact.split("\n") if line.strip()
    )
    doubt = doubt_about_quote(quote)
    title = f"<cite>{escape(article.title)}</cite>"
    if is_web(article.url):
        title = f'<a href="{escape(article.url)}">{title}</a>'
    facts = [
        title,
        escape(page_fact(export.text, quote.span.start)),
        f"paragraph {exported.paragraph}" if exported.paragraph else "",
        f'<span class="doubt">{escape(doubt)}</span>' if doubt else "",
    ]
    cue = f" ({escape(one_line(quote.cue_text))})" if quote.cue_text.strip() else ""
    context = context_of(quote, exported.sentence)
    return "\n".join(
        line
        for line in (
            f'<section class="note said{" unsure" if doubt else ""}" id="quote-{quote.uid}">',
            f'<blockquote class="quote">{words}</blockquote>',
            f'<p class="speaker">— <strong>{escape(speaker_of(quote))}</strong>{cue}</p>',
            f'<p class="context">In context: {escape(context)}</p>' if context else "",
            f'<p class="about">{" · ".join(fact for fact in facts if fact)}</p>',
            "</section>",
        )
        if line
    )


def _entity(entity: ArticleEntity) -> str:
    facts = "".join(f" · {escape(fact)}" for fact in facts_about(entity))
    return f'{escape(entity.name)} <span class="facts">{entity.count:,}{facts}</span>'
