"""From the bytes of a web page to a tree of elements, whatever the bytes are."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from storage.errors import ImportFailed
from storage.importers.xml_trees import guarded_parser
from storage.text.decoding import BOMS, WIDE, decode

MOST_ATTRIBUTES = 200  # of one tag; lxml takes hours for 100,000
LONG_TAG = 2048  # characters; a shorter one cannot hold so many attributes that it takes long
DEEPEST = 200  # elements in each other; lxml ends at 256, or at 2,048 if told to
LONGEST_PROLOGUE = 100_000  # characters in which a document type is looked for
HEAD = 4096  # bytes in which a page says what it is encoded in; browsers look at 1,024

_META = re.compile(rb"<meta\b[^>]*?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARATION = re.compile(rb"\s*<\?xml\b[^>]*?encoding\s*=\s*[\"']([\w.:-]+)")
_KNOWN = re.compile(
    r"(?:utf|iso|windows|cp|koi8|gb|big5|euc|shift|sjis|x-|latin|us-?ascii|ascii|mac|tis|hz|ks)"
)
_MEANT = {  # what browsers take these names for
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk", "gb-2312"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "ksc5601"), "cp949"),
    **dict.fromkeys(("utf-16", "utf-16le", "utf-16be", "x-user-defined"), "utf-8"),
    **dict.fromkeys(("iso-8859-11", "tis-620"), "cp874"),
    "iso-8859-9": "cp1254",
    "big5": "big5hkscs",
}
# A script, style or comment to its end, or a tag with its attributes; each runs to the end of the
# text if it is never closed, so that the search as a whole stays linear.
_TAG = re.compile(
    r"<!--(?:[^-]+|-(?!->))*+"
    r"|<(?P<silent>script|style)\b(?:[^<]+|<(?!/(?P=silent)))*+"
    r"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*+)"
    r"(?P<rest>(?:[^>=]+|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+)>?",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"[^\s/>=][^\s/>=]*+(?:\s*=\s*(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*))?")
_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
    *("source", "track", "wbr"),
}
_INLINE = frozenset(("a", "b", "i", "em", "strong", "span", "font", "u", "small", "sup", "sub"))
_UNMARKED = frozenset(("amp", "lt", "gt", "quot", "apos"))
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});|&(?!#\d|#x|[A-Za-z])")
_PROLOGUE = re.compile(r"\s*<\?xml\b[^>]*>")
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[>]*(?:\[[^\]]*\]\s*)?>", re.IGNORECASE)
_SELF_CLOSED = re.compile(r"<([A-Za-z][\w:.-]*+)([^<>]*?)/>")


def parsed_html(data: bytes | str, charset: str = "") -> HtmlElement:
    """Give the root of a page; one with an empty body if nothing can be made of it.

    `charset` is what the server says of bytes. NUL characters, attributes beyond MOST_ATTRIBUTES
    of a tag, comments and, in a page nested too deeply, tags beyond DEEPEST are left out.
    """
    text = data if isinstance(data, str) else decoded_html(data, charset)
    if "\0" in text:
        text = text.replace("\0", "")
    text = _with_few_attributes(text)
    root, is_cut = _parsed(text, is_huge=False)
    if is_cut:
        root, _ = _parsed(_flattened(text), is_huge=True)
    return root


def parsed_xhtml(data: bytes) -> etree._Element:
    """Give the root of a page that is meant to be XML, or read as HTML where it is none.

    The document type and what it defines is left out, so entities are those of HTML.
    """
    text = decoded_html(data)
    text = _PROLOGUE.sub("", text.replace("\0", ""), count=1)
    head = _DOCTYPE.sub("", text[:LONGEST_PROLOGUE], count=1)
    text = _with_few_attributes(head + text[LONGEST_PROLOGUE:])
    written = _NAMED.sub(_written, text).encode("utf-8", "replace")
    try:
        root = etree.fromstring(written, guarded_parser(encoding="utf-8"))
    except (etree.XMLSyntaxError, ValueError):
        root = None
    return parsed_html(_SELF_CLOSED.sub(_opened, text)) if root is None else root


def decoded_html(data: bytes, charset: str = "") -> str:
    """Read bytes in the encoding that a mark, the server or the page itself names, or a guess."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    head = data[:HEAD]
    declared = [found[1].decode("ascii") for found in (_META.search(head),) if found]
    declared += [found[1].decode("ascii") for found in (_DECLARATION.match(head),) if found]
    names = [name for name in map(_encoding, [charset, *declared]) if name]
    shifted = [name for name in names if name.startswith(("iso-2022", "hz"))]  # ASCII bytes too
    for name in (*shifted, "utf-8", *names):
        try:
            if b"\0" not in head or name in WIDE:
                return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    for name in names:
        try:
            return data.decode(name, "replace")
        except LookupError:
            continue
    try:
        return decode(data).text
    except ImportFailed:  # no text at all: what can be read in it is still shown
        return data.decode("cp1252", "replace")


def _encoding(name: str) -> str:
    name = name.strip().strip("\"'").lower()
    return _MEANT.get(name, name) if _KNOWN.match(name) else ""


def _parsed(text: str, *, is_huge: bool) -> tuple[HtmlElement, bool]:
    """Give the tree, and whether the parser stopped before the end."""
    parser = HTMLParser(
        encoding="utf-8", huge_tree=is_huge, remove_comments=True, remove_pis=True, no_network=True
    )
    # lxml.html asks Python for the class of each element it hands out, a tenth of all the work.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        root = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = document_fromstring("<html><body></body></html>")
    limits = (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_INTERNAL_ERROR)
    return root, any(entry.type in limits for entry in parser.error_log)


def _with_few_attributes(text: str) -> str:
    if len(text) < LONG_TAG:
        return text
    pieces: list[str] = []
    done = 0
    for found in _TAG.finditer(text):
        if found.end() - found.start() < LONG_TAG or not found["name"]:
            continue
        start, end = found.span("rest")
        for number, attribute in enumerate(_ATTRIBUTE.finditer(text, start, end)):
            if number == MOST_ATTRIBUTES:
                pieces.append(text[done : attribute.start()])
                done = end
                break
    return "".join([*pieces, text[done:]]) if pieces else text


def _flattened(text: str) -> str:
    """Give the text without the tags beyond DEEPEST; a block there becomes a paragraph break."""
    pieces: list[str] = []
    done = depth = 0
    for found in _TAG.finditer(text):
        name = (found["name"] or "").lower()
        if not name or name in _VOID:
            continue
        if found["close"]:
            depth = max(0, depth - 1)
        is_deep = depth >= DEEPEST
        if not found["close"]:
            depth += 1
        if is_deep:
            pieces += (text[done : found.start()], "" if name in _INLINE else "<br><br>")
            done = found.end()
    return "".join([*pieces, text[done:]])


def _written(found: re.Match[str]) -> str:
    """Give an entity of HTML as its character, which XML does not know by name."""
    name = found[1]
    if name in _UNMARKED:
        return found[0]
    return html5.get(f"{name};", f"&amp;{name};") if name else "&amp;"


def _opened(found: re.Match[str]) -> str:
    """Give an empty element as HTML closes it."""
    return found[0] if found[1].lower() in _VOID else f"<{found[1]}{found[2]}></{found[1]}>"
