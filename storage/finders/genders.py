"""Whether "he" or "she" may stand for somebody: titles, offices and given names tell."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Literal

from storage.finders import word_classes as english
from storage.found import FoundEntity

Gender = Literal["he", "she", ""]


def gender_of(person: FoundEntity, titles: str = "") -> Gender:
    """Give the pronoun of a person, "" when nothing tells; `titles` are words before the name."""
    men, women = _given_names()
    for text in (titles, *person.roles, person.name, *person.aliases):
        for word in text.lower().split():
            if word in english.MALE_TITLES:
                return "he"
            if word in english.FEMALE_TITLES:
                return "she"
    for name in (person.name, *person.aliases):
        words = [word for word in name.lower().split() if word not in english.PERSONAL_TITLES]
        if len(words) < 2:
            continue  # a surname alone tells nothing
        given = words[0].split("-")[0]
        if given in men:
            return "he"
        if given in women:
            return "she"
    return ""


@lru_cache(maxsize=1)
def _given_names() -> tuple[frozenset[str], frozenset[str]]:
    source = files("resources").joinpath("finders", "given_names.txt")
    lines = source.read_text(encoding="utf-8").splitlines()
    names = {line.split(" ", 1)[0]: frozenset(line.split()[1:]) for line in lines}
    return names["male"], names["female"]
