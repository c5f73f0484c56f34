"""Repairing what can be repaired without loss; everything else is left, and said.

Nothing that the reader made is changed or removed here. A quotation that does not stand in its
text is the reader's to decide on, see `proposals`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.backup import back_up
from storage.care.checking import check
from storage.care.looking import Progress, ShouldStop, Watch
from storage.care.orphan_checks import LEFTOVERS
from storage.care.reports import REPAIRS, Fault, Repair, Report
from storage.care.structure_checks import MADE_FROM_TEXTS
from storage.errors import LibraryDamaged
from storage.indexing.indexes import SearchIndexes
from storage.library import Library
from storage.paths import backup_folder
from storage.placements import Placements
from storage.store import Store
from storage.texts import digest
from storage.types import ArticleId

IMMUTABLE = "article_text_is_immutable"  # the trigger that keeps texts as they came
BUSY_TIMEOUT_S = 10.0
ALL = 10_000_000  # faults


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did: the copy made before, what was mended, and how the library is now."""

    copy: Path
    done: tuple[Repair, ...]
    after: Report

    def sentence(self) -> str:
        """Say it."""
        mended = "; ".join(REPAIRS[repair] for repair in self.done)
        what = f"Repaired: {mended}. " if mended else "Nothing could be repaired. "
        return f"{what}{self.after.sentence()}"


def repair(
    path: Path,
    report: Report,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
    *,
    now: datetime | None = None,
) -> Repaired:
    """Mend what a report says can be mended, in one transaction, after making a copy.

    Raises: LibraryDamaged if the file itself is damaged, which `salvaging` is for; LibraryError;
    Cancelled, as long as nothing was written.
    """
    if report.needs_salvage:
        raise LibraryDamaged(
            f"The file {path} itself is damaged. It is not written to: open the newest copy, or "
            "salvage what can be read into a new library."
        )
    watch = Watch(progress, should_stop)
    moment = (now or datetime.now(UTC)).astimezone(UTC)
    watch.tell("Keeping a copy")
    name = f"{path.stem} before repair {moment:%Y-%m-%d %H%M%S}.postil"
    copy = back_up(path, backup_folder(path) / name, is_checked=False)
    if sum(report.counts.values()) > len(report.faults):  # some were only counted
        report = check(path, progress, should_stop, now=now, most=ALL)
    watch.tell("Repairing")
    Library.open(path, create=False).close()
    store = Store(path, busy_timeout_s=BUSY_TIMEOUT_S)
    with closing(store), store.transaction(""):
        done = _mend(store, report)
    return Repaired(copy, done, check(path, progress, should_stop, now=now))


def _mend(store: Store, report: Report) -> tuple[Repair, ...]:
    """Do each repair that the report asks for; the order matters: texts, then what is made."""
    faults: dict[Repair, list[Fault]] = {repair: [] for repair in REPAIRS}
    for fault in report.faults:
        faults.setdefault(fault.repair, []).append(fault)
    done: set[Repair] = set()
    if faults["indexes"]:
        store.execute_unrecorded("REINDEX")
        done.add("indexes")
    if _mend_texts(store, faults["text"]):
        done.add("text")
    if faults["findings"]:
        _drop_suggestions(store, faults["findings"])
        done.add("findings")
    if faults["places"]:
        _set_places(store, faults["places"])
        done.add("places")
    if faults["collections"]:
        _put_at_the_top(store, faults["collections"])
        done.add("collections")
    if faults["history"]:
        for fault in faults["history"]:
            sql = "UPDATE journal SET state = 'dropped', changes = '[]' WHERE seq = ?"
            store.execute_unrecorded(sql, fault.row)
        done.add("history")
    if faults["orphans"]:
        _remove_leftovers(store, faults["orphans"])
        done.add("orphans")
    if faults["search"] or "text" in done:
        SearchIndexes(store).rebuild()
        done.add("search")
    return tuple(repair for repair in REPAIRS if repair in done)


def _mend_texts(store: Store, faults: Iterable[Fault]) -> int:
    """Give texts the words that their hash proves, from a copy; let each article have one."""
    mended = 0
    for fault in faults:
        if fault.table == "article":
            mended += _choose_current(store, fault.article)
            continue
        row = store.one("SELECT sha256 FROM article_text WHERE id = ?", (fault.row,))
        content = text_in_copies(store.path, row["sha256"]) if row else None
        if content is not None:
            _put_text(store, fault.row, content)
            mended += 1
    return mended


