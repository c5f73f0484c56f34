"""The words that name somebody, found from one of their ends without a parser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from storage.finders import word_classes as english
from storage.finders.cast import Cast
from storage.finders.statements import Token

Sort = Literal["person", "pronoun", "role", "body", "document", "name", "plural", "place", "other"]
LONGEST = 14  # words of one name with all that belongs to it
_FARTHEST = 60  # tokens looked back through for the start of a bracket
_NOT_A_NOUN = (
    english.PREPOSITIONS | english.CONJUNCTIONS | english.AUXILIARIES | english.DETERMINERS
) - english.SUBJECT_PRONOUNS
_NAMED = {"person": "person", "organisation": "body", "group": "plural", "place": "place"}
_HIM = frozenset("him her them us me".split())
_TELLING = frozenset(
    "say says said think thinks thought believe believes believed know knows knew guess suppose "
    "hope heard hear saw see told asked asks".split()
)  # verbs that a name may follow
_BEFORE_NUMBERS = frozenset("the these those his her its their our all".split())  # the two
_CLOSE = frozenset("familiar close involved present".split())


class Subject(NamedTuple):
    """Tokens `first` up to, not including, `last` that name a speaker; `sort` says of what sort."""

    first: int
    last: int
    sort: Sort


def is_human(subject: Subject) -> bool:
    """Whether it is sure enough somebody, or a document, who can speak."""
    return subject.sort not in ("other", "plural")


def noun_phrase_before(tokens: Sequence[Token], place: int, cast: Cast) -> Subject | None:
    """Give the noun phrase whose last word is at `place`, with all that belongs to it."""
    if place < 0:
        return None
    token = tokens[place]
    if token.low == ")":
        place = _before_bracket(tokens, place)
        if place < 0:
            return None
        token = tokens[place]
    if token.low == "please":
        return None
    if token.kind == "mark" or token.low in _NOT_A_NOUN or token.low.endswith(("'s", "s'")):
        return None
    if token.low in english.SUBJECT_PRONOUNS and token.low != "one":
        return Subject(place, place + 1, "pronoun")
    if token.low in _HIM:
        return Subject(place, place + 1, "pronoun")
    if token.kind == "quote":
        return None
    first = _reach_left(tokens, place, cast)
    while first < place and is_opening(tokens, first):
        first += 1
    sort = sort_of(tokens, first, place + 1, cast)
    if sort == "place" and first > 0 and tokens[first - 1].low in english.NOUN_LINKS:
        # "An article in the News in Utah said": the place is none that speaks.
        whole = noun_phrase_before(tokens, first - 2, cast)
        return whole and whole._replace(last=place + 1)
    return Subject(first, place + 1, sort)


def subject_after(tokens: Sequence[Token], at: int, cast: Cast) -> Subject | None:
    """Give the noun phrase that starts at `at`: who speaks in "said Maria Ruiz"."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.kind != "word":
        return None
    if token.low in english.SUBJECT_PRONOUNS and token.low not in english.DETERMINERS:
        return Subject(at, at + 1, "pronoun")
    last = at
    while last < len(tokens) and last - at < LONGEST:
        token = tokens[last]
        if token.kind == "quote" or (token.kind == "mark" and token.low != "&"):
            break
        mention = cast.mention_at(token.start)
        if mention is not None and cast.entities[mention.entity].kind == "date":
            break
        if token.low in english.DETERMINERS:
            if last > at and tokens[last - 1].low not in english.NOUN_LINKS:
                break
        elif token.low in english.NOUN_LINKS:
            if not _links_right(tokens, at, last):
                break
        elif token.low == "and":
            if not (last > at and tokens[last - 1].capital and _is_capital(tokens, last + 1)):
                break
        elif (
            token.low in _NOT_A_NOUN
            or english.is_adverb(token.low)
            or token.low in english.WEEKDAYS
            or token.low in _HIM
        ):
            break
        last += 1
        if mention is not None and cast.entities[mention.entity].kind == "person":
            while last < len(tokens) and tokens[last].end <= mention.end:
                last += 1
            if not tokens[last - 1].low.endswith(("'s", "s'")):
                break
    while last > at and (
        tokens[last - 1].low in _NOT_A_NOUN
        or (last - at > 1 and tokens[last - 1].low.endswith("ed") and not tokens[last - 1].capital)
    ):
        last -= 1
    if last == at:
        return None
    sort = sort_of(tokens, at, last, cast)
    if sort == "role" and last + 1 < len(tokens) and tokens[last].low == ",":
        # "said the club's chairman, Peter Moss"
        mention = cast.mention_at(tokens[last + 1].start)
        if mention is not None and cast.entities[mention.entity].kind == "person":
            last += 1
            while last < len(tokens) and tokens[last].start < mention.end:
                last += 1
    return Subject(at, last, sort)


def owner_before(tokens: Sequence[Token], place: int, cast: Cast) -> Subject:
    """Give the owner whose genitive stands at `place`: "the mayor of Ulm's"."""
    first = _reach_left(tokens, place, cast)
    while first < place and is_opening(tokens, first):
        first += 1
    return Subject(first, place + 1, sort_of(tokens, first, place + 1, cast))


