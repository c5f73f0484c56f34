"""Reading a book of 300 pages beside unpacking and parsing it alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.corpus import Prose
from tests.benchmarks.measuring import Row, timed
from tests.benchmarks.processes import Run, ask, interleaved
from tests.epub_files import novel

LONGEST_MS = 1_500  # issue 3
CHAPTERS, LENGTH = 40, 15_000  # characters


def rows(run: Run) -> Iterator[Row]:
    """Read a book with notes and pictures to its parts, pictures checked."""
    home = run.libraries.scratch / "home"
    prose = Prose(3)
    path = run.libraries.scratch / "novel.epub"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(novel(iter(prose.paragraph, ""), CHAPTERS, LENGTH))

    def ours() -> dict[str, object]:
        return ask("epub.read", home, path=path, times=run.times(9))

    def bare() -> dict[str, object]:
        return ask("epub.read_bare", home, path=path, times=run.times(9))

    own, theirs = interleaved(run.times(3), ours, bare)
    yield Row(
        *("import", "EPUB read", f"{CHAPTERS * LENGTH // 1000}k, {CHAPTERS} chapters"),
        own["took"],
        theirs["took"],
        target=LONGEST_MS,
    )


def read(path: str, times: int) -> dict[str, object]:
    """Read the file as an article."""
    from storage.importers.reading import read_source
    from storage.importers.sources import Source

    source = Source(Path(path).read_bytes(), "novel.epub", "novel")
    read_source(source)
    return {"took": [timed(lambda: read_source(source))[0] for _ in range(times)]}


def read_bare(path: str, times: int) -> dict[str, object]:
    """Unpack each chapter and let lxml give its text."""
    import zipfile

    from lxml import html

    def texts() -> list[str]:
        with zipfile.ZipFile(path) as archive:
            names = [name for name in archive.namelist() if name.endswith(".xhtml")]
            return [html.fromstring(archive.read(name)).text_content() for name in names]

    texts()
    return {"took": [timed(texts)[0] for _ in range(times)]}
