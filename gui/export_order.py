"""What is to be exported, and making it: pure work for the worker, in a library of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from storage.errors import Cancelled
from storage.exported import ArticleExport, FindingChoice
from storage.exporters.catalogue import FORMATS, FormatKey, files, suggested_name, write
from storage.library import Library
from storage.types import AnnotationFilter, ArticleId

PREVIEWED: Final = 10  # articles; more do not fit into what a preview shows
AT_ONCE: Final = 50  # articles gathered between two looks at whether it is still wanted


@dataclass(frozen=True, slots=True)
class Order:
    """Some articles in one format; `wanted` filters their annotations, `findings` the rest."""

    articles: tuple[ArticleId, ...]
    form: FormatKey
    wanted: AnnotationFilter | None = None
    one_file_each: bool = False
    findings: FindingChoice = "confirmed"


@dataclass(frozen=True, slots=True)
class Built:
    """An export as text: files with their names, and how much of what they hold.

    `name` is the one to suggest when there is a single file.
    """

    name: str
    files: tuple[tuple[str, str], ...]
    articles: int
    annotations: int
    quotes: int = 0

    def contents(self) -> str:
        """Say how much it holds: "3 annotations", "2 annotations and 5 quotes", "4 articles"."""
        parts = [counted(self.annotations, "annotation")] if self.annotations else []
        parts += [counted(self.quotes, "quote")] if self.quotes else []
        return " and ".join(parts) or counted(self.articles, "article")

    def sentence(self, target: str) -> str:
        """Say what was exported where."""
        what = self.contents()
        if len(self.files) > 1:
            return f"Exported {what} to {counted(len(self.files), 'file')} in {target}"
        return f"Exported {what} to {target}"


def build(library_path: Path, order: Order, is_wanted: Callable[[], bool]) -> Built:
    """Make an export. Raises: PostilError; Cancelled once `is_wanted` says no."""
    return _built(library_path, order, order.articles, is_wanted)


def preview(library_path: Path, order: Order, is_wanted: Callable[[], bool]) -> Built:
    """Make the beginning of an export, which may be all of it. Raises: as `build`."""
    return _built(library_path, order, order.articles[:PREVIEWED], is_wanted)


def save(folder: Path, made: Iterable[tuple[str, str]]) -> None:
    """Write files into a folder, each whole or not at all. Raises: ExportFailed."""
    for name, text in made:
        write(folder / name, text)


def counted(number: int, thing: str) -> str:
    """Write a number with its thing, in the plural where it needs one."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def _built(
    library_path: Path, order: Order, articles: Sequence[ArticleId], is_wanted: Callable[[], bool]
) -> Built:
    form = FORMATS[order.form]
    gathered: list[ArticleExport] = []
    with Library.open(library_path, create=False) as library:
        for first in range(0, len(articles), AT_ONCE):
            if not is_wanted():
                raise Cancelled("The export was stopped.")
            some = articles[first : first + AT_ONCE]
            gathered += library.export(
                some,
                order.wanted,
                pictures=form.shows_pictures,
                originals=form.is_complete,
                findings=order.findings,
            )
    name = suggested_name(gathered[:1] * len(order.articles), form)
    made = files(gathered, form) if order.one_file_each else [(name, form.render(gathered))]
    annotations = sum(len(export.annotations) for export in gathered)
    quotes = sum(len(export.quotes) for export in gathered)
    return Built(name, tuple(made), len(gathered), annotations, quotes)
