"""Reading sixty pages from word processors beside what a library alone does with them."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.corpus import Prose
from tests.benchmarks.measuring import Row, timed
from tests.benchmarks.processes import Run, ask, interleaved
from tests.office_files import docx, odt, p, r, rtf, style

LENGTH = 180_000  # characters: sixty pages
PER_HEADING = 8  # paragraphs
RATIO = 1.5  # issue 3


def rows(run: Run) -> Iterator[Row]:
    """Read a document with headings and emphasis in each of the formats."""
    home = run.libraries.scratch / "home"
    folder = run.libraries.scratch / "documents"
    folder.mkdir(parents=True, exist_ok=True)
    paragraphs = _paragraphs()
    for format_, written in (("docx", _docx), ("odt", _odt), ("rtf", _rtf)):
        path = folder / f"report.{format_}"
        path.write_bytes(written(paragraphs))
        asked = {"path": path, "format_": format_, "times": run.times(9)}
        own, theirs = interleaved(
            run.times(3),
            lambda a=asked: ask("documents.read", home, **a),
            lambda a=asked: ask("documents.read_bare", home, **a),
        )
        floor = theirs["took"]
        has_floor = bool(floor)
        yield Row(
            *("import", f"{format_.upper()} read", f"{LENGTH // 1000}k"),
            own["took"],
            floor if has_floor else [],
            ratio_target=RATIO if has_floor else None,
        )


def read(path: str, format_: str, times: int) -> dict[str, object]:
    """Read the file as an article."""
    from storage.importers.reading import read_source
    from storage.importers.sources import Source

    source = Source(Path(path).read_bytes(), f"report.{format_}", "report")
    read_source(source)
    return {"took": [timed(lambda: read_source(source))[0] for _ in range(times)]}


def read_bare(path: str, format_: str, times: int) -> dict[str, object]:
    """Read it with mammoth, with zipfile and lxml, or with striprtf if that is installed."""
    if format_ == "rtf" and importlib.util.find_spec("striprtf") is None:
        return {"took": []}
    alone: Callable[[str], object] = _BARE[format_]
    alone(path)
    return {"took": [timed(lambda: alone(path))[0] for _ in range(times)]}


def _mammoth(path: str) -> object:
    import mammoth

    with Path(path).open("rb") as file:
        return mammoth.convert_to_html(file)


def _lxml(path: str) -> object:
    import zipfile

    from lxml import etree

    with zipfile.ZipFile(path) as archive:
        names = ("content.xml", "styles.xml", "meta.xml")
        roots = [etree.fromstring(archive.read(name)) for name in names]
        return "".join(roots[0].itertext())


def _striprtf(path: str) -> object:
    striprtf = importlib.import_module("striprtf.striprtf")
    return striprtf.rtf_to_text(Path(path).read_bytes().decode("latin-1"))


_BARE: dict[str, Callable[[str], object]] = {"docx": _mammoth, "odt": _lxml, "rtf": _striprtf}


def _paragraphs() -> list[str]:
    prose = Prose(5)
    paragraphs: list[str] = []
    while sum(map(len, paragraphs)) < LENGTH:
        paragraphs.append(prose.paragraph().replace("&", "and").replace("<", ""))
    return paragraphs


def _pieces(text: str) -> list[str]:
    """Give a paragraph in runs of a few words, as Word keeps it after some editing."""
    words = text.split(" ")
    return [" ".join(words[at : at + 6]) + " " for at in range(0, len(words), 6)]


def _docx(paragraphs: list[str]) -> bytes:
    body = []
    for number, text in enumerate(paragraphs):
        if number % PER_HEADING == 0:
            body.append(p(f"Part {number}", "H1"))
        runs = (r(piece, "<w:i/>" if at % 9 == 4 else "") for at, piece in enumerate(_pieces(text)))
        body.append(p("".join(runs)))
    return docx("".join(body), styles=style("H1", "heading 1"))


def _odt(paragraphs: list[str]) -> bytes:
    body = []
    for number, text in enumerate(paragraphs):
        if number % PER_HEADING == 0:
            body.append(f'<text:h text:outline-level="1">Part {number}</text:h>')
        runs = (
            f'<text:span text:style-name="T{int(at % 9 == 4)}">{piece}</text:span>'
            for at, piece in enumerate(_pieces(text))
        )
        body.append(f'<text:p text:style-name="Text_20_body">{"".join(runs)}</text:p>')
    slanted = (
        '<style:style style:name="T1" style:family="text">'
        '<style:text-properties fo:font-style="italic"/></style:style>'
    )
    return odt("".join(body), automatic=slanted)


def _rtf(paragraphs: list[str]) -> bytes:
    body = []
    for number, text in enumerate(paragraphs):
        if number % PER_HEADING == 0:
            body.append(f"\\pard\\plain\\s1\\ql\\sb240\\keepn\\b\\fs32 Part {number}\\par\n")
        runs = (
            "{\\rtlch\\fcs1 \\af0 \\ltrch\\fcs0 "
            + ("\\i" if at % 9 == 4 else "")
            + f"\\insrsid1234567 {piece}}}"
            for at, piece in enumerate(_pieces(text))
        )
        body.append("\\pard\\plain\\ltrpar\\ql\\li0\\ri0\\sa160 " + "\n".join(runs) + "\\par\n")
    words = "".join(body)
    return rtf("".join(c if c.isascii() else f"\\u{ord(c)}?" for c in words))
