"""What is said of an article: where it is from, when, how long it takes, how far it is read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import PurePath
from typing import Final

from PySide6.QtCore import QDate, QLocale

from gui.controls import plain_tip
from storage.articles import DateColumn
from storage.types import Article, ReadingState

STATES: dict[ReadingState, str] = {
    "unread": "Unread",
    "reading": "Reading",
    "done": "Done",
    "archived": "Archived",
}
LETTERS_A_WORD: Final = 6  # with the space after it, in running English
WORDS_A_MINUTE: Final = 238  # silent reading of English non-fiction; Brysbaert 2019


def minutes(article: Article) -> int:
    """Say how many minutes an article takes to read, at least one."""
    return max(1, round(article.length / LETTERS_A_WORD / WORDS_A_MINUTE))


def reading_time(article: Article) -> str:
    """Say how long an article takes to read, long ones in hours."""
    total = minutes(article)
    return f"{total} min" if total < 100 else f"{round(total / 60):,} h"


def source_of(article: Article) -> str:
    """Say where an article is from: its site, its file's name, or that it was pasted."""
    if article.site:
        return article.site
    name = PurePath(article.origin.replace("\\", "/")).stem
    return name or "Pasted text"


def moment_of(article: Article, column: DateColumn | None = None) -> datetime:
    """Give the moment that a row shows: that of the order, of publication, or of arrival."""
    of_order = {
        "imported_at": article.imported_at,
        "opened_at": article.opened_at,
        "finished_at": article.finished_at,
    }.get(column or "")
    return article.deleted_at or of_order or article.published_at or article.imported_at


def date_of(article: Article, column: DateColumn | None = None) -> str:
    """Say in short when an article was deleted, what the order is about, or published or added."""
    said = short_date(moment_of(article, column))
    if article.deleted_at is None:
        return said
    return f"Deleted {said[0].lower()}{said[1:]}" if said in _NEAR else f"Deleted {said}"


def short_date(moment: datetime, today: date | None = None) -> str:
    """Write a day as people here do, without what goes without saying.

    A moment at midnight UTC is a mere date: pages give their day of publication so.
    """
    today = today or datetime.now().astimezone().date()
    is_date = moment.astimezone(UTC).time() == time()
    day = moment.astimezone(UTC).date() if is_date else moment.astimezone().date()
    if timedelta() <= today - day <= timedelta(days=1):
        return _NEAR[(today - day).days]
    locale = QLocale()
    short = locale.dateFormat(QLocale.FormatType.ShortFormat)
    if short.startswith("y"):  # 2026/11/23, as in East Asia, Hungary or Sweden
        pattern = short
    else:
        pattern = "MMM d" if short.startswith("M") else "d MMM"
        if day.year != today.year:
            pattern += ", yyyy" if short.startswith("M") else " yyyy"
    return locale.toString(QDate(day.year, day.month, day.day), pattern)


def how_far(article: Article) -> str:
    """Say how far an article is read."""
    if article.state == "reading" and article.progress >= 0.005:
        return f"{article.progress:.0%} read"
    return STATES[article.state]


def annotations_of(article: Article) -> str:
    """Say how many annotations an article has, '' without any."""
    count = article.annotation_count
    return f"{count} annotation{'s' if count > 1 else ''}" if count else ""


def spoken(article: Article, column: DateColumn | None = None) -> str:
    """Say a row in words, for readers who hear it."""
    star = "Starred" if article.is_starred else ""
    parts = (article.title, source_of(article), date_of(article, column), star, how_far(article))
    return ", ".join(part for part in (*parts, annotations_of(article)) if part)


def tooltip(article: Article) -> str:
    """Give the whole title and what does not fit in the row."""
    second = " · ".join(p for p in (article.byline, how_far(article), annotations_of(article)) if p)
    return plain_tip(f"{article.title}\n{second}")


def quoted(title: str, longest: int = 48) -> str:
    """Put a title in quotation marks, shortened for a sentence."""
    short = title if len(title) <= longest else title[: longest - 1].rstrip() + "…"
    return f"“{short}”"


def counted(number: int, of: int | None = None) -> str:
    """Write a number of articles, or how many of all."""
    return f"{number:,}" if of is None else f"{number:,} of {of:,}"


def articles(number: int) -> str:
    """Say how many articles there are."""
    return "1 article" if number == 1 else f"{counted(number)} articles"


_NEAR = ("Today", "Yesterday")
