"""Where the reader is in a walk through annotations, and what was said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Literal

from storage.types import AnnotationId

Said = Literal["kept", "done"]
_NOTHING: Mapping[AnnotationId, Said] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Walk:
    """Some annotations in order; `at` is the one in front, behind the last when it is over."""

    ids: tuple[AnnotationId, ...] = ()
    at: int = 0
    said: Mapping[AnnotationId, Said] = field(default_factory=lambda: _NOTHING)

    @property
    def current(self) -> AnnotationId | None:
        """The annotation in front; None when the walk is over."""
        return self.ids[self.at] if self.at < len(self.ids) else None

    def count(self, said: Said) -> int:
        """Count those of which this was said."""
        return sum(one == said for one in self.said.values())

    def forward(self) -> Walk:
        """Go on to the next."""
        return replace(self, at=min(self.at + 1, len(self.ids)))

    def back(self) -> Walk:
        """Return to the one before."""
        return replace(self, at=max(self.at - 1, 0))

    def after(self, annotation: AnnotationId, said: Said) -> Walk:
        """Go on from an annotation of which something was said."""
        at = self.ids.index(annotation) + 1
        return replace(self, at=at, said={**self.said, annotation: said})

    def returned_to(self, annotation: AnnotationId) -> Walk:
        """Return to an annotation of which nothing is said any more."""
        said = {id_: one for id_, one in self.said.items() if id_ != annotation}
        return replace(self, at=self.ids.index(annotation), said=said)

    def without(self, gone: Iterable[AnnotationId]) -> Walk:
        """Leave out annotations that are not there any more."""
        left_out = set(gone)
        before = sum(id_ in left_out for id_ in self.ids[: self.at])
        ids = tuple(id_ for id_ in self.ids if id_ not in left_out)
        said = {id_: one for id_, one in self.said.items() if id_ not in left_out}
        return Walk(ids, self.at - before, said)
