"""A window of its own on the whole library: its place, its messages, its end."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from gui.notices import NoticeBar
from gui.session import Notice, Session
from storage.finding_types import Quote
from storage.types import Annotation


class LibraryWindow(QWidget):
    """Keeps its place under `name`, says what was done in it, closes at Escape.

    It ends with the session; `_rest` is asked whenever it goes out of sight.
    """

    def __init__(self, session: Session, title: str, name: str, size: QSize) -> None:
        """Have a title, and the place from last time or else this size."""
        super().__init__()
        self._session = session
        self._name = name
        self.setWindowTitle(f"{title} — Postil")
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(size)
        self.restoreGeometry(session.settings.state(name))
        self.notice_bar = NoticeBar(self)
        session.noticed.connect(self._on_noticed)
        session.closing.connect(self._on_closing)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep the place of the window."""
        self._put_away()
        super().closeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    # -- for those that are such windows

    def _rest(self) -> None:
        """Stop and save what need not go on while nobody sees the window."""
        raise NotImplementedError

    def _come_to_front(self) -> None:
        self.show()
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def _opened_at(self, annotation: Annotation) -> bool:
        """Open the article at an annotation; says whether it could be."""
        session = self._session
        session.open(annotation.article_id, at=annotation.span)
        if session.article is None or session.article.id != annotation.article_id:
            return False
        session.focus_on(annotation.id, reveal=annotation.span is not None)
        return True

    def _opened_at_quote(self, quote: Quote) -> bool:
        """Open the article at a quote; says whether it could be."""
        session = self._session
        session.open(quote.article, at=quote.span)
        if session.text is None or session.text.id != quote.text:
            return False
        session.point_at(quote.span, reveal=False)
        return True

    # -- inside

    def _put_away(self) -> None:
        self._session.settings.set_state(self._name, self.saveGeometry())
        self._rest()
        self.notice_bar.dismiss()

    def _on_noticed(self, notice: Notice) -> None:
        """Say here what was done here."""
        if self.isActiveWindow():
            self.notice_bar.show_notice(notice)

    def _on_closing(self) -> None:
        self._put_away()
        self.hide()
        self.deleteLater()
