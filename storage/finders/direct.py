"""Who is told, beside a quotation in the same sentence, to have said it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from storage.finders import word_classes as english
from storage.finders.cast import Cast
from storage.finders.clauses import Clause, first_subject
from storage.finders.cues import Takes
from storage.finders.noun_phrases import Subject, noun_phrase_before, subject_after
from storage.finders.statements import Token

Tie = Literal["beside", "within", "tail", "lead", "none"]
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_PAUSES = (",", "-", "—", "–", "―")
_SPOKEN = Takes.QUOTE | Takes.NAMING | Takes.NOUN | Takes.TO
_PAUSING = (",", "?", "!", "…", "...", "—", "–", "-")
_MARKS = "\"'“”‘’„«»‹›「」『』` \u00a0\u202f"
_SMALL = frozenset("a an the of and or in on for to at by with from is vs de la le du des".split())


class Attribution(NamedTuple):
    """How a quotation is tied to its sentence.

    "beside" a verb and its subject ("...", he said), "within" what a verb governs (called it
    "..."), at the "tail" of a sentence with quoted parts, after a "lead" that ends in a colon.
    """

    tie: Tie
    subject: Subject | None = None
    clause: Clause | None = None


NOTHING = Attribution("none")


def attribute(
    tokens: Sequence[Token], place: int, clauses: Sequence[Clause], shape: Shape, cast: Cast
) -> Attribution:
    """Say who speaks the quotation at `place`, as far as its own sentence tells."""
    return (
        _after(tokens, place, clauses, shape, cast)
        or _before(tokens, place, clauses, cast)
        or _tail(tokens, place, clauses)
        or NOTHING
    )


class Shape(NamedTuple):
    """How a quotation looks: its words, and how it ends.

    `pauses` for "he said", with a comma or the like; `ends` so or as a sentence does.
    """

    words: int
    pauses: bool
    ends: bool


def shape_of(text: str) -> Shape:
    """Give the shape of a quotation with its marks."""
    bare = text.rstrip(_MARKS)
    return Shape(word_count(text), bare.endswith(_PAUSING), bare.endswith((*_PAUSING, ".", "。")))


def word_count(text: str) -> int:
    """How many words a quotation has; scripts without blanks count two letters for a word."""
    words = _WORD.findall(text)
    return max(len(words), sum(1 for sign in text if sign > "\u2e7f") // 2)


def is_title(text: str, pause: bool) -> bool:
    """Whether quoted words look like the name of a work, a show or a person.

    `pause` tells that a comma and a speaker follow; a title may stand there too, but none that
    ends as a sentence does.
    """
    words = _WORD.findall(text)
    stripped = text.strip(_MARKS)
    is_sentence = stripped.endswith(("!", "?", "…", "...") + ((".",) if pause else ()))
    if not words or len(words) > 12 or is_sentence:
        return False
    main = [word for word in words if word.lower() not in _SMALL]
    if not main or not all(word[0].isupper() or word[0].isdigit() for word in main):
        return False
    return len(main) > 1 or (not pause and len(words) > 1)


def _after(
    tokens: Sequence[Token], place: int, clauses: Sequence[Clause], shape: Shape, cast: Cast
) -> Attribution | None:
    at = place + 1
    words, pause = shape.words, shape.pauses
    if at < len(tokens) and tokens[at].low in _PAUSES:
        pause = True
        at += 1
    if _low(tokens, at) == "as":
        at += 1  # "..., as Ruiz put it"
    while at < len(tokens) and english.is_adverb(tokens[at].low):
        at += 1
    if at >= len(tokens):
        return None
    for clause in clauses:
        if clause.first < at or clause.first > at + 40:
            continue
        if (
            clause.first == at
            and clause.verb.form != "ing"
            and (clause.verb.takes & Takes.QUOTE or clause.phrase)
            and not clause.is_passive
        ):
            subject = (
                clause.subject if clause.is_after else subject_after(tokens, clause.last, cast)
            )
            if (
                subject is None
                and clause.last < len(tokens)
                and tokens[clause.last].low not in (".", ",")
            ):
                continue
            if subject is not None and subject.sort == "other" and not pause and words < 4:
                continue
            return Attribution("beside", subject, clause._replace(subject=subject, is_after=True))
        subject = clause.subject
        if subject is not None and not clause.is_after and at <= subject.first <= at + 1:
            if not clause.verb.takes & (Takes.QUOTE | Takes.CLAUSE | Takes.NAMING):
                continue
            following = _low(tokens, clause.last)
            if following == "that" or following in english.SUBJECT_PRONOUNS:
                return None  # it tells something else: "...," and Ruiz said that
            if pause or words > 3:
                return Attribution("beside", subject, clause)
        break
    return None


def _before(
    tokens: Sequence[Token], place: int, clauses: Sequence[Clause], cast: Cast
) -> Attribution | None:
    colon = place > 0 and tokens[place - 1].low == ":"
    inner: Attribution | None = None  # what only a fact or a thought is told by
    for clause in reversed(clauses):
        if clause.last > place:
            continue
        subject = clause.subject
        if clause.is_after and subject is not None and subject.last > place:
            continue
        between = tokens[clause.last : place]
        if any(token.low == ";" for token in between):
            break
        if subject is None and clause.is_passive and _low(tokens, place + 1) == "by":
            subject = subject_after(tokens, place + 2, cast)  # called "a fraud" by Ruiz
        if subject is None:
            continue
        adjacent = not any(token.kind == "word" for token in between) or (
            len(between) < 10 and colon
        )
        found = Attribution("beside" if adjacent else "within", subject, clause)
        if adjacent or clause.phrase or clause.verb.takes & _SPOKEN:
            return found
        inner = inner or found
    if inner is not None:
        return inner
    if colon:
        subject = noun_phrase_before(tokens, place - 2, cast)
        whole = subject is not None and subject.first == 0
        lead = subject if whole else first_subject(tokens, place - 1, cast)
        if lead is not None:
            return Attribution("lead", lead)
    return None


def _low(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].low if place < len(tokens) else ""


def _tail(tokens: Sequence[Token], place: int, clauses: Sequence[Clause]) -> Attribution | None:
    """The speaker at the end of a sentence that quotes before: "is 'a mess' now, Ruiz said"."""
    for clause in clauses:
        if clause.first <= place or clause.subject is None:
            continue
        first = min(clause.first, clause.subject.first)
        if (
            first > place + 1
            and tokens[first - 1].low == ","
            and clause.verb.takes & (Takes.CLAUSE | Takes.QUOTE)
        ):
            return Attribution("tail", clause.subject, clause)
    for clause in clauses:
        if clause.verb.lemma == "according to" and clause.subject is not None:
            return Attribution("tail", clause.subject, clause)
    return None
