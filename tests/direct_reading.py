"""Reading in this process, where a test wants no other: as `ReadingProcess`, but at once."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Any

from storage.importers.pictures import checked
from storage.importers.reading import read_source
from storage.importers.reading_process import WORK
from storage.importers.sources import Source
from storage.types import ImportedArticle, PictureFile


class DirectReading:
    def read(self, thing: Source) -> ImportedArticle:
        return read_source(thing)

    def checked_pictures(self, bodies: Iterable[bytes]) -> list[PictureFile | None]:
        return [checked(body) for body in bodies]

    def ask(self, work: str, *arguments: object, name: str) -> Any:
        return getattr(import_module(WORK[work]), work)(*arguments)
