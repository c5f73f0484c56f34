"""Reading a complete export back into a library, without losing anything that is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from storage.errors import NotFound
from storage.exporters.interchange_reading import from_json
from storage.legend import DEFAULT_NAMES
from storage.library import Library
from storage.tags import cleaned, key_of
from storage.text.passages import describe
from storage.types import Annotation, ArticleExport, ArticleId, ArticleText, ColorKey

LABEL = "Read back export"


@dataclass(slots=True)
class Tally:
    """How many became what.

    `changed`: the file's were newer and replaced those here; of articles, brought back from the
    trash. `kept`: those here differ and stayed. `failed`: their words are not in the text here.
    """

    new: int = 0
    unchanged: int = 0
    changed: int = 0
    kept: int = 0
    failed: int = 0

    def sentence(self) -> str:
        """Say it: "2 new, 10 unchanged, 1 updated"; what is 0 is left out but for the first two."""
        parts = [f"{self.new} new", f"{self.unchanged} unchanged"]
        parts += [f"{self.changed} updated"] if self.changed else []
        parts += [f"{self.kept} kept as here"] if self.kept else []
        parts += [f"{self.failed} without a place"] if self.failed else []
        return ", ".join(parts)


@dataclass(slots=True)
class Report:
    """What came of reading an export back; `ids` are its articles here, in the file's order."""

    articles: Tally = field(default_factory=Tally)
    annotations: Tally = field(default_factory=Tally)
    ids: list[ArticleId] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """Say what happened, for people."""
        return f"Articles: {self.articles.sentence()}. Annotations: {self.annotations.sentence()}."


def read_back(library: Library, text: str) -> Report:
    """Add what an export holds and the library does not; one action, which undo takes back.

    An article that is here, by id or by the very same text, stays as it is, but comes back from
    the trash if the file has it on the shelf. Of two annotations with one id the later changed
    wins; those here win a tie. A colour gets the file's name if the reader has given it none.
    Raises: ImportFailed, and nothing was added; LibraryError.
    """
    exports = from_json(text)
    report = Report()
    annotations = sum(len(export.annotations) for export in exports)
    with library.transaction(LABEL, annotations=annotations):
        for export in exports:
            article = _read_article(library, export, report)
            report.ids.append(article)
            here = library.texts.current(article)
            for annotation in export.annotations:
                clean = replace(annotation, tags=tuple(cleaned(annotation.tags)))
                _read_annotation(library, here, clean, export, report)
        if exports:
            _read_color_names(library, exports[0].color_names, report)
    return report


def _read_article(library: Library, export: ArticleExport, report: Report) -> ArticleId:
    known = library.articles.known(export.article.uid, export.text.sha256)
    if known is None:
        report.articles.new += 1
        return library.articles.add_exported(export)
    here, theirs = library.articles.get(known), export.article
    if here.deleted_at is not None and theirs.deleted_at is None:
        library.articles.restore([known])
        report.articles.changed += 1
        report.notices.append(f"“{here.title}” had been deleted here and is back in the library.")
    elif _facts(export) == _facts(replace(export, article=here)):
        report.articles.unchanged += 1
    else:
        report.articles.kept += 1
    return known


def _facts(export: ArticleExport) -> tuple[object, ...]:
    """Give what makes two copies of an article different, but for where the reader is in it."""
    article = export.article
    return (
        *(article.title, article.byline, article.site, article.url, article.language),
        *(article.published_at, article.state, article.deleted_at is None),
    )


def _read_annotation(
    library: Library, text: ArticleText, theirs: Annotation, export: ArticleExport, report: Report
) -> None:
    tally = report.annotations
    placed = _placed(theirs, text)
    if placed is None:
        tally.failed += 1
        report.notices.append(
            f"A passage of “{export.article.title}” is not in the text here: "
            f"“{_clipped(theirs)}”. It was not added."
        )
        return
    try:
        here = library.annotations.by_uid(theirs.uid)
    except NotFound:
        library.annotations.restore(text, placed)
        tally.new += 1
        return
    if here.article_id != text.article_id:
        tally.kept += 1
    elif _says(here) == _says(placed):
        tally.unchanged += 1
    elif placed.updated_at > here.updated_at:
        library.annotations.overwrite(here.id, text, placed)
        tally.changed += 1
    else:
        tally.kept += 1


def _placed(annotation: Annotation, text: ArticleText) -> Annotation | None:
    """Give an annotation with its passage as this text has it; None if its words are not there."""
    passage = annotation.passage
    if passage is None:
        return annotation
    if text.content[passage.span.start : passage.span.end] != passage.exact:
        return None
    before, after = passage.span.start, passage.span.end
    is_as_here = text.content.endswith(passage.prefix, 0, before) and text.content.startswith(
        passage.suffix, after
    )
    return (
        annotation
        if is_as_here
        else replace(annotation, passage=describe(text.content, passage.span))
    )


def _says(annotation: Annotation) -> tuple[object, ...]:
    span = annotation.passage.span if annotation.passage else None
    tags = sorted(key_of(tag) for tag in annotation.tags)
    return (span, annotation.style, annotation.color, annotation.note, tags)


def _clipped(annotation: Annotation, longest: int = 60) -> str:
    words = " ".join(annotation.passage.exact.split()) if annotation.passage else ""
    return words if len(words) <= longest else f"{words[: longest - 1]}…"


def _read_color_names(library: Library, names: Mapping[ColorKey, str], report: Report) -> None:
    here = library.legend.names()
    for color, name in names.items():
        if name in (here[color], DEFAULT_NAMES[color]):
            continue
        if here[color] == DEFAULT_NAMES[color]:
            library.legend.rename(color, name)
        else:
            report.notices.append(
                f"The file calls {color} “{name}”; here it stays “{here[color]}”."
            )
