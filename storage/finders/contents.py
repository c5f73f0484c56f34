"""Where what is told behind a verb of saying begins and ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storage.finders import word_classes as english
from storage.finders.cast import Cast
from storage.finders.clauses import Clause
from storage.finders.cues import PHRASE_THAT, Takes
from storage.finders.noun_phrases import Subject, is_human, subject_after
from storage.finders.statements import Token

_ASKED = frozenset("whether if how why what who whom when where which".split())
_INFORMS = frozenset("inform notify remind assure warn".split())
_FEELINGS = frozenset(
    "satisfaction regret concern pleasure appreciation interest sadness gratitude alarm".split()
)  # "noted with satisfaction the growth"
_URGES = frozenset("urge exhort press implore".split())
_SPEAKERS = frozenset("i we you".split())  # they do, rather than are told to: "I commend"
_ANYBODY = frozenset("i we you one someone somebody anyone anybody everyone".split())
_WHEN = frozenset("after before when while as since until because once".split())
_NOTHING = frozenset(
    "little nothing much more something anything everything things so no yes goodbye hello thanks "
    "ok sorry enough".split()
)
_AFTER_HER = (
    english.CONJUNCTIONS | english.PREPOSITIONS | english.DETERMINERS | english.SUBJECT_PRONOUNS
)  # "told her that", not "told her colleagues"
_OBJECTS = english.DETERMINERS | frozenset("to $ £ €".split())  # behind a verb
_WHILE = ("even", "just")  # before "as" of time
_APPOSED = 8  # tokens of an office before its name
_DANGLING = frozenset("which who and but while as with".split())  # ", which, she said, ..."
_ENDS = frozenset(".!?;")
_SAY = frozenset("say tell".split())
_LONGEST_ADDRESS = 12  # tokens between a verb and its "that": "told the court on Monday that"
_CLITICS = ("'s", "'re", "'ll", "'ve", "'d", "n't", "'m")


def content_start(tokens: Sequence[Token], clause: Clause, cast: Cast) -> tuple[int, float]:
    """The first token of what is told after the cue and how sure that is; -1 for none."""
    verb, subject = clause.verb, clause.subject
    takes = verb.takes
    at = clause.last
    if at >= len(tokens):
        return -1, 0
    if clause.is_passive:
        low = tokens[at].low
        that = _that_ahead(tokens, at, person=False)
        is_told = takes & Takes.THAT and takes & Takes.QUOTE
        if that >= 0 and is_told and _is_it(tokens, clause):
            return that, 0.7
        if verb.lemma in ("say", "report", "allege", "claim") and low == "to":
            return at, 0.6
        return -1, 0
    if subject is None or clause.is_after:
        return -1, 0
    who = tokens[subject.first].low
    if (takes & Takes.MIND and who in _ANYBODY) or (takes & Takes.NOUN and who in _SPEAKERS):
        return -1, 0
    as_he_said = _is_as_clause(tokens, subject) and tokens[subject.first - 2].low not in _WHILE
    if as_he_said and tokens[at].low != "," and not takes & Takes.PERSON:
        return -1, 0  # "he left, as he said he would"
    if clause.phrase:
        return _after_phrase(tokens, clause, at)
    if verb.lemma == "welcome" and _greets(tokens, at, cast):
        return -1, 0
    if tokens[at].low == "not" or tokens[at].low in english.AUXILIARIES:
        return -1, 0  # "asked not to be named", "what she said was"
    that = _that_ahead(tokens, at, person=bool(takes & Takes.PERSON))
    is_participle = verb.form == "ing" and tokens[max(0, clause.first - 1)].low not in english.BEING
    if takes & Takes.THAT and that >= 0:
        return that, 0.95 if is_human(subject) else 0.8
    if takes & Takes.PERSON:
        addressed = at
        at = _over_addressee(tokens, at, cast)
        if verb.lemma in _URGES and at < len(tokens) and tokens[at].low == "to":
            return addressed, 0.75
        if at >= len(tokens):
            return -1, 0
        if tokens[at].low in english.AUXILIARIES:
            at = addressed  # "warned water levels could rise": nobody is spoken to
        if tokens[at].low == "," and _is_as_clause(tokens, subject):
            return at + 1, 0.85
    while (
        at < len(tokens)
        and english.is_adverb(tokens[at].low)
        and tokens[at].low not in ("all", "only", "there", "here")
    ):
        at += 1
    at = _over_time(tokens, at)
    if verb.lemma in _INFORMS and at < len(tokens) - 1 and tokens[at].low in ("about", "of"):
        return at + 1, 0.75
    if at >= len(tokens) - 1:
        return -1, 0
    token = tokens[at]
    low = token.low
    if low in ("that",) and takes & Takes.THAT:
        return at, 0.95
    if low == "," and _is_as_clause(tokens, subject):
        return at + 1, 0.85
    if low == "," and takes == Takes.CLAUSE:
        return at + 1, 0.8  # "in his view, ..."
    if low == "," and verb.lemma in _SAY and tokens[at + 1].kind == "word":
        return (at + 1, 0.7) if is_clause(tokens, at + 1, strictly=True) else (-1, 0)
    if low == ":" and takes & (Takes.CLAUSE | Takes.THAT):
        return (at + 1, 0.8) if tokens[at + 1].kind == "word" else (-1, 0)
    if token.kind == "mark" and low not in ("(", "$", "£", "€", "#", "@"):
        return -1, 0
    if is_participle and not takes & Takes.CLAUSE:
        return -1, 0
    if low in _ASKED and takes & (Takes.CLAUSE | Takes.PERSON) and token.kind == "word":
        return at, 0.85
    infinitive = low == "to" and tokens[at + 1].low not in english.DETERMINERS
    if infinitive and takes & Takes.TO and not is_participle:
        return at, 0.75
    if takes & Takes.CLAUSE and low not in ("of", "to"):
        if verb.lemma in _SAY and low not in english.PREPOSITIONS | _NOTHING | _WHEN:
            return at, 0.9
        if is_clause(tokens, at, strictly=bool(takes & Takes.MIND)):
            return at, 0.8
    if (
        takes & Takes.NOUN
        and is_human(subject)
        and (at == clause.last or subject.sort != "document")  # "the plan announced on Friday"
        and not is_participle
        and low not in english.PREPOSITIONS | english.CONJUNCTIONS
    ):
        return at, 0.7
    return -1, 0


def content_end(tokens: Sequence[Token], start: int, clauses: Sequence[Clause], number: int) -> int:
    """Behind the last token of what is told: before the next to speak, or the end."""
    cuts = {}
    for clause in clauses[number + 1 :]:
        first = clause.first
        if clause.subject is not None and start <= clause.subject.first < first:
            first = clause.subject.first
        cuts[first] = clause
    is_relative = clauses[number].is_relative
    if clauses[number].verb.takes & Takes.CLAIM and _opens(clauses[number]):
        return _before_verb(tokens, start)
    for place in range(start, len(tokens)):
        token = tokens[place]
        if token.low == ";" or (is_relative and token.low == "," and place > start + 1):
            return place
        if token.low == ":" and place + 1 < len(tokens) and tokens[place + 1].kind == "quote":
            return place
        if token.low in (",", "—", "–") or token.kind == "quote":
            after = place + 1
            while after < len(tokens) and (
                tokens[after].low
                in ("and", "but", "while", "with", "as", "though", "although", "then", "or")
                or english.is_adverb(tokens[after].low)
            ):
                after += 1
            cut = cuts.get(after)
            if cut is None and after > place + 1:
                cut = _apposed(tokens, after, cuts)
            if cut is not None and (cut.subject is not None or cut.is_after):
                return place if token.kind == "mark" else place + 1
        elif token.low in ("and", "but"):
            after = place + 1
            while after < len(tokens) and (
                english.is_adverb(tokens[after].low) or tokens[after].low in ("has", "have", "had")
            ):
                after += 1
            cut = cuts.get(after)
            if cut is not None and cut.is_shared and cut.verb.form == clauses[number].verb.form:
                return place
    return without_stop(tokens, len(tokens))


def is_clause(tokens: Sequence[Token], at: int, strictly: bool) -> bool:
    """Whether a sentence of its own starts at `at`: it has a finite verb before its end."""
    if at >= len(tokens):
        return False
    first = tokens[at]
    if first.low in english.SUBJECT_PRONOUNS or first.low == "there":
        return True
    if first.low in english.AUXILIARIES or first.low in ("of", "for", "about", "to", "with"):
        return False
    wanted = 1  # finite verbs: a relative clause has one of its own
    for place in range(at + 1, min(at + 30, len(tokens))):
        token = tokens[place]
        if token.low in _ENDS or (token.low == "," and place - at < 2):
            return False
        if token.low in ("who", "which", "that", "whose"):
            wanted += 1
        elif token.low in english.CONJUNCTIONS - {"and", "or", "than", "as"}:
            return False
        if token.low in english.AUXILIARIES or token.low.endswith(_CLITICS[1:]):
            wanted -= 1
            if not wanted:
                return True
        is_past = _is_past(token) and tokens[place - 1].low != "and"
        following = tokens[place + 1] if place + 1 < len(tokens) else token
        if is_past and (
            following.low in _OBJECTS or (not strictly and following.low in english.NOUN_LINKS)
        ):
            return True
        is_third = token.low.endswith("s") and not token.capital and tokens[place - 1].capital
        if is_third and (following.low in _OBJECTS or following.capital):
            return True  # "China intends to"
    return False


def _greets(tokens: Sequence[Token], at: int, cast: Cast) -> bool:
    """Whether somebody is met, not something approved: "welcomed Chancellor Berg in Oslo"."""
    return any(cast.kind_at(token.start) == "person" for token in tokens[at : at + 4])


def _is_it(tokens: Sequence[Token], clause: Clause) -> bool:
    return any(token.low == "it" for token in tokens[max(0, clause.first - 4) : clause.first])


def _is_as_clause(tokens: Sequence[Token], subject: Subject) -> bool:
    return subject.first > 0 and tokens[subject.first - 1].low == "as"


def _after_phrase(tokens: Sequence[Token], clause: Clause, at: int) -> tuple[int, float]:
    subject = clause.subject
    if subject is None or not (is_human(subject) or clause.verb.lemma in ("call", "point", "make")):
        return -1, 0
    token = tokens[at]
    if clause.phrase in PHRASE_THAT:
        if token.low == "that" or _that_ahead(tokens, at, person=False) >= 0:
            return max(at, _that_ahead(tokens, at, person=False)), 0.95
        if clause.phrase.endswith("to say") and token.kind == "word":
            return at, 0.8
        if clause.phrase not in ("out", "clear", "the point"):
            return -1, 0
    if clause.phrase == "it":
        return -1, 0  # "put it bluntly"
    if token.kind == "mark" or token.low in english.CONJUNCTIONS - _ASKED:
        return -1, 0
    if clause.phrase == "on" and clause.verb.lemma == "call":
        return at, 0.8
    return at, 0.75


def _that_ahead(tokens: Sequence[Token], at: int, *, person: bool) -> int:
    """Where "that" opens what is told, over "him", "the court", "on Monday"; -1 for nowhere."""
    for place in range(at, min(at + _LONGEST_ADDRESS, len(tokens))):
        token = tokens[place]
        if token.low == "that":
            # "said of the plan that failed": a relative clause needs no verb of its own
            return place if place == at or _opens_clause(tokens, at, place, person) else -1
        if token.kind == "quote" or token.low in english.AUXILIARIES or token.low in ".;:(":
            return -1
        if token.low in english.CONJUNCTIONS:
            return -1
    return -1


def _opens_clause(tokens: Sequence[Token], at: int, that: int, person: bool) -> bool:
    first = tokens[at]
    if that + 1 >= len(tokens) or tokens[that + 1].low in english.AUXILIARIES:
        return False
    return (
        first.low in english.OBJECT_PRONOUNS
        or first.low in english.NOUN_LINKS
        or first.low in english.WEEKDAYS | english.TIME_STARTS
        or english.is_adverb(first.low)
        or first.low == ","
        or (person and first.kind == "word" and that - at <= 6)
    )


def _over_addressee(tokens: Sequence[Token], at: int, cast: Cast) -> int:
    """Past who is spoken to: "reporters", "the court", "Sky News"."""
    token = tokens[at]
    if token.kind != "word" or token.low in english.CONJUNCTIONS or token.low in ("to", "for"):
        return at
    following = tokens[at + 1].low if at + 1 < len(tokens) else ""
    is_whose = token.low == "her" and following not in _AFTER_HER and following.isalpha()
    if token.low in english.OBJECT_PRONOUNS and not is_whose:
        return _over_phrase(tokens, at + 1)
    subject = subject_after(tokens, at, cast)
    if subject is None:
        return at
    last = subject.last
    capital = False
    for place in range(at, subject.last):
        low = tokens[place].low
        if capital and not tokens[place].capital and low != "and":
            last = place
            break
        if place > at and low in english.DETERMINERS:
            last = place
            break
        capital = tokens[place].capital and not (place == at and low in english.DETERMINERS)
    return _over_phrase(tokens, last)


def _over_phrase(tokens: Sequence[Token], at: int) -> int:
    """Past "in an interview" and "on Monday" behind who is spoken to."""
    if at < len(tokens) and tokens[at].low in ("in", "on", "at", "during"):
        for place in range(at + 1, min(at + 8, len(tokens))):
            low = tokens[place].low
            if low in ("that", ",") or low in _ASKED:
                return place
            if low in english.SUBJECT_PRONOUNS or low in english.AUXILIARIES:
                return place
    return at


def _over_time(tokens: Sequence[Token], at: int) -> int:
    """Past "on Friday", "in a statement" and the like before what was said."""
    while at < len(tokens):
        low = tokens[at].low
        if low in english.WEEKDAYS:
            at += 1
        elif (
            (low == "on" and at + 1 < len(tokens) and tokens[at + 1].low in english.WEEKDAYS)
            or (
                low in english.TIME_STARTS
                and at + 1 < len(tokens)
                and tokens[at + 1].low in english.TIME_NOUNS
            )
            or (low == "with" and at + 1 < len(tokens) and tokens[at + 1].low in _FEELINGS)
        ):
            at += 2
        elif (
            low == "in"
            and at + 2 < len(tokens)
            and tokens[at + 1].low in ("a", "an", "the", "his", "her", "their")
            and (tokens[at + 2].low in english.DOCUMENTS)
        ):
            at += 3
        else:
            break
    return at


def _is_past(token: Token) -> bool:
    is_one = token.low.endswith("ed") or token.low in english.IRREGULAR_PASTS
    return is_one and not token.capital


def _apposed(tokens: Sequence[Token], at: int, cuts: Mapping[int, Clause]) -> Clause | None:
    """The clause that starts soon behind `at`: "while Mexico's president, Ana Ruiz, said"."""
    for place in range(at, min(at + _APPOSED, len(tokens))):
        if place in cuts:
            return cuts[place]
        if tokens[place].kind == "quote" or tokens[place].low in english.AUXILIARIES:
            return None
    return None


def _opens(clause: Clause) -> bool:
    return clause.subject is not None and clause.subject.first == 0


def _before_verb(tokens: Sequence[Token], start: int) -> int:
    """The end of what is claimed in "his claim that he won has been doubted": before "has"."""
    seen = False  # the verb of the claim itself
    for place in range(start + 1, len(tokens)):
        low = tokens[place].low
        is_auxiliary = low in english.AUXILIARIES
        if is_auxiliary and seen and tokens[place - 1].low not in english.AUXILIARIES:
            return place
        seen = seen or is_auxiliary or _is_past(tokens[place])
    return without_stop(tokens, len(tokens))


def without_stop(tokens: Sequence[Token], end: int) -> int:
    """An end without the signs, and the words of the next clause, that stand before it."""
    while end > 0 and (
        (tokens[end - 1].kind == "mark" and tokens[end - 1].low in ".,;:")
        or tokens[end - 1].low in _DANGLING
    ):
        end -= 1
    return end
