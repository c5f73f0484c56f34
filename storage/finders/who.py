"""Who of the article is meant by the words that name a speaker."""

from __future__ import annotations

from collections.abc import Sequence

from storage.finders import word_classes as english
from storage.finders.cast import Cast
from storage.finders.genders import Gender
from storage.finders.noun_phrases import Subject, subject_after
from storage.finders.offices import Offices
from storage.finders.salience import NAMED, NOBODY_NAMED, SPOKE, SUBJECT, UNKNOWN, Person, Salience
from storage.finders.statements import Statement, Token

# Words for somebody who has been named: "the billionaire", "the Democrat".
_EPITHETS = frozenset(
    "billionaire millionaire businessman businesswoman mogul tycoon candidate nominee front-runner "
    "frontrunner contender incumbent lawmaker politician democrat republican conservative liberal "
    "veteran native star".split()
)
_ASKED = frozenset("asked pressed questioned".split())
_EPITHET_SURENESS = 0.6
_SAYS_MORE = 0.7  # "the Texas senator" for the only senator of the text: below `SURE`, to be asked
_OPENED = 1.2  # weight of who opens a statement as "he"


class Who:
    """What the article has told so far about who is who; statements are met in order."""

    def __init__(self, content: str, cast: Cast) -> None:
        self._content = content
        self._cast = cast
        self._offices = Offices(content, cast)
        self._salience = Salience(cast, self._offices)
        self._documents: dict[str, int] = {}
        self._surnames = _surnames(cast)
        self._full_names = _full_names(cast)
        self._opening = (-1, UNKNOWN)  # the pronoun that opens the statement, and who it is

    def meet(self, statement: Statement) -> None:
        """Note who is named in a statement, and whose documents it tells of."""
        self._salience.begin(statement.start)
        tokens = statement.tokens
        is_first = True
        for mention in self._cast.between(statement.start, statement.end):
            if self._cast.entities[mention.entity].kind not in ("person", "organisation"):
                continue
            if any(t.kind == "quote" and t.start <= mention.start < t.end for t in tokens):
                continue
            person = self._cast.entities[mention.entity].kind == "person"
            genitive = self._content[mention.end : mention.end + 2] in ("'s", "’s")
            weight = SUBJECT if is_first and person and not genitive else NAMED
            self._salience.note(mention.entity, weight - 0.3 * genitive)
            is_first = is_first and not person
        self._note_asker(tokens)
        self._note_pronoun(tokens)
        self._note_documents(statement)

    def who(self, tokens: Sequence[Token], subject: Subject, *, asks: bool = False) -> Person:
        """Say who the speaker is; UNKNOWN rather than a guess that nothing speaks for.

        `asks` tells that the words are a question to somebody else.
        """
        person = self._who(tokens, subject)
        if person.entity is not None or subject.sort in ("role", "name", "other"):
            self._salience.note(person.entity, SPOKE)
        if asks and person.entity is not None:
            self._salience.asks(person.entity)
        return person

    def _who(self, tokens: Sequence[Token], subject: Subject) -> Person:
        words = tokens[subject.first : subject.last]
        if subject.sort == "pronoun":
            return self._pronoun(words[0].low, words[0].start)
        document = self._document(tokens, subject)
        if document is not None:
            return document
        named = self._named(words, subject)
        if named is not None:
            return named
        text = self._content[words[0].start : words[-1].end]
        if subject.sort in ("role", "name", "other"):
            return self._office(words, text)
        if subject.sort == "body":
            return self._body(words)
        return UNKNOWN

    def wrote(self, tokens: Sequence[Token], person: Person) -> None:
        """Note whose the document is that a speaker speaks in: "said in a letter"."""
        if person.entity is None or person.sureness < 0.7:
            return
        for place in range(2, len(tokens)):
            is_in = tokens[place - 2].low == "in" and tokens[place - 1].low in (
                "a",
                "an",
                "his",
                "her",
            )
            if is_in and tokens[place].low in english.DOCUMENTS:
                self._documents[tokens[place].low] = person.entity

    def _named(self, words: Sequence[Token], subject: Subject) -> Person | None:
        """Whom a name in the words means: the last person, else the body that the words end in."""
        head = _head(words)
        if any(word.low == "and" for word in words):
            return UNKNOWN
        for place in range(len(words) - 1, -1, -1):
            mention = self._cast.mention_at(words[place].start)
            if mention is None:
                continue
            kind = self._cast.entities[mention.entity].kind
            first = place
            while first and words[first - 1].start >= mention.start:
                first -= 1
            before = first - 1
            while before > 0 and words[before].low in english.DETERMINERS:
                before -= 1
            follows_link = before >= 0 and words[before].low in english.NOUN_LINKS
            is_own = (place <= head or not follows_link) and words[place].end >= mention.end - 2
            genitive = words[place].low.endswith(("'s", "s'"))
            if kind == "person" and is_own and (not genitive or len(words) == place + 1):
                return Person(self._full_name(mention.entity), 1.0)
            if kind in ("organisation", "group", "place") and place == head and not genitive:
                return Person(mention.entity, 1.0 if kind == "organisation" else 0.9)
        last = words[head].low
        if subject.sort == "body":  # "Yonhap news agency"
            inner = {m.entity for m in self._cast.between(words[0].start, words[head].start)}
            bodies = [i for i in inner if self._cast.entities[i].kind == "organisation"]
            if len(bodies) == 1:
                return Person(bodies[0], 0.85)
        if words[head].capital and last in self._surnames and subject.sort == "name":
            found = self._surnames[last]
            return Person(found, 0.8) if found >= 0 else UNKNOWN
        return None

    def _full_name(self, entity: int) -> int:
        """The one person whose surname this entity is, when it is a surname alone."""
        name = self._cast.entities[entity].name.lower()
        return self._full_names.get(name, entity)

    def _office(self, words: Sequence[Token], text: str) -> Person:
        if words[0].low in ("a", "an", "one", "another", "some"):
            return UNKNOWN
        holders = self._offices.holders(text)
        if not holders and _head(words) < len(words) - 1 and not _ends_in_name(words):
            head = words[_head(words)]
            text = self._content[words[0].start : head.end]
            holders = self._offices.holders(text)
            rest = words[_head(words) + 1 :]
            if rest[0].low == "of":
                place = " ".join(w.low for w in rest[1:] if w.low not in english.DETERMINERS)
                exact = self._offices.holders(f"{place} {head.low}")
                holders = exact or holders
        if len(holders) == 1:
            is_guess = self._offices.says_more(text)
            return Person(next(iter(holders)), _SAYS_MORE if is_guess else 0.95)
        if holders:
            last = self._salience.last_of(holders)
            return Person(last, 0.6) if last is not None else UNKNOWN
        if words[0].low == "the" and words[_head(words)].low in _EPITHETS:
            person = self._salience.he_or_she("", words[0].start)
            if person.entity is not None:
                return Person(person.entity, person.sureness * _EPITHET_SURENESS)
        return UNKNOWN

    def _body(self, words: Sequence[Token]) -> Person:
        """The organisation that "the ministry" means: the last one whose name ends so."""
        last = words[_head(words)].low
        if words[0].low not in ("the", "its", "their"):
            return UNKNOWN
        body = self._salience.last_body(last)
        return Person(body, 0.75) if body is not None else UNKNOWN

    def _pronoun(self, low: str, place: int) -> Person:
        if place == self._opening[0]:
            return self._opening[1]
        if low in ("he", "she", "him", "her", "his"):
            return self._salience.he_or_she("he" if low in english.HE else "she", place)
        if low == "it":
            body = self._salience.last_body(reach=2)
            return Person(body, 0.6) if body is not None else NOBODY_NAMED
        return NOBODY_NAMED

    def _note_asker(self, tokens: Sequence[Token]) -> None:
        """Note Sean Lee of "Asked by Sean Lee whether he would go": "he" is another."""
        for place in range(len(tokens) - 2):
            if tokens[place].low in _ASKED and tokens[place + 1].low == "by":
                asker = subject_after(tokens, place + 2, self._cast)
                mention = self._cast.mention_at(tokens[asker.last - 1].start) if asker else None
                if mention is not None:
                    self._salience.asks(mention.entity)

    def _note_pronoun(self, tokens: Sequence[Token]) -> None:
        """A statement that opens with "He" keeps its person in mind, though nobody speaks in it."""
        for token in tokens[:2]:
            if token.kind == "word" and token.low in ("he", "she", "his", "her"):
                pronoun: Gender = "he" if token.low in ("he", "his") else "she"
                person = self._salience.he_or_she(pronoun, token.start)
                self._opening = (token.start, person)
                if person.entity is not None:
                    self._salience.note(person.entity, _OPENED)
                return

    def _document(self, tokens: Sequence[Token], subject: Subject) -> Person | None:
        """Whose words a document holds: "the message from Ruiz", "her letter", "the message"."""
        words = tokens[subject.first : subject.last]
        head = _head(words)
        noun = words[head].low
        if noun not in english.DOCUMENTS:
            return None
        owner = self._owner(tokens, subject.first + head)
        if owner is not None:
            return owner
        known = self._documents.get(noun)
        return Person(known, 0.8) if known is not None else None

    def _owner(self, tokens: Sequence[Token], place: int) -> Person | None:
        """Whose the document named at `place` is, by the words beside it."""
        at = place + 1
        if at + 1 < len(tokens) and tokens[at].low == "of" and not tokens[at + 1].capital:
            at += 2  # "a message of greetings from"
        if at < len(tokens) and tokens[at].low in english.GIVEN_BY:
            author = subject_after(tokens, at + 1, self._cast)
            if author is not None and author.sort in ("person", "role", "body", "name"):
                found = self._who(tokens, author)
                return Person(found.entity, found.sureness * 0.95)
        if place and tokens[place - 1].low in ("his", "her"):
            pronoun: Gender = "he" if tokens[place - 1].low == "his" else "she"
            return self._salience.he_or_she(pronoun, tokens[place - 1].start)
        if place and tokens[place - 1].low.endswith(("'s", "s'")):
            mention = self._cast.mention_at(tokens[place - 1].start)
            if mention is not None:
                return Person(mention.entity, 0.9)
        return None

    def _note_documents(self, statement: Statement) -> None:
        tokens = statement.tokens
        for place, token in enumerate(tokens):
            if token.kind == "word" and token.low in english.DOCUMENTS:
                owner = self._owner(tokens, place)
                if owner is not None and owner.entity is not None and owner.sureness >= 0.55:
                    self._documents[token.low] = owner.entity


