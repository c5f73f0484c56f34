"""The application's style sheet, from the tokens of a theme.

Properties a widget may set (before it is shown; afterwards `style().polish(widget)`):
QPushButton and QToolButton `kind`: "primary", "quiet", "danger", "chip" (checkable), "swatch";
QToolButton also "page" (the number in the corner of the page) and "field" (opens a choice).
Text widgets `kind`: "field" (a box to write in; without it they are a bare page), "search".
QLineEdit `invalid`: "true". QTableView and QListView `kind`: "drawn" (the delegate paints rows).
QLabel `role`: "display", "title", "heading", "caption", "muted", "danger":
set it with `gui.fonts.set_role`, because a style sheet does not reach the weight of our fonts.
QFrame and QWidget `role`: "card", "popup", "bar", "panel", "page", "divider", "notice";
a divider that stands upright has `vertical` "true".
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Final

import resources

if TYPE_CHECKING:
    from gui.theme import Tokens

CONTROLS: Final = Path(resources.__file__).parent / "icons" / "controls"


def stylesheet(tokens: Tokens) -> str:
    """Give the style sheet of a theme."""
    return _SHEET.substitute(asdict(tokens), controls=CONTROLS.as_posix())


_SHEET: Final = Template("""
QMainWindow, QDialog, QMessageBox { background: $window; }
QWidget[role="panel"] { background: $window; }
QWidget[role="page"] { background: $page; }
QFrame[role="bar"] { background: $window; border: none; border-bottom: 1px solid $line; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 10px; }
QFrame[role="card"]:hover { border-color: $outline; }
QFrame[role="popup"] { background: $raised; border: 1px solid $line; border-radius: 10px; }
QFrame[role="notice"] { background: $raised; border: 1px solid $outline; border-radius: 10px; }
QFrame[role="divider"] { background: $line; border: none; min-height: 1px; max-height: 1px; }
QFrame[role="divider"][vertical="true"] {
  min-width: 1px; max-width: 1px; min-height: 0; max-height: 16777215px;
}
QLabel { background: transparent; color: $text; }
QLabel:disabled { color: $faint; }
QLabel[role="caption"], QLabel[role="muted"] { color: $muted; }
QLabel[role="danger"] { color: $danger; }

QMenuBar { background: $window; color: $text; border: none; padding: 2px 8px; }
QMenuBar::item { background: transparent; padding: 4px 8px; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; }
QMenuBar::item:pressed { background: $pressed; }
QMenu { background: $raised; color: $text; border: 1px solid $line; padding: 5px; }
QMenu::item { padding: 6px 24px 6px 10px; border-radius: 5px; border: none; }
QMenu::item:selected { background: $accent_soft; color: $text; }
QMenu::item:disabled { color: $faint; background: transparent; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 6px; }
QMenu::indicator:checked { image: url("$controls/menu-check.svg"); }
QMenu::right-arrow { image: url("$controls/chevron-right.svg"); width: 14px; height: 14px; }
QToolTip {
  background: $raised; color: $text; border: 1px solid $line; padding: 4px 6px; font-size: 12px;
}

QToolBar { background: $window; border: none; border-bottom: 1px solid $line;
  spacing: 2px; padding: 5px 8px; }
QToolBar::separator { background: $line; width: 1px; margin: 6px 6px; }
QToolBar::handle { image: none; width: 0; }
QToolButton {
  background: transparent; color: $text; border: 2px solid transparent; border-radius: 6px;
  padding: 4px; min-height: 20px; min-width: 20px;
}
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:open { background: $pressed; }
QToolButton:checked { background: $accent_soft; color: $link; }
QToolButton:focus { border-color: $focus; }
QToolButton:disabled { color: $faint; }
QToolButton[popupMode="1"] { padding-right: 16px; }
QToolButton::menu-indicator { image: none; width: 0; }
QToolButton::menu-button { border: none; width: 16px; border-radius: 4px; }
QToolButton::menu-button:hover { background: $pressed; }
QToolButton::menu-arrow {
  image: url("$controls/chevron-down.svg"); width: 12px; height: 12px;
}

QPushButton {
  background: $raised; color: $text; border: 1px solid $outline; border-radius: 6px;
  padding: 0 14px; min-height: 30px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $pressed; }
