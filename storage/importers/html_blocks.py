"""The blocks of HTML: headings, paragraphs, quotes, code, figures, lists, notes and tables."""

from __future__ import annotations

import re

from lxml import etree

from storage.importers.composition import Part
from storage.importers.html_elements import BLOCKS, HEADINGS
from storage.importers.html_inline import Place
from storage.importers.html_lists import Numbering
from storage.importers.html_notes import short_text
from storage.importers.html_state import LONGEST_HEADING, Attributes, Enter, Leave, State, skipped
from storage.importers.html_tables import Grid, is_layout, settled

DEEPEST = 60  # quotes and lists in each other, as in Markdown
LONGEST_CAPTION = 800  # characters; more is what stands beside a picture

_RANKS = ("1", "2", "3", "4", "5", "6")
_CAPTION = re.compile(
    r"(?<![\w-])(?!has|with|no)(?:[\w-]+[_-])?(?:thumb)?caption(?:[_-][\w-]*)?(?![\w-])"
)
_PAGE = re.compile(
    r"[\s.\[\](){}]*(?:page|pg\.?|p\.?|seite|s\.)?\s*([\w.-]{1,12}?)[\s.\[\](){}]*", re.I
)


def enter_heading(
    state: State, element: etree._Element, tag: str, attributes: Attributes
) -> Leave | None:
    """Begin a heading, by its tag or its role."""
    if state.setting.flat or state.setting.is_kept:
        return None
    if len(short_text(element, LONGEST_HEADING)) > LONGEST_HEADING:
        return None
    rank = HEADINGS.get(tag, 2)
    if attributes.get("role") == "heading":
        rank = int(level) if (level := attributes.get("aria-level", "")) in _RANKS else rank
    if tag not in BLOCKS:
        state.flush()
    state.set(kind="heading", level=rank, flat=" ", is_tight=False)
    return state.flush


def _enter_paragraph(
    state: State, element: etree._Element, _tag: str, attributes: Attributes
) -> Leave | None:
    if state.setting.is_tight and not state.is_note_new:
        state.set(is_tight=False)
    return guess_caption(state, element, attributes)


def guess_caption(state: State, element: etree._Element, attributes: Attributes) -> Leave | None:
    """Take a block for a caption that follows a picture and calls itself one."""
    classes = attributes.get("class", "")
    if "caption" not in classes or not _CAPTION.search(classes):
        return None
    if state.setting.flat or state.setting.is_kept:
        return None
    follows = bool(state.parts) and state.parts[-1].kind == "picture"
    if not follows or len(short_text(element, LONGEST_CAPTION)) > LONGEST_CAPTION:
        return None
    if next(element.iter("img", "{*}img"), None) is not None:
        return None
    state.set(kind="caption", level=0, flat="\n", is_tight=False)
    return state.flush


def _enter_quote(
    state: State, _element: etree._Element, _tag: str, _attributes: Attributes
) -> None:
    state.set(quote=min(DEEPEST, state.setting.quote + 1))


def _enter_code(
    state: State, _element: etree._Element, _tag: str, _attributes: Attributes
) -> Leave | None:
    if state.setting.flat:
        state.set(is_kept=state.setting.flat == "\n")
        return None
    if state.setting.is_kept:
        return None
    state.marker = ""
    state.set(kind="code", level=0, is_kept=True, is_tight=False)
    return state.flush


def _enter_figure(
    state: State, _element: etree._Element, _tag: str, _attributes: Attributes
) -> Leave | None:
    if state.setting.flat or state.setting.is_kept:
        return None
    first = len(state.parts)

    def leave() -> None:
        state.flush()
        parts = state.parts[first:]
        captions = [part for part in parts if part.kind == "caption"]
        shown = [part for part in parts if part.kind != "caption"]
        if not shown:
            for part in captions:  # of what cannot be shown
                part.kind = "paragraph"
        elif shown[-1].kind == "picture" and parts[0].kind == "caption":
            state.parts[first:] = [*shown, *captions]

    return leave


def _enter_caption(
    state: State, _element: etree._Element, tag: str, _attributes: Attributes
) -> Leave | None:
    if state.setting.flat or state.setting.is_kept:
        return None
    if tag == "caption" and not state.setting.grid:
        return None
    state.set(kind="caption", level=0, flat="\n", is_tight=False)
    return state.flush


def _enter_list(state: State, element: etree._Element, tag: str, attributes: Attributes) -> None:
    if not state.setting.depth:
        state.is_first = True
    state.set(numbering=Numbering(element, tag, attributes))


