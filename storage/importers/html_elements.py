"""What the elements of HTML are to a reader: blocks, marks, things that are not shown."""

from __future__ import annotations

import re
from collections.abc import Mapping

from storage.types import MarkKind

BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dir"),
    *("div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
    *("h4",),
    *("h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "listing", "main", "menu"),
    *("nav", "ol", "p", "plaintext", "pre", "search", "section", "summary", "table", "tbody"),
    *("tfoot", "thead", "tr", "td", "th", "caption", "ul", "xmp"),
}
SILENT = {
    *("script", "style", "template", "head", "title", "meta", "link", "base", "iframe", "frame"),
    *("frameset", "noframes", "input", "select", "textarea", "button", "option", "datalist"),
    *("audio", "video", "canvas", "map", "area", "param", "rp", "col"),
    *("colgroup", "applet", "progress", "meter", "dialog", "basefont", "bgsound", "embed"),
}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
MARKS: dict[str, MarkKind] = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "emphasis"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), "code"),
    **dict.fromkeys(("s", "del", "strike"), "strike"),
    "sup": "superscript",
    "sub": "subscript",
}
_CLASSES: dict[str, MarkKind] = {  # as EPUBs and word processors call them
    **dict.fromkeys(("italic", "italics", "ital", "emphasis"), "emphasis"),
    **dict.fromkeys(("bold", "strong"), "strong"),
    **dict.fromkeys(("super", "superscript"), "superscript"),
    **dict.fromkeys(("sub", "subscript"), "subscript"),
}
_STYLED = frozenset(("span", "font", "b", "i", "strong", "em", "a"))
_UNSEEN = {
    *("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"),
    *("mw-cite-backlink", "mw-editsection"),
}
_LINE_NUMBERS = {
    *("gutter", "lineno", "linenos", "line-number", "line-numbers", "blob-num", "rouge-gutter"),
}
# Not "visibility: hidden": scripts show what has it when the page is scrolled there.
_HIDING = re.compile(r"(?<![\w-])display\s*:\s*none", re.IGNORECASE)
_ICON = re.compile(
    r"(?:^|[\s_-])(?:icons?|material-icons|material-symbols\S*|fa|glyphicon)(?:$|[\s_-])"
)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_PLAIN = re.compile(r"font-(?:weight\s*:\s*(?:normal|400)|style\s*:\s*normal)", re.IGNORECASE)
_THROUGH = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)


def is_hidden(tag: str, attributes: Mapping[str, str]) -> bool:
    """Say whether a page that runs no scripts does not show an element."""
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    style = attributes.get("style")
    if style and _HIDING.search(style):
        return True
    classes = attributes.get("class")
    if not classes:
        return False
    words = classes.split()
    if not _UNSEEN.isdisjoint(words):
        return True
    if tag in ("td", "span", "pre") and not _LINE_NUMBERS.isdisjoint(words):
        return True
    is_icon = tag in ("i", "svg") or attributes.get("aria-hidden") == "true"
    return is_icon and tag in ("i", "span", "svg") and bool(_ICON.search(classes))


def marks_of(tag: str, attributes: Mapping[str, str]) -> list[MarkKind]:
    """Give the marks that an inline element makes, by what it is and by its own style."""
    kind = MARKS.get(tag)
    kinds = [kind] if kind else []
    if tag in _STYLED:
        style = attributes.get("style", "")
        if style:
            if _PLAIN.search(style):
                kinds = []
            kinds += ["emphasis"] if _ITALIC.search(style) else []
            kinds += ["strong"] if _BOLD.search(style) else []
            kinds += ["strike"] if _THROUGH.search(style) else []
            if raised := _RAISED.search(style):
                kinds.append("superscript" if raised[1].lower() == "super" else "subscript")
        if tag == "span" and (named := _CLASSES.get(attributes.get("class", ""))):
            kinds.append(named)
    return kinds
