"""Two articles side by side, where they differ, and three ways to go on."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gui.controls import button, column, label, row
from gui.theme import Scale
from storage.care.comparing import Comparison
from storage.types import Article

NONE_HERE: Final = "(nothing here)"


class PairView(QWidget):
    """Shows a comparison.

    Signals:
        kept_left, kept_right, kept_both: what the reader wants.
        opened: the id of an article that the reader wants to see.
    """

    kept_left = Signal()
    kept_right = Signal()
    kept_both = Signal()
    opened = Signal(int)

    def __init__(self) -> None:
        """Show nothing."""
        super().__init__()
        self.sides = {side: _Side(side) for side in ("left", "right")}
        for side in self.sides.values():
            side.opener.clicked.connect(partial(self._open, side))
        self.left = button("Keep left  ←", self.kept_left.emit)
        self.right = button("Keep right  →", self.kept_right.emit)
        self.both = button("Keep both  B", self.kept_both.emit)
        self.left.setToolTip("Move what was made of the right one to the left one, and delete it")
        self.right.setToolTip("Move what was made of the left one to the right one, and delete it")
        self.both.setToolTip("They are not the same: never ask again")
        self._differences = QGridLayout()
        self._differences.setContentsMargins(0, 0, Scale.S, 0)
        self._differences.setHorizontalSpacing(Scale.L)
        self._differences.setVerticalSpacing(Scale.M)
        for number in (0, 1):
            self._differences.setColumnStretch(number, 1)
        inside = QWidget()
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._differences)
        outer.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setAccessibleName("Where they differ")
        self.alike = label("", "heading")
        self.why = label("", "muted")
        heads = row(*self.sides.values(), spacing=Scale.L)
        for number in (0, 1):
            heads.setStretch(number, 1)
        content = column(
            heads,
            row(self.left, None, self.both, None, self.right),
            column(self.alike, self.why, spacing=Scale.XS),
            self.area,
            spacing=Scale.M,
        )
        content.setStretch(3, 1)
        content.setContentsMargins(Scale.L, 0, 0, 0)
        self.setLayout(content)
        self.show_comparison(None)

    def show_comparison(self, found: Comparison | None, why: str = "") -> None:
        """Show two articles with what speaks for their being one, or none."""
        below = (self.alike, self.why, self.area)
        for part in (*self.sides.values(), self.left, self.right, self.both, *below):
            part.setVisible(found is not None)
        while self._differences.count():
            item = self._differences.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.deleteLater()
        if found is None:
            return
        self.sides["left"].show_article(found.left)
        self.sides["right"].show_article(found.right)
        if not found.differences:
            self.alike.setText("Their texts are the same.")
            self.why.hide()
            return
        more = f", and {found.more:,} more" if found.more else ""
        number = len(found.differences)
        places = "1 place" if number == 1 else f"{number:,} places"
        alike = f"{found.similarity:.0%} of their words are alike."
        self.alike.setText(f"{alike} They differ in {places}{more}.")
        self.why.setText(f"What speaks for it: {why}.")
        for line, sides in enumerate(found.differences):
            for number, words in enumerate(sides):
                self._differences.addWidget(_words(words), line, number)

    def _open(self, side: _Side) -> None:
        if side.article is not None:
            self.opened.emit(side.article.id)


class _Side(QFrame):
    """What is known of one article."""

    def __init__(self, side: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.article: Article | None = None
        self.title = label("", "heading")
        self.facts = label("", "muted")
        self.marks = label("", wraps=False)
        self.opener = button("Open", lambda: None, kind="quiet")
        self.opener.setAccessibleName(f"Open the {side} article")
        inside = column(
            self.title, self.facts, row(self.marks, None, self.opener), None, spacing=Scale.XS
        )
        inside.setContentsMargins(Scale.L, Scale.M, Scale.S, Scale.S)
        self.setLayout(inside)

    def show_article(self, article: Article) -> None:
        self.article = article
        self.title.setText(article.title)
        published = f"Published {_day(article.published_at)}" if article.published_at else ""
        source = article.site or article.byline or article.origin
        lines = [
            source,
            ", ".join(filter(None, (published, f"added {_day(article.imported_at)}"))),
            f"{article.length:,} characters",
        ]
        self.facts.setText("\n".join(filter(None, lines)))
        count = article.annotation_count
        self.marks.setText("1 annotation" if count == 1 else f"{count:,} annotations")


def _words(words: str) -> QLabel:
    made = label(words or NONE_HERE, "body" if words else "muted")
    made.setAlignment(Qt.AlignmentFlag.AlignTop)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _day(moment: datetime) -> str:
    here = moment.astimezone()
    return f"{here.day} {here:%B %Y}"
