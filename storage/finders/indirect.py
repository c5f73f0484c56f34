"""What is told of somebody's words without quoting them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import NamedTuple

from storage.finders import word_classes as english
from storage.finders.cast import Cast
from storage.finders.clauses import Clause
from storage.finders.contents import content_end, content_start, is_clause, without_stop
from storage.finders.cues import Takes
from storage.finders.noun_phrases import Subject
from storage.finders.statements import Token

_OPENERS = english.PREPOSITIONS | english.CONJUNCTIONS
_STRESSES = Takes.THAT | Takes.QUOTE
_APPOSED = frozenset("who whose which where a an the his her their".split())


class Report(NamedTuple):
    """Tokens `first` up to `last` are what `subject` is reported to have said by `clause`."""

    first: int
    last: int
    clause: Clause
    subject: Subject | None
    confidence: float


def reports_of(
    tokens: Sequence[Token], clauses: Sequence[Clause], titles: Container[int], cast: Cast
) -> list[Report]:
    """Give the indirect reports of a statement in order, none within another.

    `titles` are the places of quotations that nobody speaks.
    """
    found: list[Report] = []
    reached = 0
    for number, clause in enumerate(clauses):
        if clause.first < reached:
            continue
        report = _following(tokens, clauses, number, titles, cast) or _preceding(
            tokens, clauses, number, reached
        )
        if report is None or report.last - report.first < (1 if clause.phrase else 2):
            continue
        if not _has_words(tokens, report.first, report.last):
            continue
        found.append(report)
        reached = max(report.last, clause.last)
    return found


def _has_words(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether more is told than what stands in quotation marks."""
    words = sum(token.kind == "word" for token in tokens[first:last])
    quotes = sum(token.kind == "quote" for token in tokens[first:last])
    return words >= (3 if quotes else 1)


def _following(
    tokens: Sequence[Token],
    clauses: Sequence[Clause],
    number: int,
    titles: Container[int],
    cast: Cast,
) -> Report | None:
    """A report that stands after its cue."""
    clause = clauses[number]
    if clause.verb.lemma == "according to":
        return _after_according(tokens, clauses, number)
    if clause.verb.lemma == "words":
        return None
    start, certainty = content_start(tokens, clause, cast)
    if not 0 <= start < len(tokens):
        return None
    if tokens[start].low != "that" and _is_behind_quote(tokens, clause, titles):
        return None
    end = without_stop(tokens, content_end(tokens, start, clauses, number))
    return Report(start, end, clause, clause.subject, certainty)


def _after_according(
    tokens: Sequence[Token], clauses: Sequence[Clause], number: int
) -> Report | None:
    clause = clauses[number]
    subject = clause.subject
    if subject is None:
        return None
    at = subject.last
    # "According to a study published on Monday, ...": up to the comma.
    while at < len(tokens) and at - subject.last < 25 and tokens[at].low not in (",", "."):
        at += 1
    is_first = clause.first == 0 or not any(
        token.kind != "mark"
        and token.low not in english.CONJUNCTIONS
        and not english.is_adverb(token.low)
        for token in tokens[: clause.first]
    )
    is_relative = clause.first > 1 and tokens[clause.first - 2].low in ("which", "who", "that")
    if at >= len(tokens) - 2 or tokens[at].low != "," or not (is_first or is_relative):
        return None
    return Report(at + 1, content_end(tokens, at + 1, clauses, number), clause, subject, 0.9)


def _preceding(
    tokens: Sequence[Token], clauses: Sequence[Clause], number: int, reached: int
) -> Report | None:
    """A report that stands before its cue, or around it: "The plan, Ruiz said, is dead"."""
    clause = clauses[number]
    subject = clause.subject
    takes = clause.verb.takes
    frames = takes & Takes.CLAUSE or (takes & _STRESSES == _STRESSES and not takes & Takes.PERSON)
    if not frames or clause.is_passive or (clause.phrase and clause.phrase != "to"):
        return None
    first = clause.first
    if subject is not None and not clause.is_shared:
        first = min(first, subject.first)
    after = clause.last
    if subject is None or clause.is_shared or subject.first < reached:
        return None
    if subject.first > clause.first:
        after = max(after, subject.last)
    if first < 2 or tokens[first - 1].low != ",":
        return None
    if clause.verb.takes & Takes.PERSON and after < len(tokens):
        after = max(after, after if tokens[after].kind != "word" else after + 1)
    rest = after
    while rest < len(tokens) and tokens[rest].low not in (",", ".", ";", ":", "!", "?"):
        rest += 1
    if rest - after > 14 or not _trails_off(tokens, after, clause):
        return None
    quote_ahead = rest + 1 < len(tokens) and tokens[rest + 1].kind == "quote"
    quote_ahead = quote_ahead or any(token.kind == "quote" for token in tokens[after:rest])
    start = reached
    while start < first - 1 and (
        tokens[start].kind == "mark"
        or tokens[start].low in ("and", "but", "so", "because", "while")
    ):
        start += 1
    if start >= first - 1:
        return None
    has_quote = any(token.kind == "quote" for token in tokens[start:first])
    is_told = has_quote or is_clause(tokens[: first - 1], start, strictly=True)
    if tokens[start].low in _OPENERS and not is_told:
        return None  # "In the last days, Ruiz has said"
    if quote_ahead and not is_clause(tokens, start, strictly=True):
        return None  # "On Monday, Ruiz said: ..."
    end = first - 1
    goes_on = rest + 3 < len(tokens) and tokens[rest].low == "," and tokens[rest + 1].kind == "word"
    if goes_on and clause.is_after and tokens[rest + 1].low in _APPOSED:
        goes_on = False  # "..., says Lee, who saw it"
    if goes_on and first - start < 12 and clause.verb.lemma != "according to":
        end = content_end(tokens, rest + 1, clauses, number)
        if all(
            token.kind == "mark" or english.is_adverb(token.low)
            for token in tokens[start : first - 1]
        ):
            start = rest + 1  # "Still, she said, ..."
    return Report(start, end, clause, subject, 0.85)


def _is_behind_quote(tokens: Sequence[Token], clause: Clause, titles: Container[int]) -> bool:
    """Whether a cue and its subject follow a quotation, which is then what they tell."""
    first = clause.first
    if clause.subject is not None and not clause.is_shared:
        first = min(first, clause.subject.first)
    before = first - 2 if first > 1 and tokens[first - 1].low == "," else first - 1
    return before >= 0 and tokens[before].kind == "quote" and before not in titles


def _trails_off(tokens: Sequence[Token], at: int, clause: Clause) -> bool:
    """Whether nothing that is said can start at `at`, behind a cue: "..., Ruiz said on Monday"."""
    if at >= len(tokens) or tokens[at].kind != "word" or clause.verb.lemma == "according to":
        return True
    low = tokens[at].low
    return (
        english.is_adverb(low)
        or low in english.WEEKDAYS | english.TIME_STARTS | english.CONJUNCTIONS
        or (low in english.PREPOSITIONS and low not in ("of", "for"))
        or bool(clause.verb.takes & Takes.PERSON)
    ) and low != "that"
