"""The columns of the library as a table: what each says of an article, and what it sorts by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLocale

from gui.article_wording import STATES, reading_time, short_date, source_of
from storage.types import Article

if TYPE_CHECKING:
    from storage.searching.searcher import ArticleOrder


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `text` is what it says of an article with these tags. `width` is in pixels, at first; the title
    takes what others leave.
    """

    key: str
    title: str
    width: int
    order: ArticleOrder | None
    text: Callable[[Article, tuple[str, ...]], str]
    is_number: bool = False
    is_shown: bool = True


def _length(article: Article, _tags: tuple[str, ...]) -> str:
    return reading_time(article)


def _annotations(article: Article, _tags: tuple[str, ...]) -> str:
    return f"{article.annotation_count:,}" if article.annotation_count else ""


COLUMNS: Final[tuple[Column, ...]] = (
    Column("title", "Title", 240, "title", lambda a, _: a.title),
    Column("star", "Star", 30, None, lambda a, _: "Starred" if a.is_starred else ""),
    Column("byline", "Author", 140, "byline", lambda a, _: a.byline),
    Column("site", "Site", 130, "site", lambda a, _: source_of(a)),
    Column(
        *("published", "Published", 110, "published"),
        lambda a, _: short_date(a.published_at) if a.published_at else "",
    ),
    Column("added", "Added", 110, "added", lambda a, _: short_date(a.imported_at)),
    Column(
        *("opened", "Opened", 110, "opened"),
        lambda a, _: short_date(a.opened_at) if a.opened_at else "",
        is_shown=False,
    ),
    Column("state", "State", 88, "state", lambda a, _: STATES[a.state]),
    Column(
        *("progress", "Progress", 84, "progress"),
        lambda a, _: f"{a.progress:.0%}" if a.progress >= 0.005 else "",
    ),
    Column("length", "Length", 72, "length", _length, is_number=True),
    Column("annotations", "Annotations", 92, "annotations", _annotations, is_number=True),
    Column("tags", "Tags", 130, None, lambda _, tags: ", ".join(tags)),
    Column(
        *("language", "Language", 80, "language"),
        lambda a, _: QLocale(a.language).nativeLanguageName() if a.language else "",
        is_shown=False,
    ),
    Column(
        *("finished", "Finished", 110, "finished"),
        lambda a, _: short_date(a.finished_at) if a.finished_at else "",
        is_shown=False,
    ),
)
KEYS: Final = tuple(column.key for column in COLUMNS)
TITLE: Final = KEYS.index("title")
STAR: Final = KEYS.index("star")
PROGRESS: Final = KEYS.index("progress")
TAGS: Final = KEYS.index("tags")
