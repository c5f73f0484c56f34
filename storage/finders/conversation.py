"""Who goes on speaking: the speaker of a quotation that its own sentence does not name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from storage.finders.salience import UNKNOWN, Person
from storage.found import QuoteKind
from storage.types import Span


class Spoken(NamedTuple):
    """A quotation with what is known of its speaker so far.

    `run` is that of `quote_marks.Quoted`, -1 for indirect speech; `sureness` is how sure it is
    that `speaker` stands for whoever speaks, apart from who `person` is.
    """

    span: Span
    kind: QuoteKind
    run: int
    paragraph: int
    speaker: Span | None
    person: Person
    cue: Span | None
    confidence: float
    sureness: float
    takes_turns: bool = False  # it asks or answers

    def by(self, other: Spoken, sureness: float) -> Spoken:
        """Give this quotation the speaker of another."""
        return self._replace(
            speaker=other.speaker, person=other.person, sureness=min(sureness, other.sureness)
        )


class Conversation:
    """The quotations of a text in order, and who spoke last."""

    def __init__(self) -> None:
        self._told: list[Spoken] = []
        self._last: Spoken | None = None
        self._other: Spoken | None = None  # who spoke before that, in the paragraph before
        self._announced: Spoken | None = None  # by a sentence that ends in a colon

    def hear(self, told: Sequence[Spoken], paragraph: int) -> None:
        """Take what one statement tells, in order."""
        self._announced = None
        self._told += told
        for spoken in told:
            if spoken.speaker is not None:
                self._turn(spoken)
                self._last = spoken
        if self._last is not None and paragraph - self._last.paragraph > 1:
            self._last = self._other = None

    def _turn(self, spoken: Spoken) -> None:
        last = self._last
        if last is not None and spoken.kind == last.kind == "direct":
            if spoken.paragraph == last.paragraph + 1 and spoken.person != last.person:
                self._other = last
        else:
            self._other = None

    def announce(self, speaker: Span, person: Person, paragraph: int) -> None:
        """Take who speaks next: the statement that was heard last ends in a colon."""
        self._announced = Spoken(speaker, "direct", -1, paragraph, speaker, person, None, 0.9, 0.85)

    def continued(self, spoken: Spoken, *, starts: bool, is_first: bool) -> Spoken:
        """Give a quotation without a speaker that of whoever was speaking, if somebody was.

        `starts` when it opens its statement, `is_first` when that opens its paragraph.
        """
        if starts and self._announced is not None:
            return spoken.by(self._announced, 0.85)
        last = self._last
        if last is None or not starts or spoken.paragraph - last.paragraph > 1:
            return spoken._replace(confidence=0.6)
        if is_first and self._other is not None and (last.takes_turns or spoken.takes_turns):
            return spoken.by(self._other, 0.6)
        return spoken.by(last, 0.7 if is_first else 0.8)

    def block(self, span: Span, paragraph: int) -> None:
        """Take a paragraph that stands in a block quote."""
        spoken = Spoken(span, "direct", -1, paragraph, None, UNKNOWN, None, 0.7, 0.0)
        if self._announced is not None:
            spoken = spoken.by(self._announced, 0.85)._replace(confidence=0.9)
            self._announced = self._announced._replace(paragraph=paragraph)
        self._told.append(spoken)

    def told(self) -> list[Spoken]:
        """Give all quotations; the paragraphs of one speech have one speaker."""
        best: dict[int, Spoken] = {}
        for spoken in self._told:
            known = best.get(spoken.run)
            if (
                spoken.run >= 0
                and spoken.speaker
                and (known is None or spoken.sureness > known.sureness)
            ):
                best[spoken.run] = spoken
        return [
            spoken.by(best[spoken.run], 0.9)
            if spoken.run in best and spoken.sureness < best[spoken.run].sureness
            else spoken
            for spoken in self._told
        ]
