"""What may be dropped where in the tree of places, and what comes of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QByteArray, QMimeData, QRect

from gui.library_place import ARTICLES_MIME
from gui.places.nodes import PlaceNode
from storage.types import ArticleId

PLACE_MIME: Final = "application/x-postil-place"  # the key of a row
TAKING: Final = ("collection", "tag", "starred", "state", "deleted")
EDGE: Final = 0.3  # part of a row's height in which a drop is beside it

Where = Literal["on", "above", "below"]


@dataclass(frozen=True, slots=True)
class Drop:
    """A row and whether it is dropped on it or beside it."""

    node: PlaceNode
    where: Where = "on"


def articles_in(data: QMimeData) -> tuple[ArticleId, ...]:
    """Give the articles that are dragged."""
    text = bytes(data.data(ARTICLES_MIME).data()).decode("utf-8", "replace")
    return tuple(ArticleId(int(number)) for number in re.findall(r"\d+", text))


def key_in(data: QMimeData) -> str:
    """Give the key of the place that is dragged, "" if it is none."""
    return bytes(data.data(PLACE_MIME).data()).decode("utf-8", "replace")


def data_of(node: PlaceNode) -> QMimeData:
    """Give a place as it is dragged."""
    data = QMimeData()
    data.setData(PLACE_MIME, QByteArray(node.key.encode()))
    return data


def takes_articles(node: PlaceNode) -> bool:
    """Say whether articles can be dropped on a place."""
    return node.kind in TAKING


def place_drop(
    moved: PlaceNode, target: PlaceNode, above: Sequence[str], where: Where
) -> Drop | None:
    """Say how a place can be dropped at another one; None if not at all.

    `above` are the keys of what the target is in. A collection goes into, above or below another
    one, a tag under another one, a saved search above or below another one; all onto the heading
    of their kind, which is the top.
    """
    if target.key == moved.key or moved.key in above:
        return None
    if target.is_heading:
        return Drop(target) if target.kind == _heading_of(moved) else None
    if target.kind != moved.kind:
        return None
    if moved.kind == "search":
        return Drop(target, "below" if where == "on" else where)
    return Drop(target, "on" if moved.kind == "tag" else where)


def where_in(rect: QRect, y: int) -> Where:
    """Say whether a point is on a row or at one of its edges."""
    part = (y - rect.top()) / max(1, rect.height())
    return "above" if part < EDGE else "below" if part > 1 - EDGE else "on"


def _heading_of(node: PlaceNode) -> str:
    return {"collection": "collections", "tag": "tags", "search": "searches"}[node.kind]
