"""One quotation with where it is from, to paste into a text of one's own."""

from __future__ import annotations

from html import escape
from typing import Literal

from storage.exporters.markdown import escaped, web_link
from storage.exporters.places import (
    day,
    doubt_about,
    link_to,
    page_fact,
    paragraph_number,
    place_in,
    said,
)
from storage.text.addresses import is_web
from storage.types import Annotation, Article, ArticleText

Flavour = Literal["text", "markdown", "html"]


def citation(
    article: Article,
    annotation: Annotation,
    text: ArticleText | None = None,
    *,
    flavour: Flavour = "text",
    with_link: bool = False,
) -> str:
    """Give a passage in quotation marks with author, title, site, date and place.

    The place is the page, or the paragraph in a text without pages; it needs the article's text.
    A note on the whole article is given without marks.
    `with_link` adds the way back into Postil.
    """
    if flavour == "markdown":
        return _as_markdown(article, annotation, text, with_link=with_link)
    if flavour == "html":
        return _as_html(article, annotation, text, with_link=with_link)
    link = f" {link_to(annotation)}" if with_link else ""
    return (
        f"{_words(annotation, text)} ({', '.join(_facts(article, annotation, text))}){link}".strip()
    )


def _as_markdown(
    article: Article, annotation: Annotation, text: ArticleText | None, *, with_link: bool
) -> str:
    facts = [escaped(fact) for fact in _facts(article, annotation, text)]
    if article.url and is_web(article.url):
        facts[facts.index(escaped(article.title))] = web_link(article.title, article.url)
    link = f" [Open in Postil]({link_to(annotation)})" if with_link else ""
    return f"{_escaped_words(annotation, text)} ({', '.join(facts)}){link}".strip()


def _as_html(
    article: Article, annotation: Annotation, text: ArticleText | None, *, with_link: bool
) -> str:
    facts = [escape(fact) for fact in _facts(article, annotation, text)]
    title = escape(article.title)
    linked = f"<cite>{title}</cite>"
    if article.url and is_web(article.url):
        linked = f'<a href="{escape(article.url)}">{linked}</a>'
    facts[facts.index(title)] = linked
    words = escape(_words(annotation, text)).replace("\n", "<br>")
    link = f' <a href="{escape(link_to(annotation))}">Open in Postil</a>' if with_link else ""
    return f"<p>{words} ({', '.join(facts)}){link}</p>"


def _words(annotation: Annotation, text: ArticleText | None) -> str:
    if annotation.passage is None:
        return annotation.note.strip()
    exact = said(annotation, text)
    is_quoted = exact.startswith("“") and exact.find("”") == len(exact) - 1
    return exact if is_quoted else f"“{exact}”"


def _escaped_words(annotation: Annotation, text: ArticleText | None) -> str:
    if annotation.passage is None:
        return annotation.note.strip()
    paragraphs = [escaped(part) for part in _words(annotation, text).split("\n")]
    return "\n\n".join(part for part in paragraphs if part)


def _facts(article: Article, annotation: Annotation, text: ArticleText | None) -> list[str]:
    place = place_in(annotation, text) if text is not None else None
    where = ""
    if text is not None and place:
        number = paragraph_number(text, place.start)
        where = page_fact(text, place.start) or (f"paragraph {number}" if number else "")
    facts = [
        article.byline,
        article.title,
        article.site,
        day(article.published_at) if article.published_at else "",
        where,
        doubt_about(annotation),
    ]
    return [fact for fact in facts if fact]
