"""Whether every text is what it was when it came, and every quotation stands in it."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from storage.care.index_checks import IndexCheck, Indexed
from storage.care.looking import Watch
from storage.care.reports import Fault, Notebook
from storage.care.survivors import batches, is_interrupted
from storage.text.passages import describe
from storage.texts import digest
from storage.types import PICTURE, Span

CLIPPED = 80  # characters of a quotation in a sentence
SEVERAL = 3  # faults in the layout of one text that are told


class _Of(NamedTuple):
    """A table whose rows belong to a text."""

    table: str
    columns: str
    order: str


_ANNOTATION = _Of(
    "annotation", 'id, uid, article_id, start, "end", exact, prefix, suffix, note', "start"
)
_TABLES = (
    _ANNOTATION,
    _Of("placement", 'id, annotation_id, start, "end", state', "start"),
    _Of("mention", 'id, start, "end", exact, state, origin', "start"),
    _Of("quote", 'id, uid, start, "end", exact, state, origin', "start"),
    _Of("block", 'ordinal, start, "end", kind', "ordinal"),
    _Of("mark", 'ordinal, start, "end"', "ordinal"),
    _Of("page", "ordinal, start", "ordinal"),
    _Of("text_picture", "start", "start"),
)
_TEXT = "id, article_id, version, current, length, sha256, content"


class _Text(NamedTuple):
    id: int
    article: int
    title: str
    content: str
    is_as_it_came: bool


def check_texts(db: sqlite3.Connection, notes: Notebook, watch: Watch) -> None:
    """Compare all texts with their hashes, and with them what is quoted of them or lies on them."""
    total, index = _count(db, "article_text"), IndexCheck(db)

    def cannot_read(first: int, last: int) -> None:
        which = f"Text {first}" if first == last else f"Texts {first} to {last}"
        notes.cannot_read(f"{which} of the library cannot be read.")

    for rows in batches(db, "article_text", _TEXT, cannot_read):
        watch.tell("Comparing quotations with their texts", notes.numbers["texts"], total)
        articles = _articles(db, [row["article_id"] for row in rows])
        beside = {of.table: _beside(db, of, rows[0]["id"], rows[-1]["id"], notes) for of in _TABLES}
        for row in rows:
            notes.numbers["texts"] += 1
            title = articles.get(row["article_id"], ("", ""))[0]
            for fault in _of_text(row, title, beside):
                notes.add(fault)
            for table in ("annotation", "mention", "quote"):
                notes.numbers["quotations"] += len(beside[table].get(row["id"], ()))
        _look_up(index, rows, articles, notes)
    index.tell(notes)


def _of_text(
    row: sqlite3.Row, title: str, beside: dict[str, dict[int, list[sqlite3.Row]]]
) -> Iterator[Fault]:
    content = row["content"]
    is_as_it_came = digest(content) == row["sha256"] and len(content) == row["length"]
    text = _Text(row["id"], row["article_id"], title, content, is_as_it_came)
    rows = {table: found.get(text.id, []) for table, found in beside.items()}
    if not is_as_it_came:
        yield Fault(
            "text",
            f"The text of “{title}” (version {row['version']}) is not what it was when it came; "
            f"{_standing(len(rows['annotation']))} on it.",
            *("text", text.article, title),
            table="article_text",
            row=text.id,
        )
    for annotation in rows["annotation"]:
        yield from _of_annotation(text, annotation)
    for table in ("mention", "quote"):
        for found in rows[table]:
            yield from _of_found(text, table, found)
    yield from _of_layout(text, rows)


def _of_annotation(text: _Text, row: sqlite3.Row) -> Iterator[Fault]:
    where = {
        "article": text.article,
        "title": text.title,
        "uid": row["uid"],
        "words": _clipped(row["exact"] or row["note"]),
        "table": "annotation",
        "row": row["id"],
    }
    if row["article_id"] != text.article:
        yield Fault(
            "quotation",
            f"An annotation in “{text.title}” is said to belong to another article.",
            **where,
        )
    if row["start"] is None:
        return
    if row["end"] > len(text.content) or text.content[row["start"] : row["end"]] != row["exact"]:
        yield Fault(
            "quotation",
            f"“{_clipped(row['exact'])}” was marked in “{text.title}”, and these words do not "
            f"stand there (annotation {row['uid']}).",
            **where,
        )
        return
    passage = describe(text.content, Span(row["start"], row["end"]))
    if not text.is_as_it_came and (passage.prefix, passage.suffix) != (
        row["prefix"],
        row["suffix"],
    ):
        yield Fault(
            "quotation",
            f"What stands around “{_clipped(row['exact'])}” in “{text.title}” is not what it was "
            f"when it was marked (annotation {row['uid']}).",
            **where,
        )


def _of_found(text: _Text, table: str, row: sqlite3.Row) -> Iterator[Fault]:
    if text.content[row["start"] : row["end"]] == row["exact"]:
        return
    is_readers = row["state"] != "suggested" or row["origin"] == "reader"
    called = "quote" if table == "quote" else "name"
    yield Fault(
        "finding",
        f"The {called} “{_clipped(row['exact'])}” does not stand in “{text.title}” where it was "
        f"{'decided on' if is_readers else 'found'}.",
        "" if is_readers else "findings",
        *(text.article, text.title),
        uid=row["uid"] if table == "quote" else "",
        words=_clipped(row["exact"]),
        table=table,
        row=row["id"],
    )


def _of_layout(text: _Text, rows: dict[str, list[sqlite3.Row]]) -> Iterator[Fault]:
    length = len(text.content)
    bad = [
        *(f"{n}" for n in _overlapping(rows["block"], length)),
        *("a format ends after the text" for mark in rows["mark"] if mark["end"] > length),
        *("a page begins after the text" for page in rows["page"] if page["start"] > length),
        *(
            "a picture is not where the text has one"
            for picture in rows["text_picture"]
            if text.content[picture["start"] : picture["start"] + 1] != PICTURE
        ),
    ]
    for what in bad[:SEVERAL]:
        yield Fault(
            "layout",
            f"In “{text.title}” {what}.",
            article=text.article,
            title=text.title,
            table="article_text",
            row=text.id,
        )
    for placement in rows["placement"]:
        if placement["start"] is not None and placement["end"] > length:
            yield Fault(
                "place",
                f"An annotation is placed after the end of “{text.title}”.",
                *("places", text.article, text.title),
                table="placement",
                row=placement["id"],
            )


def _overlapping(blocks: list[sqlite3.Row], length: int) -> Iterator[str]:
    reached = 0
    for block in blocks:
        if block["start"] < reached:
            yield f"paragraph {block['ordinal'] + 1} begins before the one before it ends"
        if block["end"] > length:
            yield f"paragraph {block['ordinal'] + 1} ends after the text"
        reached = max(reached, block["end"])


def _beside(
    db: sqlite3.Connection, of: _Of, first: int, last: int, notes: Notebook
) -> dict[int, list[sqlite3.Row]]:
    """Give the rows of a table that belong to texts, by text."""
    found: dict[int, list[sqlite3.Row]] = defaultdict(list)
    try:
        for row in db.execute(
            f"SELECT text_id, {of.columns} FROM {of.table} WHERE text_id BETWEEN ? AND ?"
            f" ORDER BY text_id, {of.order}",
            (first, last),
        ):
            found[row["text_id"]].append(row)
    except sqlite3.DatabaseError as error:
        if is_interrupted(error):
            raise
        notes.cannot_read(f"Part of the table {of.table} cannot be read.")
    return found


def _look_up(
    index: IndexCheck,
    rows: list[sqlite3.Row],
    articles: dict[int, tuple[str, str]],
    notes: Notebook,
) -> None:
    try:
        index.look(
            Indexed(row["id"], row["content"], articles.get(row["article_id"], ("", ""))[1])
            for row in rows
        )
    except sqlite3.DatabaseError as error:
        if is_interrupted(error):
            raise
        notes.cannot_read("The list of words for the search cannot be read.")


def _articles(db: sqlite3.Connection, articles: list[int]) -> dict[int, tuple[str, str]]:
    """Give title and language of articles."""
    try:
        marks = ",".join("?" * len(articles))
        rows = db.execute(
            f"SELECT id, title, language FROM article WHERE id IN ({marks})", articles
        )
        return {row["id"]: (row["title"], row["language"]) for row in rows}
    except sqlite3.DatabaseError as error:
        if is_interrupted(error):
            raise
        return {}


def _count(db: sqlite3.Connection, table: str) -> int:
    try:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    except sqlite3.DatabaseError as error:
        if is_interrupted(error):
            raise
        return 0


def _standing(number: int) -> str:
    return "one of your annotations stands" if number == 1 else f"{number:,} annotations stand"


def _clipped(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= CLIPPED else words[: CLIPPED - 1].rstrip() + "…"
