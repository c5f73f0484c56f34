"""The way through a tree of HTML elements, from part to part."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from storage.importers.composition import Part
from storage.importers.html_blocks import (
    BLOCK_ENTERS,
    begin_note,
    begin_page,
    enter_heading,
    guess_caption,
)
from storage.importers.html_elements import BLOCKS, HEADINGS, MARKS, SILENT, is_hidden, marks_of
from storage.importers.html_notes import types_of
from storage.importers.html_phrases import PHRASE_ENTERS
from storage.importers.html_state import Attributes, Leave, Setting, State, skipped
from storage.importers.html_surroundings import Surroundings

NOTES = frozenset(("footnote", "endnote", "rearnote"))
CODE = ("code", "samp", "kbd", "tt")

_PREFIX = re.compile(r"(?:\{[^}]*\})?(?:\w+:(?=\w))?")  # of a namespace
_ENTERS = {**BLOCK_ENTERS, **PHRASE_ENTERS}


class _Frame(NamedTuple):
    """An element that is open."""

    children: Iterator[etree._Element]
    element: etree._Element
    left_open: int
    setting: Setting
    is_block: bool
    leave: Leave | None


class Walk:
    """A way through a tree that keeps its own stack, so that nesting may be of any depth."""

    def __init__(self, around: Surroundings) -> None:
        """Begin outside of everything."""
        self._state = State(around)
        self._names: dict[object, str] = {}

    def through(self, root: etree._Element) -> list[Part]:
        """Give the parts of what is inside an element."""
        state = self._state
        if identity := root.get("id"):
            state.name(identity)
        state.say(root.text)
        stack: list[_Frame] = []
        children: Iterator[etree._Element] = iter(root)
        while True:
            child = next(children, None)
            if child is None:
                if not stack:
                    break
                frame = stack.pop()
                self._go_out(frame)
                children = frame.children
                state.say(frame.element.tail)
                continue
            left_open, setting = len(state.line.opened), state.setting
            tag = self._names.get(child.tag) or self._name_of(child)
            leave = self._go_in(child, tag)
            if leave is skipped:
                state.say(child.tail)
                continue
            stack.append(_Frame(children, child, left_open, setting, tag in BLOCKS, leave))
            children = iter(child)
        state.flush()
        if rest := state.line.rest():
            state.parts.append(rest)
        return state.parts

    def _name_of(self, element: etree._Element) -> str:
        """Give an element's name without namespace; that of a comment or entity begins with "#"."""
        if not isinstance(element.tag, str):
            return "#entity" if element.tag is etree.Entity else "#comment"
        name = _PREFIX.sub("", element.tag, count=1).lower()
        self._names[element.tag] = name
        return name

    def _go_in(self, element: etree._Element, tag: str) -> Leave | None:
        """Take the beginning of an element; `skipped` if nothing in it is for readers."""
        state = self._state
        if tag[0] == "#":
            if tag == "#entity" and element.text:
                state.say(html.unescape(element.text))
            return skipped
        items = element.items()
        attributes: Attributes = dict(items) if items else {}  # type: ignore[arg-type]  # of the stubs
        is_block = tag in BLOCKS
        enter, leave = _ENTERS.get(tag), None
        if is_block:
            state.boundary()
        if attributes:
            if identity := attributes.get("id") or (tag == "a" and attributes.get("name")):
                state.name(identity)
            types = types_of(attributes)
            is_note = bool(types) and not NOTES.isdisjoint(types)
            if not is_note and is_hidden(tag, attributes):  # a note may be hidden to pop up
                return skipped
            if "pagebreak" in types:
                return begin_page(state, element, attributes)
            if is_note and is_block:
                begin_note(state, tag)
            enter = enter_heading if "heading" in types and tag not in HEADINGS else enter
        if enter:
            leave = enter(state, element, tag, attributes)
            if leave is skipped:
                return leave
        elif tag in SILENT:
            return skipped
        elif is_block:
            leave = guess_caption(state, element, attributes)
        if (
            not is_block
            and (tag in MARKS or attributes)
            and not (tag in CODE and state.setting.kind == "code")
        ):
            for kind in marks_of(tag, attributes):
                state.line.open(kind)
        text = element.text
        if tag == "pre" and text and text[0] == "\n":  # which HTML does not count
            text = text[1:]
        state.say(text)
        return leave

    def _go_out(self, frame: _Frame) -> None:
        state = self._state
        if frame.leave:
            frame.leave()
        if frame.is_block:
            state.boundary()
        if len(state.line.opened) > frame.left_open:
            state.line.close(frame.left_open)
        state.setting = frame.setting
