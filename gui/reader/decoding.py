"""From a picture's file to what is painted: bounded, at the size in which it is shown."""

from __future__ import annotations

from typing import Literal, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

ALLOCATION_MB = 300  # for one picture; `storage.importers.pictures` keeps none larger
MOST_SIDE = 8_000  # pixels of what is made here
SAMPLE = 24  # pixels a side: enough to tell a dark drawing from a light one
LIGHT = 160  # of 255: what is lighter was drawn for a dark page

Ground = Literal["", "light", "dark"]


class Decoded(NamedTuple):
    """A picture ready to be painted, and the ground that it needs to be seen on, "" if any does."""

    image: QImage
    ground: Ground

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to paint."""
        return not self.image.isNull()


def decoded(body: bytes, size: QSize) -> Decoded:
    """Decode a picture at a size in device pixels; a null image if it cannot be.

    Works in any thread.
    """
    QImageReader.setAllocationLimit(ALLOCATION_MB)
    data = QByteArray(body)
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    wanted = size.boundedTo(QSize(MOST_SIDE, MOST_SIDE)).expandedTo(QSize(1, 1))
    own = reader.size()
    lies = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    is_drawing = bytes(reader.format().data()) in (b"svg", b"svgz")
    if is_drawing or own.width() * own.height() > 4 * wanted.width() * wanted.height():
        roughly = wanted if is_drawing else wanted * 1.5  # exactly in the next step, and better
        reader.setScaledSize(roughly.transposed() if lies else roughly)
    image = reader.read()
    if image.isNull():
        return Decoded(QImage(), "")
    if image.size() != wanted:
        image = image.scaled(
            wanted,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    has_alpha = image.hasAlphaChannel()
    formats = QImage.Format
    image.convertTo(formats.Format_ARGB32_Premultiplied if has_alpha else formats.Format_RGB32)
    return Decoded(image, _ground_for(image) if has_alpha else "")


def _ground_for(image: QImage) -> Ground:
    """Say on which ground a picture with transparent parts is seen; "" if it has none."""
    sample = image.scaled(
        SAMPLE,
        SAMPLE,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_ARGB32)
    colors = [sample.pixelColor(x, y) for x in range(SAMPLE) for y in range(SAMPLE)]
    opaque = sum(color.alpha() for color in colors)
    if opaque >= 254 * len(colors):
        return ""
    light = sum(color.lightness() * color.alpha() for color in colors)
    return "dark" if opaque and light / opaque > LIGHT else "light"
