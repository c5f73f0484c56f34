"""Export: which articles, in which format, to the clipboard or to files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFrame,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from gui.confirm import confirm
from gui.controls import button, column, divider, framed, label, one_stop, row
from gui.export_order import Built, Order, build, counted, preview, save
from gui.export_preview import ExportPreview
from gui.session import Notice, Session
from gui.theme import Scale
from storage.errors import Cancelled, PostilError
from storage.exported import FindingChoice
from storage.exporters.catalogue import FORMATS, FormatKey
from storage.types import AnnotationFilter, AnnotationId, ArticleId

SIDE: Final = 300  # width of the choices
TITLE: Final = 34  # characters of an article's title that fit there
# format, title, what it is good for
CHOICES: Final[tuple[tuple[FormatKey, str, str], ...]] = (
    ("markdown", "Markdown", "For Obsidian, Logseq and other notes"),
    ("html", "Web page", "To read and share in any browser"),
    ("csv", "Table (CSV)", "Rows to sort and count in a spreadsheet"),
    ("json", "Postil file (JSON)", "Everything, to keep or to open in Postil again"),
)
# which quotes and entities, as the reader chooses them
FINDINGS: Final[tuple[tuple[FindingChoice, str], ...]] = (
    ("none", "None"),
    ("confirmed", "Confirmed"),
    ("all", "All, suggestions marked"),
)


class ExportDialog(QDialog):
    """Scope, format and options at the left, how it will look at the right."""

    def __init__(
        self,
        session: Session,
        listed_ids: Sequence[int],
        parent: QWidget | None = None,
        *,
        annotations: Sequence[AnnotationId] = (),
    ) -> None:
        """Offer what is open, selected and listed on the shelf; or only some annotations.

        Those are of the articles listed.
        """
        super().__init__(parent)
        self.setWindowTitle("Export")
        self._session = session
        self._settings = session.settings
        self._order: Order | None = None  # what the preview shows or will show
        self._is_busy = False
        self._is_open = True
        self._only = AnnotationFilter(among=frozenset(annotations)) if annotations else None
        self._scopes = _scopes(session, listed_ids)
        if annotations:
            title = counted(len(annotations), "annotation").capitalize()
            self._scopes = [(title, tuple(map(ArticleId, listed_ids)))]
        self.scopes = QButtonGroup(self)
        self.formats = QButtonGroup(self)
        self.only_shown = QCheckBox()
        self.findings = QComboBox()
        for choice, title in FINDINGS:
            self.findings.addItem(title, choice)
        self.whole_text = QCheckBox("With the whole text")
        self.one_file_each = QCheckBox("One file for each article")
        self.preview = ExportPreview()
        self.error = label("", "danger")
        self.error.hide()
        self.copier = button("Copy to clipboard", self.copy)
        self.cancel = button("Cancel", self.reject)
        self.saver = button("Save…", self.save, kind="primary")
        self.saver.setDefault(True)
        self._pause = QTimer(self)  # the keys that walk through the choices are not to queue work
        self._pause.setSingleShot(True)
        self._pause.setInterval(60)
        self._pause.timeout.connect(self._on_pause)
        side = QFrame()
        side.setFixedWidth(SIDE)
        side.setLayout(self._side())
        buttons = row(self.copier, None, self.cancel, self.saver)
        content = row(side, column(self.preview), spacing=Scale.XL)
        framed(self, column(content, self.error, divider(), buttons, spacing=Scale.M))
        self._recall()
        self._connect()
        self._on_choice()
        self.resize(960, 620)
        (self.scopes.checkedButton() or self.cancel).setFocus()

    @classmethod
    def ask(
        cls, session: Session, listed_ids: Sequence[int], parent: QWidget | None = None
    ) -> None:
        """Let the reader export; what came of it goes to the message bar."""
        dialog = cls(session, listed_ids, parent)
        if parent is not None:
            dialog.resize(dialog.size().boundedTo(parent.window().size()))
        try:
            dialog.exec()
        finally:
            dialog.deleteLater()

    @classmethod
    def ask_for(
        cls,
        session: Session,
        articles: Sequence[ArticleId],
        annotations: Sequence[AnnotationId],
        parent: QWidget,
    ) -> None:
        """Let the reader export some annotations, which are of these articles."""
        dialog = cls(session, articles, parent, annotations=annotations)
        dialog.findings.setCurrentIndex(0)  # what was selected, and nothing beside it
        dialog.resize(dialog.size().boundedTo(parent.size()))
        try:
            dialog.exec()
        finally:
            dialog.deleteLater()

    # -- building

    def _side(self) -> QVBoxLayout:
        what = column(label("What", "strong"), spacing=2)
        for number, (title, ids) in enumerate(self._scopes):
            choice = QRadioButton(title)
            choice.setToolTip(counted(len(ids), "article"))
            self.scopes.addButton(choice, number)
            what.addWidget(choice)
        what.addWidget(self.only_shown)
        how = column(label("Format", "strong"), spacing=2)
        for number, (_, title, use) in enumerate(CHOICES):
            choice = QRadioButton(title)
            choice.setAccessibleDescription(use)
            self.formats.addButton(choice, number)
            described = label(use, "caption")
            described.setIndent(Scale.XL + 2)
            how.addWidget(choice)
            how.addWidget(described)
            how.addSpacing(Scale.XS)
        self.findings.setAccessibleName("Quotes and entities")
        found = column(label("Quotes and entities", "strong"), self.findings, spacing=Scale.XS)
        options = column(self.whole_text, self.one_file_each, spacing=2)
        return column(label("Export", "title"), what, how, found, options, None, spacing=Scale.L)

    def _recall(self) -> None:
        settings = self._settings
        keys = [key for key, _, _ in CHOICES]
        last = settings.text("export/format", "markdown")
        self.formats.button(next((n for n, k in enumerate(keys) if k == last), 0)).setChecked(True)
        known = settings.text("export/findings", "confirmed")
        self.findings.setCurrentIndex(max(0, self.findings.findData(known)))
        self.whole_text.setChecked(settings.text("export/whole_text") == "yes")
        self.one_file_each.setChecked(settings.text("export/one_file_each") == "yes")
        self.only_shown.setChecked(not self._session.wanted.is_empty)
        if self._scopes:
            several = len(self._session.selection) > 1
            number = next((n for n, s in enumerate(self._scopes) if "selected" in s[0]), 0)
            self.scopes.button(number if several else 0).setChecked(True)

    def _connect(self) -> None:
        self.scopes.idToggled.connect(self._on_choice)
        self.formats.idToggled.connect(self._on_choice)
        self.findings.currentIndexChanged.connect(self._on_choice)
        for option in (self.only_shown, self.whole_text, self.one_file_each):
            option.toggled.connect(self._on_choice)

    # -- choosing

    def order(self) -> Order | None:
        """Give what is chosen; None if there is nothing to export."""
        number = self.scopes.checkedId()
        if number < 0:
            return None
        articles = self._scopes[number][1]
        key = CHOICES[self.formats.checkedId()][0]
        return Order(
            articles,
            "html-text" if key == "html" and self.whole_text.isChecked() else key,
            self._only or (self._session.wanted if self._is_filtered() else None),
            FORMATS[key].is_separable and len(articles) > 1 and self.one_file_each.isChecked(),
            FINDINGS[self.findings.currentIndex()][0],
        )

    def _is_filtered(self) -> bool:
        return not self._session.wanted.is_empty and self.only_shown.isChecked()

    def _on_choice(self) -> None:
        key = CHOICES[self.formats.checkedId()][0]
        several = self.scopes.checkedId() >= 0 and len(self._scopes[self.scopes.checkedId()][1]) > 1
        self.whole_text.setVisible(key == "html")
        self.one_file_each.setVisible(FORMATS[key].is_separable and several)
        self.only_shown.setVisible(self._only is None and not self._session.wanted.is_empty)
        self.only_shown.setText("Only the annotations shown" + self._shown_count())
        one_stop(self.scopes)
        one_stop(self.formats)
        self._order = self.order()
        self._keep_choices(key)
        self._tell("")
        self._enable()
        if self._order is None:
            self.preview.show_message("There is nothing to export yet.")
        else:
            self._pause.start()

    def _keep_choices(self, key: FormatKey) -> None:
        self._settings.set_text("export/format", key)
        if self._only is None:
            self._settings.set_text("export/findings", FINDINGS[self.findings.currentIndex()][0])
        for name, option in (
            ("whole_text", self.whole_text),
            ("one_file_each", self.one_file_each),
        ):
            self._settings.set_text(f"export/{name}", "yes" if option.isChecked() else "no")

    def _shown_count(self) -> str:
        number = self.scopes.checkedId()
        if self._session.wanted.is_empty or number < 0 or len(self._scopes[number][1]) > 1:
            return ""
        of = self._session.library.annotations.of(self._scopes[number][1][0])
        return f" ({sum(map(self._session.wanted.admits, of)):,} of {len(of):,})"

    def _on_pause(self) -> None:
        order = self._order
        if order is None:
            return
        path = self._session.library.path
        self._session.tasks.run(
            lambda: preview(path, order, lambda: self._order is order),
            partial(self._on_previewed, order),
            partial(self._on_not_previewed, order),
        )

    def _on_not_previewed(self, order: Order, error: Exception) -> None:
        if not isinstance(error, PostilError):
            raise error
        if self._is_open and order is self._order:
            self.preview.show_message("")
            self._tell(str(error))

    def _on_previewed(self, order: Order, built: Built) -> None:
        if self._is_open and order is self._order:
            self.preview.show_export(order, built)

    # -- exporting

    def copy(self) -> None:
        """Put the export on the clipboard."""
        if order := self._start():
            self._build(order, self._on_built_to_copy)

    def save(self) -> None:
        """Ask for a place and write the export there."""
        order = self.order()
        if order is None or self._is_busy:
            return
        form = FORMATS[order.form]
        folder = Path(self._settings.text("export/folder") or Path.home())
        if order.one_file_each:
            chosen = QFileDialog.getExistingDirectory(
                self, f"Export {len(order.articles)} files to", str(folder)
            )
        else:
            chosen, _ = QFileDialog.getSaveFileName(
                self,
                "Export to",
                str(folder / (self.preview.name_for(order) or f"Postil{form.suffix}")),
                f"{form.title} (*{form.suffix})",
            )
        if chosen:
            self.save_to(Path(chosen))

    def save_to(self, target: Path) -> None:
        """Write the export to a file, or its files into a folder."""
        if (order := self._start()) is None:
            return
        if not order.one_file_each and not target.suffix:
            target = target.with_name(target.name + FORMATS[order.form].suffix)
            if target.exists() and not self._may_replace([target]):
                self._stop()
                return
        self._build(order, partial(self._on_built_to_save, order, target))

    def done(self, result: int) -> None:
        """Close; what is being prepared is dropped."""
        self._is_open = False
        self._order = None
        self._pause.stop()
        super().done(result)

    def _start(self) -> Order | None:
        if self._is_busy or self._order is None:
            return None
        self._is_busy = True
        self._tell("")
        self._enable()
        return self._order

    def _stop(self, error: str = "") -> None:
        self._is_busy = False
        if self._is_open:
            self._tell(error)
            self._enable()

    def _build(self, order: Order, then: Callable[[Built], None]) -> None:
        path = self._session.library.path
        self._session.tasks.run(
            lambda: build(path, order, lambda: self._is_open), then, self._on_failed
        )

    def _on_built_to_copy(self, built: Built) -> None:
        if not self._is_open:
            return
        QGuiApplication.clipboard().setText("\n".join(text for _, text in built.files))
        self._session.noticed.emit(Notice(built.sentence("the clipboard"), "success"))
        self._stop()
        self.accept()

    def _on_built_to_save(self, order: Order, target: Path, built: Built) -> None:
        if not self._is_open:
            return
        if order.one_file_each:
            known = [target / name for name, _ in built.files if (target / name).exists()]
            if known and not self._may_replace(known):
                self._stop()
                return
            made, folder = built.files, target
        else:
            made, folder = ((target.name, built.files[0][1]),), target.parent
        self._session.tasks.run(
            lambda: save(folder, made),
            lambda _: self._on_saved(built, target, folder),
            self._on_failed,
        )

    def _on_saved(self, built: Built, target: Path, folder: Path) -> None:
        self._settings.set_text("export/folder", str(folder))
        show_folder = partial(_open_folder, folder)
        done = Notice(built.sentence(target.name), "success", "Open folder", show_folder)
        self._session.noticed.emit(done)
        self._stop()
        if self._is_open:
            self.accept()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, PostilError):
            self._stop()
            raise error
        if self._is_open:
            self._stop(str(error))
        elif not isinstance(error, Cancelled):
            self._session.noticed.emit(Notice(str(error), "warning"))

    def _may_replace(self, known: Sequence[Path]) -> bool:
        what = known[0].name if len(known) == 1 else f"{len(known):,} files"
        return confirm(
            self,
            f"Replace {what}?",
            f"{known[0].parent} has {what} already. What was written there by hand would be lost.",
            "Replace",
        )

    def _enable(self) -> None:
        is_ready = self._order is not None and not self._is_busy
        self.saver.setEnabled(is_ready)
        self.copier.setEnabled(is_ready)
        self.saver.setText("Exporting…" if self._is_busy else "Save…")

    def _tell(self, error: str) -> None:
        self.error.setText(error)
        self.error.setVisible(bool(error))


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


def _scopes(session: Session, listed: Sequence[int]) -> list[tuple[str, tuple[ArticleId, ...]]]:
    found: list[tuple[str, tuple[ArticleId, ...]]] = []
    if session.article is not None:
        title = session.article.title
        short = title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"
        found.append((f"“{short}”", (session.article.id,)))
    selected = session.selection
    if selected and (len(selected) > 1 or not found or selected[0] != found[0][1][0]):
        found.append((f"{counted(len(selected), 'article')} selected", selected))
    everything = tuple(ArticleId(number) for number in listed)
    if everything and everything not in [ids for _, ids in found]:
        found.append((f"All {counted(len(everything), 'article')} on the shelf", everything))
    return found
