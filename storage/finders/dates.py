"""Dates of an English text, as they are written and as ISO 8601."""

from __future__ import annotations

import re
from datetime import date

from storage.finders import calendar_values as value
from storage.finders.candidates import Candidate
from storage.types import Span

MONTHS = (
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split()
_MONTH_OF = {
    **{
        name[:length].lower(): number for number, name in enumerate(MONTHS, 1) for length in (3, 99)
    },
    "sept": 9,
}
_CERTAIN = 0.97
_LIKELY = 0.85
_RELATIVE = 0.8

_M = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|Jun(?:e|\.)?|Jul(?:y|\.)?|"
    r"Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![^\W_])"
)
_MU = f"(?:{'|'.join(MONTHS).upper()})(?![^\\W_])"
_MONTH = f"(?:{_M}|{_MU})"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w:%]|[.,]\d)"
_YEAR = r"(?:1\d|20)\d\d(?![\w%]|[.,]\d)"
_DOW = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DASH = r"\s?(?:[-–—]|to|and|until|till|through)\s?"
_SEASON = "(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_PART = "(?:[Ee]arly|[Mm]id|[Ll]ate)"
_UNIT = "(?:day|week|month|year|decade)"

_ABSOLUTE = re.compile(
    rf"""(?<![\w$€£#@/.-])(?:
      (?P<iso>(?:1\d|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?=T\d|(?![\w-]))
    | (?:{_DOW},?\s)?(?P<dmy>
        (?P<d1>{_DAY})(?:(?:\s(?P<dm>{_MONTH}))?{_DASH}(?P<d2>{_DAY}))?
        \s(?:day\s)?(?:of\s)?(?P<m>{_MONTH})
        (?:(?:,?\s|\sof\s)(?P<y>{_YEAR}))?)
    | (?:{_DOW},?\s)?(?P<mdy>
        (?P<M>{_MONTH})\s(?:the\s)?(?P<D1>{_DAY})(?:{_DASH}(?:(?P<MM>{_MONTH})\s)?(?P<D2>{_DAY}))?
        (?:,?\s(?P<Y>{_YEAR}))?)
    | (?P<range>(?P<r1>(?:1\d|20)\d\d)\s?[-–—]\s?(?P<r2>(?:1\d|20)?\d\d)(?![\w%-]|[.,]\d))
    | (?:{_PART}[-\s])?(?P<my>(?P<m1>{_MONTH})
        (?:\s?[-–—]\s?(?P<m2>[A-Za-z]+)|\s(?:and|to)\s(?P<m3>{_MONTH}))?
        ,?\s(?:of\s)?(?P<y2>{_YEAR}))
    | (?P<numeric>(?P<n1>\d\d?)(?P<sep>[/.])(?P<n2>\d\d?)(?P=sep)(?P<n3>(?:19|20)\d\d))(?![\w/])
    | (?P<season>{_SEASON}(?:\sof)?\s(?P<sy>{_YEAR})(?:[-–]\d\d)?)
    | (?:{_PART}[-\s](?:the\s)?)?(?P<decade>(?P<dec>(?:1\d|20)\d0)['’]?s)(?!\w)
    | (?:{_PART}[-\s](?:the\s)?)?(?P<short>['’](?P<dec2>[2-9]0)s)(?!\w)
    )""",
    re.VERBOSE,
)
_ALONE = re.compile(
    rf"""(?<![\w$€£#@/.-])(?:
      (?P<relative>
        (?:[Ll]ast|[Nn]ext|[Tt]his|[Tt]he\ past|[Pp]revious|[Cc]oming)\s
            (?P<what>{_DOW}|{_M}|week|month|year|weekend|summer|winter|spring|autumn|decade)(?!\w)
      | (?P<near>[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)(?!\w)
      | (?P<count>\d{{1,3}}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s
            (?P<unit>{_UNIT})s?\s(?:ago|earlier)(?!\w))
    | (?<!Super\ )(?<!Black\ )(?<!Good\ )(?<!Cyber\ )(?<!Palm\ )(?<!Ash\ )(?P<dow>{_DOW})(?![\w])
    | (?:{_PART}[-\s])?(?P<month>{_MONTH})
    | (?:{_PART}[-\s])?(?P<year>{_YEAR})
    )""",
    re.VERBOSE,
)
_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|of|from|until|till|by|before|after|during|between|year|circa|early|late|mid|"
    r"to|and|"
    r"through|for|around|about|the|summer|winter|spring|autumn|fall|In|Since|From|Until|By|Before|After|"
    r"During|Between|For|b|born|d|died|c|ca)\.?\s|[(\[,;–—-]\s?)$"
)
_AFTER_YEAR = re.compile(
    r"\s(?:[a-z]+s|people|men|women|children|km|m|kg|ft|feet|metres|miles|percent|per|or so|square|"
    r"sq|million|billion|thousand|x)(?!\w)|[-–](?=[a-z])"
)
_VERBS_IN_S = re.compile(r"\s(?:was|is|has|as|its|this|his|sees|marks|does)(?!\w)")
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|of|from|until|till|by|before|after|during|between|last|next|this|early|late|mid|each|every|"
    r"In|Since|From|Until|By|Before|After|During|Between|Last|Next|This|to|and|through|for|on|late|early)[\s-]$"
)
_AMBIGUOUS = frozenset("may march mar sun sat jan jun dec".split())
_FUTURE = re.compile(
    r"\b(?:will|next|coming|scheduled|upcoming|expected|due|planned|would|to be)\b"
)


