"""All annotations of a large library, what is to review and the overview: asked of the library."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from storage.annotation_lists import GROUPINGS
from storage.library import Library
from tests.benchmarks.measuring import Row, worked
from tests.benchmarks.processes import Run, Values, ask, collect
from tests.benchmarks.questions import COMMON, TOPIC, english

FIRST = 256  # as the window asks for
SCREEN = 40  # rows


def rows(run: Run, copies: Mapping[str, Path]) -> Iterator[Row]:
    """Ask at each size (by its name), the sizes in turn."""
    home = run.libraries.scratch / "home"
    found: dict[str, Values] = {size: {} for size in copies}
    for _ in range(run.times(6)):
        for size, path in copies.items():
            collect(found[size], ask("large_lists.asked", home, path=path))
    for size, own in found.items():
        for name, took in own.items():
            target = 50.0 if name.endswith("first ones") else None
            yield Row("large", name, size, took, target=target, judged="p95")


def asked(path: str) -> dict[str, object]:
    """Ask everything once unmeasured, then once measured; milliseconds of processor time."""
    with Library.reading(Path(path)) as library:
        lists, words = library.annotation_lists, english()
        every = lists.ids()
        some = array("q", every[:: max(1, len(every) // SCREEN)])
        common, topic = (library.query(words[rank]) for rank in (COMMON, TOPIC))
        tagged = library.query(f"tag:{max(library.tags.all(), key=lambda tag: tag.count).name}")
        parts: dict[str, Callable[[], object]] = {
            "annotations: first ones": lambda: lists.ids(limit=FIRST),
            "annotations: all": lists.ids,
            "annotations by article: all": lambda: lists.ids(order="article"),
            "annotations by tag: all": lambda: lists.ids(order="tag"),
            "annotations with a common word: first ones": lambda: lists.ids(common, limit=FIRST),
            "annotations with a common word: all": lambda: lists.ids(common),
            "annotations with a topic: all": lambda: lists.ids(topic),
            "annotations with a tag: all": lambda: lists.ids(tagged),
            **{
                f"annotations in groups by {by}": lambda b=by: lists.groups(every, b)
                for by in GROUPINGS
            },
            "annotations: a screen of rows": lambda: lists.rows(some),
            "review: what is waiting": library.reviews.waiting,
            "places: how many are where": library.count_places,
            "places: the tree of tags": library.tag_tree.nodes,
            "places: the tree of collections": library.collections.tree,
        }
        for part in parts.values():
            part()
        return {name: worked(part)[0] for name, part in parts.items()}
