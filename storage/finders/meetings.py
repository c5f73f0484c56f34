"""Short forms of a happening that the text has named before: "the conference", "The event"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from storage.finders.candidates import Candidate
from storage.types import Span

_HEADS = "conference|summit|congress|forum|symposium|convention|festival|meeting|championship"
_SHORT = re.compile(
    rf"(?<!\w)(?:[Tt]he|[Tt]his)\s(?P<head>{_HEADS}|event)(?=[\s,.;’']|$)(?!\s(?:of|on|for|in)\s)"
)
_UNSURE = 0.4


def short_forms(
    content: str, paragraphs: Iterable[Span], names: Sequence[Candidate]
) -> dict[Candidate, str]:
    """Find the short forms and the name that each stands for: the latest of that head before it."""
    meetings = [
        (one.start, content[one.start : one.end], content[one.start : one.end].split()[-1].lower())
        for one in names
        if one.kind == "event"
    ]
    meetings = [one for one in meetings if re.fullmatch(_HEADS, one[2])]
    found: dict[Candidate, str] = {}
    if not meetings:
        return found
    for paragraph in paragraphs:
        for match in _SHORT.finditer(content, paragraph.start, paragraph.end):
            start = match.start("head")
            fitting = [
                name
                for place, name, head in meetings
                if place < start and match["head"] in (head, "event")
            ]
            if fitting:
                found[Candidate(start, match.end(), "event", _UNSURE)] = fitting[-1]
    return found
