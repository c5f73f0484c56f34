"""What was found in the open article, on the page: kept up to date, walked through, chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu, QWidget

from gui.kinds import name_shown
from gui.reader.finding_hover import FindingHover
from gui.reader.finding_index import Finding, span_of
from gui.reader.finding_loading import FindingLoader
from gui.reader.finding_menu import fill
from gui.reader.page import Page
from gui.reader.tagging import Tagger
from gui.session import Notice, Session
from storage.finding_types import Mention, MentionId
from storage.journal import Change, ChangeSet
from storage.types import TextId

SEEN = frozenset(("kind", "name", "merged_into", "is_everywhere"))  # of an entity, in mentions
MANY = 200  # changed findings from which all are read anew


class Findings(QObject):
    """Ties the findings on a page to a session."""

    def __init__(self, session: Session, page: Page, host: QWidget) -> None:
        """Follow a session; what opens lies over `host`."""
        super().__init__(host)
        self._session = session
        self._page = page
        self._loader = FindingLoader(session, self)
        self.hover = FindingHover(session, page, host)
        self.tagger = Tagger(session, page, self.choose, host)
        self._loader.given.connect(self._on_given)
        self._loader.grown.connect(page.findings.repaint)
        page.findings.show_only(session.shown_findings)
        page.findings.clicked.connect(self._on_clicked)
        page.findings.walked.connect(self.walk)
        page.escaped.connect(self._on_escaped)
        session.opened.connect(self._on_opened)
        session.found.connect(self._on_found)
        session.changed.connect(self._on_changed)
        session.pointed.connect(self._on_pointed)
        session.sifted.connect(self._on_sifted)

    @property
    def is_complete(self) -> bool:
        """Whether all that was found is on the page by now."""
        return self._loader.is_complete

    # -- what commands do

    def step(self, direction: int) -> None:
        """Choose the next (1) or previous (-1) suggestion of the text that is shown."""
        place, suggestions = self._place(), self._suggestions()
        if direction > 0:
            found = min((one for one in suggestions if _ends(one) > place), key=_ends, default=None)
        else:
            found = max((one for one in suggestions if _ends(one) < place), key=_ends, default=None)
        if found is not None:
            self.choose(found)
            return
        where = "further down" if direction > 0 else "further up"
        self._session.noticed.emit(Notice(f"There is no suggestion {where}."))

    def tell_of_name(self) -> None:
        """Show what is known of the name or quote at the cursor."""
        if not self.hover.show_at_caret():
            self._session.noticed.emit(Notice("There is no name or quote at the cursor."))

    def fill_menu(self, menu: QMenu, point: QPoint) -> None:
        """Add what can be said of the finding under a point of the page, if there is one."""
        self.hover.hide()
        finding = self._page.findings.at(point)
        if finding is not None:
            fill(menu, self._session, finding)

    def step_in_name(self, direction: int) -> None:
        """Go to the next or previous mention of the name at the cursor."""
        mention = self._page.findings.mention_at_caret()
        if mention is not None:
            self.walk(mention, direction)
        else:
            self._session.noticed.emit(Notice("There is no name at the cursor."))

    def walk(self, mention: Mention, direction: int = 1) -> None:
        """Go to the next mention of the same entity, after the last one to the first."""
        own = self._loader.index.mentions_of(mention.entity)
        starts = [one.start for one in own]
        if len(own) < 2 or mention.start not in starts:
            name = name_shown(mention.kind, mention.name)
            self._session.noticed.emit(Notice(f"“{name}” is mentioned only here in this article."))
            return
        self._session.keep_place()
        self.choose(own[(starts.index(mention.start) + direction) % len(own)])

    def choose(self, finding: Finding) -> None:
        """Let panels select a finding; frame it, and bring it into view."""
        self._session.chosen.emit(finding)
        self._session.point_at(span_of(finding))  # afterwards: a panel that comes takes frames away

    # -- inside

    def _suggestions(self) -> list[Finding]:
        shown = self._session.shown_findings
        found: list[Finding] = [
            mention
            for mention in self._loader.index.mentions
            if mention.state == "suggested" and shown.shows(mention)
        ]
        if shown.quotes:
            found.extend(quote for quote in self._loader.index.quotes if quote.state == "suggested")
        return found

    def _place(self) -> tuple[int, int]:
        """Give where the reader is: at what is framed, before the caret in view, or on top."""
        if (framed := self._session.pointed_at) is not None:
            return framed.start, framed.end
        first, caret = self._page.first_visible(), self._page.caret()
        return (caret if first <= caret <= self._page.last_visible() else first), 0

    def _on_given(self) -> None:
        self._page.findings.take(self._loader.index)

    def _on_escaped(self) -> None:
        self._session.point_at(None)

    def _on_pointed(self) -> None:
        self._page.findings.frame(self._session.pointed_at)

    def _on_sifted(self) -> None:
        self._page.findings.show_only(self._session.shown_findings)

    def _on_opened(self) -> None:
        self._loader.open(self._session.text, self._session.position)

    def _on_found(self, texts: tuple[TextId, ...]) -> None:
        if self._session.text is not None and self._session.text.id in texts:
            self._loader.read_again(self._page.first_visible())

    def _on_changed(self, changes: ChangeSet) -> None:
        if self._session.text is None or not changes.touches("entity", "mention", "quote"):
            return
        self.hover.hide()  # it may speak of what has changed
        mentions, quotes = changes.ids("mention"), changes.ids("quote")
        renames = any(_is_seen(change) for change in changes.changes)
        if changes.everything or renames or len(mentions) + len(quotes) > MANY:
            self._loader.read_again(self._page.first_visible())
            return
        library = self._session.library
        now: list[Finding] = [
            *library.mentions.among([MentionId(id_) for id_ in mentions]),
            *library.quotes.among(quotes),
        ]
        self._loader.remove(mentions, quotes)
        for finding in now:
            if finding.text == self._session.text.id:
                self._loader.put(finding)
        self._page.findings.repaint()

    def _on_clicked(self, finding: Finding | None) -> None:
        if finding is not None:
            self._session.chosen.emit(finding)
        self._session.point_at(span_of(finding) if finding is not None else None, reveal=False)


def _ends(finding: Finding) -> tuple[int, int]:
    span = span_of(finding)
    return span.start, span.end


def _is_seen(change: Change) -> bool:
    """Say whether a change of an entity shows in its mentions."""
    if change.table != "entity" or change.before is None or change.after is None:
        return False
    if SEEN & change.after.keys():
        return True
    return "rejected" in (change.before.get("state"), change.after.get("state"))
