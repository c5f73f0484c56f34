"""Where Postil keeps things on this computer."""

from __future__ import annotations

from pathlib import Path


def default_library() -> Path:
    """Give the library that opens when none is named: in the platform's data folder."""
    from platformdirs import user_data_path

    return user_data_path("Postil", appauthor=False) / "library.postil"


def backup_folder(library: Path) -> Path:
    """Give the folder beside a library that holds its copies."""
    return library.with_name(f"{library.stem} backups")
