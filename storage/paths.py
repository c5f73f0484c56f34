"""Where Postil keeps things on this computer."""

from __future__ import annotations

from pathlib import Path


def default_library() -> Path:
    """Give the library that opens when none is named: in the data folder, or where it was moved."""
    from platformdirs import user_data_path

    return moved_library() or user_data_path("Postil", appauthor=False) / "library.postil"


def moved_library() -> Path | None:
    """Give where the reader has moved the usual library; None if nowhere."""
    try:
        place = _note().read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None
    return Path(place) if place else None


def note_moved_library(place: Path) -> None:
    """Keep where the usual library is from now on. Raises: OSError."""
    note = _note()
    note.parent.mkdir(parents=True, exist_ok=True)
    partial = note.with_name(note.name + ".part")
    partial.write_text(f"{place.absolute()}\n", encoding="utf-8")
    partial.replace(note)


def backup_folder(library: Path) -> Path:
    """Give the folder beside a library that holds its copies."""
    return library.with_name(f"{library.stem} backups")


def _note() -> Path:
    from platformdirs import user_config_path

    return user_config_path("Postil", appauthor=False) / "library.txt"