def find_dates(
    content: str, paragraphs: tuple[Span, ...], published: date | None
) -> list[Candidate]:
    """Find the dates of a text, by start.

    `published` is the day from which "on Friday" is counted; without one it is the first complete
    date of the text. What is only relative ("last year") is found only where it can be counted.
    """
    absolute: list[Candidate] = []
    for paragraph in paragraphs:
        absolute += _absolute(content, paragraph)
    reference = published or _first_day(absolute)
    complete = [_with_year(one, reference) for one in absolute]
    found: list[Candidate] = []
    number = 0
    for paragraph in paragraphs:
        start = paragraph.start
        while number < len(complete) and complete[number].start < paragraph.end:
            found += _alone(content, start, complete[number].start, reference)
            found.append(complete[number])
            start = complete[number].end
            number += 1
        found += _alone(content, start, paragraph.end, reference)
    return found


def _first_day(dates: list[Candidate]) -> date | None:
    for one in dates:
        day = value.day_of(one.iso)
        if day is not None:
            return day
    return None


def _number(month: str) -> int:
    return _MONTH_OF[month.rstrip(".").lower()]


def _absolute(content: str, paragraph: Span) -> list[Candidate]:
    found: list[Candidate] = []
    for match in _ABSOLUTE.finditer(content, paragraph.start, paragraph.end):
        iso = _iso(match)
        if iso is not None:
            found.append(Candidate(match.start(), match.end(), "date", _CERTAIN, iso))
    return found


def _iso(match: re.Match[str]) -> str | None:
    """Give the value of a date as written, "--05-16" where the year is missing; None for none."""
    part = match.groupdict()
    if part["iso"]:
        return str(part["iso"])
    if part["dmy"]:
        first = part["dm"] or part["m"]
        return value.days(part["y"], _number(first), part["d1"], _number(part["m"]), part["d2"])
    if part["mdy"]:
        last = part["MM"] or part["M"]
        return value.days(part["Y"], _number(part["M"]), part["D1"], _number(last), part["D2"])
    if part["range"]:
        return value.years(part["r1"], part["r2"])
    if part["my"]:
        last = part["m3"] or part["m2"]
        if part["m2"] and part["m2"].lower() not in _MONTH_OF:
            return None
        return value.months(part["y2"], _number(part["m1"]), _number(last) if last else None)
    if part["numeric"]:
        return value.numeric(part["n1"], part["n2"], part["n3"])
    if part["season"]:
        return str(part["sy"])
    if part["decade"]:
        return value.decade(int(part["dec"]))
    return value.decade(1900 + int(part["dec2"]))


