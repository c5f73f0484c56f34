"""Articles of web pages beside trafilatura: how good, with gold, and how fast.

`python -m tests.benchmarks.extraction FOLDER` scores a folder of pages with any of these golds:
`ground-truth.json` and `html/*.html.gz` (article-extraction-benchmark); `X.html` beside `X.txt`
(the text) or `X.json` (sentences "with" and "without"); `X/source.html` and `X/expected.html`
(Readability). None of them comes with Postil. Each row is ours beside trafilatura's on the same
pages. `--half 0` or `1` takes every other page only, so that the rest is held back.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import NamedTuple

from lxml.html import HtmlElement

from storage.errors import ImportFailed
from storage.importers.composition import Composed, compose
from storage.importers.html import read_html
from storage.importers.html_tree import decoded_html, parsed_html
from storage.importers.reading import read_file
from storage.importers.sources import Source
from storage.intake import put
from storage.library import Library
from storage.mass_intake import LABEL_OF_MANY, TOGETHER, WAIT_S
from storage.types import ImportedArticle
from tests.benchmarks.corpus import Prose
from tests.benchmarks.measuring import Row
from tests.benchmarks.processes import Run, ask, interleaved

PAGES = 100
PER_SECOND = 40  # DESIGN.md, Targets: saved news pages from the file to the committed row
RATIO = 1.5
SHINGLE = 4  # words, as article-extraction-benchmark counts
KINDS = ("heading", "item", "link", "image", "quote", "cell", "code", "paragraph")
LEAST_PARAGRAPH = 25  # characters

Elements = dict[str, Counter[str]]


class Score(NamedTuple):
    """What was found of what, and how much else."""

    hits: float = 0
    wrong: float = 0
    missed: float = 0

    def __str__(self) -> str:
        precision = self.hits / ((self.hits + self.wrong) or 1)
        recall = self.hits / ((self.hits + self.missed) or 1)
        f1 = 2 * precision * recall / ((precision + recall) or 1)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}"


class Page(NamedTuple):
    """A page with one kind of gold."""

    name: str
    data: bytes
    text: str | None = None
    sentences: tuple[list[str], list[str]] | None = None
    expected: HtmlElement | None = None


def rows(run: Run) -> Iterator[Row]:
    """Read pages made here, from their files to their rows, beside trafilatura on the same."""
    home = run.libraries.scratch / "home"
    folder = run.libraries.scratch / "pages"
    make_pages(folder)
    target = run.libraries.scratch / "pages.postil"
    ours, theirs = interleaved(
        run.times(5),
        lambda: ask("extraction.take_in", home, folder=folder, target=target),
        lambda: ask("extraction.bare", home, folder=folder),
    )
    yield Row(
        "web pages",
        "read and committed, each",
        f"{PAGES} pages",
        ours["took"],
        theirs["took"],
        target=1000 / PER_SECOND,
        ratio_target=RATIO,
    )


def take_in(folder: str, target: str) -> dict[str, object]:
    """Read and commit pages as an import of many does; gives the milliseconds for one.

    One core reads and writes in turn; in an import, reading has a process of its own.
    """
    for old in Path(target).parent.glob(Path(target).name + "*"):
        old.unlink()
    files = _pages_in(Path(folder))
    read_file(files[0])  # loads what is loaded once
    with Library.open(Path(target)) as library:
        waiting: list[ImportedArticle] = []
        began = since = time.perf_counter()
        for file in files:
            with suppress(ImportFailed):
                waiting.append(read_file(file))
            is_last = file is files[-1]
            if is_last or len(waiting) == TOGETHER or time.perf_counter() - since > WAIT_S:
                with library.transaction(LABEL_OF_MANY):
                    for article in waiting:
                        put(library, article)
                waiting, since = [], time.perf_counter()
        return {"took": (time.perf_counter() - began) * 1000 / len(files)}


def bare(folder: str) -> dict[str, object]:
    """Have trafilatura extract each page; gives the milliseconds for one."""
    from trafilatura import extract

    files = _pages_in(Path(folder))
    extract(files[0].read_bytes())
    began = time.perf_counter()
    for file in files:
        extract(file.read_bytes(), include_comments=False)
    return {"took": (time.perf_counter() - began) * 1000 / len(files)}


def _pages_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.html") if path.name != "expected.html")


def make_pages(folder: Path) -> None:
    """Write pages like those of news sites: scripts, menus, teasers and an article of 600 words."""
    folder.mkdir(parents=True, exist_ok=True)
    prose = Prose(7)
    random = Random(7)
    script = "".join(f"var v{n}=function(a,b){{return a+b*{n}}};" for n in range(2_500))
    for number in range(PAGES):
        title = prose.sentence()
        menu = "".join(f'<li><a href="/s/{n}">{prose.sentence()[:12]}</a></li>' for n in range(60))
        teasers = "".join(
            f'<div class="teaser"><a href="/t/{n}"><img src="/i/{n}.jpg" alt=""><h3>'
            f"{prose.sentence()}</h3></a></div>"
            for n in range(40)
        )
        texts = [f"<p>{prose.paragraph()}</p>" for _ in range(random.randint(8, 25))]
        texts[3:3] = [
            f'<figure><img src="/p.jpg"><figcaption>{prose.sentence()}</figcaption></figure>'
        ]
        data = {"@type": "NewsArticle", "headline": title, "datePublished": "2024-03-05T08:00:00Z"}
        html = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{title} - Globe</title><script type="application/ld+json">{json.dumps(data)}</script>
<script>{script}</script></head><body><nav><ul>{menu}</ul></nav>
<main><article class="story"><h1>{title}</h1><p class="byline">By Ada Mar</p>{"".join(texts)}
</article><aside>{teasers}</aside></main><footer><ul>{menu}</ul></footer></body></html>"""
        (folder / f"{number:03}.html").write_text(html, encoding="utf-8")


