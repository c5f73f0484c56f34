"""Placing annotations in a changed text: how long for many, and how often it is right.

`python -m tests.benchmarks.anchoring FOLDER` measures on pages of one's own (.html, .html.gz):
one extraction is the text that passages were marked in, another one the changed text.
"""

from __future__ import annotations

import gzip
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from storage.text.anchoring import Placement, Placer, place
from storage.text.comparison import View
from storage.text.passages import describe, meant
from storage.types import Passage, Span
from tests.benchmarks.corpus import Prose
from tests.benchmarks.measuring import Row, percentile, timed
from tests.benchmarks.processes import Run

SIZES = (("100k", 100_000, 1_000, 900), ("3M", 3_000_000, 10_000, 8_000))  # the last: ms allowed
CHANGED = {"a tenth changed": 0.1, "half changed": 0.5}
PASSAGES_A_PAGE = 6


def rows(run: Run) -> Iterator[Row]:
    """Place highlights of one text in another, of which some paragraphs are edited."""
    for name, size, count, most_ms in SIZES:
        for what, share in CHANGED.items():
            samples = [_placing(size, count, share, seed) for seed in range(run.times(3))]
            yield Row("anchoring", what, f"{name} + {count:,}", samples, target=most_ms)


def _placing(size: int, count: int, share: float, seed: int) -> float:
    rng = random.Random(seed)
    prose = Prose(seed)
    paragraphs = prose.paragraphs(size)
    old = "\n\n".join(paragraphs)
    new = "\n\n".join(_edited(p, prose, rng) if rng.random() < share else p for p in paragraphs)
    passages = []
    while len(passages) < count:
        start = rng.randrange(len(old) - 300)
        span = meant(old, start, start + rng.randint(10, 200))
        if span is not None:
            passages.append(describe(old, span))

    def work() -> list[Placement]:
        placer = Placer(new, old)
        return [placer.place(passage) for passage in passages]

    began = time.process_time()
    _, found = timed(work)
    took = (time.process_time() - began) * 1000
    sys.stderr.write(f"{Counter(one.state for one in found)}\n")
    return took


def _edited(paragraph: str, prose: Prose, rng: random.Random) -> str:
    """Change a word, drop a sentence, add one, or write the paragraph anew."""
    words = paragraph.split(" ")
    chance = rng.random()
    if chance < 0.5:
        words[rng.randrange(len(words))] = "changed"
        return " ".join(words)
    if chance < 0.7:
        return f"{paragraph} {prose.sentence()}"
    if chance < 0.9:
        return paragraph.partition(". ")[2] or paragraph
    return prose.paragraph()


# -- pages


def measure(folder: Path) -> None:
    """Print how often passages of one extraction are placed right in another one of the page."""
    rng = random.Random(3)
    for knows_old in (False, True):
        tally: Counter[str] = Counter()
        times: list[float] = []
        pairs = 0
        for old, new in _pairs(folder):
            pairs += 1
            for passage in _passages(old, rng):
                _judge(passage, old, new, tally, times, knows_old=knows_old)
        print(f"{'old text known' if knows_old else 'words only'}: {pairs} pairs")
        print("  " + ", ".join(f"{what} {count}" for what, count in sorted(tally.items())))
        print(f"  a passage: {percentile(times, 50):.2f} ms, p99 {percentile(times, 99):.1f}")


def _judge(
    passage: Passage,
    old: str,
    new: str,
    tally: Counter[str],
    times: list[float],
    *,
    knows_old: bool,
) -> None:
    view = View(new)
    truth = _truth(passage, view)
    if truth is None:
        return
    tally["0 placeable"] += 1
    began = time.perf_counter()
    found = place(passage, new, old_text=old if knows_old else None)
    times.append((time.perf_counter() - began) * 1000)
    if found.span is None:
        tally["3 orphaned though present"] += 1
    elif found.state == "ambiguous":
        tally["4 ambiguous though present"] += 1
    elif View(new[found.span.start : found.span.end]).text == View(passage.exact).text:
        tally["1 right"] += 1
    else:
        tally["2 elsewhere or slightly off"] += 1
    without = new[: truth.start] + new[truth.end :]
    again = place(passage, without, old_text=old if knows_old else None)
    if again.span is None:
        tally["5 deleted: lost"] += 1
    else:
        tally[
            "6 deleted: wrongly placed" if again.state != "ambiguous" else "7 deleted: unsure"
        ] += 1


def _truth(passage: Passage, view: View) -> Span | None:
    """Give where a passage stands if its words are in the text exactly once."""
    words = View(passage.exact).text
    at = view.text.find(words)
    if not words or at < 0 or view.text.find(words, at + 1) >= 0:
        return None
    return Span(*view.span(at, at + len(words)))


def _passages(text: str, rng: random.Random) -> Iterator[Passage]:
    for length in rng.sample([20, 30, 45, 60, 90, 120, 180, 250, 400, 600], PASSAGES_A_PAGE):
        if len(text) < 2 * length:
            continue
        start = rng.randrange(len(text) - length)
        while start > 0 and text[start - 1].isalnum():
            start -= 1
        end = start + length
        while end < len(text) and text[end].isalnum():
            end += 1
        span = meant(text, start, end)
        if span is not None:
            yield describe(text, span)


def _pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """Give two extractions of each page, both ways round."""
    import trafilatura

    for path in sorted(folder.rglob("*.html*")):
        data = path.read_bytes()
        page = gzip.decompress(data) if path.suffix == ".gz" else data
        one = trafilatura.extract(page, favor_precision=True, include_comments=False) or ""
        other = trafilatura.baseline(page)[1]
        all_of_it = trafilatura.html2txt(page)
        for old, new in ((one, other), (other, one), (one, all_of_it)):
            if len(old) > 300 and len(new) > 300:
                yield old, new


if __name__ == "__main__":
    measure(Path(sys.argv[1]))
