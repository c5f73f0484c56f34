"""Duplicates: pairs of articles side by side, to keep the left one, the right one, or both."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from gui.care.pair_view import PairView
from gui.care.pairs_table import PairsTable
from gui.care.progress_line import ProgressLine
from gui.care.work import CareWork
from gui.controls import button, column, label, row
from gui.notices import NoticeBar
from gui.session import Notice, Session
from gui.tasks import PATIENCE_S, Tasks
from gui.theme import Scale
from storage.care.comparing import Comparison, compare
from storage.care.duplicates import REASONS, DuplicateGroup
from storage.errors import PostilError
from storage.journal import ChangeSet
from storage.library import Library
from storage.printing import counted
from storage.types import ArticleId

SIZE: Final = QSize(1080, 700)
LIST: Final = 300  # width of the list at first, in pixels
SETTLE_MS: Final = 80  # who leafs through the list compares nothing in between
REST: Final = 3  # item of the layout: the room that is left while there is no list
MOST: Final = 1_000  # pairs that are listed at once
ASKED: Final = "Compares addresses, titles with days and the words of all articles on the shelf."


class Pair(NamedTuple):
    """Two articles that may be one, with what speaks for it."""

    left: ArticleId
    right: ArticleId
    title: str
    why: str
    similarity: float


class _Done(NamedTuple):
    annotations: int
    articles: int
    step: int  # of the history


class DuplicatesWindow(QWidget):
    """Merging is one step that undo takes back; what is kept apart never comes again.

    Signals:
        shown_in_text: an article was opened; its window should come to the front.
    """

    shown_in_text = Signal()

    def __init__(self, session: Session) -> None:
        """Wait for `open`."""
        super().__init__()
        self.setWindowTitle("Duplicates — Postil")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(820, 560)
        self.resize(SIZE.boundedTo(self.screen().availableSize() - QSize(40, 80)))
        self.restoreGeometry(session.settings.state("duplicates"))
        self._session = session
        self._tasks = Tasks(self)
        self.work = CareWork(self)
        self.notice_bar = NoticeBar(self)
        self._pairs: list[Pair] = []  # all that were found
        self.shown: list[Pair] = []  # those that are still open
        self.table = PairsTable()
        self.view = PairView()
        self.sentence = label(ASKED, "muted")
        self.finder = button("Look for duplicates", self.look, kind="primary")
        self.merger = button("Merge all that are the same", self.merge_same)
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._compare)
        self._build()
        self._connect()

    def open(self) -> None:
        """Appear; the first time, begin to look."""
        self.show()
        self.raise_()
        self.activateWindow()
        if not self._pairs and not self.work.is_busy:
            self.look()
        self.table.setFocus()

    # -- what can be done

    def look(self) -> None:
        """Look through the library, in a process of its own."""
        from storage.care.apart import apart
        from storage.care.duplicates import from_json

        path = self._session.library.path

        def read(progress: object, stop: object) -> list[Pair]:
            groups = from_json(apart("duplicates", path, progress, stop))  # type: ignore[arg-type]
            return _pairs_of(path, groups)

        self.work.run(read, self.show_pairs, self._tell)

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """List pairs that were found."""
        self._pairs = list(pairs)
        self._list(self._pairs)

    def keep_left(self) -> None:
        """Merge the right one into the left one."""
        if (pair := self.pair()) is not None:
            self._merge([(pair.left, pair.right)])

    def keep_right(self) -> None:
        """Merge the left one into the right one."""
        if (pair := self.pair()) is not None:
            self._merge([(pair.right, pair.left)])

    def keep_both(self) -> None:
        """Keep that they are not the same."""
        pair = self.pair()
        if pair is None:
            return
        both = [pair.left, pair.right]
        if self._session.act("Keep both articles", lambda lib: lib.merging.keep_apart(both)):
            step = self._session.library.undo_seq()
            self._announce("Both are kept, and are not compared again.", step)

    def merge_same(self) -> None:
        """Make one of each pair whose texts are the very same, in one step."""
        self._merge([(p.left, p.right) for p in self.shown if p.similarity == 1.0])

    def pair(self) -> Pair | None:
        """Give the pair that is compared."""
        place = self.table.currentRow()
        return self.shown[place] if 0 <= place < len(self.shown) else None

    # -- inside

    def _build(self) -> None:
        left = QWidget()
        listed = column(self.table, row(self.merger, None), spacing=Scale.S)
        listed.setContentsMargins(0, 0, Scale.L, 0)
        left.setLayout(listed)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(left)
        splitter.addWidget(self.view)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([LIST, SIZE.width() - LIST])
        self._splitter = splitter
        head = column(label("Duplicates", "title"), self.sentence, spacing=Scale.XS)
        top = row(head, self.finder)
        top.setStretch(0, 1)
        content = QVBoxLayout(self)
        content.setContentsMargins(Scale.XL, Scale.XL, Scale.XL, Scale.L)
        content.setSpacing(Scale.L)
        content.addLayout(top)
        content.addWidget(ProgressLine(self.work))
        content.addWidget(splitter, 1)
        content.addStretch(0)
        self._content = content
        if not (state := self._session.settings.state("duplicates_splitter")).isEmpty():
            splitter.restoreState(state)

    def _connect(self) -> None:
        self.table.currentCellChanged.connect(lambda *_: self._settling.start())
        self.table.keys |= {
            "Left": self.keep_left,
            "1": self.keep_left,
            "Right": self.keep_right,
            "2": self.keep_right,
            "B": self.keep_both,
            "Return": partial(self._open, "left"),
            "Enter": partial(self._open, "left"),
            "Shift+Return": partial(self._open, "right"),
        }
        self.view.kept_left.connect(self.keep_left)
        self.view.kept_right.connect(self.keep_right)
        self.view.kept_both.connect(self.keep_both)
        self.view.opened.connect(self._open_article)
        session = self._session
        for keys, slot in (
            *(("Ctrl+Z", session.undo), ("Ctrl+Shift+Z", session.redo), ("Ctrl+Y", session.redo)),
            *(("Ctrl+W", self.close), ("Esc", self.close)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        session.changed.connect(self._on_changed)
        session.closing.connect(self._on_closing)
        self.work.began.connect(self._show_state)
        self.work.ended.connect(self._show_state)
        self._show_state()

    def _merge(self, pairs: Sequence[tuple[ArticleId, ArticleId]]) -> None:
        """Merge the second of each pair into the first, as one step, beside the window."""
        path = self._session.library.path

        def write() -> _Done:
            with Library.open(path, create=False, busy_timeout_s=PATIENCE_S) as library:
                with library.transaction("Merge duplicates"):
                    merged = [library.merging.merge(keep, [other]) for keep, other in pairs]
                annotations = sum(one.annotations for one in merged)
                return _Done(annotations, len(merged), library.undo_seq())

        if pairs:
            self._tasks.run(write, self._on_merged, self._tell, is_lasting=True)

    def _on_merged(self, done: _Done) -> None:
        self._session.look()  # what was written beside the window shows now
        parts = []
        if done.annotations:
            parts.append(f"{counted(done.annotations, 'annotation')} moved over")
        parts.append(f"{counted(done.articles, 'article')} moved to “Deleted”.")
        self._announce(", ".join(parts), done.step)

    def _announce(self, words: str, step: int) -> None:
        undo = partial(self._session.undo, only=step)
        self.notice_bar.show_notice(Notice(words, "success", "Undo", undo))

    def _on_changed(self, changes: ChangeSet) -> None:
        if self._pairs and changes.touches("article", "article_apart"):
            self._sift()

    def _sift(self) -> None:
        """List those that are still open, as after a merge or its undo."""
        path, pairs = self._session.library.path, list(self._pairs)

        def look() -> list[Pair]:
            with Library.open(path, create=False) as library:
                are_open = library.merging.are_open([(p.left, p.right) for p in pairs])
            return [pair for pair, is_open in zip(pairs, are_open, strict=True) if is_open]

        self._tasks.run(look, self._list, self._tell)

    def _list(self, pairs: list[Pair]) -> None:
        current, place = self.pair(), max(0, self.table.currentRow())
        self.shown = pairs[:MOST]
        self.table.show_pairs([(p.title, p.why, f"{p.similarity:.0%}") for p in self.shown])
        if self.shown:
            again = self.shown.index(current) if current in self.shown else place
            self.table.setCurrentCell(min(again, len(self.shown) - 1), 0)
        number = len(pairs)
        same = sum(pair.similarity == 1.0 for pair in self.shown)
        if not number:
            self.sentence.setText("No duplicates were found." if not self._pairs else "All done.")
        else:
            listed = f", the first {MOST:,} of them here" if number > MOST else ""
            self.sentence.setText(f"{number:,} pairs may be the same article{listed}.")
        self.merger.setText(f"Merge all that are the same ({same:,})" if same else "")
        self.merger.setVisible(same > 1)
        self.finder.setText("Look again")
        self._show_state()
        self._settling.start()

    def _compare(self) -> None:
        pair, path = self.pair(), self._session.library.path
        if pair is None:
            self.view.show_comparison(None)
            return

        def look() -> Comparison:
            with Library.open(path, create=False) as library:
                return compare(library, pair.left, pair.right)

        def show(found: Comparison) -> None:
            if self.pair() == pair:
                self.view.show_comparison(found, pair.why)

        self._tasks.run(look, show, self._tell)

    def _show_state(self) -> None:
        self.finder.setEnabled(not self.work.is_busy)
        self._splitter.setVisible(bool(self.shown))
        self._content.setStretch(REST, 0 if self.shown else 1)

    def _open(self, side: str) -> None:
        if (pair := self.pair()) is not None:
            self._open_article(pair.left if side == "left" else pair.right)

    def _open_article(self, article: int) -> None:
        self._session.open(ArticleId(article))
        self.shown_in_text.emit()

    def _tell(self, error: Exception) -> None:
        if not isinstance(error, PostilError):
            raise error
        self.notice_bar.show_notice(Notice(str(error), "warning"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the layout; a search that runs is stopped."""
        self._session.settings.set_state("duplicates", self.saveGeometry())
        state = QByteArray(self._splitter.saveState())
        self._session.settings.set_state("duplicates_splitter", state)
        self._settling.stop()
        self.work.stop()
        super().closeEvent(event)

    def _on_closing(self) -> None:
        self._settling.stop()
        self.work.close()
        self._tasks.close()
        self.notice_bar.dismiss()
        self.close()
        self.deleteLater()


def _pairs_of(path: Path, groups: Sequence[DuplicateGroup]) -> list[Pair]:
    """Give the pairs of groups, each of the others with the one to keep on the left."""
    made: list[Pair] = []
    with Library.open(path, create=False) as library:
        for group in groups:
            keep, *others = (ArticleId(article) for article in group.articles)
            found = library.articles.among([keep])
            title = found[0].title if found else ""
            why = ", ".join(REASONS[reason] for reason in group.reasons)
            made.extend(Pair(keep, other, title, why, group.similarity) for other in others)
    return made
