"""Markdown (CommonMark with tables, strikethrough, front matter and footnotes)."""

from __future__ import annotations

from storage.importers.composition import Draft
from storage.importers.plain import read_plain


def read_markdown(text: str, *, stem: str = "", title: str = "") -> Draft:
    """Read canonical text that is not blank."""
    return read_plain(text, stem=stem, title=title)