def main() -> None:
    """Score the pages of a folder."""
    parser = argparse.ArgumentParser("python -m tests.benchmarks.extraction")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--worst", type=int, default=0, help="pages to name, the worst first")
    options = parser.parse_args()
    pages = list(gold_in(options.folder))
    if options.half is not None:
        pages = pages[options.half :: 2]
    totals: dict[str, list[Score]] = {}
    losses: list[tuple[float, str]] = []
    for page in pages:
        ours, theirs = _ours(page), _theirs(page)
        for name, mine, other in _scores(page, ours, theirs):
            both = totals.setdefault(name, [Score(), Score()])
            totals[name] = [_sum(both[0], mine), _sum(both[1], other)]
            losses.append(
                (mine.wrong + mine.missed - other.wrong - other.missed, f"{page.name}: {name}")
            )
    print(f"{len(pages)} pages with gold")
    for name, (mine, other) in sorted(totals.items()):
        print(f"{name:18} ours {mine}   trafilatura {other}")
    for loss, name in sorted(losses, reverse=True)[: options.worst]:
        print(f"{loss:8.2f} {name}")


def gold_in(folder: Path) -> Iterator[Page]:
    """Give the pages of a folder that have a gold, in the order of their names."""
    for truth in sorted(folder.rglob("ground-truth.json")):
        for name, gold in sorted(json.loads(truth.read_text(encoding="utf-8")).items()):
            file = truth.parent / "html" / f"{name}.html.gz"
            yield Page(name, gzip.decompress(file.read_bytes()), text=gold["articleBody"])
    for file in sorted(folder.rglob("*.html")):
        name, data = str(file.relative_to(folder)), file.read_bytes()
        if (text := file.with_suffix(".txt")).exists():
            yield Page(name, data, text=text.read_text(encoding="utf-8"))
        if (listed := file.with_suffix(".json")).exists():
            said = json.loads(listed.read_text(encoding="utf-8"))
            if "with" in said:
                yield Page(name, data, sentences=(said["with"], said.get("without", [])))
        expected = file.with_name("expected.html")
        if file.name == "source.html" and expected.exists():
            yield Page(name, data, expected=parsed_html(expected.read_bytes()))


def _ours(page: Page) -> tuple[str, Elements]:
    try:
        draft = read_html(Source(page.data, page.name))
    except ImportFailed:
        return "", {}
    parts = draft.parts[1:] if draft.parts[0].text == draft.title else draft.parts
    composed = compose(parts)
    return composed.content, _elements_of_text(composed)


def _theirs(page: Page) -> tuple[str, Elements]:
    from trafilatura import extract

    html = decoded_html(page.data)
    text = extract(html, include_comments=False) or ""
    if page.expected is None:
        return text, {}
    try:
        with_all = extract(
            html,
            include_comments=False,
            output_format="html",
            include_links=True,
            include_images=True,
            include_formatting=True,
        )
    except KeyError:  # of trafilatura 2.3.1 on some formatting
        with_all = ""
    return text, _elements_of_tree(parsed_html(with_all or "<p></p>"))


