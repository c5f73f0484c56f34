"""Which Postil this is, and on which SQLite it runs."""

from __future__ import annotations

from sqlite3 import sqlite_version

VERSION = "0.1.0"  # as in pyproject.toml; a test compares them
SQLITE_VERSION = sqlite_version
