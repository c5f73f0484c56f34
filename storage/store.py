"""The connection to a library file: transactions, the three writes, the journal, listeners.

One `Store` belongs to one thread. Other threads, windows and programs have their own on the same
file; `poll` brings what they did.
"""

from __future__ import annotations

import sqlite3
import threading
from array import array
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path

from storage.connecting import connect_to_library
from storage.errors import Bug, Cancelled, NotFound, explained
from storage.id_lists import ids_in
from storage.indexing.indexes import learn_changes
from storage.journal import (
    FORGOTTEN,
    NEWS,
    Change,
    ChangeSet,
    Kind,
    Row,
    Value,
    from_json,
    merged,
    to_json,
    together,
)
from storage.proofs import proved_together

Listener = Callable[[ChangeSet], None]
Clock = Callable[[], datetime]

JOURNAL_LENGTH = 1000  # steps that are kept; each new one drops what is older
MERGE_WITHIN_S = 10.0  # as Zotero joins saves of the same note
STOPS_EVERY = 200_000  # instructions of SQLite, some milliseconds
SERIES = "series:"  # how the merge key of a step begins that is taken back with its neighbours


def utc_now() -> datetime:
    """Give the time as the library keeps it."""
    return datetime.now(UTC)


def to_iso(moment: datetime) -> str:
    """Write a time as it stands in the file: UTC, milliseconds, `Z`."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_iso(text: str) -> datetime:
    """Read a time of the file. Raises: ValueError."""
    return datetime.fromisoformat(text)


class Store:
    """Reads and writes one library file; see the module."""

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        busy_timeout_s: float = 1.5,
        clock: Clock = utc_now,
    ) -> None:
        """Open a file that has the current schema. Raises: LibraryError."""
        self.path = path
        self.clock = clock
        self._busy_timeout_s = busy_timeout_s
        self._thread = threading.get_ident()
        self._listeners: list[Listener] = []
        self._is_stopped = False
        self._changes: list[Change] | None = None  # None: no transaction is open
        self._forgets = False
        self._own = 0  # the newest step that this store has recorded
        with self._errors(), ExitStack() as on_failure:
            self._connection = connect_to_library(
                path, read_only=read_only, timeout_s=busy_timeout_s
            )
            on_failure.callback(self._connection.close)
            if read_only:  # an interrupt that comes before the question is noticed in it
                self._connection.set_progress_handler(lambda: self._is_stopped, STOPS_EVERY)
            self._data_version = self._read_data_version()  # first: a step in between is told twice
            self._seen = self._last_seq()
            on_failure.pop_all()

    # -- reading

    def query(self, sql: str, parameters: tuple[Value, ...] = ()) -> list[sqlite3.Row]:
        """Give all rows of a question; columns by name or number. Raises: LibraryError."""
        self._check_thread()
        if self._is_stopped:
            raise Cancelled("This was stopped.")
        with self._errors():
            return self._connection.execute(sql, parameters).fetchall()

    def ids(self, sql: str, parameters: tuple[Value, ...] = ()) -> array[int]:
        """Give the column `id` of all rows, in order. Raises: LibraryError."""
        # as one JSON array: 100,000 at a quarter of what rows cost
        row = self.one(f"SELECT json_group_array(id) FROM ({sql})", parameters)
        return ids_in(row[0]) if row else array("q")

    def one(self, sql: str, parameters: tuple[Value, ...] = ()) -> sqlite3.Row | None:
        """Give the first row, or None. Raises: LibraryError."""
        rows = self.query(sql, parameters)
        return rows[0] if rows else None

    def interrupt(self) -> None:
        """Stop what is being asked, which raises `Cancelled`, until `resume`; from any thread."""
        self._is_stopped = True
        self._connection.interrupt()

    def resume(self) -> None:
        """Answer again after `interrupt`."""
        self._is_stopped = False

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Have all that is asked inside answered as of one moment, whatever others write."""
        self._check_thread()
        if self._connection.in_transaction:
            yield
            return
        with self._errors(), self._connection:
            self._connection.execute("BEGIN")
            yield

    # -- writing

    @contextmanager
    def transaction(
        self,
        label: str,
        *,
        merge_key: str | None = None,
        series: str = "",
        patience_s: float | None = None,
        annotations: int = 0,
        is_news: bool = False,
    ) -> Iterator[None]:
        """Do all that happens inside as one action, or nothing of it.

        `label` is what the Edit menu shows after "Undo"; an empty one keeps the action out of the
        journal (a reading position). A `merge_key` joins the action with the one before if that
        is this store's own, has the same key and is younger than `MERGE_WITHIN_S`. Actions of one
        `series` that follow one another stay steps, which are undone and redone together.
        `patience_s` is how long to wait for others who write, if not as long as usual.
        `annotations` is how many are to be added; many are proved together at the end, which is
        much quicker. `is_news` is for what comes by itself, as from a feed: every window hears of
        it, undo passes over it.
        Listeners hear of it after the commit. Raises: LibraryError; nothing is saved then.
        """
        news: list[ChangeSet] = []
        with (
            self._patient(patience_s),
            self._writing() as changes,
            proved_together(self._connection, annotations, changes),
        ):
            yield
            learn_changes(self, changes)
            done = ChangeSet(label, tuple(self._changes or ()))
            if self._forgets:
                done = self._forget(done)
            elif done.changes and label:
                news = self._news(self._last_seq())
                if not is_news:
                    self._execute("UPDATE journal SET state = 'dropped' WHERE state = 'undone'")
                key = SERIES + series if series else merge_key
                done = self._record(done, merge_key=key, is_undoable=not is_news)
        if done.changes or done.everything:
            self._tell(news, done)

    def insert(self, table: str, row: dict[str, Value]) -> int:
        """Add a row and give its id."""
        self._require_transaction()
        id_ = self._add(table, row)
        self._note(Change(table, id_, None, row | {"id": id_}))
        return id_

    def update(
        self,
        table: str,
        id_: int,
        values: dict[str, Value],
        *,
        stamp: dict[str, Value] | None = None,
    ) -> None:
        """Set columns of a row; what stands there already is no change.

        `stamp` holds columns that are set too when, and only when, something changes.
        Raises: NotFound if the row is gone, as when another window removed it.
        """
        self._require_transaction()
        found = self._row(table, id_)
        after = {name: value for name, value in values.items() if found[name] != value}
        if not after:
            return
        after |= stamp or {}
        self._set(table, id_, after)
        self._note(Change(table, id_, {name: found[name] for name in after}, after))

    def delete(self, table: str, id_: int) -> None:
        """Remove a row. Raises: NotFound if it is gone already."""
        self._require_transaction()
        found = self._row(table, id_)
        self._execute(f"DELETE FROM {table} WHERE id = ?", id_)
        self._note(Change(table, id_, dict(found), None))

    def execute_unrecorded(self, sql: str, *parameters: Value) -> sqlite3.Cursor:
        """Write what undo never touches: texts and their layout, reading positions.

        Only inside a transaction. Listeners do not hear of it.
        """
        self._require_transaction()
        return self._execute(sql, *parameters)

    def execute_many_unrecorded(self, sql: str, rows: list[tuple[Value, ...]]) -> None:
        """Write many rows that undo never touches; see `execute_unrecorded`."""
        self._require_transaction()
        self._connection.executemany(sql, rows)

    # -- undo

    def undo_label(self) -> str:
        """Name the action that undo would take back; '' when there is none."""
        return self._next_step("done")[1]

    def redo_label(self) -> str:
        """Name the action that redo would do again; '' when there is none."""
        return self._next_step("undone")[1]

    def undo(self, *, only: int = 0) -> ChangeSet | None:
        """Take back the newest action of the library and give what changed, or None.

        With `only`, the seq of a step, nothing happens unless that step is the newest one.
        """
        return self._replay("undo", only=only)

    def undo_seq(self) -> int:
        """Give the seq of the step that undo would take back; 0 when there is none."""
        return self._next_step("done")[0]

    def redo(self) -> ChangeSet | None:
        """Do the last undone action again and give what changed, or None."""
        return self._replay("redo")

    def forget_history(self) -> None:
        """Drop all steps with this transaction, which leaves none either.

        For what cannot be taken back. Every window is told to read everything anew.
        """
        self._require_transaction()
        self._forgets = True

    # -- telling others

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call the listener after every commit that changed something; the result ends it.

        A listener that raises undoes no commit and keeps nothing from the others: its error
        comes up when all have heard.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def poll(self) -> None:
        """Tell the listeners what other windows and programs have changed since last time."""
        version = self._read_data_version()
        if version == self._data_version:
            return
        last = self._last_seq()
        news = self._news(last)
        self._data_version, self._seen = version, last
        self._deliver(news)

    def close(self) -> None:
        """Let go of the file."""
        if self._changes is not None:
            raise Bug("closed in a transaction")
        self._connection.close()

    # -- inside

    @contextmanager
    def _patient(self, patience_s: float | None) -> Iterator[None]:
        if patience_s is None:
            yield
            return
        self._check_thread()
        self._connection.execute(f"PRAGMA busy_timeout = {round(patience_s * 1000)}")
        try:
            yield
        finally:
            usual = round(self._busy_timeout_s * 1000)
            self._connection.execute(f"PRAGMA busy_timeout = {usual}")

    @contextmanager
    def _writing(self) -> Iterator[list[Change]]:
        self._check_thread()
        if self._changes is not None:
            raise Bug("a transaction is open already")
        with self._errors():
            self._connection.execute("BEGIN IMMEDIATE")
            self._changes, self._forgets = [], False
            try:
                yield self._changes
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._changes = None

    def _record(
        self,
        done: ChangeSet,
        *,
        target: int | None = None,
        merge_key: str | None = None,
        is_undoable: bool = True,
    ) -> ChangeSet:
        now = self.clock()
        is_alone = merge_key is None or merge_key.startswith(SERIES)
        kept = done if is_alone else self._joined_with_previous(done, merge_key or "", now)
        cursor = self._execute(
            "INSERT INTO journal (at, kind, state, target, label, merge_key, changes)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            to_iso(now),
            kept.kind,
            "done" if is_undoable else "dropped",
            target,
            kept.label,
            merge_key,
            to_json(kept.changes),
        )
        seq = self._own = cursor.lastrowid or 0
        self._execute(  # an undone step goes only with all of them, or redo would skip some
            "DELETE FROM journal WHERE seq <= ? AND state <> 'undone' AND merge_key IS NOT ?",
            seq - JOURNAL_LENGTH,
            merge_key or "",  # a series that still goes on stays whole, however long it is
        )
        return replace(done, seq=seq)

    def _forget(self, done: ChangeSet) -> ChangeSet:
        self._execute("DELETE FROM journal")
        cursor = self._execute(
            "INSERT INTO journal (at, kind, state, label, changes)"
            " VALUES (?, 'do', 'dropped', ?, ?)",
            *(to_iso(self.clock()), done.label, FORGOTTEN),
        )
        return replace(done, seq=cursor.lastrowid or 0, everything=True)

    def _joined_with_previous(self, done: ChangeSet, merge_key: str, now: datetime) -> ChangeSet:
        last = self._execute("SELECT * FROM journal ORDER BY seq DESC LIMIT 1").fetchone()
        if last is None or last["merge_key"] != merge_key or last["state"] != "done":
            return done
        if last["seq"] != self._own:  # another window's words are a step of their own
            return done
        if not 0 <= (now - from_iso(last["at"])).total_seconds() <= MERGE_WITHIN_S:
            return done
        self._execute("DELETE FROM journal WHERE seq = ?", last["seq"])
        return merged(ChangeSet(last["label"], from_json(last["changes"])), done)

    def _next_step(self, state: str) -> tuple[int, str]:
        """Give seq and label of the step that undo ('done') or redo ('undone') is about."""
        row = self.one(f"SELECT seq, label {_steps(state)} LIMIT 1", (state,))
        return (row["seq"], row["label"]) if row else (0, "")

    def _next_series(self, state: str) -> list[sqlite3.Row]:
        """Give that step, with those that are undone or redone together with it."""
        rows = self._execute(f"SELECT seq, merge_key, changes {_steps(state)}", state)
        first = rows.fetchone()
        key = first["merge_key"] or ""
        is_series = key.startswith(SERIES)
        more = takewhile(lambda row: row["merge_key"] == key, rows) if is_series else ()
        return [first, *more]

    def _replay(self, kind: Kind, *, only: int = 0) -> ChangeSet | None:
        with self._writing():
            state, becomes = ("done", "undone") if kind == "undo" else ("undone", "done")
            target, label = self._next_step(state)
            if not target or only not in (0, target):
                return None
            rows = self._next_series(state)
            steps = [ChangeSet(label, from_json(row["changes"]), kind) for row in rows]
            done = together(step.inverse(kind) if kind == "undo" else step for step in steps)
            news = self._news(self._last_seq())
            added = sum(c.table == "annotation" and c.before is None for c in done.changes)
            with proved_together(self._connection, added, done.changes):
                for change in done.changes:
                    self._apply(change)
            for row in rows:
                self._execute("UPDATE journal SET state = ? WHERE seq = ?", becomes, row["seq"])
            done = self._record(done, target=target)
        self._tell(news, done)
        return done

    def _apply(self, change: Change) -> None:
        if change.after is None:
            self._execute(f"DELETE FROM {change.table} WHERE id = ?", change.id)
        elif change.before is None:
            self._add(change.table, change.after)
        else:
            self._set(change.table, change.id, change.after)

    def _row(self, table: str, id_: int) -> sqlite3.Row:
        sql = f"SELECT * FROM {table} WHERE id = ?"
        found: sqlite3.Row | None = self._execute(sql, id_).fetchone()
        if found is None:
            raise NotFound("This is no longer in the library; another window may have removed it.")
        return found

    def _add(self, table: str, row: Row) -> int:
        columns = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        cursor = self._execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", *row.values())
        if cursor.lastrowid is None:
            raise Bug(f"no id for a new row of {table}")
        return cursor.lastrowid

    def _set(self, table: str, id_: int, values: Row) -> None:
        columns = ", ".join(f'"{name}" = ?' for name in values)
        self._execute(f"UPDATE {table} SET {columns} WHERE id = ?", *values.values(), id_)

    def _execute(self, sql: str, *parameters: Value) -> sqlite3.Cursor:
        return self._connection.execute(sql, parameters)

    def _note(self, change: Change) -> None:
        if self._changes is not None:
            self._changes.append(change)

    def _tell(self, news: list[ChangeSet], done: ChangeSet) -> None:
        self._seen = done.seq or self._seen
        self._deliver([*news, done])

    def _deliver(self, told: list[ChangeSet]) -> None:
        with ExitStack() as all_of_it:  # calls on after an error; last in, first called
            for changes in reversed(told):
                for listener in reversed(self._listeners):
                    all_of_it.callback(listener, changes)

    def _news(self, until: int) -> list[ChangeSet]:
        """Give the steps of others that have not been told yet, up to and with `until`."""
        if until == self._seen:
            return []
        rows = self.query(NEWS, (self._seen, until))
        joined_or_dropped = self._seen and not self.one(
            "SELECT 1 FROM journal WHERE seq = ?", (self._seen,)
        )
        if (
            joined_or_dropped
            or until - self._seen > JOURNAL_LENGTH
            or any(row["changes"] == FORGOTTEN for row in rows)
        ):
            return [ChangeSet(everything=True)]
        return [
            ChangeSet(row["label"], from_json(row["changes"]), row["kind"], row["seq"])
            for row in rows
        ]

    def _last_seq(self) -> int:
        row = self.one("SELECT max(seq) FROM journal")
        return (row[0] or 0) if row else 0

    def _read_data_version(self) -> int:
        row = self.one("PRAGMA data_version")
        return int(row[0]) if row else 0

    def _require_transaction(self) -> None:
        self._check_thread()
        if self._changes is None:
            raise Bug("a write outside a transaction")

    def _check_thread(self) -> None:
        if threading.get_ident() != self._thread:
            raise Bug("a library is used from the thread that opened it")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explained(error, self.path) from error


def _steps(state: str) -> str:
    """Give the part of a question that names the steps of a state, the next one first."""
    way = "DESC" if state == "done" else "ASC"
    return f"FROM journal WHERE state = ? AND kind = 'do' ORDER BY seq {way}"
