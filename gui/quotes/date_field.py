"""A field for a day, a month or a year, as people write them: 2019-11-06, 2019-11, 2019."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

from PySide6.QtCore import QTimer, Signal

from gui.filter_field import FilterField

WAIT_MS: Final = 200  # after the last letter
_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


def day_of(words: str, *, last: bool) -> date | None:
    """Give the first or last day of what is written, None for nothing. Raises: ValueError."""
    words = words.strip()
    if not words:
        return None
    found = _DATE.fullmatch(words)
    if found is None:
        raise ValueError(words)
    year = int(found[1])
    month = int(found[2] or (12 if last else 1))
    day = int(found[3] or (monthrange(year, month)[1] if last and 1 <= month <= 12 else 1))
    return date(year, month, day)


class DateField(FilterField):
    """A field for one end of a stretch of days; what is no date is marked and counts as none.

    Signals:
        dated: the day is another one now; see `day`.
    """

    dated = Signal()

    def __init__(self, placeholder: str, name: str, *, last: bool) -> None:
        """Take the first or the last day of a month or year."""
        super().__init__(placeholder, name)
        self._last = last
        self.day: date | None = None
        self._typing = QTimer(self, singleShot=True, interval=WAIT_MS)
        self._typing.timeout.connect(self._read)
        self.textChanged.connect(self._typing.start)

    def _read(self) -> None:
        try:
            day, is_date = day_of(self.text(), last=self._last), True
        except ValueError:
            day, is_date = None, False
        self.setProperty("invalid", "false" if is_date else "true")
        self.setToolTip("" if is_date else "A day as 2019-11-06, a month as 2019-11, or a year")
        self.style().polish(self)
        if day != self.day:
            self.day = day
            self.dated.emit()
