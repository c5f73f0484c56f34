"""Who said what: direct and indirect quotations with their speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from storage.finders.cast import Cast
from storage.finders.clauses import Clause, clauses_of, first_subject
from storage.finders.conversation import Conversation, Spoken
from storage.finders.cues import REPLIES, VERBS, Takes
from storage.finders.dialogue import DASHES, dashed_stretches
from storage.finders.direct import Attribution, attribute, is_title, shape_of
from storage.finders.foreign_speech import CUES, attribute_abroad
from storage.finders.indirect import Report, reports_of
from storage.finders.noun_phrases import Subject
from storage.finders.quote_marks import Quoted, quoted_stretches
from storage.finders.salience import UNKNOWN, Person
from storage.finders.sentences import Sentence
from storage.finders.statements import Statement, Token, statements_of
from storage.finders.who import Who
from storage.found import Asked, FoundEntity, FoundMention, FoundQuote
from storage.types import Span

_SURENESS = {"beside": 0.95, "within": 0.85, "tail": 0.85, "lead": 0.8, "none": 0.0}
_LONE_WORDS = 5  # a shorter one that nobody is told to have said is a phrase in marks


def find_quotes(
    asked: Asked,
    sentences: Sequence[Sentence],
    entities: Sequence[FoundEntity],
    mentions: Sequence[FoundMention],
) -> tuple[FoundQuote, ...]:
    """Give the quotations of a text by start; those of one kind do not overlap.

    `sentences` and `mentions` as the other finders give them, in order. A speech over several
    paragraphs is one quote for each of them. Raises nothing, whatever the text.
    """
    cast = Cast(entities, mentions)
    marked = quoted_stretches(asked.content, asked.paragraphs)
    verbs = VERBS if _is_english(asked) else CUES.get(asked.language, frozenset())
    quoted = dashed_stretches(asked.content, asked.paragraphs, marked, verbs)
    search = _Search(asked, quoted, cast)
    for paragraph in statements_of(asked.content, sentences, quoted):
        search.read(paragraph)
    return tuple(_as_found(search.conversation.told()))


class _Search:
    """One way through a text, paragraph by paragraph."""

    def __init__(self, asked: Asked, quoted: Sequence[Quoted], cast: Cast) -> None:
        self.conversation = Conversation()
        self._content = asked.content
        self._quoted = quoted
        self._cast = cast
        self._who = Who(asked.content, cast)
        self._blocks = {span.start: span for span in asked.quoted}
        self._paragraphs = asked.paragraphs
        self._language = "" if _is_english(asked) else asked.language

    def read(self, paragraph: Sequence[Statement]) -> None:
        block = self._blocks.get(self._paragraphs[paragraph[0].paragraph].start)
        if block is not None and not _is_marked(paragraph):
            self.conversation.block(block, paragraph[0].paragraph)
            return
        clauses = [
            [] if self._language else clauses_of(statement.tokens, self._cast)
            for statement in paragraph
        ]
        for number, statement in enumerate(paragraph):
            self._who.meet(statement)
            following = None
            if number + 1 < len(paragraph):
                following = (paragraph[number + 1], clauses[number + 1])
            self._read_statement(statement, clauses[number], following, number == 0)

    def _read_statement(
        self,
        statement: Statement,
        clauses: Sequence[Clause],
        following: tuple[Statement, Sequence[Clause]] | None,
        is_first: bool,
    ) -> None:
        tokens = statement.tokens
        titles = {
            place
            for place, token in enumerate(tokens)
            if token.kind == "quote" and self._is_title(self._text(token), place, beside=True)
        }
        reports = reports_of(tokens, clauses, titles, self._cast)
        told = [self._indirect(statement, report) for report in reports]
        for place, token in enumerate(tokens):
            if token.kind == "quote":
                report = next((r for r in reports if r.first <= place < r.last), None)
                told += self._direct(statement, place, clauses, report, following, is_first, told)
        told.sort(key=lambda spoken: spoken.span.start)
        self.conversation.hear(told, statement.paragraph)
        for spoken in told:
            self._who.wrote(tokens, spoken.person)
        if tokens and tokens[-1].low == ":":
            subject = next((c.subject for c in reversed(clauses) if c.subject), None)
            subject = subject or first_subject(tokens, len(tokens), self._cast)
            if subject is not None:
                person = self._who.who(tokens, subject)
                self.conversation.announce(_span(tokens, subject), person, statement.paragraph)

    def _person(
        self, tokens: Sequence[Token], subject: Subject | None, clause: Clause | None
    ) -> Person:
        if subject is None:
            return UNKNOWN
        asks = clause is not None and clause.verb.lemma == "ask"
        return self._who.who(tokens, subject, asks=asks)

    def _text(self, token: Token) -> str:
        return self._content[token.start : token.end]

    def _indirect(self, statement: Statement, report: Report) -> Spoken:
        tokens, subject = statement.tokens, report.subject
        return Spoken(
            Span(tokens[report.first].start, tokens[report.last - 1].end),
            "indirect",
            -1,
            statement.paragraph,
            _span(tokens, subject) if subject else None,
            self._person(tokens, subject, report.clause),
            _cue(tokens, report.clause),
            report.confidence,
            _SURENESS["beside"] if subject else 0.0,
        )

    def _direct(
        self,
        statement: Statement,
        place: int,
        clauses: Sequence[Clause],
        report: Report | None,
        following: tuple[Statement, Sequence[Clause]] | None,
        is_first: bool,
        told: Sequence[Spoken],
    ) -> Iterator[Spoken]:
        """The quotation at `place`, unless it is a title or a phrase that is only put in marks."""
        tokens = statement.tokens
        piece = self._quoted[tokens[place].number]
        text = self._content[piece.start : piece.end]
        shape = shape_of(text)
        words = shape.words
        if self._language:
            attribution = attribute_abroad(tokens, place, self._language, self._cast)
        else:
            attribution = attribute(tokens, place, clauses, shape, self._cast)
        if report is not None and report.subject is not None and attribution.tie != "beside":
            attribution = Attribution("within", report.subject, report.clause)
        if attribution.tie == "none" and following is not None and place == len(tokens) - 1:
            tokens = following[0].tokens
            attribution = _in_next(tokens, following[1]) or attribution
        beside = attribution.tie == "beside"
        is_all = len(statement.tokens) == 1  # a quotation that is a sentence of its own
        names = attribution.clause is not None and attribution.clause.verb.takes & Takes.NAMING
        if words < (1 if beside or is_all or names else 2) or self._is_title(text, place, beside):
            return
        subject, clause = attribution.subject, attribution.clause
        spoken = Spoken(
            Span(piece.start, piece.end),
            "direct",
            piece.run,
            statement.paragraph,
            _span(tokens, subject) if subject else None,
            self._person(tokens, subject, clause),
            _cue(tokens, clause) if clause else None,
            0.97 if beside else 0.85,
            _SURENESS[attribution.tie] if subject else 0.0,
            takes_turns=(clause is not None and clause.verb.lemma in REPLIES) or "?" in text[-2:],
        )
        if subject is None and attribution.tie == "none":
            found = self._of_whoever_spoke(spoken, statement.tokens, place, told, is_first)
            if found is not None:
                yield found
        else:
            yield spoken

    def _of_whoever_spoke(
        self,
        spoken: Spoken,
        tokens: Sequence[Token],
        place: int,
        told: Sequence[Spoken],
        is_first: bool,
    ) -> Spoken | None:
        """Give a quotation that its sentence gives to nobody to whoever was speaking.

        None for a phrase in marks that nobody is told to have said.
        """
        text = self._content[spoken.span.start : spoken.span.end]
        shape = shape_of(text)
        before = next((one for one in reversed(told) if one.kind == "direct"), None)
        ends = shape.ends or tokens[min(place + 1, len(tokens) - 1)].kind != "word"
        is_said = place == 0 and (ends or not self._quoted[tokens[place].number].is_whole)
        if before is not None and before.speaker is not None:
            spoken = spoken.by(before, _SURENESS["within"])
        elif text[0] not in DASHES:  # where speakers take turns
            spoken = self.conversation.continued(spoken, starts=is_said, is_first=is_first)
        is_phrase = spoken.speaker is None and shape.words < _LONE_WORDS and not is_said
        return None if is_phrase else spoken

    def _is_title(self, text: str, place: int, beside: bool) -> bool:
        """Whether marks hold a title; one that is told to be said at the start is none."""
        return not self._language and (place > 0 or not beside) and is_title(text, beside)


def _is_english(asked: Asked) -> bool:
    return asked.language in ("", "en")


def _in_next(tokens: Sequence[Token], clauses: Sequence[Clause]) -> Attribution | None:
    """The speaker in a sentence of its own behind a quotation: "Ruiz said."."""
    for clause in clauses[:1]:
        subject = clause.subject
        ends = clause.last >= len(tokens) or tokens[clause.last].low == "."
        if subject is not None and not clause.is_after and subject.first == 0 and ends:
            return Attribution("beside", subject, clause)
    return None


def _is_marked(paragraph: Sequence[Statement]) -> bool:
    """Whether a paragraph opens with a quotation in marks."""
    tokens = paragraph[0].tokens
    return bool(tokens) and tokens[0].kind == "quote"


def _span(tokens: Sequence[Token], subject: Subject) -> Span:
    last = tokens[subject.last - 1]
    genitive = 2 if last.low.endswith("'s") else 0
    return Span(tokens[subject.first].start, max(last.end - genitive, last.start + 1))


def _cue(tokens: Sequence[Token], clause: Clause) -> Span:
    return Span(tokens[clause.first].start, tokens[clause.last - 1].end)


def _as_found(told: Sequence[Spoken]) -> Iterator[FoundQuote]:
    for spoken in sorted(told, key=lambda spoken: (spoken.span.start, spoken.span.end)):
        sureness = spoken.sureness * spoken.person.sureness
        yield FoundQuote(
            spoken.span,
            spoken.kind,
            spoken.speaker,
            spoken.person.entity,
            spoken.cue,
            round(spoken.confidence, 3),
            round(sureness, 3) if spoken.speaker else 0.0,
        )
