"""A chart as a picture file, PNG or SVG, with a title and where it is from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from gui.cards import caption
from gui.fonts import MEDIUM, interface_font
from gui.overview.chart import Chart
from gui.overview.drawing import NOTHING
from gui.theme import Scale, Theme

PictureFormat = Literal["png", "svg"]
DRAWN: Final = 800  # logical pixels of a picture's width; larger ones are drawn finer
WIDTHS: Final = (800, 1200, 1600, 2400)
MARGIN: Final = 32
TITLE: Final = 40
SOURCE: Final = 36


@dataclass(frozen=True, slots=True)
class Caption:
    """The words around a chart."""

    title: str
    source: str


def rendered(chart: Chart, theme: Theme, words: Caption, kind: PictureFormat, width: int) -> bytes:
    """Give a picture file of a chart; `width` in pixels of the file."""
    height = 2 * MARGIN + TITLE + chart.height_of() + SOURCE
    size = QSize(width, round(width * height / DRAWN))
    return (_png if kind == "png" else _svg)(chart, theme, words, size)


def _png(chart: Chart, theme: Theme, words: Caption, size: QSize) -> bytes:
    image = QImage(size, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size.width() / DRAWN, size.width() / DRAWN)
    _paint(painter, chart, theme, words)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _svg(chart: Chart, theme: Theme, words: Caption, size: QSize) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(96)  # of the web, so that the file has the pixels asked for
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, DRAWN, round(size.height() * DRAWN / size.width())))
    generator.setTitle(words.title)
    generator.setDescription(words.source)
    painter = QPainter(generator)
    _paint(painter, chart, theme, words)
    painter.end()
    return bytes(data.data())


def _paint(painter: QPainter, chart: Chart, theme: Theme, words: Caption) -> None:
    inside = QRectF(MARGIN, MARGIN, DRAWN - 2 * MARGIN, TITLE)
    height = chart.height_of()
    painter.fillRect(
        QRectF(0, 0, DRAWN, 2 * MARGIN + TITLE + height + SOURCE), theme.color("surface")
    )
    painter.setFont(interface_font(Scale.TITLE, MEDIUM))
    painter.setPen(theme.color("text"))
    painter.drawText(inside, _LEFT | Qt.AlignmentFlag.AlignTop, words.title)
    area = inside.translated(0, TITLE)
    area.setHeight(height)
    chart.draw(painter, theme, area, NOTHING)
    painter.setFont(caption().font)
    painter.setPen(theme.color("muted"))
    foot = QRectF(inside.left(), area.bottom(), inside.width(), SOURCE)
    painter.drawText(foot, _LEFT | Qt.AlignmentFlag.AlignBottom, words.source)


_LEFT: Final = Qt.AlignmentFlag.AlignLeft
