"""Names by a spaCy model that the reader has installed; Postil itself brings none.

spaCy is imported only when a model is chosen: it takes a second and 120 MB.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from storage.errors import FinderUnavailable
from storage.finders.candidates import Candidate
from storage.found import EntityKind
from storage.types import Span

CONFIDENCE = 0.85  # spaCy's recogniser tells none
# Labels of OntoNotes (most models) and of WikiNER.
KINDS: dict[str, EntityKind] = {
    "PERSON": "person",
    "PER": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "event",
    "NORP": "group",
    "LAW": "law",
}


class _Entity(Protocol):
    start_char: int
    end_char: int
    label_: str


class _Document(Protocol):
    ents: Sequence[_Entity]


class _Pipeline(Protocol):
    def __call__(self, text: str) -> _Document: ...


def spacy_models() -> list[str]:
    """List the installed spaCy models by name, without loading spaCy; none without spaCy."""
    # Imported here: it takes longer than all our own modules, and is wanted for Preferences only.
    from importlib.metadata import PackageNotFoundError, distributions, version

    try:
        version("spacy")
    except PackageNotFoundError:
        return []
    found = {
        (one.metadata["Name"] or "").replace("-", "_")
        for one in distributions()
        if any(entry.group == "spacy_models" for entry in one.entry_points)
    }
    return sorted(found - {""})


def find_with_spacy(content: str, paragraphs: Sequence[Span], model: str) -> list[Candidate]:
    """Find names with a model, by start.

    Raises: FinderUnavailable if spaCy or the model is not there or cannot be loaded.
    """
    pipeline = _pipeline(model)
    found: list[Candidate] = []
    for paragraph in paragraphs:
        for one in pipeline(content[paragraph.start : paragraph.end]).ents:
            kind = KINDS.get(one.label_)
            if kind is not None:
                start, end = paragraph.start + one.start_char, paragraph.start + one.end_char
                found.append(Candidate(start, end, kind, CONFIDENCE))
    return sorted(found)


@lru_cache(maxsize=1)
def _pipeline(model: str) -> _Pipeline:
    try:
        spacy = importlib.import_module("spacy")
        pipeline: _Pipeline = spacy.load(model, exclude=["lemmatizer", "textcat"])
    except (ImportError, OSError, ValueError) as error:
        raise FinderUnavailable(
            f"The spaCy model {model} could not be loaded: {error}. "
            "Choose Postil's own finder in Preferences, or install the model again."
        ) from error
    return pipeline