def sort_of(tokens: Sequence[Token], first: int, last: int, cast: Cast) -> Sort:
    """Say of what sort a noun phrase is, by the noun that its other words belong to."""
    head = last - 1
    for place in range(first + 1, last):
        if tokens[place].low in english.NOUN_LINKS:
            head = place - 1
            break
    token = tokens[head]
    low = token.low
    if low in english.SUBJECT_PRONOUNS and last - first == 1:
        return "pronoun"
    kind = cast.kind_at(token.start)
    if kind == "person" and head != last - 1 and token.low in english.ROLES:
        return "role"
    if kind in _NAMED:
        return _NAMED[kind]  # type: ignore[return-value]  # the values are Sorts
    low = low.removesuffix("'s")
    for part in (low, low.rsplit("-", 1)[-1]):
        if part in english.ROLES or part in english.ROLE_PLURALS:
            return "role"
        if part in english.DOCUMENTS:
            return "document"
        if part in english.BODIES:
            return "body"
    if token.capital and head > 0:
        return "name"
    if token.capital:
        return (
            "name"
            if any(tokens[i].capital for i in range(first, head)) or last - first == 1
            else "other"
        )
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return "plural"
    return "other"


def _before_bracket(tokens: Sequence[Token], place: int) -> int:
    start = place
    while start >= 0 and tokens[start].low != "(":
        start -= 1
        if place - start > _FARTHEST:
            return -1
    return start - 1


def _reach_left(tokens: Sequence[Token], place: int, cast: Cast) -> int:
    """The first word of the noun phrase that ends at `place`."""
    first = place
    mention = cast.mention_at(tokens[place].start)
    is_person = mention is not None and cast.entities[mention.entity].kind == "person"
    if mention is not None:
        while first > 0 and tokens[first - 1].start >= mention.start:
            first -= 1
    while first > 0 and place - first < LONGEST:
        token = tokens[first - 1]
        low = token.low
        if token.kind == "quote":
            break
        if token.kind == "mark":
            if low != "&":
                break
        elif low in english.DETERMINERS:
            counted = low in _BEFORE_NUMBERS
            if (tokens[first].low in english.DETERMINERS and not counted) or low == "that":
                break
            first -= 1
            if not (first > 0 and tokens[first - 1].low in english.NOUN_LINKS | _BEFORE_NUMBERS):
                break
            continue
        elif low in english.NOUN_LINKS:
            if not _links_left(tokens, first - 1, is_person):
                break
        elif low == "and":
            before = tokens[first - 2] if first > 1 else None
            if before is None or not (
                before.capital and tokens[first].capital and before.kind == "word"
            ):
                break
        elif (
            low in _NOT_A_NOUN
            or low in _TELLING
            or low in english.SUBJECT_PRONOUNS
            or english.is_adverb(low)
            or low in english.WEEKDAYS
            or (low in english.TIME_NOUNS and low.endswith("s"))
        ):
            break
        first -= 1
    return first


def _links_left(tokens: Sequence[Token], place: int, is_person: bool) -> bool:
    """Whether the preposition at `place` ties what follows to a noun before it."""
    if place == 0:
        return False
    before = tokens[place - 1]
    if before.kind != "word" or before.low in _NOT_A_NOUN:
        return False
    low = before.low
    if place > 1 and not before.capital and (low.endswith(("ed", "en", "made")) or low in _CLOSE):
        # "a letter seen by Sky News", "a person familiar with the matter"
        return tokens[place].low == "by" or _is_speaker(tokens[place - 2].low)
    known = low in english.ROLES or low in english.ROLE_PLURALS or low in english.BODIES
    if tokens[place].low == "of":
        return not is_person or known
    if low in english.DOCUMENTS:
        return not is_person or tokens[place].low in english.FROM
    if is_person:
        return low in english.ROLES and tokens[place].low in ("for", "to", "from", "at", "with")
    return known


def _is_speaker(low: str) -> bool:
    return (
        low in english.ROLES
        or low in english.ROLE_PLURALS
        or low in english.BODIES
        or low in english.DOCUMENTS
    )


def _links_right(tokens: Sequence[Token], at: int, place: int) -> bool:
    """Whether the preposition at `place` goes on with the noun phrase that starts at `at`."""
    if place == at:
        return False
    before = tokens[place - 1].low
    link = tokens[place].low
    following = tokens[place + 1] if place + 1 < len(tokens) else None
    if following is None or following.kind != "word":
        return False
    if link == "of":
        return True
    if link == "to" and not (following.capital or following.low in english.DETERMINERS):
        return False  # "urged all parties to show restraint"
    known = before in english.ROLES or before in english.ROLE_PLURALS
    if known and link in ("for", "to", "from", "at", "in", "with", "on"):
        return following.low not in english.WEEKDAYS and following.low not in english.MONTHS
    return before in english.DOCUMENTS and link in english.GIVEN_BY


def is_opening(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word only opens a sentence: "However", "Later"."""
    low = tokens[place].low
    if low in english.DETERMINERS:
        return False
    return low in english.OPENING_ADVERBS or english.is_adverb(low)


def _is_capital(tokens: Sequence[Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].capital
