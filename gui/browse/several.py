"""What stands beside the list when several annotations are selected: one change for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.annotations.swatches import Palette
from gui.annotations.tags_field import TagsField
from gui.browse import acting
from gui.controls import button, column, icon_button, label, plain_tip, row
from gui.session import Session
from gui.theme import Scale
from storage.types import ColorKey, Style

MOST_TAGS: Final = 12  # chips; those that most of them carry
MOST_NAMED: Final = 40  # of the others, in their tip
EXPORT_KEY: Final = "Ctrl+E"


class Several(QWidget):
    """Changes all selected annotations at once; each change is one action.

    Signals:
        finished: the reader is done with a field.
        deleting, exporting: these are wanted for the selection.
        dismissed: the selection is to be given up.
    """

    finished = Signal()
    deleting = Signal()
    exporting = Signal()
    dismissed = Signal()

    def __init__(self, session: Session) -> None:
        """Act through a session."""
        super().__init__()
        self._session = session
        self._ids: Sequence[int] = ()
        self.title = label("", "heading")
        self.hint = label("What you change here is changed for all of them.", "muted")
        self.closer = icon_button("x", "Clear the selection (Esc)", self._on_dismiss)
        self.palette_row = Palette()
        self.palette_row.show_names(session.library.legend.names())
        self.tags = TagsField(session.library)
        self.tags.entry.setAccessibleName("Add tag to all selected")
        self.more = label("", "caption")
        self.more.hide()
        self.copier = button("Copy", self._on_copy)
        self.copier.setToolTip("Copy as Markdown (Ctrl+C)")
        self.citer = button("Copy with citation", self._on_cite)
        self.exporter = button("Export…", self._on_export)
        self.exporter.setToolTip(f"Export these ({EXPORT_KEY})")
        self.deleter = button("Delete", self._on_delete, kind="danger")
        content = column(
            row(self.title, None, self.closer),
            self.hint,
            self.palette_row,
            self.tags,
            self.more,
            row(self.copier, self.citer, None),
            row(self.exporter, None, self.deleter),
            None,
            spacing=Scale.M,
        )
        content.setContentsMargins(Scale.L, Scale.M, Scale.L, Scale.M)
        self.setLayout(content)
        self.palette_row.color_wanted.connect(self._on_color)
        self.palette_row.style_wanted.connect(self._on_style)
        self.tags.added.connect(self._on_tag_added)
        self.tags.removed.connect(self._on_tag_removed)
        self.tags.left.connect(self.finished)

    def show_ids(self, ids: Sequence[int]) -> None:
        """Turn to several annotations."""
        self.title.setText(f"{len(ids):,} selected")
        self.palette_row.show_state(None, None)
        if ids != self._ids:
            self._show_tags({})  # those of others would be removed from these
        self._ids = ids
        self.setEnabled(not ids or ids[0] > 0)  # quotes are changed in their ledger
        self._session.asking.ask(
            "browse tags",
            lambda library: library.annotation_lists.tags_of(ids),
            self._show_tags,
            self._session.tell,
        )

    def edit_tags(self) -> None:
        """Put the cursor into the tags."""
        self.tags.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- inside

    def _show_tags(self, counts: dict[str, int]) -> None:
        self.tags.show_tags(sorted(list(counts)[:MOST_TAGS], key=str.casefold))
        rest = list(counts)[MOST_TAGS:]
        self.more.setText(f"+{len(rest):,} more")
        self.more.setToolTip(plain_tip(", ".join(sorted(rest[:MOST_NAMED], key=str.casefold))))
        self.more.setVisible(bool(rest))

    def _on_dismiss(self) -> None:
        self.dismissed.emit()

    def _on_delete(self) -> None:
        self.deleting.emit()

    def _on_export(self) -> None:
        self.exporting.emit()

    def _on_copy(self) -> None:
        acting.copy_text(self._session, self._ids)

    def _on_cite(self) -> None:
        acting.copy_citations(self._session, self._ids)

    def _on_color(self, color: str) -> None:
        acting.recolor(self._session, self._ids, cast(ColorKey, color))  # as Palette sent it

    def _on_style(self, style: str) -> None:
        acting.restyle(self._session, self._ids, cast(Style, style))  # as Palette sent it

    def _on_tag_added(self, words: str) -> None:
        acting.add_tags(self._session, self._ids, words)

    def _on_tag_removed(self, name: str) -> None:
        acting.remove_tag(self._session, self._ids, name)
