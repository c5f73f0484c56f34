"""Reading PDF documents beside PDFium's own way to their text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measuring import Row, timed
from tests.benchmarks.processes import Run, ask, interleaved
from tests.pdf_files import article

LONGEST_MS = 1_000  # a document of 20 pages; issue 3
RATIO = 1.5


def rows(run: Run) -> Iterator[Row]:
    """Read a document of 20 pages in one column and in two."""
    home = run.libraries.scratch / "home"
    for columns in (1, 2):
        path = run.libraries.scratch / f"article-{columns}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(article(20, columns=columns))

        def ours(path: Path = path) -> dict[str, object]:
            return ask("pdf.read", home, path=path, times=run.times(9))

        def bare(path: Path = path) -> dict[str, object]:
            return ask("pdf.read_bare", home, path=path, times=run.times(9))

        own, theirs = interleaved(run.times(3), ours, bare)
        size = f"20 pages, {columns} column{'s' if columns > 1 else ''}"
        yield Row(
            *("import", "PDF read to parts", size),
            own["took"],
            theirs["took"],
            target=LONGEST_MS,
            ratio_target=RATIO,
        )


def read(path: str, times: int) -> dict[str, object]:
    """Read the file as an article."""
    from storage.importers.pdf import read_pdf
    from storage.importers.sources import Source

    source = Source(Path(path).read_bytes(), "article.pdf", "article")
    read_pdf(source)
    return {"took": [timed(lambda: read_pdf(source))[0] for _ in range(times)]}


def read_bare(path: str, times: int) -> dict[str, object]:
    """Let pypdfium2 give the text of each page."""
    import pypdfium2

    data = Path(path).read_bytes()

    def texts() -> list[str]:
        with pypdfium2.PdfDocument(data) as document:
            found = []
            for page in document:
                textpage = page.get_textpage()
                found.append(textpage.get_text_range())
                textpage.close()
                page.close()
            return found

    texts()
    return {"took": [timed(texts)[0] for _ in range(times)]}
