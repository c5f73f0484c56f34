"""Annotations as Markdown that Obsidian and every CommonMark program read."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from storage.exported import ArticleExport, ExportedQuote
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
from storage.finding_types import Quote
from storage.text.addresses import is_web
from storage.types import Annotation, Block, ColorKey

DEEPEST = 6  # Markdown has no smaller heading
TAG_OF_ALL = "postil"  # so that all exported notes can be found together

# What would be formatting. CommonMark, GitHub tables and strike, Obsidian's ==, %%, #tag, ^block,
# [[link]] and $math$. Nothing is escaped where it is harmless, so that the source stays readable.
_ALWAYS = re.compile(
    r"[\\`*\[\]]"  # escapes, code, emphasis, links
    r"|(?<![^\W_])_+|_+(?![^\W_])"  # not inside a word
    r"|<(?=[A-Za-z/!?])"  # tags and autolinks
    r"|&(?=#?\w+;)"  # entities
    r"|(?<![\w/&=#?.])#"  # headings and tags, but not the C# and the end of an address
    r"|(?<!\S)\^"  # block ids
    r"|={2,}|%{2,}"
)
_AT_LINE_START = re.compile(
    r"[-+](?=\s|$)"  # list items
    r"|>"  # quotes
    r"|=(?==*\s*$)|[-:|](?=[-:|\s]*$)"  # underlined headings, rules, the second line of a table
)
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_NOT_IN_TAG = re.compile(r"[\s!-,.:-@\[-^`{-~]+")


def markdown(exports: Sequence[ArticleExport]) -> str:
    """Write articles with their annotations as one document.

    A single article has its metadata as YAML front matter, several have a list each under their
    heading. At the end stands what the colours mean.
    """
    if not exports:
        return ""
    parts = [_front_matter(exports[0])] if len(exports) == 1 else []
    for export in exports:
        parts.append(f"# {escaped(export.article.title)}")
        if len(exports) > 1:
            parts.append(_metadata_list(export))
        parts += [*_body(export), *_quotes(export), *_entities(export)]
    parts += _legend(exports)
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """Write text so that Markdown renders the very same words, on one line."""
    return _escaped_line(" ".join(text.split()))


def tag_name(tag: str) -> str:
    """Give a tag as Obsidian takes it: without spaces and punctuation; '' if nothing is left."""
    name = _NOT_IN_TAG.sub("-", tag).strip("-/")
    return f"_{name}" if name.isdigit() else name  # a number alone is no tag there


def _front_matter(export: ArticleExport) -> str:
    article = export.article
    own = (name for name in map(tag_name, export.tags) if name)
    tags = [TAG_OF_ALL, *own, *(tag for a in export.annotations for tag in _tags(a))]
    values = {
        "title": article.title,
        "source": article.url,
        "author": article.byline,
        "site": article.site,
        "published": article.published_at.date() if article.published_at else "",
        "created": article.imported_at.date(),
        "tags": list(dict.fromkeys(tags)),
        "collections": list(export.collections),
        "postil_id": article.uid,
    }
    filled = {key: value for key, value in values.items() if value}
    dumped = yaml.safe_dump(filled, allow_unicode=True, sort_keys=False, width=2**20)
    return f"---\n{dumped}---"


def _metadata_list(export: ArticleExport) -> str:
    article = export.article
    lines = {
        "Author": escaped(article.byline),
        "Site": escaped(article.site),
        "Source": escaped(article.url),
        "Published": day(article.published_at) if article.published_at else "",
        "Added": day(article.imported_at),
        "Collections": escaped("; ".join(export.collections)),
        "Tags": " ".join(f"#{name}" for name in map(tag_name, export.tags) if name),
    }
    return "\n".join(f"- {name}: {value}" for name, value in lines.items() if value)


def _body(export: ArticleExport) -> list[str]:
    parts: list[str] = []
    for annotation in export.annotations:
        if annotation.passage is None:
            parts += [_note(annotation), _about(export, annotation)]
    above: tuple[str, ...] = ()
    for section in sections(export):
        same = 0
        while same < min(len(above), len(section.path)) and above[same] == section.path[same]:
            same += 1
        for depth, heading in enumerate(section.path[same:], start=same + 2):
            parts.append(f"{'#' * min(depth, DEEPEST)} {escaped(heading)}")
        above = section.path
        for annotation in section.annotations:
            parts += [_quotation(export, annotation), _note(annotation)]
    return parts


def _quotes(export: ArticleExport) -> list[str]:
    if not export.quotes:
        return []
    return [f"## {HEADING}", *(_quote(export, exported) for exported in export.quotes)]


def _quote(export: ArticleExport, exported: ExportedQuote) -> str:
    """Give a quote with who said it, where, and what it is part of."""
    quote, article = exported.quote, export.article
    cue = f" ({escaped(quote.cue_text)})" if quote.cue_text.strip() else ""
    facts = [
        f"— {escaped(speaker_of(quote))}{cue}",
        web_link(article.title, article.url),
        escaped(page_fact(export.text, quote.span.start)),
        f"paragraph {exported.paragraph}" if exported.paragraph else "",
        f"*{doubt}*" if (doubt := doubt_about_quote(quote)) else "",
    ]
    return quoted(quote, facts, context_of(quote, exported.sentence))


def quoted(quote: Quote, facts: Sequence[str], context: str) -> str:
    """Give a quote with the facts in the line below it, and what it is part of, "" for nothing."""
    words = [_escaped_line(one_line(line)) for line in quote.exact.split("\n") if line.strip()]
    lines = [line for word in words for line in (word, "")]
    lines.append(f"{' · '.join(fact for fact in facts if fact)} ^postil-{quote.uid[:8]}")
    if context:
        lines += ["", f"In context: {_escaped_line(context)}"]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _entities(export: ArticleExport) -> list[str]:
    if not export.entities:
        return []
    parts = [f"## {ENTITIES_HEADING}"]
    for kind, entities in by_kind(export.entities):
        parts.append(f"### {kind}")
        parts.append(
            "\n".join(
                f"- {' · '.join([f'{escaped(entity.name)} ({entity.count:,})', *facts])}"
                for entity in entities
                for facts in [[escaped(fact) for fact in facts_about(entity)]]
            )
        )
    return parts


def web_link(title: str, url: str) -> str:
    """Give a title, as a link where it has an address on the web."""
    if not is_web(url):
        return escaped(title)
    address = url.replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    return f"[{escaped(title)}](<{address}>)"


def _quotation(export: ArticleExport, annotation: Annotation) -> str:
    lines: list[str] = []
    before: Block | None = None
    for block, words in pieces(annotation, export.text):
        if before and before.kind == block.kind == "cell" and before.row == block.row:
            lines[-1] += " | " + escaped(words)
        else:
            if before and not (before.kind == block.kind and block.kind in ("item", "cell")):
                lines.append("")
            lines += _lines(block, words)
        before = block
    lines += ["", _about(export, annotation)]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _lines(block: Block, words: str) -> list[str]:
    if block.kind == "code":
        longest = max((len(run) for run in re.findall("`+", words)), default=0)
        fence = "`" * max(3, longest + 1)
        return [fence, *words.split("\n"), fence]
    lines = [_escaped_line(line.strip()) for line in words.strip().split("\n")]
    if block.kind == "item":
        sign = block.marker if _NUMBERED.fullmatch(block.marker) else "-"
        indent = " " * (len(sign) + 1)
        return [f"{sign} {lines[0]}", *(indent + line if line else "" for line in lines[1:])]
    return lines


def _about(export: ArticleExport, annotation: Annotation) -> str:
    """Give the line of facts under a quotation, with the id that links can name at its end."""
    color = escaped(color_name(export, annotation.color))
    style = ", underlined" if annotation.style == "underline" else ""
    place = place_in(annotation, export.text)
    page = escaped(page_fact(export.text, place.start)) if place else ""
    facts = [f"{color}{style}", page, doubt_about(annotation)] if annotation.passage else []
    facts.append(f"[Open in Postil]({link_to(annotation)})")
    facts.append(" ".join(f"#{tag}" for tag in _tags(annotation)))
    return f"{' · '.join(fact for fact in facts if fact)} ^postil-{annotation.uid[:8]}"


def _note(annotation: Annotation) -> str:
    """Give the reader's Markdown; a code block or comment left open is closed."""
    note = annotation.note.strip("\n").rstrip()
    fence = ""
    for line in note.split("\n"):
        found = _FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence) and not found[2].strip():
            fence = ""
    if fence:
        note += f"\n{fence}"
    elif note.rfind("<!--") > note.rfind("-->"):
        note += " -->"
    return note


def _tags(annotation: Annotation) -> list[str]:
    return [name for name in map(tag_name, annotation.tags) if name]


def _legend(exports: Sequence[ArticleExport]) -> list[str]:
    colors = colors_used(exports)
    if not colors:
        return []
    heading = "# Colours" if len(exports) > 1 else "## Colours"
    return [heading, "\n".join(_meaning(color, name) for color, name in colors.items())]


def _meaning(color: ColorKey, name: str) -> str:
    return f"- {escaped(name)}" + ("" if name.casefold() == color else f" ({color})")


def _escaped_line(line: str) -> str:
    first = _AT_LINE_START.match(line)
    numbered = _NUMBERED.match(line)
    clean = _ALWAYS.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), line)
    for sign in "$~":
        if line.count(sign) > 1:
            clean = clean.replace(sign, f"\\{sign}")
    if numbered:
        return f"{numbered[1]}\\{clean[numbered.end(1) :]}"
    return f"\\{clean}" if first and clean[0] != "\\" else clean
