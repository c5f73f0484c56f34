"""What can still be read of a damaged library, put into a new one beside it.

The damaged file is never changed: it is copied, and read row by row. What the reader made comes
along whatever has become of the text under it: where a text cannot be read, the marked words with
what stood around them become a text of their own.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections import defaultdict
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from storage.care.copies import copies
from storage.care.grafting import graft
from storage.care.looking import PATIENCE_S, Progress, ShouldStop, Watch, as_text
from storage.care.repairing import text_in_copies
from storage.care.replacing import SIDE_FILES
from storage.care.salvaged_rows import TABLES, Salvaged, copy_table
from storage.connecting import connect
from storage.errors import LibraryDamaged, LibraryError, explained
from storage.indexing.indexes import SearchIndexes
from storage.migrations import SQLITE_HEADER, upgrade
from storage.placements import Placements
from storage.store import Store
from storage.texts import digest
from storage.types import ArticleId

LARGEST = 1 << 40  # bytes that a header may say a file has
HEADER = 100  # bytes; the size of a page stands at 16, how many there are at 28
IN_PLACE_OF_A_TEXT = "salvage 1"  # the extractor of a text made of what was marked
LONGEST_TITLE = 80  # characters of one that is taken from a text
GAP = "\n\n[…]\n\n"


@dataclass(frozen=True, slots=True)
class Salvage:
    """A new library and what is in it: rows by table, and in sentences what is missing."""

    path: Path
    articles: int
    annotations: int
    missing: tuple[str, ...]

    def sentence(self) -> str:
        """Say it."""
        said = f"{self.articles:,} articles and {self.annotations:,} annotations could be read"
        return f"{said}, all that there was." if not self.missing else f"{said}."


def salvage(
    damaged: Path,
    target: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
) -> Salvage:
    """Read what can be read of a damaged library into a new one at `target`.

    The target appears whole or not at all. Raises: LibraryDamaged if nothing can be read;
    LibraryError, also if the target is there; Cancelled.
    """
    watch = Watch(progress, should_stop)
    if target.exists():
        raise LibraryError(f"There is a file at {target} already. Choose another name.")
    partial = target.with_name(f"{target.name}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".postil-salvage-", dir=target.parent) as place:
            source = _copied(damaged, Path(place))
            _make_readable(source, damaged)
            _remove(partial)
            upgrade(partial)
            salvaged = _read(source, partial, damaged, watch)
        watch.tell("Making the search indexes")
        _finish(partial)
        partial.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise explained(error, target) from error
    finally:
        _remove(partial)
    return Salvage(
        target,
        salvaged.rows["article"],
        salvaged.rows["annotation"],
        tuple(salvaged.missing),
    )


def _copied(damaged: Path, place: Path) -> Path:
    """Copy a damaged file with what is beside it, made as long as its header says."""
    source = place / "damaged.postil"
    shutil.copyfile(damaged, source)
    for end in ("-wal", "-journal"):
        with suppress(FileNotFoundError):
            shutil.copyfile(
                damaged.with_name(damaged.name + end), source.with_name(source.name + end)
            )
    with source.open("r+b") as file:
        header = file.read(HEADER)
        size = int.from_bytes(header[16:18], "big")
        pages = int.from_bytes(header[28:32], "big")
        whole = (65536 if size == 1 else size) * pages
        is_header = header.startswith(SQLITE_HEADER)
        if (
            is_header and source.stat().st_size < whole < 1 << 40
        ):  # cut off: SQLite reads none of it otherwise
            file.truncate(whole)
    return source


def _make_readable(source: Path, damaged: Path) -> None:
    """Give a private copy of a damaged file a list of tables, if it has lost its own.

    Raises: LibraryDamaged if that cannot be.
    """
    if _has_tables(source):
        return
    has_wal = source.with_name(f"{source.name}-wal").exists()
    for copy in copies(damaged):
        if copy.is_readable and graft(source, copy.path, has_wal=has_wal) and _has_tables(source):
            return
    raise LibraryDamaged(
        f"Nothing can be read of {damaged}: its list of tables is damaged, and there is no copy "
        "that has the same."
    )


def _has_tables(source: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as db:
            names = {name for name, _ in db.execute("SELECT name, sql FROM sqlite_master")}
    except sqlite3.DatabaseError:
        return False
    return "article_text" in names


def _read(source: Path, partial: Path, damaged: Path, watch: Watch) -> Salvaged:
    """Copy table after table, then give what has lost its text one."""
    salvaged = Salvaged(defaultdict(int), [])
    with (
        closing(connect(source, timeout_s=PATIENCE_S)) as old,
        closing(connect(partial, timeout_s=PATIENCE_S)) as new,
    ):
        old.row_factory = new.row_factory = sqlite3.Row
        old.text_factory = as_text
        new.execute("PRAGMA foreign_keys = OFF")
        new.execute("PRAGMA synchronous = OFF")
        proofs = new.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        new.execute("BEGIN")
        for trigger in proofs:
            new.execute(f"DROP TRIGGER {trigger['name']}")
        for number, table in enumerate(TABLES):
            watch.tell("Reading what can be read", number, len(TABLES))
            copy_table(old, new, table, salvaged)
        _settle_texts(new, damaged, salvaged)
        _settle_annotations(new, salvaged)
        _drop_what_hangs_loose(new, salvaged)
        for trigger in proofs:
            new.execute(trigger["sql"])
        new.execute("COMMIT")
    return salvaged


def _settle_texts(new: sqlite3.Connection, damaged: Path, salvaged: Salvaged) -> None:
    """Take texts that are not what they were from a copy; give each article one that is read."""
    spoiled = 0
    for row in new.execute("SELECT id, sha256, length, content FROM article_text").fetchall():
        if digest(row["content"]) == row["sha256"] and len(row["content"]) == row["length"]:
            continue
        whole = text_in_copies(damaged, row["sha256"])
        content = whole if whole is not None else row["content"]
        spoiled += whole is None
        new.execute(
            "UPDATE article_text SET content = ?, length = ?, sha256 = ? WHERE id = ?",
            (content, len(content), digest(content), row["id"]),
        )
    if spoiled:
        salvaged.missing.append(f"{spoiled:,} texts are not quite what they were.")
    new.execute(  # an article whose row is gone is called what its text begins with
        "INSERT INTO article (id, uid, title, imported_at, source)"
        " SELECT article_id, lower(hex(randomblob(16))), coalesce(nullif(trim(substr(content, 1,"
        f" min({LONGEST_TITLE}, instr(content || char(10), char(10)) - 1))), ''),"
        " 'Untitled (salvaged)'), created_at, 'text' FROM article_text"
        " WHERE article_id NOT IN (SELECT id FROM article) GROUP BY article_id"
    )
    new.execute(  # and the newest text is read where none was
        "UPDATE article_text SET current = 1 WHERE id IN (SELECT max(id) FROM article_text"
        " GROUP BY article_id HAVING max(current) = 0)"
    )


def _settle_annotations(new: sqlite3.Connection, salvaged: Salvaged) -> None:
    """Give annotations that do not stand in their text one of what was marked."""
    lost: defaultdict[int, list[sqlite3.Row]] = defaultdict(list)
    contents = "SELECT content FROM article_text WHERE id = ? AND article_id = ?"
    for row in new.execute(
        "SELECT * FROM annotation ORDER BY article_id, text_id, start"
    ).fetchall():
        text = new.execute(contents, (row["text_id"], row["article_id"])).fetchone()
        stands = text is not None and (
            row["start"] is None or text["content"][row["start"] : row["end"]] == row["exact"]
        )
        if not stands:
            lost[row["article_id"]].append(row)
    for article, rows in lost.items():
        _give_text(new, article, rows)
    if lost:
        number = sum(map(len, lost.values()))
        salvaged.missing.append(
            f"{number:,} annotations have lost their text; their words and notes are kept in "
            f"{len(lost):,} {'article' if len(lost) == 1 else 'articles'}."
        )


def _give_text(new: sqlite3.Connection, article: int, rows: list[sqlite3.Row]) -> None:
    """Write a text of what was marked, and put the annotations there."""
    parts, starts, length = [], [], 0
    for row in rows:
        starts.append(length + len(row["prefix"]))
        parts.append(f"{row['prefix']}{row['exact']}{row['suffix']}")
        length += len(parts[-1]) + len(GAP)
    content = GAP.join(parts) or GAP.strip()
    if new.execute("SELECT 1 FROM article WHERE id = ?", (article,)).fetchone() is None:
        new.execute(
            "INSERT INTO article (id, uid, title, imported_at, source) VALUES"
            " (?, lower(hex(randomblob(16))), 'Highlights of a lost article', ?, 'text')",
            (article, rows[0]["created_at"]),
        )
    version, is_read = new.execute(
        "SELECT coalesce(max(version), 0) + 1, coalesce(max(current), 0)"
        " FROM article_text WHERE article_id = ?",
        (article,),
    ).fetchone()
    cursor = new.execute(
        "INSERT INTO article_text (article_id, version, current, length, sha256, extractor,"
        " created_at, content) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (article, version, 1 - is_read, len(content), digest(content), IN_PLACE_OF_A_TEXT,
         rows[0]["created_at"], content),
    )  # fmt: skip
    text, at = cursor.lastrowid, 0
    for ordinal, part in enumerate(parts):
        new.execute(
            'INSERT INTO block (text_id, ordinal, start, "end", kind)'
            " VALUES (?, ?, ?, ?, 'paragraph')",
            (text, ordinal, at, at + len(part)),
        )
        at += len(part) + len(GAP)
    for row, start in zip(rows, starts, strict=True):
        span = (None, None) if row["start"] is None else (start, start + len(row["exact"]))
        new.execute(
            'UPDATE annotation SET text_id = ?, start = ?, "end" = ? WHERE id = ?',
            (text, *span, row["id"]),
        )
        new.execute("DELETE FROM placement WHERE annotation_id = ?", (row["id"],))


def _drop_what_hangs_loose(new: sqlite3.Connection, salvaged: Salvaged) -> None:
    """Remove rows that point to what could not be read, until none does."""
    dropped: defaultdict[str, int] = defaultdict(int)
    new.execute("DELETE FROM mention WHERE exact IS NOT (SELECT substr(content, start + 1,"
                ' "end" - start) FROM article_text WHERE id = text_id)')  # fmt: skip
    new.execute("DELETE FROM quote WHERE exact IS NOT (SELECT substr(content, start + 1,"
                ' "end" - start) FROM article_text WHERE id = text_id)')  # fmt: skip
    new.execute(
        "UPDATE quote SET speaker_id = NULL WHERE speaker_id NOT IN (SELECT id FROM entity)"
    )
    new.execute(
        "UPDATE entity SET merged_into = NULL WHERE merged_into NOT IN (SELECT id FROM entity)"
    )
    while broken := new.execute("PRAGMA foreign_key_check").fetchall():
        before = sum(dropped.values())
        for table, rowid, parent, number in broken:
            if rowid is not None:
                dropped[table] += new.execute(
                    f"DELETE FROM {table} WHERE rowid = ?", (rowid,)
                ).rowcount
                continue
            keys = new.execute(f"PRAGMA foreign_key_list({table})").fetchall()
            column = next(key["from"] for key in keys if key["id"] == number)
            dropped[table] += new.execute(
                f"DELETE FROM {table} WHERE {column} IS NOT NULL"
                f" AND {column} NOT IN (SELECT id FROM {parent})"
            ).rowcount
        if sum(dropped.values()) == before:
            break
    for table in sorted(dropped):
        salvaged.missing.append(f"{dropped[table]:,} rows of {table} belonged to what is lost.")


def _finish(partial: Path) -> None:
    """Make what is derived: search indexes, places in present texts; leave one file."""
    with closing(Store(partial)) as store, store.transaction(""):
        for row in store.query("SELECT DISTINCT article_id FROM annotation"):
            Placements(store).place_missing(ArticleId(row["article_id"]))
        SearchIndexes(store).rebuild()
    with closing(connect(partial, timeout_s=PATIENCE_S)) as db:
        db.execute("PRAGMA journal_mode = DELETE")


def _remove(path: Path) -> None:
    for end in ("", *SIDE_FILES):
        path.with_name(path.name + end).unlink(missing_ok=True)
