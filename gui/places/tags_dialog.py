"""All tags of the library: find, rename, merge, colour and delete them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QMenu, QPushButton, QStackedWidget, QWidget

from gui.controls import button, column, framed, label, row
from gui.filter_field import FilterField
from gui.name_popover import NamePopover
from gui.places import acting
from gui.places.menus import fill_colors
from gui.places.tags_list import TagsList
from gui.session import Notice, Session
from gui.theme import Scale
from storage.journal import ChangeSet
from storage.library import Library
from storage.searching.writing import quoted
from storage.tag_tree import TagNode
from storage.tags import changes_tags
from storage.types import TagColor

SOON_MS = 120
QUESTION = "all tags"
HEAD = (
    "A name with “/” stands under another tag: “politics/elections”. "
    "“Articles” counts those of the tags below, too; the other numbers are of the tag alone."
)
NOTHING = "There is no tag yet. T tags an annotation, Shift+T an article."


class TagsDialog(QDialog):
    """Not modal: the reader can see what becomes of things, and go on."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the tags of the session's library."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Tags")
        self._session = session
        self._wanted = ""  # the tag to select when the list has been read
        self.field = FilterField("Filter tags", "Filter tags")
        self.list = TagsList()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.pages.addWidget(_nothing())
        self.rename = button("Rename…", self._rename)
        self.merge = button("Merge…", self._merge)
        self.color = QPushButton("Colour")
        self.color.setMenu(QMenu(self.color))
        self.color.menu().aboutToShow.connect(self._fill_colors)
        self.uses = button("Show uses", self._show_uses)
        self.delete = button("Delete", self._delete, kind="danger")
        self.said = label("", "muted", wraps=False)
        self.undo = button("Undo", session.undo, kind="quiet")
        head = column(label("Tags", "title"), label(HEAD, "muted"), spacing=Scale.XS)
        acts = row(self.rename, self.merge, self.color, self.uses, None, self.delete)
        end = row(self.said, self.undo, button("Close", self.close))
        end.setStretchFactor(self.said, 1)
        framed(self, column(head, self.field, self.pages, acts, end, spacing=Scale.M))
        self.resize(640, 560)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._ask)
        self._connect()
        self._show_state()
        self._ask()
        self.field.setFocus()

    @classmethod
    def ask(cls, session: Session, parent: QWidget | None = None) -> TagsDialog:
        """Open it."""
        dialog = cls(session, parent)
        dialog.show()
        return dialog

    def done(self, result: int) -> None:
        """Ask for nothing any more."""
        self._stop()
        super().done(result)

    # -- inside

    def _connect(self) -> None:
        session = self._session
        session.changed.connect(self._on_changed)
        session.noticed.connect(self._on_noticed)
        session.closing.connect(self.close)
        self.field.textChanged.connect(self.list.filter_by)
        self.field.left.connect(self._go_to_list)
        self.list.itemSelectionChanged.connect(self._show_state)
        self.list.called.connect(self._on_called)
        self.list.menu_called.connect(self._show_menu)
        keys = QKeySequence.StandardKey
        QShortcut(QKeySequence(keys.Undo), self).activated.connect(session.undo)
        QShortcut(QKeySequence(keys.Redo), self).activated.connect(session.redo)
        QShortcut(QKeySequence(keys.Find), self).activated.connect(self.field.setFocus)

    def _ask(self) -> None:
        self._session.asking.ask(QUESTION, _nodes, self._show, self._session.tell)

    def _stop(self) -> None:
        self._soon.stop()
        self._session.asking.forget(QUESTION)
        self._session.changed.disconnect(self._on_changed)
        self._session.noticed.disconnect(self._on_noticed)

    def _show(self, nodes: list[TagNode]) -> None:
        self.list.show_nodes(nodes)
        self.pages.setCurrentIndex(0 if nodes else 1)
        if self._wanted:
            self.list.select(self._wanted)
            self._wanted = ""
        self._show_state()

    def _on_changed(self, changes: ChangeSet) -> None:
        if changes_tags(changes) or changes.touches("tag", "annotation_tag", "article_tag"):
            self._soon.start()
        self._show_undo()

    def _on_noticed(self, notice: Notice) -> None:
        self.said.setText(notice.text)
        self._show_undo()

    def _show_undo(self) -> None:
        self.undo.setEnabled(bool(self._session.library.undo_label()))

    def _show_state(self) -> None:
        selected = self.list.selected()
        self.rename.setEnabled(len(selected) == 1)
        self.merge.setEnabled(bool(selected))
        self.color.setEnabled(any(node.tag is not None for node in selected))
        self.uses.setEnabled(len(selected) == 1)
        self.delete.setEnabled(bool(selected))
        self._show_undo()

    def _go_to_list(self) -> None:
        self.list.setFocus()
        first = self.list.topLevelItem(0)
        if self.list.currentItem() is None and first is not None:
            self.list.setCurrentItem(first)
        current = self.list.currentItem()
        if current is not None and not self.list.selectedItems():
            current.setSelected(True)  # so that the next key has a subject

    def _on_called(self, what: str) -> None:
        {
            "rename": self._rename,
            "merge": self._merge,
            "delete": self._delete,
            "uses": self._show_uses,
        }[what]()

    def _names(self) -> list[str]:
        return [node.name for node in self.list.selected()]

    def _rename(self) -> NamePopover | None:
        names = self._names()
        if len(names) != 1:
            return None
        title = f"Rename “{names[0]}”"
        popover = NamePopover(title, self, text=names[0], action="Rename")
        popover.named.connect(partial(self._rename_to, names[0]))
        popover.open_below(self.rename)
        return popover

    def _rename_to(self, name: str, new: str) -> None:
        self._wanted = acting.rename_tag(self._session, name, new, self)

    def _merge(self) -> NamePopover | None:
        """Ask into which tag those selected are to go; the one used most is proposed."""
        selected = self.list.selected()
        if not selected:
            return None
        most = max(selected, key=lambda node: node.annotations + node.articles)
        title = f"Merge {_counted(selected)} into"
        text = most.name if len(selected) > 1 else ""
        hint = "All that has any of them will have this one tag."
        popover = NamePopover(title, self, text=text, hint=hint, action="Merge")
        popover.named.connect(partial(self._merge_into, [node.name for node in selected]))
        popover.open_below(self.merge)
        return popover

    def _merge_into(self, names: Sequence[str], into: str) -> None:
        if acting.merge_tags(self._session, names, into):
            self._wanted = into

    def _recolor(self, color: TagColor) -> None:
        acting.recolor(self._session, self._names(), color)

    def _fill_colors(self) -> None:
        menu, selected = self.color.menu(), self.list.selected()
        menu.clear()
        fill_colors(menu, selected[0].color if selected else "", self._recolor)

    def _show_uses(self) -> None:
        names = self._names()
        if len(names) == 1:
            self._session.search_called.emit(f"tag:{quoted(names[0], is_whole=True)}")

    def _delete(self) -> None:
        acting.delete_tags(self._session, self._names())

    def _show_menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for made, act in (
            (self.rename, self._rename),
            (self.merge, self._merge),
            (self.uses, self._show_uses),
            (self.delete, self._delete),
        ):
            action = menu.addAction(made.text())
            action.setEnabled(made.isEnabled())
            action.triggered.connect(lambda _checked, act=act: act())
        menu.popup(where)


def _nodes(library: Library) -> list[TagNode]:
    return library.tag_tree.nodes()


def _counted(nodes: Sequence[TagNode]) -> str:
    return f"“{nodes[0].name}”" if len(nodes) == 1 else f"{len(nodes)} tags"


def _nothing() -> QWidget:
    page = QWidget()
    page.setLayout(column(None, row(None, label(NOTHING, "muted", wraps=False), None), None))
    return page
