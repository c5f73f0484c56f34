"""What was searched for lately, newest first, kept in the settings."""

from __future__ import annotations

import json
from typing import Final

from gui.settings import Settings

MOST: Final = 10
_KEY: Final = "recent_searches"


def recent_searches(settings: Settings) -> list[str]:
    """Give what was searched for, newest first; what is unreadable counts as nothing."""
    try:
        found = json.loads(settings.text(_KEY) or "[]")
    except ValueError:
        return []
    return (
        [typed for typed in found if isinstance(typed, str)][:MOST]
        if isinstance(found, list)
        else []
    )


def remember_search(settings: Settings, typed: str) -> None:
    """Keep what was searched for; again is not twice."""
    wanted = " ".join(typed.split())
    if wanted:
        others = [one for one in recent_searches(settings) if one != wanted]
        settings.set_text(_KEY, json.dumps([wanted, *others][:MOST], ensure_ascii=False))