def _enter_item(
    state: State, _element: etree._Element, tag: str, attributes: Attributes
) -> Leave | None:
    setting = state.setting
    if setting.flat or setting.is_kept:
        return None
    if tag == "dt":
        state.is_first = True
        state.set(is_tight=True)
        return lambda: _leave_term(state)
    state.set(depth=min(DEEPEST, setting.depth + 1), is_tight=True, kind="paragraph", level=0)
    if tag == "li":
        state.marker = setting.numbering.marker(attributes) if setting.numbering else "•"
    return lambda: _leave_item(state)


def begin_note(state: State, tag: str) -> None:
    """Begin the text of a note, which is an item."""
    if not state.setting.flat and tag not in ("tr", "td", "th", "li"):
        state.flush()
        state.set(depth=max(1, state.setting.depth), is_tight=True)
        state.marker = ""
        state.is_first = True
    state.is_note_new = True


def begin_page(state: State, element: etree._Element, attributes: Attributes) -> Leave:
    """Let a page of the printed edition begin."""
    label = attributes.get("title") or attributes.get("aria-label") or short_text(element)
    if found := _PAGE.fullmatch(label[:40]):
        state.line.add_page(found[1])
    return skipped


def _enter_table(
    state: State, element: etree._Element, _tag: str, attributes: Attributes
) -> Leave | None:
    setting = state.setting
    if setting.flat or setting.is_kept:
        return None
    if is_layout(element, attributes):
        state.set(grid=None)
        return None
    state.tables += 1
    grid, first = Grid(state.tables), len(state.parts)
    state.marker = ""
    state.set(grid=grid, kind="paragraph", level=0, depth=0, is_tight=False)

    def leave() -> None:
        state.flush()
        parts = state.parts[first:]
        if not any(part.kind == "cell" for part in parts):
            for part in parts:
                part.kind = "paragraph" if part.kind == "caption" else part.kind
        state.parts[first:] = settled(parts, grid)

    return leave


def _enter_head(
    state: State, _element: etree._Element, _tag: str, _attributes: Attributes
) -> Leave | None:
    grid = state.setting.grid
    if not grid or state.setting.flat:
        return None
    grid.is_head = True

    def leave() -> None:
        grid.is_head = False

    return leave


def _enter_row(state: State, _element: etree._Element, _tag: str, _attributes: Attributes) -> None:
    if state.setting.grid and not state.setting.flat:
        state.setting.grid.begin_row()


def _enter_cell(
    state: State, _element: etree._Element, tag: str, attributes: Attributes
) -> Leave | None:
    grid = state.setting.grid
    if not grid or state.setting.flat or state.setting.is_kept:
        return None
    row, column = grid.place(attributes)
    is_head = tag == "th" or grid.is_head
    state.set(kind="cell", level=int(is_head), flat="\n", is_tight=False, depth=0)

    def leave() -> None:
        if state.line.length:
            place = Place("cell", int(is_head), state.setting.quote)
            part = state.line.taken(place, grid.joint(row, column))
            part.table, part.row, part.column = grid.number, row, column
            state.parts.append(part)
        state.line.drop_spaces()

    return leave


def _enter_rule(
    state: State, _element: etree._Element, _tag: str, _attributes: Attributes
) -> Leave:
    if not state.setting.flat and not state.setting.is_kept:
        state.parts.append(Part("", "rule", quote=state.setting.quote))
    return skipped


def _leave_term(state: State) -> None:
    state.flush()
    state.is_first = False  # what explains it stands right below


def _leave_item(state: State) -> None:
    state.flush()
    state.marker = ""


BLOCK_ENTERS: dict[str, Enter] = {
    **dict.fromkeys(HEADINGS, enter_heading),
    **dict.fromkeys(("ul", "ol", "menu", "dir", "dl"), _enter_list),
    **dict.fromkeys(("li", "dd", "dt"), _enter_item),
    **dict.fromkeys(("pre", "listing", "xmp", "plaintext"), _enter_code),
    **dict.fromkeys(("td", "th"), _enter_cell),
    "p": _enter_paragraph,
    "blockquote": _enter_quote,
    "figure": _enter_figure,
    "figcaption": _enter_caption,
    "caption": _enter_caption,
    "table": _enter_table,
    "thead": _enter_head,
    "tr": _enter_row,
    "hr": _enter_rule,
}
