"""Keeps PySide from reading the source of every module that is imported."""

from __future__ import annotations

import sys
from types import ModuleType

import PySide6.QtCore  # noqa: F401  it brings what is changed here

FEATURE = "shibokensupport.feature"
LOOK = "_mod_uses_pyside"


def leave_unread() -> None:
    """Let imports from now on cost no more than they do without PySide.

    PySide looks through the source of each module for its own name, in case somebody switches
    snake_case on with `from __feature__ import ...`, which Postil never does.
    """
    # WORKAROUND PYSIDE-2029: 0.2 ms and 25 KB a module, 300 of them on the way to the window;
    # drop when test_sources.py says that PySide does it no more.
    feature = sys.modules.get(FEATURE)
    if feature is not None and hasattr(feature, LOOK):
        setattr(feature, LOOK, _uses_no_features)


def _uses_no_features(_module: ModuleType) -> bool:
    return False