def text_in_copies(library: Path, sha256: str) -> str | None:
    """Give the text with a hash from the newest copy that has it whole; None if none has."""
    for copy in sorted(backup_folder(library).glob("*.postil"), key=_age, reverse=True):
        try:
            with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
                sql = "SELECT content FROM article_text WHERE sha256 = ?"
                for (content,) in db.execute(sql, (sha256,)):
                    if digest(content) == sha256:
                        return str(content)
        except sqlite3.Error:  # this copy is of no use; the next may be
            continue
    return None


def _age(copy: Path) -> float:
    return copy.stat().st_mtime


def _put_text(store: Store, text: int, content: str) -> None:
    made = store.one("SELECT sql FROM sqlite_master WHERE name = ?", (IMMUTABLE,))
    store.execute_unrecorded(f"DROP TRIGGER IF EXISTS {IMMUTABLE}")
    store.execute_unrecorded(
        "UPDATE article_text SET content = ?, length = ? WHERE id = ?", content, len(content), text
    )
    if made is not None:
        store.execute_unrecorded(made["sql"])


def _choose_current(store: Store, article: int) -> int:
    """Let the newest text of an article be the one that is read."""
    row = store.one(
        "SELECT id FROM article_text WHERE article_id = ? ORDER BY version DESC LIMIT 1", (article,)
    )
    if row is None:
        return 0
    sql = "UPDATE article_text SET current = 0 WHERE article_id = ? AND current = 1 AND id <> ?"
    store.execute_unrecorded(sql, article, row["id"])
    sql = "UPDATE article_text SET current = 1 WHERE id = ? AND current = 0"
    store.execute_unrecorded(sql, row["id"])
    Placements(store).place_missing(ArticleId(article))
    return 1


def _drop_suggestions(store: Store, faults: Iterable[Fault]) -> None:
    """Remove suggestions that do not stand in their text; the text is looked through again."""
    for fault in faults:
        row = store.one(f"SELECT text_id FROM {fault.table} WHERE id = ?", (fault.row,))
        if row is None:
            continue
        store.execute_unrecorded(
            f"DELETE FROM {fault.table} WHERE id = ? AND state = 'suggested' AND origin = 'finder'",
            fault.row,
        )
        store.execute_unrecorded("DELETE FROM finding WHERE text_id = ?", row["text_id"])


def _set_places(store: Store, faults: Iterable[Fault]) -> None:
    articles: dict[int, None] = {}
    for fault in faults:
        articles[fault.article] = None
        if fault.table == "placement":
            store.execute_unrecorded("DELETE FROM placement WHERE id = ?", fault.row)
        elif fault.table == "article":
            store.execute_unrecorded(
                "UPDATE article SET position = min(position, (SELECT length FROM article_text"
                " WHERE article_id = article.id AND current = 1)) WHERE id = ?",
                fault.row,
            )
    placements = Placements(store)
    for article in articles:
        placements.place_missing(ArticleId(article))


def _put_at_the_top(store: Store, faults: Iterable[Fault]) -> None:
    """Open each ring of collections at one of them, under a name that is free there."""
    for fault in faults:
        row = store.one("SELECT name, name_key, uid FROM collection WHERE id = ?", (fault.row,))
        reached = store.one(
            "WITH RECURSIVE above(id) AS (SELECT ?1 UNION SELECT parent_id FROM collection"
            " JOIN above ON collection.id = above.id WHERE parent_id IS NOT NULL)"
            " SELECT 1 FROM above JOIN collection ON collection.id = above.id"
            " WHERE parent_id IS NULL",
            (fault.row,),
        )
        if row is None or reached is not None:  # a ring that was opened before
            continue
        sql = "SELECT 1 FROM collection WHERE parent_id IS NULL AND name_key = ?"
        is_taken = store.one(sql, (row["name_key"],)) is not None
        mark = f" ({row['uid'][:4]})" if is_taken else ""
        store.execute_unrecorded(
            "UPDATE collection SET parent_id = NULL, name = ?, name_key = ? WHERE id = ?",
            *(row["name"] + mark, row["name_key"] + mark, fault.row),
        )


def _remove_leftovers(store: Store, faults: Iterable[Fault]) -> None:
    """Remove what a report found left over, and what still is: the reader may have gone on."""
    left = {kind.table: set(store.ids(kind.sql)) for kind in LEFTOVERS}
    for fault in faults:
        if fault.table in left:
            if fault.row in left[fault.table]:
                store.execute_unrecorded(f"DELETE FROM {fault.table} WHERE id = ?", fault.row)
        elif fault.table in MADE_FROM_TEXTS:
            parent = "entity" if fault.table == "entity_alias" else "article_text"
            column = "entity_id" if fault.table == "entity_alias" else "text_id"
            store.execute_unrecorded(
                f"DELETE FROM {fault.table} WHERE {column} NOT IN (SELECT id FROM {parent})"
            )
