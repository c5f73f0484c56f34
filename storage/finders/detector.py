"""Which finder it is: a text is looked through once by each."""

from __future__ import annotations

from typing import NamedTuple

DETECTOR = "postil"
VERSION = "1"  # goes up with every change of what is found


class Detector(NamedTuple):
    """A finder, as a run of it is written down."""

    name: str
    version: str


def detector_with(engine: str) -> Detector:
    """Give the finder that takes names from a spaCy model; "" for Postil's own."""
    return Detector(f"{DETECTOR} with {engine}" if engine else DETECTOR, VERSION)


OWN = detector_with("")