QPushButton:focus { border: 2px solid $focus; padding: 0 13px; min-height: 28px; }
QPushButton:disabled { color: $faint; background: transparent; border: 1px solid $line; }
QPushButton[kind="primary"] {
  background: $accent; color: $accent_text; border: 2px solid $accent; padding: 0 15px;
  min-height: 28px;
}
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[kind="primary"]:focus { border-color: $accent_focus; }
QPushButton[kind="primary"]:disabled {
  background: $pressed; color: $faint; border-color: $pressed;
}
QPushButton[kind="quiet"] {
  background: transparent; color: $link; border: 2px solid transparent; padding: 0 8px;
  min-height: 28px;
}
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed { background: $pressed; }
QPushButton[kind="quiet"]:focus { border-color: $focus; }
QPushButton[kind="quiet"]:disabled { color: $faint; }
QPushButton[kind="danger"] { color: $danger; border-color: $danger; }
QPushButton[kind="danger"]:focus { border-color: $focus; }
QPushButton[kind="danger"]:disabled { color: $faint; border-color: $line; }
QPushButton::menu-indicator {
  image: url("$controls/chevron-down.svg"); width: 14px; height: 14px;
  subcontrol-origin: padding; subcontrol-position: right center; right: 8px;
}

QToolButton[kind="chip"] {
  background: transparent; color: $muted; border: 1px solid $line; border-radius: 12px;
  padding: 0 9px; min-height: 22px; font-size: 12px;
}
QToolButton[kind="chip"]:hover { background: $hover; color: $text; }
QToolButton[kind="chip"]:checked {
  background: $accent_soft; color: $link; border-color: $link;
}
QToolButton[kind="chip"]:focus { border: 2px solid $focus; padding: 0 8px; min-height: 20px; }
QToolButton[kind="field"] {
  background: $raised; border: 1px solid $outline; text-align: left; padding: 0 8px;
  min-height: 28px;
}
QToolButton[kind="field"]:hover { border-color: $muted; background: $hover; }
QToolButton[kind="field"]:focus { border: 2px solid $focus; padding: 0 7px; min-height: 26px; }
QToolButton[kind="page"] {
  background: $page; color: $muted; border: none; border-radius: 4px; padding: 1px 6px;
  min-height: 16px; font-size: 12px;
}
QToolButton[kind="page"]:hover { background: $hover; color: $text; }
QToolButton[kind="swatch"] {
  border-radius: 14px; padding: 2px; min-width: 20px; min-height: 20px;
}
QToolButton[kind="swatch"]:checked { background: transparent; border-color: $muted; }
QToolButton[kind="swatch"]:focus { border-color: $focus; }

QLineEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox,
QTextEdit[kind="field"], QPlainTextEdit[kind="field"] {
  background: $raised; color: $text; border: 1px solid $outline; border-radius: 6px;
  padding: 1px 9px; placeholder-text-color: $muted;
  selection-background-color: $selection; selection-color: $selection_text;
}
QLineEdit, QComboBox { min-height: 28px; }
QLineEdit QToolButton, QLineEdit QToolButton:hover, QLineEdit QToolButton:pressed {
  background: transparent; border: none; padding: 0; margin: 0; min-width: 0; min-height: 0;
}
QLineEdit[kind="search"] { background: $surface; border-color: $line; }
QTextEdit[kind="field"], QPlainTextEdit[kind="field"] { padding: 5px 6px; }
QLineEdit:hover, QComboBox:hover, QSpinBox:hover { border-color: $muted; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QDateEdit:focus, QComboBox:focus {
  border: 2px solid $focus; padding: 0 8px;
}
QLineEdit[kind="search"]:focus { background: $raised; }
QTextEdit[kind="field"]:focus, QPlainTextEdit[kind="field"]:focus {
  border: 2px solid $focus; padding: 4px 5px;
}
QLineEdit:disabled, QSpinBox:disabled, QComboBox:disabled, QTextEdit[kind="field"]:disabled,
QPlainTextEdit[kind="field"]:disabled {
  background: $window; color: $faint; border-color: $line;
}
QLineEdit[invalid="true"] { border-color: $danger; }
QTextEdit, QTextBrowser, QPlainTextEdit {
  background: $page; color: $text; border: none;
  selection-background-color: $selection; selection-color: $selection_text;
}

QComboBox { combobox-popup: 0; padding: 1px 10px; }
QComboBox:focus { padding: 0 9px; }
/* Centred, because a left padding does not reach the text of a spin box. */
QAbstractSpinBox { qproperty-alignment: AlignCenter; min-height: 25px; }
QComboBox::drop-down { border: none; width: 26px; }
QComboBox::down-arrow { image: url("$controls/chevron-down.svg"); width: 16px; height: 16px; }
QComboBox QAbstractItemView {
  background: $raised; color: $text; border: 1px solid $line; padding: 4px; outline: none;
  selection-background-color: $accent_soft; selection-color: $text;
}
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 6px; border-radius: 5px; }
QComboBox QAbstractItemView::item:focus { padding: 0 4px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button {
  background: transparent; border: none; width: 20px; subcontrol-origin: border;
}
QSpinBox::up-button { subcontrol-position: top right; margin: 2px 2px 0 0; }
QSpinBox::down-button { subcontrol-position: bottom right; margin: 0 2px 2px 0; }
QSpinBox::up-button:hover, QSpinBox::down-button:hover { background: $hover; border-radius: 3px; }
QSpinBox::up-arrow { image: url("$controls/chevron-up.svg"); width: 12px; height: 12px; }
QSpinBox::down-arrow { image: url("$controls/chevron-down.svg"); width: 12px; height: 12px; }

QCheckBox, QRadioButton {
  color: $text; spacing: 8px; padding: 3px; border: 2px solid transparent; border-radius: 6px;
  background: transparent;
}
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $faint; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 14px; height: 14px; border: 1px solid $outline; background: $raised;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $muted; }
QCheckBox::indicator:checked {
  background: $accent; border-color: $accent; image: url("$controls/check.svg");
}
QCheckBox::indicator:indeterminate {
  background: $accent; border-color: $accent; image: url("$controls/minus.svg");
}
QRadioButton::indicator:checked {
  width: 6px; height: 6px; border: 5px solid $accent; background: $accent_text;
}
QCheckBox::indicator:disabled { border-color: $line; background: $window; }
QCheckBox::indicator:checked:disabled { background: $faint; border-color: $faint; }
QRadioButton::indicator:disabled { border-color: $line; background: $window; }

