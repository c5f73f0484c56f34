"""The objects of a JSON export, asked for what must be in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TypeVar

from storage.errors import ImportFailed

Choice = TypeVar("Choice", bound=str)

# lists that exports of older versions do not have
OPTIONAL = (
    *("pictures", "pages", "older_texts", "entities", "mentions", "quotes"),
    *("collections", "searches"),
)
_UID = re.compile(r"[0-9A-Za-z_-]{1,64}")


class Part:
    """An object of the file, asked for values that have to be of one kind.

    `where` names it in sentences. All methods raise ImportFailed for what is not as it must be.
    """

    def __init__(self, value: object, where: str) -> None:
        """Take what JSON gave. Raises: ImportFailed if it is no object."""
        self.where = where
        if not isinstance(value, dict):
            raise refusal(where, "it is not an object")
        self._values = value

    def value(self, key: str, usual: object = None) -> object:
        """Give a value as it is."""
        return self._values.get(key, usual)

    def failed(self, what: str) -> ImportFailed:
        """Give the error that says what is wrong with this part."""
        return refusal(self.where, what)

    def text(self, key: str, usual: str | None = None) -> str:
        """Give text that can be stored."""
        value = self.value(key, usual)
        if not isinstance(value, str):
            raise self.failed(f"“{key}” is not text")
        try:
            value.encode("utf-8")
        except UnicodeEncodeError as error:
            raise self.failed(f"“{key}” has half a character in it") from error
        return value

    def number(self, key: str, lowest: int, highest: int, usual: int | None = None) -> int:
        """Give a whole number between two others."""
        value = self.value(key, usual)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.failed(f"“{key}” is not a whole number")
        if not lowest <= value <= highest:
            raise self.failed(f"“{key}” is not between {lowest} and {highest}")
        return value

    def claim(self, key: str, usual: bool | None = None) -> bool:
        """Give whether something is so."""
        value = self.value(key, usual)
        if not isinstance(value, bool):
            raise self.failed(f"“{key}” is neither true nor false")
        return value

    def share(self, key: str) -> float:
        """Give a number between 0 and 1."""
        value = self.value(key)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= 1:
            raise self.failed(f"“{key}” is not between 0 and 1")
        return float(value)

    def moment(self, key: str) -> datetime:
        """Give a time in UTC."""
        moment = self.moment_or_none(key)
        if moment is None:
            raise self.failed(f"“{key}” is missing")
        return moment

    def moment_or_none(self, key: str) -> datetime | None:
        """Give a time in UTC, None where there is none."""
        if self.value(key) is None:
            return None
        try:
            moment = datetime.fromisoformat(self.text(key))
            if moment.tzinfo is None:
                raise self.failed(f"“{key}” has no time zone")
            return moment.astimezone(UTC)
        except (ValueError, OverflowError) as error:
            raise self.failed(f"“{key}” is not a time") from error

    def uid(self, key: str = "uid") -> str:
        """Give its id, or one that it names."""
        uid = self.text(key)
        if not _UID.fullmatch(uid):
            raise self.failed("its id is not of letters and digits")
        return uid

    def one_of(self, key: str, choices: tuple[Choice, ...], usual: Choice | None = None) -> Choice:
        """Give one of some words."""
        value = self.text(key, usual)
        if value not in choices:
            raise self.failed(f"“{key}” cannot be “{value[:40]}”")
        return value

    def parts(self, key: str, name: str) -> Iterator[Part]:
        """Give the objects of a list, each with its place."""
        for number, value in enumerate(self.items(key), start=1):
            inside = "" if self.where == "the file" else f" of {self.where}"
            yield Part(value, f"{name} {number}{inside}")

    def items(self, key: str) -> list[object]:
        """Give a list; one that came with a later version may be missing."""
        value = self.value(key, [] if key in OPTIONAL else None)
        if not isinstance(value, list):
            raise self.failed(f"“{key}” is not a list")
        return value


def refusal(where: str, what: str) -> ImportFailed:
    """Give the error that says what is wrong with the part of a file."""
    return ImportFailed(
        f"This Postil export cannot be read back: in {where}, {what}. Nothing was added. "
        "Export it again where it was made."
    )
