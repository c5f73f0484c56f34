"""What the names of a word processor's styles say of the paragraphs and words in them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

Role = Literal[
    "",
    "heading",
    "title",
    "subtitle",
    "quote",
    "code",
    "caption",
    "contents",
    "rule",
    "header",
]

# As Word and LibreOffice name their own styles in the languages they come in.
_HEADING = re.compile(
    r"(?:heading|head|ü?berschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|otsikko"
    r"|nagłówek|nadpis|címsor|titlu|naslov|başlık|encabezado|cabeçalho|kapitel|заголовок"  # noqa: RUF001
    r"|επικεφαλίδα|כותרת|عنوان|見出し|标题|標題|제목)[\s_]*([1-9])\b.*"
)
_HEADING_BEFORE = re.compile(r"([1-9])\.?[\s_]*(?:heading|címsor|otsikko)")
_CONTENTS = re.compile(
    r"(?:toc|contents|tdm|tm|verzeichnis|sumário|sommario|содержание|оглавление)[\s_]*(?:[1-9]|heading)"
    r"|toc heading|contents heading|table of (?:figures|contents|authorities)|inhaltsverzeichnis.*"
    r"|(?:user index|table index|illustration index|figure index)[\s_]*(?:[1-9]|heading).*"
)
_ROLES: dict[Role, tuple[str, ...]] = {
    "title": (
        *(
            "title",
            "titel",
            "titre",
            "título",
            "titulo",
            "titolo",
            "tytuł",
            "название",
            "заголовок",
        ),
        *("book title", "표제", "表題", "标题", "cím", "otsikko", "tittel", "název"),
    ),
    "subtitle": (
        *("subtitle", "untertitel", "sous-titre", "subtítulo", "sottotitolo", "podtytuł"),
        *("ondertitel", "undertitel", "подзаголовок"),
    ),
    "quote": (
        *("quote", "intense quote", "block text", "block quote", "blockquote", "block quotation"),
        *("quotations", "quotation", "zitat", "intensives zitat", "citation", "citation intense"),
        *("cita", "cita destacada", "citazione", "citazione intensa", "citat", "citaat", "cytat"),
        *("citação", "цитата", "引用文", "引用", "block quotations", "quote block", "blocktext"),
        *("quotations text", "extract", "epigraph"),
    ),
    "code": (
        *("html preformatted", "preformatted text", "preformatted", "source code", "code", "macro"),
        *("macro text", "code block", "codeblock", "sourcecode", "listing", "program listing"),
        *("programlisting", "html vorformatiert", "vorformatierter text", "quelltext", "verbatim"),
        *(
            "préformaté html",
            "texte préformaté",
            "programcode",
            "preformattedtext",
            "literal block",
        ),
        *("rststyle-preformatted", "html-preformatted"),
    ),
    "caption": (
        *("caption", "beschriftung", "légende", "legende", "epígrafe", "didascalia", "legenda"),
        *(
            "table caption",
            "image caption",
            "figure caption",
            "abbildung",
            "tabelle",
            "bildunterschrift",
            "bijschrift",
            "bildtext",
        ),
        *("picture caption", "название объекта", "image legend", "listing caption", "billedtekst"),
    ),
    "header": (
        *("table heading", "table header", "tabellenüberschrift", "titre de tableau"),
        *("encabezado de la tabla", "titolo tabella", "table head", "tabellrubrik", "tabelkop"),
    ),
    "rule": ("horizontal line", "horizontale linie", "ligne horizontale"),
}
_BY_NAME: dict[str, Role] = {name: role for role, names in _ROLES.items() for name in names}
_CODE_WORDS = {
    *("html code", "html keyboard", "html typewriter", "html sample", "html preformatted"),
    *("source text", "teletype", "verbatim", "verbatim char", "code", "inline code", "user entry"),
    *("code char", "source code char", "html preformatted char", "codechar", "code in text"),
    *("html-code", "html schreibmaschine", "quelltext", "texte source", "literal", "example"),
    *("verbatimchar", "html variable code", "html tastatur", "rststyle-inlineliteral"),
}


class Meaning(NamedTuple):
    """What a paragraph style is for; `rank` is a heading's."""

    role: Role = ""
    rank: int = 0


NOTHING = Meaning()


@lru_cache(maxsize=4096)
def meaning_of(name: str) -> Meaning:
    """Tell what a paragraph style is for by its name."""
    folded = " ".join(name[:100].casefold().replace("_", " ").split())
    if found := _HEADING.fullmatch(folded) or _HEADING_BEFORE.fullmatch(folded):
        return Meaning("heading", min(6, int(found[1])))
    if _CONTENTS.fullmatch(folded):
        return Meaning("contents")
    return Meaning(_BY_NAME.get(folded, ""))


@lru_cache(maxsize=4096)
def is_code_words(name: str) -> bool:
    """Tell whether a character style is for words of a program."""
    return " ".join(name[:100].casefold().replace("_", " ").split()) in _CODE_WORDS