QSlider { background: transparent; min-height: 24px; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $slot; }
QSlider::sub-page:horizontal { height: 4px; border-radius: 2px; background: $accent; }
QSlider::handle:horizontal {
  width: 14px; height: 14px; margin: -6px 0; border-radius: 8px; background: $raised;
  border: 1px solid $outline;
}
QSlider::handle:horizontal:hover { background: $hover; }
QSlider::handle:horizontal:focus { border: 2px solid $focus; width: 12px; height: 12px; }
QProgressBar {
  background: $slot; border: none; border-radius: 2px; min-height: 4px; max-height: 4px;
  color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 2px; }

QTabWidget::pane { border: none; border-top: 1px solid $line; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
  background: transparent; color: $muted; padding: 8px 2px 7px 2px; margin: 0 7px;
  border: none; border-bottom: 2px solid transparent;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:focus { color: $link; border-bottom-color: $focus; }
QTabBar::tab:disabled { color: $faint; }
QTabBar QToolButton { background: $window; border-radius: 4px; padding: 0; min-width: 16px; }
QTabBar QToolButton::left-arrow { image: url("$controls/chevron-left.svg"); }
QTabBar QToolButton::right-arrow { image: url("$controls/chevron-right.svg"); }

QAbstractItemView { outline: none; }
QTableView, QListView, QTreeView {
  background: transparent; alternate-background-color: $surface; color: $text; border: none;
  gridline-color: $line; selection-background-color: $accent_soft; selection-color: $text;
}
QTableView::item, QListView::item, QTreeView::item { padding: 0 8px; border: none; }
QTableView::item:hover, QListView::item:hover, QTreeView::item:hover { background: $hover; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected {
  background: $accent_soft; color: $text;
}
QTableView::item:focus, QListView::item:focus, QTreeView::item:focus {
  border: 2px solid $focus; border-radius: 6px; padding: 0 6px;
}
QAbstractItemView[kind="drawn"] { selection-background-color: transparent; }
QAbstractItemView[kind="drawn"]::item, QAbstractItemView[kind="drawn"]::item:hover,
QAbstractItemView[kind="drawn"]::item:selected, QAbstractItemView[kind="drawn"]::item:focus {
  background: transparent; border: none; padding: 0;
}
QHeaderView { background: transparent; border: none; font-size: 12px; }
QHeaderView::section {
  background: $window; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 0 8px 0 10px; min-height: 28px;
}
QTableCornerButton::section { background: $window; border: none; }

QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; margin: 0; }
QScrollBar:horizontal { height: 12px; margin: 0; }
QScrollBar::handle { background: $slot; border: 3px solid transparent; border-radius: 6px; }
QScrollBar::handle:vertical { min-height: 36px; }
QScrollBar::handle:horizontal { min-width: 36px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $outline; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { background: transparent; border: none; }

QSplitter::handle { background: $line; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSplitter::handle:hover { background: $outline; }
QStatusBar { background: $window; color: $muted; border-top: 1px solid $line; }
QStatusBar::item { border: none; }
QGroupBox { border: none; margin-top: 22px; padding: 0; }
QGroupBox::title { subcontrol-origin: margin; left: 0; color: $muted; }
""")
