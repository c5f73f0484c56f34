"""One kind for one name in a whole text, and its other mentions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from storage.finders.acronyms import LongForms
from storage.finders.candidates import Candidate, settled
from storage.finders.features import Document
from storage.finders.kinds import is_body_word
from storage.finders.lexicon import lexicon
from storage.finders.people_by_form import FAMILY_FIRST
from storage.finders.words import Word, words_of
from storage.found import EntityKind

LEAST = 0.6  # confidence from which a name is looked for in the rest of the text
CLEAR = 1.5  # how many times the other kinds' weight a kind needs
LONGEST = 12  # words
REPEATED = 0.85  # of the confidence of the mention it is like


def agreed(content: str, names: Sequence[Candidate]) -> list[Candidate]:
    """Give each name that is written alike the kind that it has most often, by confidence."""
    weights: defaultdict[str, defaultdict[EntityKind, float]] = defaultdict(
        lambda: defaultdict(float)
    )
    best: defaultdict[str, float] = defaultdict(float)
    surnames: set[str] = set()
    for one in names:
        text = content[one.start : one.end]
        best[text] = max(best[text], one.confidence)
        weights[text][one.kind] += one.confidence
        if one.kind == "person" and " " in text and one.confidence >= LEAST:
            surnames.update(_at_start(text.split()[-1]))
    result: list[Candidate] = []
    for one in names:
        text = content[one.start : one.end]
        kinds = weights[text]
        if one.confidence < REPEATED * best[text]:
            one = one._replace(confidence=REPEATED * best[text])
        if text in surnames and one.kind in ("organisation", "place") and one.confidence < 0.9:
            one = one._replace(kind="person")
        elif len(kinds) > 1:
            ranked = sorted(kinds, key=lambda kind: (-kinds[kind], kind))
            if kinds[ranked[0]] >= CLEAR * kinds[ranked[1]]:
                one = one._replace(kind=ranked[0])
        result.append(one)
    return result


def _at_start(surname: str) -> tuple[str, ...]:
    """Give a family name and how it is written where a sentence begins: "al-Sadr", "Al-Sadr"."""
    return (surname, surname[0].upper() + surname[1:])


def joined(content: str, names: Sequence[Candidate], long_forms: LongForms) -> list[Candidate]:
    """Make one name of two side by side: "RATS SCO", "SCO-Afghanistan Group", "Anna Novak"."""
    result: list[Candidate] = []
    for one in names:
        last = result[-1] if result else None
        if (
            last is not None
            and last.end == one.start - 1
            and _are_one(content, last, one, long_forms)
        ):
            confidence = max(last.confidence, one.confidence)
            result[-1] = Candidate(last.start, one.end, one.kind, confidence)
        else:
            result.append(one)
    return result


def _are_one(content: str, last: Candidate, one: Candidate, long_forms: LongForms) -> bool:
    between = content[last.end]
    first, second = content[last.start : last.end], content[one.start : one.end]
    if one.kind == "organisation":
        is_acronym = between.isspace() and long_forms.joins(f"{first} {second}")
        is_of_place = last.kind == "place" and between == " " and is_body_word(second.split()[-1])
        return is_acronym or is_of_place or (between in "-–" and " " in second)
    is_person = one.kind == last.kind == "person" and between == " "
    return is_person and " " not in first + second and _is_given(first)


def _is_given(word: str) -> bool:
    """Tell whether a word can be a given name: known as one, or as nothing."""
    known = lexicon().known(word)
    return "F" in known.flags or (known.bias < 0 and not known.flags)


def repeated(
    content: str,
    wording: Iterable[Sequence[Word]],
    names: list[Candidate],
    document: Document,
) -> list[Candidate]:
    """Add the mentions of names that were found elsewhere in the text, and of surnames alone."""
    wanted = _wanted(content, names, document)
    if not wanted:
        return names
    more: list[Candidate] = []
    for words in wording:
        number = 0
        while number < len(words):
            length = 0
            for parts, kind, confidence in wanted.get(words[number].text, ()):
                if _stands(words, number, parts):
                    length = len(parts)
                    last = words[number + length - 1]
                    more.append(Candidate(words[number].start, last.end, kind, confidence))
                    break
            number += length or 1
    return settled(names, more)


def _wanted(
    content: str, names: Iterable[Candidate], document: Document
) -> dict[str, list[tuple[tuple[str, ...], EntityKind, float]]]:
    """Give the names to look for by their first word, longest first."""
    best: dict[tuple[str, ...], tuple[float, EntityKind]] = {}
    for one in names:
        if one.confidence < LEAST:
            continue
        parts = tuple(word.text for word in words_of(content, one.start, one.end))
        if len(parts) > LONGEST or not parts[0][0].isupper():
            continue
        forms = [parts]
        if one.kind == "person" and len(parts) > 1:
            forms.append(_surname(parts))
            if parts[0] in FAMILY_FIRST:
                forms.append(parts[:1])
        for form in forms:
            if len(form) == 1 and not _is_distinct(form[0], document):
                continue
            found = (one.confidence * REPEATED, one.kind)
            if form not in best or found[0] > best[form][0]:
                best[form] = found
    wanted: dict[str, list[tuple[tuple[str, ...], EntityKind, float]]] = {}
    for form, (confidence, kind) in best.items():
        wanted.setdefault(form[0], []).append((form, kind, confidence))
    for forms_of_word in wanted.values():
        forms_of_word.sort(key=lambda one: (-len(one[0]), one))
    return wanted


def _surname(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Give the family name with its particles: "von der Leyen"."""
    start = len(parts) - 1
    while start > 1 and parts[start - 1].islower():
        start -= 1
    return parts[start:]


def _is_distinct(word: str, document: Document) -> bool:
    """Tell whether a word alone can only be the name: not "May", not what is written small here."""
    if len(word) < 2 or not word[0].isupper() or word.lower() in document.small:
        return False
    return word.isupper() or lexicon().known(word).bias != 0


def _stands(words: Sequence[Word], number: int, parts: tuple[str, ...]) -> bool:
    return tuple(word.text for word in words[number : number + len(parts)]) == parts
