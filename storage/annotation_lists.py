"""Annotations of all articles as lists: in any order, in groups, with where they are from."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast, get_args

from storage.annotations import Annotations
from storage.id_lists import listed
from storage.journal import Value
from storage.searching.query import EVERYTHING, Query
from storage.searching.searcher import Search
from storage.store import Store
from storage.types import COLORS, Annotation, AnnotationId, ArticleId, ColorKey, Standing

ListOrder = Literal[
    "made", "changed", "passage", "note", "tag", "article", "site", "color", "standing"
]
LIST_ORDERS: tuple[ListOrder, ...] = get_args(ListOrder)
Grouping = Literal["article", "tag", "color", "speaker", "month"]
GROUPINGS: tuple[Grouping, ...] = get_args(Grouping)

_LISTED: Final = (  # some annotations in the order of a list, which comes as JSON
    " FROM json_each(?) AS listed CROSS JOIN annotation ON annotation.id = listed.value"
)
_TAGS: Final = (
    "(SELECT group_concat(name_key, char(31)) FROM (SELECT name_key FROM annotation_tag"
    " JOIN tag ON tag.id = tag_id WHERE annotation_id = annotation.id ORDER BY name_key))"
)
_ARTICLE: Final = " CROSS JOIN article ON article.id = annotation.article_id"
_BY_NEED: Final[tuple[Standing, ...]] = ("lost", "ambiguous", "changed", "confirmed", "moved")
# each with the text that is read now and its place there
_PLACED: Final = (
    " JOIN article_text AS now ON now.article_id = annotation.article_id AND now.current = 1"
    " LEFT JOIN placement"
    " ON placement.annotation_id = annotation.id AND placement.text_id = now.id"
)
# and the quotes that run over that place
_SAID: Final = (
    f"{_PLACED} CROSS JOIN quote ON quote.text_id = now.id AND quote.state <> 'rejected'"
    " AND quote.start <"
    ' CASE WHEN annotation.text_id = now.id THEN annotation."end" ELSE placement."end" END'
    ' AND quote."end" >'
    " CASE WHEN annotation.text_id = now.id THEN annotation.start ELSE placement.start END"
    " CROSS JOIN entity AS said ON said.id = speaker_id"
    " CROSS JOIN entity AS root ON root.id = coalesce(said.merged_into, said.id)"
)


@dataclass(frozen=True, slots=True)
class ListedAnnotation:
    """An annotation as a list of the library shows it, with its article."""

    annotation: Annotation
    title: str
    byline: str
    site: str

    @property
    def id(self) -> AnnotationId:
        """Its number in the list."""
        return self.annotation.id


@dataclass(frozen=True, slots=True)
class Group:
    """Annotations that have something in common, in the order of the list.

    `title` is an article's title, a tag, a colour's key, a speaker, a month as "2026-11"; "" for
    those that have no tag or no speaker.
    """

    title: str
    ids: array[int]


class AnnotationLists:
    """Lists annotations of the articles that are not in the trash. Reads only.

    All but `rows` is meant to be asked off the GUI thread.
    """

    def __init__(self, store: Store, annotations: Annotations, search: Search) -> None:
        """Work on a store; the search says what a query finds."""
        self._store = store
        self._search = search
        self._annotations = annotations

    def ids(
        self,
        query: Query = EVERYTHING,
        *,
        order: ListOrder = "made",
        is_reversed: bool = False,
        limit: int = 0,
    ) -> array[int]:
        """Give the ids of the annotations that a query finds, in order; `limit` 0 gives all.

        Dates run from the newest, words from A, colours as on the keys, places from what needs a
        look, unless `is_reversed`. What has no note, tag or site comes last either way.
        """
        if order in ("made", "changed"):
            return self._search.annotations(
                query, order=order, is_reversed=is_reversed, limit=limit
            )
        found = self._search.annotations(query, order="made")
        by = _orders("DESC" if is_reversed else "ASC")[order]
        source = f"{_LISTED}{_ARTICLE}{_PLACED}" if order == "standing" else f"{_LISTED}{_ARTICLE}"
        some = f" LIMIT {limit}" if limit else ""
        return self._store.ids(
            f"SELECT annotation.id AS id{source} ORDER BY {by}, listed.key{some}", (listed(found),)
        )

    def count(self) -> int:
        """Count the annotations there are."""
        row = self._store.one(f"SELECT count(*) FROM annotation{_ARTICLE} WHERE deleted_at IS NULL")
        return int(row[0]) if row else 0

    def rows(self, annotations: Sequence[int]) -> list[ListedAnnotation]:
        """Give what a list shows, in the order of the ids; those gone are left out."""
        found = {a.id: a for a in self._annotations.among([AnnotationId(i) for i in annotations])}
        articles = {
            row["id"]: row
            for row in self._store.query(
                "SELECT article.id, title, byline, site FROM json_each(?) AS wanted"
                " CROSS JOIN article ON article.id = wanted.value",
                (listed([*{annotation.article_id for annotation in found.values()}]),),
            )
        }
        ordered = (found.get(AnnotationId(id_)) for id_ in annotations)
        return [_listed(a, articles[a.article_id]) for a in ordered if a is not None]

    def groups(self, annotations: array[int], by: Grouping) -> list[Group]:
        """Sort annotations into groups, each in their order.

        Articles come in the order of the list, tags and speakers in alphabetical order with those
        that have none at the end, colours as on the keys, months from the newest. An annotation
        with several tags or speakers is in several groups.
        """
        sql = f"SELECT {_key(by)} AS key, listed.value AS id{_grouped(by)} ORDER BY listed.key"
        members: dict[Value, array[int]] = {}
        titles: dict[Value, str] = {}
        for row in self._store.query(sql, (listed(annotations),)):
            members.setdefault(row["key"], array("q")).append(row["id"])
        if by == "article":
            rows = self._store.query(
                "SELECT article.id, title FROM json_each(?) AS wanted"
                " CROSS JOIN article ON article.id = wanted.value",
                (listed([key for key in members if isinstance(key, int)]),),
            )
            titles = {row["id"]: row["title"] for row in rows}
        elif by in ("tag", "speaker"):
            members |= _rest(annotations, members)
        keys = sorted(members, key=_rank(by)) if by != "article" else list(members)
        return [Group(titles.get(key, str(key or "")), members[key]) for key in keys]

    def marks_among(self, annotations: Sequence[int]) -> list[AnnotationId]:
        """Give those of some annotations that mark a passage, in their order."""
        ids = self._store.ids(
            f"SELECT annotation.id AS id{_LISTED} WHERE start IS NOT NULL ORDER BY listed.key",
            (listed(annotations),),
        )
        return [AnnotationId(id_) for id_ in ids]

    def still_there(self, annotations: Sequence[int]) -> list[AnnotationId]:
        """Give those of some annotations that are not deleted with their article, in order."""
        ids = self._store.ids(
            f"SELECT annotation.id AS id{_LISTED}{_ARTICLE} WHERE deleted_at IS NULL"
            " ORDER BY listed.key",
            (listed(annotations),),
        )
        return [AnnotationId(id_) for id_ in ids]

    def articles_of(self, annotations: Sequence[int]) -> list[ArticleId]:
        """Give the articles that some annotations are of, each once, in their order."""
        ids = self._store.ids(
            f"SELECT article_id AS id{_LISTED} GROUP BY article_id ORDER BY min(listed.key)",
            (listed(annotations),),
        )
        return [ArticleId(id_) for id_ in ids]

    def tags_of(self, annotations: Sequence[int]) -> dict[str, int]:
        """Count the tags of some annotations, those that most carry first."""
        rows = self._store.query(
            f"SELECT name, count(*) AS count{_LISTED} CROSS JOIN annotation_tag"
            " ON annotation_id = annotation.id CROSS JOIN tag ON tag.id = tag_id"
            " GROUP BY tag.id ORDER BY 2 DESC, name_key",
            (listed(annotations),),
        )
        return {row["name"]: row["count"] for row in rows}


def _orders(way: str) -> dict[ListOrder, str]:
    colors = " ".join(f"WHEN '{color}' THEN {number}" for number, color in enumerate(COLORS))
    standings = " ".join(f"WHEN '{name}' THEN {rank}" for rank, name in enumerate(_BY_NEED))
    return {
        "passage": f"exact = '', exact COLLATE NOCASE {way}",
        "note": f"note = '', note COLLATE NOCASE {way}",
        "tag": f"{_TAGS} IS NULL, {_TAGS} {way}",
        "article": f"title COLLATE NOCASE {way}, article.id, start",
        "site": f"site = '', site COLLATE NOCASE {way}",
        "color": f"CASE color {colors} END {way}",
        "standing": f"CASE placement.state {standings} ELSE {len(_BY_NEED)} END {way}",
    }


def _key(by: Grouping) -> str:
    """Give the part of a question that says what an annotation has in common with others."""
    return {
        "article": "annotation.article_id",
        "tag": "tag.name",
        "color": "annotation.color",
        "speaker": "root.name",
        "month": "substr(annotation.created_at, 1, 7)",
    }[by]


def _grouped(by: Grouping) -> str:
    if by == "tag":
        return (
            f"{_LISTED} CROSS JOIN annotation_tag ON annotation_id = annotation.id"
            " CROSS JOIN tag ON tag.id = tag_id"
        )
    return f"{_LISTED}{_SAID}" if by == "speaker" else _LISTED


def _rank(by: Grouping) -> Callable[[Value], tuple[bool, object]]:
    if by == "color":
        return lambda key: (False, COLORS.index(cast(ColorKey, key)))
    if by == "month":
        return lambda key: (False, -int(str(key).replace("-", "")))
    return lambda key: (key is None, str(key).casefold())


def _rest(annotations: array[int], members: dict[Value, array[int]]) -> dict[Value, array[int]]:
    """Give those that are in no group, under None."""
    grouped = set[int]().union(*members.values())
    rest = array("q", (id_ for id_ in annotations if id_ not in grouped))
    return {None: rest} if rest else {}


def _listed(annotation: Annotation, article: sqlite3.Row) -> ListedAnnotation:
    return ListedAnnotation(annotation, article["title"], article["byline"], article["site"])
