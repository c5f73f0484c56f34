"""Two names that may be the same, above the index: one key says whether they are."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from gui.controls import button, column, icon_button, label, row
from gui.theme import Scale
from storage.look_alikes import Pair
from storage.printing import counted


class AlikeStrip(QFrame):
    """Shows one pair after another.

    Signals:
        same: the Pair in view are one.
        different: the Pair in view are two.
    """

    same = Signal(object)
    different = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show nothing yet."""
        super().__init__(parent)
        self.setProperty("role", "card")
        self._pairs: Sequence[Pair] = ()
        self._number = 0
        self.said = label("", "body")
        self.count = label("", "caption", wraps=False)
        self.yes = button("Same", self.say_same, kind="quiet")
        self.yes.setToolTip("Merge them (Y)")
        self.no = button("Different", self.say_different, kind="quiet")
        self.no.setToolTip("Keep them apart (D)")
        self.next = icon_button("chevron-right", "Next pair", self.step)
        content = column(
            self.said,
            row(self.yes, self.no, None, self.count, self.next, spacing=Scale.XS),
            spacing=0,
        )
        content.setContentsMargins(Scale.M, Scale.S, Scale.XS, Scale.XS)
        self.setLayout(content)
        self.setAccessibleName("Names that may be the same")
        self.hide()

    @property
    def pair(self) -> Pair | None:
        """The pair in view."""
        return self._pairs[self._number] if self._pairs else None

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show these; the one in view stays in view as long as it is among them."""
        old = self.pair
        ids = [(pair.long.id, pair.short.id) for pair in pairs]
        key = (old.long.id, old.short.id) if old is not None else None
        self._number = ids.index(key) if key in ids else min(self._number, max(0, len(pairs) - 1))
        self._pairs = pairs
        self._show()

    def step(self) -> None:
        """Show the next pair, after the last the first."""
        if self._pairs:
            self._number = (self._number + 1) % len(self._pairs)
            self._show()

    def say_same(self) -> None:
        """Say that they are one."""
        if (pair := self.pair) is not None:
            self.same.emit(pair)

    def say_different(self) -> None:
        """Say that they are two."""
        if (pair := self.pair) is not None:
            self.different.emit(pair)

    def _show(self) -> None:
        pair = self.pair
        self.setVisible(pair is not None)
        if pair is None:
            return
        self.said.setText(f"“{pair.long.name}” and “{pair.short.name}” may be the same")
        self.count.setText(f"{self._number + 1:,} of {len(self._pairs):,}")
        articles = counted(pair.long.articles + pair.short.articles, "article")
        self.said.setToolTip(f"Together in {articles}")
        self.next.setVisible(len(self._pairs) > 1)
