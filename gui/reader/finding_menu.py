"""What can be said of a name or a quote where it stands, in the page's context menu."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu

from gui.icons import icon
from gui.kinds import kind_icon, name_shown
from gui.reader.finding_index import Finding
from gui.session import Session
from storage.finding_types import KIND_NAMES, Mention, Quote
from storage.found import ENTITY_KINDS, QuoteKind
from storage.types import TextId

LONGEST = 40  # characters of a name in a menu


def fill(menu: QMenu, session: Session, finding: Finding) -> None:
    """Add what can be said of a finding to a menu."""
    if isinstance(finding, Mention):
        _fill_for_mention(menu, session, finding)
    else:
        _fill_for_quote(menu, session, finding)
    menu.addSeparator()


def _fill_for_mention(menu: QMenu, session: Session, mention: Mention) -> None:
    entity, text, name = mention.entity, TextId(mention.text), _short(mention)
    ids = [mention.id]
    if mention.state != "confirmed":
        menu.addAction(icon("check"), f"Accept “{name}”").triggered.connect(
            lambda: session.act("Accept name", lambda lib: lib.entities.accept(entity, text))
        )
    menu.addAction(icon("x"), "Not a name here").triggered.connect(
        lambda: session.act("Reject name", lambda lib: lib.mentions.set_state(ids, "rejected"))
    )
    menu.addAction(f"Reject “{name}” in this article").triggered.connect(
        lambda: session.act("Reject name", lambda lib: lib.entities.reject(entity, text))
    )
    kinds = menu.addMenu("Change kind")
    for kind in ENTITY_KINDS:
        if kind != mention.kind:
            kinds.addAction(kind_icon(kind), KIND_NAMES[kind][0]).triggered.connect(
                lambda _=False, k=kind: session.act(
                    "Change kind", lambda lib: lib.entities.change_kind(entity, k)
                )
            )
    menu.addAction(icon("eye-off"), f"Never find “{name}” again").triggered.connect(
        lambda: _kill(session, mention)
    )


def _fill_for_quote(menu: QMenu, session: Session, quote: Quote) -> None:
    ids = [quote.id]
    if quote.state != "confirmed":
        menu.addAction(icon("check"), "Accept quote").triggered.connect(
            lambda: session.act("Accept quote", lambda lib: lib.quotes.accept(ids))
        )
    menu.addAction(icon("x"), "Not a quote").triggered.connect(
        lambda: session.act("Reject quote", lambda lib: lib.quotes.reject(ids))
    )
    other: QuoteKind = "direct" if quote.kind == "indirect" else "indirect"
    menu.addAction(f"This is {other} speech").triggered.connect(
        lambda: session.act("Change kind of quote", lambda lib: lib.quotes.set_kind(ids, other))
    )


def _kill(session: Session, mention: Mention) -> None:
    if session.act("Never find name again", lambda lib: lib.entities.kill(mention.entity)):
        name = name_shown(mention.kind, mention.name)
        session.announce(f"“{name}” will not be found again.")


def _short(mention: Mention) -> str:
    """Give a name for a menu, where a single "&" would underline the next letter."""
    name = name_shown(mention.kind, mention.name)
    short = name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"
    return short.replace("&", "&&")
