"""What PySide reads when a module is imported."""

from __future__ import annotations

import pytest

from tests.library_files import python

SCRIPT = """
import linecache, sys
import PySide6.QtCore
if sys.argv[1] == "left":
    from gui.sources import leave_unread
    leave_unread()
from gui.theme import Scale
print([name for name in linecache.cache if "theme" in name])
"""


@pytest.mark.parametrize(("how", "is_read"), [("left", False), ("read", True)])
def test_sources_are_left_unread(how, is_read):
    # when the second one fails PySide reads no sources any more, and gui/sources.py can go
    assert ("gui/theme.py" in python(SCRIPT, how).replace("\\\\", "/")) is is_read