def _head(words: Sequence[Token]) -> int:
    """The place of the noun that the others belong to: the last before a preposition."""
    for place in range(1, len(words)):
        if words[place].low in english.NOUN_LINKS:
            return place - 1
    return len(words) - 1


def _ends_in_name(words: Sequence[Token]) -> bool:
    """Whether a name may stand after an office: "minister of education Ana Ruiz"."""
    small = [i for i, word in enumerate(words) if not word.capital]
    return len(words) - 1 - (small[-1] if small else -1) >= 2


def _surnames(cast: Cast) -> dict[str, int]:
    """Last names of the people, each with its entity; -1 for what two people share."""
    found: dict[str, int] = {}
    for number, entity in enumerate(cast.entities):
        if entity.kind == "person" and entity.name:
            last = entity.name.lower().split()[-1]
            found[last] = number if last not in found else -1
    return found


def _full_names(cast: Cast) -> dict[str, int]:
    """Last names that one person with a longer name has, each with that person."""
    found: dict[str, list[int]] = {}
    for number, entity in enumerate(cast.entities):
        words = entity.name.lower().split()
        if entity.kind == "person" and len(words) > 1:
            found.setdefault(words[-1], []).append(number)
    return {name: numbers[0] for name, numbers in found.items() if len(numbers) == 1}
