"""How blocks and marks of an article are set: spaces, sizes, weights, colours."""

from __future__ import annotations

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextImageFormat,
    QTextOption,
)

from gui.fonts import BOLD, SEMIBOLD, reading_font, set_weight
from gui.reader.picture_sizes import stands_high
from gui.settings import Typography
from gui.theme import Theme
from storage.types import Block, Mark

HEADING_SIZES = {1: 1.75, 2: 1.35, 3: 1.15}  # of the text's size; smaller ranks are 1.0
CAPTION_SIZE = 0.84
CODE_SIZE = 0.85
TAB = 4  # letters of code
MOST_TABS = 24
INDENT = 1.6  # an item's or a quotation's step to the side, in text sizes
SHORT_CAPTION = 0.95  # of the column: a caption of one line stands in its middle
NAME_OF_PICTURES = "postil:picture"  # a resource of every page: nothing, to be painted over


class Formats:
    """The formats of one document."""

    def __init__(self, base: QFont, typography: Typography, theme: Theme, measure: int) -> None:
        """Take the font of the text, and how many characters fit into a line."""
        self.size = typography.size
        self._base = base
        self._family = typography.family
        self._head: QFontMetricsF | None = None  # made for the first table
        self._measure = measure
        self._spacing = typography.spacing
        self._theme = theme
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        mono.setPixelSize(round(self.size * CODE_SIZE))
        self._mono = mono.family()
        step = QFontMetricsF(mono).horizontalAdvance(" ") * TAB
        left = QTextOption.TabType.LeftTab
        self._code_tabs = [QTextOption.Tab(step * n, left) for n in range(1, MOST_TABS)]
        self._natural = max(1.0, QFontMetricsF(base).height() / base.pixelSize())

    def width_of_head(self, words: str) -> float:
        """Measure words as they stand in a cell that heads others, the widest there are."""
        if self._head is None:
            self._head = QFontMetricsF(reading_font(self._family, round(self.size), SEMIBOLD))
        return self._head.horizontalAdvance(words)

    def block(self, block: Block, *, has_high: bool, is_captioned: bool) -> QTextBlockFormat:
        """Give the spaces of a block.

        `has_high` says that pictures in it are higher than a line, `is_captioned` that a caption
        follows.
        """
        result = QTextBlockFormat()
        heights = QTextBlockFormat.LineHeightTypes
        tight = 1.25 if block.kind == "heading" else self._spacing
        if block.kind in ("code", "cell", "caption"):
            tight = min(1.4, tight)
        if has_high:  # in proportion, the line of a picture would grow by a part of the picture
            between = max(0.0, tight - self._natural) * self.size
            result.setLineHeight(between, heights.LineDistanceHeight.value)
        else:
            result.setLineHeight(tight * 100 / self._natural, heights.ProportionalHeight.value)
        result.setBottomMargin(self.size * _space_after(block, is_captioned=is_captioned))
        result.setTopMargin(self.size * _space_before(block))
        if block.kind == "heading":
            result.setHeadingLevel(block.level)
        result.setIndent(block.quote + (block.level if block.kind == "item" else 0))
        if block.kind == "code":
            result.setTabPositions(self._code_tabs)
            result.setLeftMargin(self.size * 0.8)
            result.setRightMargin(self.size * 0.8)
        elif block.kind == "picture" or self.is_short_caption(block):
            result.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        elif block.kind == "caption":
            result.setLeftMargin(self.size)
            result.setRightMargin(self.size)
        return result

    def characters(self, block: Block, *, is_header: bool = False) -> QTextCharFormat:
        """Give how the words of a block are set; `is_header` for a cell that heads others."""
        result = QTextCharFormat()
        result.setForeground(self._theme.color("muted" if block.kind == "caption" else "text"))
        font = QFont(self._base)
        if block.kind == "heading":
            font.setPixelSize(round(self.size * HEADING_SIZES.get(block.level, 1.0)))
            result.setProperty(QTextFormat.Property.FontPixelSize, font.pixelSize())
            set_weight(result, font, SEMIBOLD)
        elif is_header:
            set_weight(result, font, SEMIBOLD)
        elif block.kind == "caption":
            self.shrink(result, CAPTION_SIZE)
        elif block.kind == "code":
            self._set_monospace(result)
        elif block.quote and block.kind != "cell":
            result.setFontItalic(True)
        return result

    def shrink(self, target: QTextCharFormat, factor: float) -> None:
        """Set words smaller than the text."""
        target.setProperty(QTextFormat.Property.FontPixelSize, round(self.size * factor))

    def marked(self, base: QTextCharFormat, mark: Mark) -> QTextCharFormat:
        """Give a format with a mark on it."""
        result = QTextCharFormat(base)
        alignments = QTextCharFormat.VerticalAlignment
        if mark.kind == "emphasis":
            result.setFontItalic(not base.fontItalic())
        elif mark.kind == "strong":
            set_weight(result, self._base, BOLD)
        elif mark.kind == "code":
            self._set_monospace(result)
        elif mark.kind == "strike":
            result.setFontStrikeOut(True)
        elif mark.kind == "superscript":
            result.setVerticalAlignment(alignments.AlignSuperScript)
        elif mark.kind == "subscript":
            result.setVerticalAlignment(alignments.AlignSubScript)
        else:
            self._lead(result, mark)
        return result

    def picture(self, base: QTextCharFormat, size: QSizeF) -> QTextImageFormat:
        """Give the format of a picture of a size: a hole in the text, which the page paints."""
        result = QTextImageFormat()
        result.merge(base)
        result.setObjectType(QTextFormat.ObjectTypes.ImageObject.value)
        result.setName(NAME_OF_PICTURES)
        result.setWidth(size.width())
        result.setHeight(size.height())
        is_high = stands_high(size, self.size)
        alignments = QTextCharFormat.VerticalAlignment
        result.setVerticalAlignment(alignments.AlignNormal if is_high else alignments.AlignBottom)
        return result

    def is_short_caption(self, block: Block) -> bool:
        """Say whether a block is a caption of one line."""
        length = (block.end - block.start) * CAPTION_SIZE
        return block.kind == "caption" and length < self._measure * SHORT_CAPTION

    def _lead(self, target: QTextCharFormat, mark: Mark) -> None:
        """Make words lead somewhere: to an address, to a note, to a place in the text."""
        target.setAnchor(True)
        target.setAnchorHref(mark.target if mark.kind == "link" else f"{mark.kind}:{mark.target}")
        target.setForeground(self._theme.color("link"))
        if mark.kind == "note":
            target.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
            return
        styles = QTextCharFormat.UnderlineStyle
        is_link = mark.kind == "link"
        target.setUnderlineStyle(styles.SingleUnderline if is_link else styles.DotLine)
        target.setUnderlineColor(self._theme.color("outline"))

    def _set_monospace(self, target: QTextCharFormat) -> None:
        target.setFontFamilies([self._mono])
        self.shrink(target, CODE_SIZE)


def _space_before(block: Block) -> float:
    """Give what a block keeps free above; Qt takes the larger of this and what is above it."""
    if block.kind == "heading":
        return 0.0 if block.level == 1 else 1.2
    return {"cell": 0.0, "item": 0.35, "code": 1.2, "picture": 1.0, "caption": 0.0}.get(
        block.kind, 0.6
    )


def _space_after(block: Block, *, is_captioned: bool) -> float:
    if is_captioned:
        return 0.5
    if block.kind == "heading":
        return 1.1 if block.level == 1 else 0.5
    return {"cell": 0.0, "item": 0.35, "code": 1.3, "picture": 1.2, "caption": 1.3}.get(
        block.kind, 0.85
    )
