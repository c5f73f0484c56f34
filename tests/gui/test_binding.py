"""PySide6 itself: what broke in one release and must not come back with the next."""

import sys

from PySide6.QtCore import QObject


def test_void_calls_keep_the_references_to_none(qapp):
    item = QObject()
    before = sys.getrefcount(None)
    for _ in range(500):
        item.setObjectName("name")
    assert abs(sys.getrefcount(None) - before) < 100  # 6.12.0 on Python 3.11 loses all 500
