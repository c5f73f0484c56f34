"""Which finder it is: a text is looked through once by each."""

from __future__ import annotations

from typing import NamedTuple

DETECTOR = "postil"
VERSION = "1"  # goes up with every change of what is found


class Detector(NamedTuple):
    """A finder, as a run of it is written down."""

    name: str
    version: str


OWN = Detector(DETECTOR, VERSION)
