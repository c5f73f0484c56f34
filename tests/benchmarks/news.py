"""Reports without meaning in which people speak: prose with names, places, dates and quotes."""

from __future__ import annotations

import random

from tests.benchmarks.corpus import Prose

FIRST = [
    "Ana",
    "John",
    "Maria",
    "David",
    "Sarah",
    "Ali",
    "Elena",
    "Peter",
    "Aigul",
    "Thomas",
    "Ngozi",
    "Marco",
    "Ingrid",
    "Omar",
]
LAST = [
    "Ruiz",
    "Norov",
    "Okafor",
    "Weber",
    "Larsen",
    "Haddad",
    "Silva",
    "Novak",
    "Petrov",
    "Mendes",
    "Karimov",
    "Moreau",
]
ORGANISATIONS = (
    *("World Health Organization", "Central Bank of Norway", "Ministry of Transport"),
    *("European Commission", "United Nations", "Shanghai Cooperation Organisation"),
    *("University of Oslo", "Supreme Court", "International Labour Office"),
)
PLACES = [
    "Geneva",
    "Tashkent",
    "Nairobi",
    "Lima",
    "Oslo",
    "Kenya",
    "Peru",
    "Uzbekistan",
    "Brussels",
    "Lagos",
    "Ghana",
]
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
]
ROLES = ("minister", "spokesman", "Secretary-General", "chief economist", "director")
OPENINGS = (
    "{person}, {role} of the {organisation}, said in {place} on {day} that {plain}",
    "“{plain}” said {person}. “{more}”",
    "According to the {organisation}, {plain} {surname} noted that {more}",
    "In {place}, the {organisation} and {person} met on {day}. {plain}",
    "“{plain} {more}” {surname} told reporters in {place}.",
)


class News:
    """Gives paragraphs of which each names somebody or something, twice or more on average."""

    def __init__(self, seed: int) -> None:
        self._prose = Prose(seed)
        self._rng = random.Random(seed)

    def text(self, length: int) -> str:
        """Give a title and paragraphs, between blank lines, of about so many characters."""
        parts = [self._prose.title()]
        size = len(parts[0])
        while size < length:
            parts.append(self.paragraph())
            size += len(parts[-1]) + 2
        return "\n\n".join(parts)

    def paragraph(self) -> str:
        """Give a paragraph of some 300 characters."""
        pick = self._rng.choice
        surname = pick(LAST)
        opening = pick(OPENINGS).format(
            person=f"{pick(FIRST)} {surname}",
            surname=surname,
            role=pick(ROLES),
            organisation=pick(ORGANISATIONS),
            place=pick(PLACES),
            day=f"{self._rng.randint(1, 28)} {pick(MONTHS)} {self._rng.randint(1990, 2025)}",
            plain=self._plain(),
            more=self._plain(),
        )
        return f"{opening} {self._prose.sentence()}"

    def _plain(self) -> str:
        return self._prose.sentence().strip("“”")
