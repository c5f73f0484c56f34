"""A copy becomes the library again; what the library was is kept as a copy first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from storage.backup import back_up
from storage.care.copies import Copy, copy_at, named
from storage.care.looking import Progress, ShouldStop, Watch
from storage.care.replacing import SIDE_FILES, newest_step, put_in_place, write_into
from storage.errors import LibraryDamaged, LibraryError, LibraryForeign
from storage.migrations import SCHEMA, schema_of, upgrade
from storage.store import utc_now


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and where the library as it was before is kept; None if there was none."""

    copy: Copy
    kept: Path | None

    def sentence(self) -> str:
        """Say it."""
        said = f"The library is again as on {self.copy.made_at.astimezone():%d %B %Y, %H:%M}."
        if self.kept is not None:
            said += f" What it was before is kept as “{self.kept.name}”."
        return said


def restore(
    library: Path,
    copy: Path,
    progress: Progress | None = None,
    should_stop: ShouldStop | None = None,
    *,
    now: datetime | None = None,
) -> Restored:
    """Make a copy the library again, also while windows have the library open.

    Of a damaged library, which must not be open, the file itself is kept. An older copy is brought
    up to date, the copy itself is not changed. Raises: LibraryError; Cancelled. Nothing has changed
    then, and after a kill the library is what it was, or what the copy is.
    """
    watch, moment = Watch(progress, should_stop), now or utc_now()
    if copy.exists() and library.exists() and copy.samefile(library):
        raise LibraryError(f"{copy} is the library itself. Choose a copy of it.")
    schema = schema_of(copy)
    if not schema:
        raise LibraryError(f"There is no copy of a library at {copy}.")
    restored, state = copy_at(copy), _state(library)
    watch.tell("Checking the copy")
    staged = library.with_name(f"{library.name}.restoring")
    try:
        back_up(copy, staged)
        if schema < SCHEMA:
            upgrade(staged)
        watch.tell("Keeping the library as it is now")
        kept: Path | None = None
        if state == "sound":
            kept = named(library, "before restore", moment)
            known = newest_step(library)  # before: what is written from now on may not be in it
            back_up(library, kept, is_checked=False)
            label = f"Restore of {restored.made_at:%Y-%m-%d}"
            write_into(library, staged, label, moment, watch, known=known)
        elif state == "damaged":
            kept = put_in_place(library, staged, moment)
        else:
            staged.replace(library)
    finally:
        for end in ("", *SIDE_FILES):
            staged.with_name(staged.name + end).unlink(missing_ok=True)
    return Restored(restored, kept)


def _state(library: Path) -> str:
    """Say whether a library is "sound" enough to be written into, "damaged", or "gone".

    Raises: LibraryError if it cannot be told, as when it is busy or not allowed.
    """
    from storage.library import Library

    try:
        if schema_of(library) == 0:
            return "gone" if not library.exists() else "damaged"
        Library.open(library).close()
    except (LibraryDamaged, LibraryForeign):
        return "damaged"
    return "sound"
