"""What can be done to quotes, from the panel and the ledger alike; each is one action to undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gui.quotes.wording import counted
from gui.session import Notice, Session
from storage.finding_types import EntityId, Quote, QuoteId
from storage.found import EntityKind, QuoteKind
from storage.library import Library
from storage.types import ArticleText, Span


@dataclass(frozen=True, slots=True)
class NewSpeaker:
    """Somebody who is not in the library yet."""

    name: str
    kind: EntityKind = "person"


Write = Callable[[Session, Sequence[Quote]], bool]  # does something to quotes; says whether
SpeakerChoice = EntityId | NewSpeaker | None  # None: nobody knows


def is_open(quote: Quote) -> bool:
    """Say whether there is something to accept: the quote, or the speaker of a confirmed one."""
    has_guess = quote.speaker is not None and not quote.is_speaker_confirmed
    return quote.state != "confirmed" or has_guess


def accept(session: Session, quotes: Sequence[Quote]) -> bool:
    """Confirm quotes with their speakers; False if there is nothing to confirm or it failed."""
    ids = [quote.id for quote in quotes if is_open(quote)]
    return bool(ids) and session.act(
        f"Accept {_what(ids)}", lambda library: library.quotes.accept(ids)
    )


def reject(session: Session, quotes: Sequence[Quote]) -> bool:
    """Say that these are no quotes; False if nothing was rejected."""
    ids = [quote.id for quote in quotes if quote.state != "rejected"]
    return bool(ids) and session.act(
        f"Reject {_what(ids)}", lambda library: library.quotes.reject(ids)
    )


def reopen(session: Session, quotes: Sequence[Quote]) -> bool:
    """Make quotes suggestions again; False if they are, or it failed."""
    ids = [quote.id for quote in quotes if quote.state != "suggested"]
    return bool(ids) and session.act(
        f"Reopen {_what(ids)}", lambda library: library.quotes.reopen(ids)
    )


def set_speaker(session: Session, quotes: Sequence[Quote], choice: SpeakerChoice) -> bool:
    """Say who speaks, which confirms the quotes; somebody new is added to the library."""
    ids = [quote.id for quote in quotes]

    def write(library: Library) -> None:
        speaker = choice
        if isinstance(speaker, NewSpeaker):
            speaker = library.entities.add(speaker.kind, speaker.name)
        library.quotes.set_speaker(ids, speaker)

    return bool(ids) and session.act(f"Change speaker of {_what(ids)}", write)


def set_kind(session: Session, quotes: Sequence[Quote], kind: QuoteKind) -> bool:
    """Say that quotes are direct or indirect; False if they are, or it failed."""
    ids = [quote.id for quote in quotes if quote.kind != kind]
    return bool(ids) and session.act(
        f"Make {_what(ids)} {kind}", lambda library: library.quotes.set_kind(ids, kind)
    )


def toggle_kind(session: Session, quotes: Sequence[Quote]) -> bool:
    """Make quotes indirect, or direct if none is direct."""
    are_direct = any(quote.kind == "direct" for quote in quotes)
    return set_kind(session, quotes, "indirect" if are_direct else "direct")


def move(session: Session, quote: Quote, text: ArticleText, span: Span) -> bool:
    """Give a quote other ends; steps that follow one another are one action."""
    return span != quote.span and session.act(
        "Move the ends of a quote",
        lambda library: library.quotes.move(quote.id, text, span),
        merge_key=f"ends:{quote.id}",
    )


def highlight(session: Session, quotes: Sequence[Quote]) -> bool:
    """Highlight quotes of the open article in the reader's colour; they stay quotes, too."""
    text = session.text
    own = [quote for quote in quotes if text is not None and quote.text == text.id]
    if text is None or not own:
        return False

    def write(library: Library) -> None:
        for quote in own:
            library.annotations.add(text, quote.span, color=session.color)

    done = session.act(f"Highlight {_what([q.id for q in own])}", write)
    if done:
        session.announce(f"{counted(len(own)).capitalize()} highlighted.")
    return done


def copy_citations(session: Session, quotes: Sequence[Quote]) -> None:
    """Put quotes on the clipboard with who said it where, as plain and as rich text."""
    from storage.exporters.quote_citation import quote_citation

    entries = session.library.ledger.entries([quote.id for quote in quotes])
    if not entries:
        return
    data = QMimeData()
    data.setText("\n\n".join(map(quote_citation, entries)))
    data.setHtml("\n".join(quote_citation(entry, flavour="html") for entry in entries))
    QGuiApplication.clipboard().setMimeData(data)
    said = f"{counted(len(entries)).capitalize()} copied with source."
    session.noticed.emit(Notice(said, "success"))


def _what(ids: Sequence[QuoteId]) -> str:
    return "quote" if len(ids) == 1 else counted(len(ids))
