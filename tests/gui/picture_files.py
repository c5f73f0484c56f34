"""Pictures as files and texts with pictures, made here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage

from storage.types import (
    PICTURE,
    Block,
    ImportedArticle,
    ImportedPicture,
    Mark,
    PageStart,
    PictureFile,
)
from tests.builders import make_imported

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">'
    b'<rect width="40" height="20" fill="#c03030"/></svg>'
)


def picture_file(
    width: int, height: int, color: str = "#3060c0", *, kind: str = "PNG"
) -> PictureFile:
    """Give a picture of one colour; "#00000000" is transparent."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(color))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return PictureFile(bytes(data.data()), f"image/{kind.lower()}", width, height)


def illustrated(
    parts: Sequence[str | Block | tuple[str, dict[str, object]]],
    pictures: Sequence[tuple[str, PictureFile | None]] = (),
    marks: Sequence[tuple[str, str, str]] = (),
    pages: Sequence[tuple[str, str]] = (),
    **other: object,
) -> ImportedArticle:
    """Give an article of parts: words, or words with what their block is.

    `pictures` are for the U+FFFC in order; marks are words, kind and target, pages the words that
    they begin with and their label. A target like "@words" becomes the place of the words.
    """
    content, blocks = "", []
    for part in parts:
        words, look = part if isinstance(part, tuple) else (part, {})
        content += "\n\n" if blocks else ""
        blocks.append(Block(len(content), len(content) + len(words), **look))  # type: ignore[arg-type]
        content += words
    places = [at for at, letter in enumerate(content) if letter == PICTURE]
    made = [
        Mark(
            content.index(words),
            content.index(words) + len(words),
            kind,  # type: ignore[arg-type]
            str(content.index(target[1:])) if target.startswith("@") else target,
        )
        for words, kind, target in marks
    ]
    return make_imported(
        content,
        blocks=tuple(blocks),
        marks=tuple(sorted(made)),
        pictures=tuple(
            ImportedPicture(at, alt, "", file)
            for at, (alt, file) in zip(places, pictures, strict=True)
        ),
        pages=tuple(PageStart(content.index(words), label) for words, label in pages),
        **other,
    )
