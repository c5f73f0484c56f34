"""What the overview calls things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from storage.overview.counting import Basis, Measure, Subject
from storage.printing import counted

MEASURES: Final[Mapping[Measure, str]] = {
    "added": "Added",
    "read": "Read",
    "finished": "Finished",
    "marked": "Highlights and notes",
}
BASES: Final[Mapping[Basis, str]] = {
    "read": "Articles that were read",
    "finished": "Articles that were finished",
    "added": "Articles that were added",
}
SUBJECTS: Final[Mapping[Subject, str]] = {
    "site": "Sources",
    "tag": "Tags",
    "speaker": "Speakers",
    "mentions": "Names",
    "color": "Colours",
    "lang": "Languages",
    "length": "Time to read",
}
EMPTY: Final[Mapping[Subject, str]] = {
    "site": "None of these articles says where it is from.",
    "tag": "No tag yet. T gives one to a highlight, Shift+T to an article.",
    "speaker": "Nobody is quoted in these articles, as far as is known.",
    "mentions": "No people, places or organisations were found in these articles yet.",
    "color": "Nothing is highlighted in these articles yet.",
    "lang": "The language of these articles is not known.",
    "length": "No articles.",
}


def said(name: str, count: int, subject: Subject | Measure) -> str:
    """Say what a bar means: "example.org: 12 articles"."""
    if subject == "marked":
        return f"{name}: {counted(count, 'highlight or note', 'highlights and notes')}"
    return f"{name}: {counted(count, 'highlight' if subject == 'color' else 'article')}"
