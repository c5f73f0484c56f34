"""The places of a statement where it is told that somebody speaks, and who."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from storage.finders import word_classes as english
from storage.finders.cast import Cast
from storage.finders.cues import PHRASES, VERBS, Takes, Verb
from storage.finders.noun_phrases import Subject, is_human, noun_phrase_before, subject_after
from storage.finders.other_cues import other_cue
from storage.finders.statements import Token
from storage.finders.subjects import subject_before

_ACCORDING = Verb("according to", Takes.QUOTE | Takes.CLAUSE, "ing", False)
_WORDS_OF = Verb("words", Takes.QUOTE, "ing", False)
_QUANTITIES = frozenset("all both each some many several most".split())  # may be subjects
_GOES_ON = frozenset(
    "continued continues continue kept keeps began begins started hastened proceeded likes like "
    "liked loves used".split()
)  # to say, saying
_QUOTED = frozenset("quoted cited reported quoting citing".split())


class Clause(NamedTuple):
    """A cue, tokens `first` up to `last`, with its subject; `is_after` when it follows the verb.

    `phrase` are the words behind the verb that belong to the cue ("attention to").
    """

    first: int
    last: int
    verb: Verb
    phrase: str
    subject: Subject | None
    is_after: bool = False
    is_passive: bool = False
    is_shared: bool = False  # the subject is that of the clause before
    is_relative: bool = False  # "Ruiz, who said ..."


def clauses_of(tokens: Sequence[Token], cast: Cast) -> list[Clause]:
    """Give the cues of a statement in order; those without any subject are among them."""
    found: list[Clause] = []
    for place, token in enumerate(tokens):
        if token.kind != "word" or (token.capital and place and tokens[place - 1].kind == "word"):
            continue
        if token.low == "according" and _low(tokens, place + 1) == "to":
            subject = subject_after(tokens, place + 2, cast)
            found.append(Clause(place, place + 2, _ACCORDING, "to", subject, is_after=True))
            continue
        if (
            token.low == "words"
            and _low(tokens, place + 1) == "of"
            and _low(tokens, place - 2) == "in"
        ):
            subject = subject_after(tokens, place + 2, cast)
            found.append(Clause(place, place + 2, _WORDS_OF, "of", subject, is_after=True))
            continue
        other = other_cue(tokens, place, cast)
        if other is not None:
            found.append(Clause(other.first, other.last, other.verb, "", other.subject))
            continue
        verb = VERBS.get(token.low)
        if verb is not None:
            clause = _clause(tokens, place, verb, found, cast)
            if clause is not None:
                found.append(clause)
    return found


def _clause(
    tokens: Sequence[Token], place: int, verb: Verb, earlier: list[Clause], cast: Cast
) -> Clause | None:
    before = tokens[place - 1] if place else None
    low = before.low if before else ""
    phrase, last = _phrase(tokens, place, verb)
    if not verb.takes and not phrase:
        return None
    if earlier and place < earlier[-1].last:
        return None
    if low in english.NEGATIONS or _low(tokens, place - 2) in ("not", "didn't"):
        return None
    if low == "as" and token_is(tokens, place, "saying"):
        return _quoted_as_saying(tokens, place, place - 2, verb, cast)
    if low in _QUOTED and token_is(tokens, place, "saying"):
        return _quoted_as_saying(tokens, place, place - 1, verb, cast)
    if low == "to" and _low(tokens, place - 2) in _GOES_ON:
        return Clause(place, last, verb, phrase, subject_before(tokens, place - 2, cast))
    if low == "to" or low in english.MODALS:
        return None
    if (
        before is not None
        and before.kind == "word"
        and not before.low.endswith("ly")
        and (
            low in english.DETERMINERS
            or low.endswith(("'s", "s'"))
            or (low in english.PREPOSITIONS and verb.form != "ing")
        )
    ) and low not in _QUANTITIES:
        return None
    passive = verb.form == "past" and _is_passive(tokens, place)
    if passive:
        by = last < len(tokens) and tokens[last].low == "by"  # "was called a fraud by Ruiz"
        agent = subject_after(tokens, last + 1, cast) if by else None
        return Clause(place, last, verb, phrase, agent, is_after=by, is_passive=True)
    if verb.form == "ing":
        return _participle(tokens, place, last, verb, phrase, earlier, cast)
    subject = subject_before(tokens, place, cast)
    if low == "," and subject is not None and verb.takes & Takes.PERSON:
        is_apposed = subject.first > 0 and tokens[subject.first - 1].low == ","
        if subject.last == place - 1 and not is_apposed:
            subject = None  # "Ruiz, asked whether she would go, paused"
    shared = False
    if subject is None and _is_coordinated(tokens, place):
        alike = (c for c in reversed(earlier) if c.verb.form == verb.form and c.subject is not None)
        like = next(alike, None)
        if like is not None:
            subject, shared = like.subject, True
    if subject is not None and verb.form == "base" and not _is_plural(tokens, subject):
        subject = None
    if subject is not None and verb.can_be_noun and not is_human(subject) and not shared:
        they_say = subject.sort == "plural" and verb.form == "base"
        subject = subject if they_say else None
    if (subject is None or shared) and low == "," and place > 2 and verb.takes & Takes.CLAUSE:
        behind = subject_after(tokens, last, cast)
        if behind is not None and behind.sort in ("person", "role", "name"):
            return Clause(place, last, verb, phrase, behind, is_after=True)  # "..., says Lee"
    relative = _is_relative(tokens, place)
    return Clause(place, last, verb, phrase, subject, is_shared=shared, is_relative=relative)


def _is_relative(tokens: Sequence[Token], place: int) -> bool:
    at = place - 1
    while at >= 0 and (
        english.is_adverb(tokens[at].low) or tokens[at].low in ("has", "have", "had")
    ):
        at -= 1
    return at >= 0 and tokens[at].low in ("who", "which", "that")


def token_is(tokens: Sequence[Token], place: int, low: str) -> bool:
    """Whether the token at `place` is that word; False outside the statement."""
    return 0 <= place < len(tokens) and tokens[place].low == low


def _low(tokens: Sequence[Token], place: int) -> str:
    return tokens[place].low if 0 <= place < len(tokens) else ""


def _phrase(tokens: Sequence[Token], place: int, verb: Verb) -> tuple[str, int]:
    """The words after a verb that belong to the cue, and the place behind them."""
    for phrase in PHRASES.get(verb.lemma, ()):
        words = phrase.split()
        at = _over_document(tokens, place + 1)
        while at < len(tokens) and at - place < 6 and english.is_adverb(tokens[at].low):
            at += 1
        # Longer phrases stand behind an object at times: "drew renewed attention to".
        if all(_low(tokens, at + i) == word for i, word in enumerate(words)):
            return phrase, at + len(words)
        if len(words) > 1 and all(_low(tokens, at + 1 + i) == word for i, word in enumerate(words)):
            return phrase, at + 1 + len(words)
    return "", place + 1


def _over_document(tokens: Sequence[Token], at: int) -> int:
    """Past "in his message" between a verb and its phrase: "wrote in his message about"."""
    is_one = (
        _low(tokens, at) == "in"
        and _low(tokens, at + 1) in english.DETERMINERS
        and _low(tokens, at + 2) in english.DOCUMENTS
    )
    return at + 3 if is_one else at


def _is_passive(tokens: Sequence[Token], place: int) -> bool:
    at = place - 1
    while at >= 0 and english.is_adverb(tokens[at].low):
        at -= 1
    return at >= 0 and tokens[at].low in english.BEING


def _is_coordinated(tokens: Sequence[Token], place: int) -> bool:
    at = place - 1
    while at >= 0 and (
        english.is_adverb(tokens[at].low) or tokens[at].low in ("has", "have", "had")
    ):
        at -= 1
    return at >= 0 and tokens[at].low in ("and", "but", "or", ",")


def _is_plural(tokens: Sequence[Token], subject: Subject) -> bool:
    """Whether a subject goes with the bare form of a verb ("they say", not "the plan say")."""
    if subject.sort == "pronoun":
        return tokens[subject.first].low not in ("he", "she", "it", "one", "everyone", "everybody",
                                                 "someone", "somebody", "nobody")  # fmt: skip
    words = tokens[subject.first : subject.last]
    return (
        subject.sort in ("plural", "body", "place")
        or any(word.low == "and" for word in words)
        or any(word.low.endswith("s") or word.low in english.ROLE_PLURALS for word in words)
        or subject.sort == "name"
    )


def _participle(
    tokens: Sequence[Token],
    place: int,
    last: int,
    verb: Verb,
    phrase: str,
    earlier: list[Clause],
    cast: Cast,
) -> Clause | None:
    """A cue in -ing: of its own subject ("with Ruiz adding"), or of that of the sentence."""
    before = tokens[place - 1] if place else None
    if before is not None and before.kind == "word" and before.low not in english.CONJUNCTIONS:
        at = place - 1
        while at >= 0 and english.is_adverb(tokens[at].low):
            at -= 1
        if at >= 0 and (tokens[at].low in english.BEING or tokens[at].low in _GOES_ON):
            subject = subject_before(tokens, at, cast)
            return Clause(place, last, verb, phrase, subject)
        subject = noun_phrase_before(tokens, at, cast)
        if subject is not None and is_human(subject):
            return Clause(place, last, verb, phrase, subject)
        if not (before.low in english.PREPOSITIONS or english.is_adverb(before.low)):
            return None
    subject = next((c.subject for c in reversed(earlier) if c.subject is not None), None)
    if subject is None:
        subject = first_subject(tokens, place, cast)
    return Clause(place, last, verb, phrase, subject, is_shared=True)


def first_subject(tokens: Sequence[Token], end: int, cast: Cast) -> Subject | None:
    """Give the subject of the statement before `end`, when it starts with somebody."""
    at = 0
    while at < end and (
        tokens[at].kind == "mark"
        or (tokens[at].low in english.OPENING_ADVERBS and tokens[at].kind == "word")
    ):
        at += 1
    # After an opening phrase: "In a speech on Monday, Ruiz ..."
    for _ in range(3):
        subject = subject_after(tokens, at, cast) if at < end else None
        if (
            subject is not None
            and subject.last <= end
            and subject.sort
            in (
                "person",
                "pronoun",
                "role",
                "body",
                "document",
                "name",
            )
        ):
            return subject
        while at < end and tokens[at].low != ",":
            at += 1
        at += 1
    return None


def _quoted_as_saying(
    tokens: Sequence[Token], place: int, at: int, verb: Verb, cast: Cast
) -> Clause | None:
    """Who speaks in "was quoted as saying" and "quoted Ruiz as saying"; `at` is before "as"."""
    if at < 0:
        return None
    if tokens[at].low in _QUOTED:
        before = at - 1
        while before > 0 and english.is_adverb(tokens[before].low):
            before -= 1
        subject = subject_before(
            tokens, before if _low(tokens, before) in english.BEING else at, cast
        )
        return Clause(at, place + 1, verb, "", subject)
    first = at
    while first > 0 and at - first < 8 and tokens[first - 1].low not in _QUOTED:
        first -= 1
    if _low(tokens, first - 1) not in _QUOTED:
        return None
    subject = noun_phrase_before(tokens, at, cast)
    if subject is None:
        return None
    subject = subject._replace(first=max(first, subject.first))
    return Clause(place, place + 1, verb, "", subject)
