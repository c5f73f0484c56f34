"""Markdown: CommonMark with tables, strikethrough, task lists, footnotes and front matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt, helpers
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from storage.importers.composition import Draft, Part, PartPicture
from storage.importers.front_matter import FrontMatter, read_front_matter
from storage.importers.markdown_parts import parts_of
from storage.importers.plain import read_plain
from storage.importers.titles import CUT_TITLE, clipped, from_name, headed
from storage.text.addresses import absolute, is_web
from storage.text.pictures_in_text import without
from storage.types import PICTURE

EXTRACTOR = "markdown 3"
DEEPEST = 60  # quotes and lists in each other; markdown-it drops what is deeper, so we do not go
TOO_DEEP = "This Markdown is nested too deeply to be read as such and is shown as plain text."
TOO_TANGLED = "This Markdown is too tangled to be read as such and is shown as plain text."
STEPS, STEPS_PER_CHARACTER = 100_000, 1  # of the parser; Markdown with many links takes 0.1
PRICES = {"[": 8, "^": 20}  # a link is looked for to its end; a note in the text is parsed again
LONGEST_LINK_TITLE = 2000  # characters; markdown-it looks for its end from every "](… \"" anew


def _nothing(_address: str) -> bytes:
    return b""


class _Helpers:
    """What the parser's rules call for links, with an end to the search for a title's end."""

    parseLinkLabel = staticmethod(helpers.parseLinkLabel)
    parseLinkDestination = staticmethod(helpers.parseLinkDestination)

    @staticmethod
    def parseLinkTitle(text: str, start: int, end: int, before: Any = None) -> Any:
        """Parse a link's title as markdown-it does, when it is not endless."""
        return helpers.parseLinkTitle(text, start, min(end, start + LONGEST_LINK_TITLE), before)


class _Parser(MarkdownIt):
    """Takes every address for a link, so that an unwanted one leaves its words and no brackets."""

    def validateLink(self, _url: str) -> bool:
        """Accept the address; `inline` decides whether the reader can follow it."""
        return True


class _TangledError(Exception):
    """The parser took more steps than any text written for readers needs."""


def read_markdown(
    text: str,
    *,
    stem: str = "",
    title: str = "",
    body_of: Callable[[str], bytes] = _nothing,
    base: str = "",
) -> Draft:
    """Read canonical text that is not blank.

    `body_of` gives the file of a picture by its address, or b""; `base` is where the text is from.

    The title is the one given, or front matter's, or the first heading of rank 1, or the first
    line, or made of the file's `stem`. Text that the parser cannot take is read as plain text.
    """
    front = read_front_matter(text)
    body = text[front.length :]
    if not body.strip():
        front, body = FrontMatter(), text
    try:
        tokens = _parsed(body)
        parts = parts_of(tokens)
    except _TangledError:
        return _plain(body, front, TOO_TANGLED, stem, title)
    # markdown-it-py 4.3 and its plugins raise these on shapes that nobody writes
    except (RecursionError, ValueError, IndexError, KeyError, TypeError, AttributeError):
        return _plain(body, front, TOO_DEEP, stem, title)
    if any(token.level >= DEEPEST - 2 for token in tokens):
        return _plain(body, front, TOO_DEEP, stem, title)
    if not any(part.text.strip() for part in parts):
        return _plain(body, front, "", stem, title)
    title = title or front.title or _title_in(parts) or from_name(stem)
    absent = _fill(parts, body_of, base)
    return Draft(
        title,
        headed(title, parts),
        EXTRACTOR,
        byline=front.byline,
        site=front.site,
        url=front.url,
        language=front.language,
        published_at=front.published_at,
        notices=[*front.notices, *([_not_shown(absent)] if absent else [])],
    )


def _not_shown(pictures: int) -> str:
    if pictures == 1:
        return "1 picture is not there; Postil shows its description."
    return f"{pictures:,} pictures are not there; Postil shows their descriptions."


def _fill(parts: Sequence[Part], body_of: Callable[[str], bytes], base: str) -> int:
    """Put the files into pictures and give how many are not there."""
    absent = 0
    for part in parts:
        part.pictures = [_filled(picture, body_of, base) for picture in part.pictures]
        absent += sum(not picture.body for picture in part.pictures)
    return absent


def _filled(picture: PartPicture, body_of: Callable[[str], bytes], base: str) -> PartPicture:
    at, alt, address, _ = picture
    if address.startswith("data:"):
        from storage.importers.html_pictures import data_in

        return PartPicture(at, alt, "", data_in(address))
    source = absolute(base, address)
    return PartPicture(at, alt, source if is_web(source) else "", body_of(address))


def _plain(body: str, front: FrontMatter, notice: str, stem: str, title: str) -> Draft:
    draft = read_plain(body, stem=stem, title=title or front.title)
    draft.byline = front.byline or draft.byline
    draft.site, draft.url, draft.language = front.site, front.url, front.language
    draft.published_at = front.published_at
    draft.notices = [*front.notices, *([notice] if notice else [])]
    return draft


def _title_in(parts: Sequence[Part]) -> str:
    named = [part for part in parts if part.text.replace(PICTURE, "").strip()]
    for part in named:
        if part.kind == "heading" and part.level == 1 and (title := clipped(part.text)):
            return title
    for part in named:
        if part.text.strip():
            longest = 200 if part.kind == "heading" else CUT_TITLE
            return clipped(without(part.text.strip().split("\n")[0]), longest)
    return ""


def _parsed(body: str) -> list[Token]:
    left = STEPS + STEPS_PER_CHARACTER * len(body)

    def spend(steps: int) -> None:
        nonlocal left
        left -= steps
        if left < 0:
            raise _TangledError

    def block_step(_state: StateBlock, _line: int, _end: int, _silent: bool) -> bool:
        spend(1)
        return False

    def inline_step(state: StateInline, _silent: bool) -> bool:
        spend(PRICES.get(state.src[state.pos], 1))
        return False

    parser = _Parser("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    parser.helpers = _Helpers  # type: ignore[assignment]  # a module there, asked for three names
    parser.use(footnote_plugin)
    parser.block.ruler.before("table", "steps", block_step, {"alt": ["paragraph"]})
    parser.inline.ruler.before("text", "steps", inline_step)
    return parser.parse(body)
