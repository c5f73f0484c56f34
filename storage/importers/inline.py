"""The inside of a Markdown paragraph: its text and the marks over it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from storage.importers.composition import PartPicture
from storage.text.addresses import is_link
from storage.text.canonical import canonical
from storage.types import PICTURE, Mark, MarkKind

_KINDS: dict[str, MarkKind] = {"em": "emphasis", "strong": "strong", "s": "strike", "link": "link"}
_TAG = re.compile(r"<!--|-->|<(/?)([a-zA-Z][\w-]*)[^<>]*>|<[!?][^<>]*>")
_SILENT = ("script", "style", "template", "title")
_BREAKING = {
    *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl", "dt", "figure"),
    *("figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li"),
    *("main", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul"),
}


@dataclass(slots=True)
class _Text:
    """Text that grows, with the marks that are open over its end."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    opened: list[tuple[MarkKind, int, str]] = field(default_factory=list)
    pictures: list[PartPicture] = field(default_factory=list)

    def add(self, text: str) -> None:
        text = canonical(text)
        self.pieces.append(text)
        self.length += len(text)

    def mark(self, kind: MarkKind, start: int, target: str = "") -> None:
        if start < self.length and (kind != "link" or target):
            self.marks.append(Mark(start, self.length, kind, target))

    def add_picture(self, description: str, address: str) -> None:
        self.pictures.append(PartPicture(self.length, description, address))
        self.pieces.append(PICTURE)
        self.length += 1


def rendered(tokens: Iterable[Token]) -> tuple[str, list[Mark], list[PartPicture]]:
    """Give the canonical text of inline tokens, its marks by start, and its pictures.

    A picture has its address as source and no file yet. The sign of a note leads to `note_name`.
    """
    text = _Text()
    silent = ""  # the HTML element whose text is not for readers
    for token in tokens:
        if token.type == "html_inline":
            silent = _after_tag(token.content, silent, text)
        elif silent:
            continue
        elif token.type == "code_inline":
            start = text.length
            text.add(token.content)
            text.mark("code", start)
        elif token.type == "softbreak":
            text.add(" ")
        elif token.type == "hardbreak":
            text.add("\n")
        elif token.type == "image":
            text.add_picture(_alternative(token), str(token.attrs.get("src", "")))
        elif token.type == "footnote_ref":
            start = text.length
            text.add(f"[{token.meta['id'] + 1}]")
            text.mark("note", start, note_name(token.meta["id"]))
        elif token.nesting == 1 and (kind := _KINDS.get(token.type.removesuffix("_open"))):
            text.opened.append((kind, text.length, _address(token)))
        elif token.nesting == -1 and token.type.removesuffix("_close") in _KINDS:
            if text.opened:
                text.mark(*text.opened.pop())
        elif token.type in ("text", "text_special"):
            text.add(token.content)
    marks = sorted(text.marks, key=lambda mark: (mark.start, -mark.end))
    return "".join(text.pieces), marks, text.pictures


def note_name(number: int) -> str:
    """Name the place of a note, by which its sign leads to it."""
    return f"note {number}"


def text_of_html(source: str) -> list[str]:
    """Give the paragraphs of a block of HTML: tags, comments, scripts and styles left out."""
    pieces: list[str] = []
    silent, last = "", 0
    for found in _TAG.finditer(source):
        if not silent:
            pieces.append(html.unescape(source[last : found.start()]).replace("\n", " "))
        last = found.end()
        name = (found[2] or "").lower()
        if silent:
            ends = found[0] == "-->" if silent == "!" else bool(found[1]) and name == silent
            silent = "" if ends else silent
        elif found[0] == "<!--":
            silent = "!"
        elif name in _SILENT and not found[1]:
            silent = name
        elif name in _BREAKING or name == "br":
            pieces.append("\n")
    if not silent:
        pieces.append(html.unescape(source[last:]).replace("\n", " "))
    lines = (" ".join(line.split()) for line in canonical("".join(pieces)).split("\n"))
    return [line for line in lines if line]


def _after_tag(tag: str, silent: str, text: _Text) -> str:
    """Say which element's text is left out after a tag."""
    found = _TAG.match(tag)
    name = (found[2] or "").lower() if found else ""
    if silent:
        return "" if found and found[1] and name == silent else silent
    if name == "br":
        text.add("\n")
    return name if name in _SILENT and found and not found[1] else ""


def _alternative(image: Token) -> str:
    """Give a picture's alternative text, on one line and without marks."""
    return " ".join(rendered(_described(image))[0].replace(PICTURE, " ").split())


def _described(image: Token) -> Iterator[Token]:
    """Give the tokens of an alternative text; a picture in it is its own alternative text."""
    for token in image.children or ():
        if token.type == "image":
            yield from _described(token)
        else:
            yield token


def _address(token: Token) -> str:
    """Give where a link leads if a browser or a mail program can go there, else nothing."""
    target = str(token.attrs.get("href", ""))
    return target if is_link(target) else ""