def _with_year(one: Candidate, reference: date | None) -> Candidate:
    if not one.iso.startswith("--"):
        return one
    return one._replace(iso=value.nearest(one.iso, reference))


def _alone(content: str, start: int, end: int, reference: date | None) -> list[Candidate]:
    found: list[Candidate] = []
    for match in _ALONE.finditer(content, start, end):
        if match["relative"]:
            one = _relative(match, reference)
        elif match["dow"]:
            iso = value.weekday(WEEKDAYS.index(match["dow"]), reference, _is_future(content, match))
            one = Candidate(match.start("dow"), match.end(), "date", 0.93, iso)
        elif match["month"]:
            one = _month(content, match, reference)
        else:
            one = _year(content, match)
        if one is not None:
            found.append(one)
    return found


def _is_future(content: str, match: re.Match[str]) -> bool:
    start = max(content.rfind(". ", 0, match.start()), match.start() - 60, 0)
    return bool(_FUTURE.search(content, start, match.start()))


def _relative(match: re.Match[str], reference: date | None) -> Candidate | None:
    text = match["relative"].lower()
    if match["what"] and match["what"][0].isupper():
        # "last Friday", "next May": the name of the day stands even where it cannot be counted
        name = match["what"]
        shift = -1 if text.startswith("last") else 1 if text.startswith(("next", "coming")) else 0
        if name in WEEKDAYS:
            iso = value.weekday(WEEKDAYS.index(name), reference, shift > 0)
        else:
            iso = value.month(_number(name), reference, shift)
        return Candidate(match.start(), match.end(), "date", 0.93, iso)
    if reference is None:
        return None
    if match["near"]:
        days = {"yesterday": -1, "tomorrow": 1}.get(text, 0)
        if not days:
            return None  # "today" mostly means nowadays
        iso = value.shifted(reference, "day", days)
    elif match["count"]:
        word = match["count"].lower()
        count = _NUMBERS.index(word) + 1 if word in _NUMBERS else int(word) if word.isdigit() else 1
        iso = value.shifted(reference, match["unit"], -count)
    else:
        if match["what"] not in ("week", "month", "year") or text.startswith(("the past", "this")):
            return None
        iso = value.shifted(reference, match["what"], 1 if text[0] in "nc" else -1)
    return Candidate(match.start(), match.end(), "date", _RELATIVE, iso)


def _month(content: str, match: re.Match[str], reference: date | None) -> Candidate | None:
    name = match["month"].rstrip(".").lower()
    start = match.start("month")
    led = bool(_BEFORE_MONTH.search(content, max(0, start - 12), start))
    if not led and (name in _AMBIGUOUS or len(name) < 4 or match["month"].isupper()):
        return None
    if name in _AMBIGUOUS and content[match.end() : match.end() + 2].strip()[:1].islower():
        return None
    end = match.end()
    if len(name) < 4 and content[end - 1] != ".":
        return None
    number = _number(name)
    is_next = reference is not None and number < reference.month and _is_future(content, match)
    iso = value.month(number, reference, 1 if is_next else 0)
    return Candidate(match.start(), end, "date", _LIKELY, iso)


def _year(content: str, match: re.Match[str]) -> Candidate | None:
    start, end = match.start("year"), match.end()
    year = int(match["year"])
    before = _BEFORE_YEAR.search(content, max(0, start - 12), start)
    if _AFTER_YEAR.match(content, end) and not _VERBS_IN_S.match(content, end):
        return None
    if not (1900 <= year <= 2035 or before):
        return None
    return Candidate(match.start(), end, "date", _LIKELY if before else 0.75, str(year))
