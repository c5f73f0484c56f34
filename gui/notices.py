"""What the program has to say: the message bar, and the one window for unexpected errors."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QMessageLogContext,
    QObject,
    QSize,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QEnterEvent,
    QFontDatabase,
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFrame,
    QLabel,
    QMainWindow,
    QPlainTextEdit,
    QWidget,
)

from gui.controls import button, column, framed, icon_button, label, row
from gui.icons import pixmap
from gui.session import Notice
from gui.theme import Scale
from storage.errors import PostilError

SHORTEST_MS: Final = 6000  # on screen, at least
MS_PER_LETTER: Final = 70  # about 170 words a minute: reading something unexpected
WIDEST: Final = 480  # of the words, in pixels: about 70 characters
LOOKS: Final = {
    "info": ("info", "link"),
    "success": ("circle-check", "success"),
    "warning": ("triangle-alert", "warning"),
}
LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

log = logging.getLogger("postil")


class NoticeBar(QFrame):
    """One message at a time, floating at the bottom centre of its host.

    The newest replaces the one before. It never takes the focus; Tab reaches its buttons. A warning
    stays until it is closed, the rest goes by itself, but not while it is pointed at.
    """

    def __init__(
        self,
        host: QWidget,
        *,
        shortest_ms: int = SHORTEST_MS,
        ms_per_letter: int = MS_PER_LETTER,
        is_above: bool = False,
    ) -> None:
        """Wait, hidden, over a host widget; a splitter is none, it would make a pane of it.

        One that `is_above` floats at the top, clear of the passing messages.
        """
        super().__init__(host)
        self._host = host
        self.setProperty("role", "notice")
        self.notice: Notice | None = None
        self._shortest_ms = shortest_ms
        self._ms_per_letter = ms_per_letter
        self._is_above = is_above
        self._before: QWidget | None = None  # where the focus goes when the bar that has it closes
        self._icon = QLabel(self)
        self._words = label("")
        self.action = button("", self._on_action, kind="quiet")
        self.action.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.closer = icon_button("x", "Close this message", self.dismiss)
        self.closer.setIconSize(QSize(Scale.ICON_S, Scale.ICON_S))
        content = row(self._icon, self._words, self.action, self.closer)
        content.setContentsMargins(Scale.L, Scale.S, Scale.S, Scale.S)
        self.setLayout(content)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)
        self.hide()
        host.installEventFilter(self)

    def show_notice(self, notice: Notice) -> None:
        """Show a message in place of the one before, and tell assistive technology."""
        self.notice = notice
        focus = QApplication.focusWidget()
        if focus is not None and not self.isAncestorOf(focus):
            self._before = focus
        self._words.setText(notice.text)
        self.action.setText(notice.action)
        self.action.setVisible(bool(notice.action))
        self.setAccessibleName(notice.text)
        self._dress()
        self._place()
        self.show()
        self.raise_()
        self._wait()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @Slot()
    def dismiss(self) -> None:
        """Close the message; the focus goes back to where it was."""
        self._timer.stop()
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus) and self._before is not None:
            self._before.setFocus()
        self._before = None
        self.notice = None
        self.hide()

    @Slot()
    def leave_place(self) -> None:
        """Close a message about the place where the reader was until now."""
        if self.notice is not None and self.notice.is_of_place:
            self.dismiss()

    def text(self) -> str:
        """Give the message on screen, '' if there is none."""
        return self.notice.text if self.notice else ""

    def remaining_ms(self) -> int:
        """Give how long the message will stay; -1 if it does not go by itself."""
        return self._timer.remainingTime() if self._timer.isActive() else -1

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom centre when the host changes its size."""
        if event.type() == QEvent.Type.Resize and self.notice is not None:
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the icon anew in another theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and getattr(self, "notice", None):
            self._dress()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the reader points at it."""
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """Count down again."""
        super().leaveEvent(event)
        self._wait()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def _wait(self) -> None:
        if self.notice is None or self.notice.kind == "warning":
            self._timer.stop()
            return
        self._timer.start(max(self._shortest_ms, self._ms_per_letter * len(self.notice.text)))

    def _on_timeout(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start(self._shortest_ms)
        else:
            self.dismiss()

    def _on_action(self) -> None:
        notice = self.notice
        self.dismiss()  # first: the action may have something to say itself
        if notice is not None and notice.on_action is not None:
            notice.on_action()

    def _dress(self) -> None:
        name, color = LOOKS[self.notice.kind if self.notice else "info"]
        self._icon.setPixmap(pixmap(name, Scale.ICON, color, self.devicePixelRatioF()))

    def _place(self) -> None:
        host = self._host
        rest = 2 * Scale.XL + Scale.ICON + 4 * Scale.S + self.closer.sizeHint().width() + Scale.L
        rest += self.action.sizeHint().width() + Scale.S if self.action.text() else 0
        wanted = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 2
        self._words.setFixedWidth(max(80, min(wanted, WIDEST, host.width() - rest)))
        self._words.setFixedHeight(self._words.heightForWidth(self._words.width()))
        self.adjustSize()
        left = (host.width() - self.width()) // 2
        center = host.centralWidget() if isinstance(host, QMainWindow) else None
        place = center.geometry() if center is not None else host.rect()
        top = place.bottom() + 1 - self.height() - Scale.XL
        if self._is_above:
            top = place.top() + Scale.XL
        self.move(max(0, left), max(0, top))


@dataclass(frozen=True, slots=True)
class Problem:
    """An error that nobody expected: a sentence for the reader, details for a report."""

    sentence: str
    details: str


class ReportWindow(QDialog):
    """The window for unexpected errors; what comes while it is open is added to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Wait, hidden."""
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        self.setModal(True)  # so that it can be answered over any other dialog
        self.problems: list[Problem] = []
        self._muted: set[str] = set()
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._icon.setFixedWidth(Scale.XL)
        self.sentence = label("")
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setProperty("kind", "field")
        self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.details.setTabChangesFocus(True)
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPixelSize(Scale.CAPTION)
        self.details.setFont(mono)
        self.details.setAccessibleName("Details of the error")
        self.mute = QCheckBox("Do not show this again until Postil is restarted")
        self.copier = button("Copy details", self.copy)
        self.closer = button("Continue", self.reject, kind="primary")
        self.closer.setDefault(True)
        words = column(label("Something went wrong", "title"), self.sentence)
        content = column(
            row(self._icon, words, spacing=Scale.L),
            self.details,
            row(self.mute, None, self.copier, self.closer),
            spacing=Scale.L,
        )
        framed(self, content)
        self.resize(640, 400)
        self.closer.setFocus()

    def add(self, problem: Problem) -> None:
        """Show a problem, below those that are on screen already."""
        if problem.details in self._muted:
            return
        if not self.isVisible():
            self.problems.clear()
            self.mute.setChecked(False)
        if problem in self.problems:  # a fault while painting comes again and again
            return
        self.problems.append(problem)
        self.sentence.setText("\n\n".join(dict.fromkeys(p.sentence for p in self.problems)))
        self.details.setPlainText("\n\n".join(p.details for p in self.problems))
        self._icon.setPixmap(
            pixmap("triangle-alert", Scale.XL, "warning", self.devicePixelRatioF())
        )
        self.show()

    @Slot()
    def copy(self) -> None:
        """Put the details on the clipboard."""
        QGuiApplication.clipboard().setText(self.details.toPlainText())
        self.copier.setText("Copied")

    def done(self, result: int) -> None:
        """Close, and remember what is not to be shown again."""
        if self.mute.isChecked():
            self._muted.update(problem.details for problem in self.problems)
        self.copier.setText("Copy details")
        super().done(result)


class _Relay(QObject):
    """Carries problems from any thread to the GUI thread, between two turns of its loop."""

    arrived = Signal(object)

    def __init__(self, report: Callable[[Problem], None]) -> None:
        super().__init__()
        self._report = report
        self.arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _deliver(self, problem: Problem) -> None:
        self._report(problem)


def install_hooks(report: Callable[[Problem], None]) -> Callable[[], None]:
    """Report what nobody catches, in any thread, and log what Qt says; gives what takes it back.

    `report` is called in the thread of this call, from the event loop; `ReportWindow.add` fits.
    """
    relay = _Relay(report)
    before = sys.excepthook, threading.excepthook

    def tell(error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            sys.__excepthook__(type(error), error, trace)
            return
        problem = _problem(error, trace)
        log.error("%s", problem.details)
        relay.arrived.emit(problem)

    def in_gui(_: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        tell(error, trace)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            tell(args.exc_value, args.exc_traceback)

    def of_qt(kind: QtMsgType, _: QMessageLogContext, message: str) -> None:
        log.log(LEVELS.get(kind, logging.WARNING), "Qt: %s", message)

    sys.excepthook, threading.excepthook = in_gui, in_thread
    qt_before = qInstallMessageHandler(of_qt)

    def remove() -> None:
        sys.excepthook, threading.excepthook = before
        qInstallMessageHandler(qt_before)
        relay.deleteLater()

    return remove


def _problem(error: BaseException, trace: TracebackType | None) -> Problem:
    details = "".join(traceback.format_exception(type(error), error, trace)).strip()
    if isinstance(error, PostilError):
        return Problem(str(error), details)
    return Problem(
        "Postil met an error that it did not expect. What you made until now is saved, and you can "
        "go on. Copy the details if you want to report it.",
        details,
    )
