import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from gui.icons import icon_names
from gui.kinds import ICONS, PATTERNS, kind_icon, paint_kind_line
from gui.theme import load_theme
from storage.finding_types import KIND_NAMES
from storage.found import ENTITY_KINDS, EntityKind


def drawn(kind: EntityKind, *, is_confirmed: bool) -> QImage:
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    rects = [QRectF(0, 0, 60, 18)]
    paint_kind_line(painter, load_theme("light"), kind, rects, is_confirmed=is_confirmed)
    painter.end()
    return image


def darkness(image: QImage) -> float:
    return sum(
        255 - image.pixelColor(x, y).lightness()
        for x in range(image.width())
        for y in range(image.height())
    )


def test_every_kind_has_an_icon_a_line_and_a_name() -> None:
    assert set(ICONS) == set(PATTERNS) == set(KIND_NAMES) == set(ENTITY_KINDS)
    assert set(ICONS.values()) <= icon_names()
    assert len(set(ICONS.values())) == len(ENTITY_KINDS)


def test_no_two_kinds_have_the_same_line() -> None:
    assert len(set(PATTERNS.values())) == len(ENTITY_KINDS)


@pytest.mark.parametrize("kind", ENTITY_KINDS)
def test_the_icon_of_a_kind_is_drawn_in_its_ink(kind: EntityKind, qapp: QApplication) -> None:
    image = kind_icon(kind).pixmap(QSize(48, 48), 1.0).toImage()
    strongest = max(
        (image.pixelColor(x, y) for x in range(48) for y in range(48)), key=QColor.alpha
    )
    assert strongest.name().upper() == load_theme("light").kinds[kind]


@pytest.mark.parametrize("kind", ENTITY_KINDS)
def test_a_confirmed_name_has_the_stronger_line(kind: EntityKind, qapp: QApplication) -> None:
    confirmed, suggested = drawn(kind, is_confirmed=True), drawn(kind, is_confirmed=False)
    assert darkness(confirmed) > 1.5 * darkness(suggested) > 0