def _scores(
    page: Page, ours: tuple[str, Elements], theirs: tuple[str, Elements]
) -> Iterator[tuple[str, Score, Score]]:
    if page.text is not None:
        yield "text", _of_texts(ours[0], page.text), _of_texts(theirs[0], page.text)
    if page.sentences is not None:
        yield (
            "sentences",
            _of_sentences(ours[0], *page.sentences),
            _of_sentences(theirs[0], *page.sentences),
        )
    if page.expected is not None:
        expected = _elements_of_tree(page.expected)
        for kind in KINDS:
            gold = expected[kind]
            yield (
                kind,
                _of_counters(ours[1].get(kind, Counter()), gold),
                _of_counters(theirs[1].get(kind, Counter()), gold),
            )


def _of_texts(text: str, gold: str) -> Score:
    """Score by shares, so that each page counts as one, as article-extraction-benchmark does."""
    found, wanted = _shingles(text), _shingles(gold)
    hits = (found & wanted).total()
    most = max(1, found.total(), wanted.total())
    return Score(hits / most, (found.total() - hits) / most, (wanted.total() - hits) / most)


def _of_sentences(text: str, wanted: Iterable[str], unwanted: Iterable[str]) -> Score:
    plain = _plain(text)
    hits = [_plain(sentence) in plain for sentence in wanted]
    wrong = sum(_plain(sentence) in plain for sentence in unwanted)
    return Score(sum(hits), wrong, len(hits) - sum(hits))


def _of_counters(found: Counter[str], wanted: Counter[str]) -> Score:
    hits = (found & wanted).total()
    return Score(hits, found.total() - hits, wanted.total() - hits)


def _sum(one: Score, other: Score) -> Score:
    return Score(*(a + b for a, b in zip(one, other, strict=True)))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of words; a character is a word where words are not parted by spaces."""
    words = re.findall(r"[\u2e80-\u9fff\uac00-\ud7af\u0e00-\u0eff\u1000-\u109f]|\w+", _plain(text))
    size = min(SHINGLE, len(words)) or 1
    return Counter(zip(*(words[at:] for at in range(size)), strict=False))


def _plain(text: str) -> str:
    return " ".join(text.replace("\xad", "").replace("\ufffc", " ").split())


def _elements_of_text(composed: Composed) -> Elements:
    found: Elements = {kind: Counter() for kind in KINDS}
    for block in composed.blocks:
        text = _key(composed.content[block.start : block.end])
        if block.kind in found and (block.kind != "paragraph" or len(text) >= LEAST_PARAGRAPH):
            found[block.kind][text] += bool(text)
        if block.quote:
            found["quote"][text] += bool(text)
    for mark in composed.marks:
        if mark.kind in ("link", "jump"):
            found["link"][_key(composed.content[mark.start : mark.end])] += 1
    found["image"] = Counter(picture.source.rpartition("/")[2] for picture in composed.pictures)
    return found


def _elements_of_tree(root: HtmlElement) -> Elements:
    found: Elements = {kind: Counter() for kind in KINDS}
    tags: dict[str, tuple[str, Callable[[HtmlElement], str]]] = {
        **{f"h{rank}": ("heading", _text) for rank in range(1, 7)},
        "li": ("item", _own_text),
        "a": ("link", _text),
        "img": ("image", lambda image: (image.get("src") or "").rpartition("/")[2]),
        "td": ("cell", _text),
        "th": ("cell", _text),
        "pre": ("code", _text),
        "p": ("paragraph", _text),
    }
    for element in root.iter(*tags):
        kind, read = tags[element.tag]
        key = read(element)
        if kind == "paragraph" and any(True for _ in element.iterancestors("li", "td", "th")):
            continue
        if key and (kind != "paragraph" or len(key) >= LEAST_PARAGRAPH):
            found[kind][key] += 1
    for quote in root.iter("blockquote"):
        for inner in [*quote.iter("p", "li")] or [quote]:
            if key := _key(inner.text_content()):
                found["quote"][key] += 1
    return found


def _text(element: HtmlElement) -> str:
    return _key(element.text_content())


def _own_text(item: HtmlElement) -> str:
    """Give the text of a list item without the lists in it."""
    inner = "".join(nested.text_content() for nested in item.iterchildren("ul", "ol"))
    return _key(item.text_content().replace(inner, "") if inner else item.text_content())


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


if __name__ == "__main__":
    main()
