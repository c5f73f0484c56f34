"""The lines between `---` at the top of a Markdown file, and what they say about the article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

import yaml

from storage.importers.titles import clipped, tidied
from storage.text.addresses import is_web

LONGEST = 65_536  # characters; front matter is read in Python, and real ones have a few hundred
MOST_AUTHORS = 10

_FENCED = re.compile(r"---[ \t]*\n(.*?\n)??(?:---|\.\.\.)[ \t]*(?:\n|$)", re.DOTALL)
_KEY = re.compile(r"[A-Za-z][\w -]*:(?:\s|$)")
_LINE = re.compile(r"^([A-Za-z][\w-]*):[ \t]+(\S.*)$", re.MULTILINE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What front matter says; empty where it says nothing. `length` is where the text begins."""

    length: int = 0
    title: str = ""
    byline: str = ""
    site: str = ""
    url: str = ""
    language: str = ""
    published_at: datetime | None = None
    notices: list[str] = field(default_factory=list)


class _Loader(yaml.BaseLoader):
    """Reads every scalar as text, so `title: 1984` stays one, and refuses aliases."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Refuse `*name`: a few of them in each other make more nodes than fit in memory."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.composer.ComposerError(None, None, "aliases are not read", None)
        return super().compose_node(parent, index)


def read_front_matter(text: str) -> FrontMatter:
    """Read front matter from the start of a text. What is none is left alone: a rule, say."""
    found = _FENCED.match(text[: LONGEST + 10])
    if not found or not found[1] or not _KEY.match(found[1].lstrip("\n")):
        return FrontMatter()
    notices = []
    try:
        loaded = yaml.load(found[1], _Loader)  # makes only text, lists and dicts
        values = loaded if isinstance(loaded, dict) else {}
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError):
        values = dict(_LINE.findall(found[1]))
        notices.append(
            "The lines between “---” at the top are not in order, so what they say about the "
            "article may be incomplete."
        )
    named = {str(key).strip().lower(): value for key, value in values.items()}
    source = _text(named, "url", "source", "link", "canonical", "canonical_url")
    language = _text(named, "lang", "language")
    return FrontMatter(
        length=found.end(),
        title=clipped(_text(named, "title")),
        byline=clipped(_text(named, "author", "authors", "byline", "by")),
        site=clipped(
            _text(named, "site", "site_name", "publication", "publisher")
            or ("" if is_web(source) else source)
        ),
        url=source if is_web(source) else "",
        language=language.replace("_", "-") if _LANGUAGE.fullmatch(language) else "",
        published_at=_moment(_text(named, "date", "published", "published_at", "created")),
        notices=notices,
    )


def _text(named: dict[str, object], *keys: str) -> str:
    """Give the first of these that is said, as one line; a list is joined by commas."""
    for key in keys:
        value = named.get(key)
        values = value if isinstance(value, list) else [value]
        names = [_name(one) for one in values[:MOST_AUTHORS]]
        if text := ", ".join(name for name in names if name):
            return text
    return ""


def _name(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("name")
    return tidied(value).strip("\"' ") if isinstance(value, str) else ""


def _moment(text: str) -> datetime | None:
    """Read an ISO 8601 date or time as UTC; without an offset it is taken for UTC."""
    try:
        moment = datetime.fromisoformat(text.replace("/", "-"))
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
