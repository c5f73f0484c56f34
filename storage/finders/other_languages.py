"""Dates and countries of texts that are not in English, from the names that CLDR has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from storage.finders import calendar_values as value
from storage.finders.candidates import Candidate
from storage.finders.languages import Language, language_of
from storage.types import Span

_SURE, _LIKELY = 0.95, 0.75
_YEAR = r"(?:1\d|20)\d\d"
_IN_FIGURES = (
    rf"(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)"
    r"|(?P<numeric>(?P<n1>\d\d?)(?P<sep>[/.])(?P<n2>\d\d?)(?P=sep)(?P<n3>(?:19|20)\d\d))(?!\d)"
    rf"|(?P<cjk>(?P<cy>{_YEAR})\s?[年년]\s?(?P<cm>\d\d?)\s?[月월](?:\s?(?P<cd>\d\d?)\s?[日일])?)"
)
_LINK = r"(?:\s(?:de|del|d[’']|di|of|den|da|do)\s?|\s)"
_NO_SPACES = frozenset("ja zh ko th lo km my".split())


class _Patterns(NamedTuple):
    dates: re.Pattern[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    countries: re.Pattern[str] | None


def find_in_other(
    content: str, paragraphs: Iterable[Span], language: str, published: date | None
) -> list[Candidate]:
    """Find dates and countries in a text of a language, by start; `language` may be unknown.

    Only names as CLDR gives them are found: a country in another grammatical case is not.
    """
    patterns = _patterns(language)
    found: list[Candidate] = []
    for paragraph in paragraphs:
        for match in patterns.dates.finditer(content, paragraph.start, paragraph.end):
            iso = _iso(match, patterns, published)
            if iso is not None:
                confidence = _LIKELY if match["year"] else _SURE
                found.append(Candidate(match.start(), match.end(), "date", confidence, iso))
        if patterns.countries is not None:
            found += [
                Candidate(match.start(), match.end(), "place", _SURE)
                for match in patterns.countries.finditer(content, paragraph.start, paragraph.end)
            ]
    return found


@lru_cache(maxsize=4)
def _patterns(code: str) -> _Patterns:
    language = language_of(code)
    months = _numbers(language.months) if language else {}
    weekdays = _numbers(language.weekdays) if language else {}
    edge = "" if code in _NO_SPACES else r"(?!\w)"
    parts = [_IN_FIGURES]
    if months and code not in _NO_SPACES:
        month = _any(months)
        parts.append(
            rf"(?P<day>\d\d?)(?:\.|º|er|°|-го|-a)?(?:\s?[-–]\s?(?P<day2>\d\d?)\.?)?{_LINK}"
            rf"(?P<month>{month})\.?(?:,?{_LINK}(?P<dy>{_YEAR})(?!\d))?{edge}"
        )
        parts.append(rf"(?P<month2>{month})\.?{_LINK}(?P<my>{_YEAR}){edge}")
    if weekdays:
        parts.append(f"(?P<weekday>{_any(weekdays, least=4 if edge else 2)}){edge}")
    parts.append(rf"(?P<year>(?:19|20)\d\d){edge}(?![.,]?\d|\s?[%€$])")
    start = "" if code in _NO_SPACES else r"(?<![\w$€£#@/.-])"
    dates = re.compile(f"{start}(?:{'|'.join(parts)})", re.IGNORECASE)
    return _Patterns(dates, months, weekdays, _countries(language, code))


def _numbers(names: Iterable[Iterable[str]]) -> dict[str, int]:
    return {form: number for number, forms in enumerate(names) for form in forms}


def _any(names: Iterable[str], least: int = 3) -> str:
    chosen = sorted(
        (name for name in names if len(name) >= least), key=lambda name: (-len(name), name)
    )
    return "|".join(map(re.escape, chosen)) or r"(?!)"


def _countries(language: Language | None, code: str) -> re.Pattern[str] | None:
    if language is None:
        return None
    names = _any(language.territories, 2 if code in _NO_SPACES else 3)
    return re.compile(names if code in _NO_SPACES else rf"(?<!\w)(?:{names})(?!\w)")


def _iso(match: re.Match[str], patterns: _Patterns, reference: date | None) -> str | None:
    """Give the value of a date; None for what is none."""
    part = match.groupdict()
    if part["iso"]:
        return str(part["iso"])
    if part["numeric"]:
        return value.numeric(part["n1"], part["n2"], part["n3"])
    if part["cjk"]:
        month = int(part["cm"])
        if not 1 <= month <= 12:
            return None
        if part["cd"]:
            return value.days(part["cy"], month, part["cd"], month, None)
        return value.months(part["cy"], month, None)
    if part.get("day"):
        month = patterns.months[part["month"].lower()] + 1
        if int(part["day"]) == 0:
            return None
        iso = value.days(part["dy"], month, part["day"], month, part["day2"])
        return value.nearest(iso, reference) if iso and iso.startswith("--") else iso
    if part.get("month2"):
        return value.months(part["my"], patterns.months[part["month2"].lower()] + 1, None)
    if part.get("weekday"):
        return value.weekday(patterns.weekdays[part["weekday"].lower()], reference, False)
    return str(part["year"])
