"""Reading a complete export back into a library, without losing anything that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from storage.errors import NotFound
from storage.exported import ArticleExport
from storage.exporters.interchange_reading import from_json
from storage.finding_types import EntityId
from storage.legend import DEFAULT_NAMES
from storage.library import Library
from storage.tags import cleaned, key_of
from storage.text.passages import describe
from storage.types import Annotation, AnnotationId, ArticleId, ArticleText, ColorKey

LABEL = "Read back export"


@dataclass(slots=True)
class Tally:
    """How many became what.

    `changed`: the file's were newer and replaced those here; of articles, brought back from the
    trash. `kept`: those here differ and stayed. `lost`: new ones whose words are not in the text
    that is read here; they are kept with the text that they were made on.
    """

    new: int = 0
    unchanged: int = 0
    changed: int = 0
    kept: int = 0
    lost: int = 0

    def sentence(self) -> str:
        """Say it: "2 new, 10 unchanged, 1 updated"; what is 0 is left out but for the first two."""
        parts = [f"{self.new} new", f"{self.unchanged} unchanged"]
        parts += [f"{self.changed} updated"] if self.changed else []
        parts += [f"{self.kept} kept as here"] if self.kept else []
        parts += [f"{self.lost} without a place"] if self.lost else []
        return ", ".join(parts)


@dataclass(slots=True)
class Report:
    """What came of reading an export back; `ids` are its articles here, in the file's order."""

    articles: Tally = field(default_factory=Tally)
    annotations: Tally = field(default_factory=Tally)
    findings: Tally = field(default_factory=Tally)
    ids: list[ArticleId] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """Say what happened, for people."""
        told = f"Articles: {self.articles.sentence()}. Annotations: {self.annotations.sentence()}."
        if self.findings != Tally():
            told += f" Quotes and names: {self.findings.sentence()}."
        return told


def read_back(library: Library, text: str) -> Report:
    """Add what the text of an export holds; see `add_exports`.

    Raises: ImportFailed, and nothing was added; LibraryError.
    """
    return add_exports(library, from_json(text))


def add_exports(library: Library, exports: Sequence[ArticleExport]) -> Report:
    """Add what an export holds and the library does not; one action, which undo takes back.

    An article that is here, by id or by the very same text, stays as it is, but comes back from
    the trash if the file has it on the shelf. Of two annotations with one id the later changed
    wins; those here win a tie. A colour gets the file's name if the reader has given it none, a
    tag its colour. An article gets the tags and collections that it has there beside its own.
    Raises: LibraryError.
    """
    report = Report()
    annotations = sum(len(export.annotations) for export in exports)
    with library.transaction(LABEL, annotations=annotations):
        entities = library.decisions.take_entities(export.kept for export in exports)
        collections = library.kept_shelf.take(exports[0].shelf) if exports else {}
        for export in exports:
            article = _read_article(library, export, report)
            report.ids.append(article)
            library.kept_shelf.take_places(article, export, collections)
            _read_annotations(library, article, export, report)
            library.reviews.take(export.reviews)
            _read_findings(library, article, export, entities, report)
        if exports:
            library.kept_shelf.take_colors(exports[0].shelf)
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
        *(article.published_at, article.state, article.is_starred, article.deleted_at is None),
    )


def _read_annotations(
    library: Library, article: ArticleId, export: ArticleExport, report: Report
) -> None:
    here = library.texts.current(article)
    texts = _Texts(library, here, export)
    lost = {a.uid for a in export.annotations if a.standing == "lost"}
    written: list[Annotation] = []
    for annotation in export.annotations:
        theirs = replace(annotation, tags=tuple(cleaned(annotation.tags)))
        id_ = _read_annotation(library, texts, theirs, report)
        if id_ is None:
            continue
        written.append(replace(theirs, id=id_))
        is_placed = theirs.text_id and export.text.sha256 == here.sha256
        if is_placed and theirs.passage is not None and here.id != texts.home(theirs)[0].id:
            library.placements.put(id_, here.id, theirs)
    library.placements.place_missing(article)
    for annotation in library.annotations.among([one.id for one in written]):
        if annotation.standing == "lost" and annotation.uid not in lost:
            report.annotations.lost += 1
            report.notices.append(
                f"A passage of “{export.article.title}” is not in the text here: "
                f"“{_clipped(annotation)}”. It is kept without a place."
            )


def _read_findings(
    library: Library,
    article: ArticleId,
    export: ArticleExport,
    entities: Mapping[str, EntityId],
    report: Report,
) -> None:
    """Add what was decided of quotes and names, on the text that it was decided on."""
    if not export.kept.is_decided:
        return
    here, known = library.texts.current(article), library.texts.of(article)
    text = known.get(export.text.sha256)
    if text is None:
        text = library.articles.add_older_text(article, export, export.text)
    taken = library.decisions.take(text, export.kept, entities, current=here.id)
    report.findings.new += taken.new
    report.findings.unchanged += taken.unchanged
    report.findings.kept += taken.kept


class _Texts:
    """The texts of an article here that its annotations in an export belong to."""

    def __init__(self, library: Library, here: ArticleText, export: ArticleExport) -> None:
        self.article = here.article_id
        self._library = library
        self._export = export
        self._here = here
        self._ids = library.texts.of(here.article_id)
        self._texts = {here.sha256: here}

    def home(self, annotation: Annotation) -> tuple[ArticleText, Annotation]:
        """Give the text for an annotation, and the annotation as it is in it.

        It is the one that it was made on. If that is not here but its words stand at the same
        place in what is read here, it is that; else the text comes in as an older one.
        """
        export, number = self._export, annotation.text_id
        theirs = export.older_texts[number - 1] if number else export.text
        if theirs.sha256 not in self._ids:
            placed = _placed(annotation, self._here)
            if placed is not None:
                return self._here, placed
            added = self._library.articles.add_older_text(self.article, export, theirs)
            self._ids[theirs.sha256] = added
        if theirs.sha256 not in self._texts:
            self._texts[theirs.sha256] = self._library.texts.get(self._ids[theirs.sha256])
        return self._texts[theirs.sha256], annotation


def _read_annotation(
    library: Library, texts: _Texts, theirs: Annotation, report: Report
) -> AnnotationId | None:
    """Add or change an annotation if need be; give its id here if it was written."""
    tally = report.annotations
    try:
        here = library.annotations.by_uid(theirs.uid)
    except NotFound:
        tally.new += 1
        return library.annotations.restore(*texts.home(theirs))
    if here.article_id != texts.article:
        tally.kept += 1
    elif _says(here) == _says(theirs):
        tally.unchanged += 1
    elif theirs.updated_at > here.updated_at:
        library.annotations.overwrite(here.id, *texts.home(theirs))
        tally.changed += 1
        return here.id
    else:
        tally.kept += 1
    return None


def _placed(annotation: Annotation, text: ArticleText) -> Annotation | None:
    """Give an annotation with its passage as this text has it; None if its words are not there."""
    passage = annotation.passage
    if passage is None:
        return annotation
    if text.content[passage.span.start : passage.span.end] != passage.exact:
        return None
    return replace(annotation, passage=describe(text.content, passage.span))


def _says(annotation: Annotation) -> tuple[object, ...]:
    passage = annotation.passage
    place = (passage.span, passage.exact) if passage else None
    tags = sorted(key_of(tag) for tag in annotation.tags)
    return (place, annotation.style, annotation.color, annotation.note, tags)


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
