"""What the finder finds, beside gold: `python -m tests.benchmarks.finding [FOLDER] [--write FILE]`.

FOLDER has `dev/*.jsonl` and the scorer `score.py` (default: ../shared/data/nlp). Each file gets the
scorer's own table; below stand speed, the time to load, and memory.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from storage.finders.finding import find
from storage.finders.paragraphs import paragraphs_of
from storage.found import Asked, Findings

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "nlp"
TYPES = {
    "person": "PERSON",
    "organisation": "ORG",
    "place": "PLACE",
    "date": "DATE",
    "event": "EVENT",
    "group": "NORP",
}
LOADING = """if True:
    import pathlib, re, time
    def resident():
        status = pathlib.Path("/proc/self/status").read_text()
        return int(re.search(r"VmRSS:\\s+(\\d+)", status)[1]) / 1024
    before = resident()
    start = time.perf_counter()
    from storage.finders.finding import find
    from storage.finders.paragraphs import asked
    from storage.types import Block
    find(asked("Ana Ruiz met Jan Berg in Geneva.", [Block(0, 32)]))
    print(time.perf_counter() - start, resident() - before, resident())
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--write", type=Path, help="keep what was found, for score.py")
    chosen = parser.parse_args(arguments)
    find(_asked("Ana Ruiz met Jan Berg in Geneva."))  # loads
    kept: list[dict[str, object]] = []
    words, seconds = 0, 0.0
    for file in sorted((chosen.folder / "dev").glob("*.jsonl")):
        gold = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
        start = time.process_time()
        found = [predicted(record["id"], record["text"]) for record in gold]
        seconds += time.process_time() - start
        words += sum(len(record["text"].split()) for record in gold)
        kept += found
        print(f"\n{file.name}")
        _print_scores(chosen.folder / "score.py", gold, found)
    loaded = subprocess.run(
        [sys.executable, "-c", LOADING], capture_output=True, text=True, check=True
    )
    load, more, memory = map(float, loaded.stdout.split())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n{words / seconds:,.0f} words/s of processor time, loaded in {load * 1000:.0f} ms")
    print(f"memory: {memory:.0f} MB with a small text, {more:.0f} of them ours; {peak:.0f} at most")
    if chosen.write:
        chosen.write.write_text("".join(json.dumps(one) + "\n" for one in kept), "utf-8")


def predicted(name: str, text: str) -> dict[str, object]:
    """Give what the finder finds in a text as the scorer reads it."""
    found = find(_asked(text))
    return {"id": name, "entities": entities_of(found), "quotes": quotes_of(found)}


def _asked(text: str) -> Asked:
    return Asked(text, paragraphs_of(text), language="en", published_at=None)


def entities_of(found: Findings) -> list[dict[str, object]]:
    """Give the mentions as the scorer reads them."""
    return [
        {"start": one.start, "end": one.end, "type": TYPES[found.entities[one.entity].kind]}
        for one in found.mentions
        if found.entities[one.entity].kind in TYPES
    ]


def quotes_of(found: Findings) -> list[dict[str, object]]:
    """Give the quotes as the scorer reads them."""
    return [
        {
            "start": one.span.start,
            "end": one.span.end,
            "kind": one.kind,
            "speaker_start": one.speaker.start if one.speaker else None,
            "speaker_end": one.speaker.end if one.speaker else None,
        }
        for one in found.quotes
    ]


def _print_scores(scorer: Path, gold: list[dict], found: list[dict]) -> None:
    score = _module(scorer)
    by_id = {record["id"]: record for record in gold}
    mine = {record["id"]: record for record in found}
    for kind, value in score.ents(by_id, mine).items():
        exact, overlap = value["exact"], value["overlap"]
        if exact["gold"] or exact["pred"]:
            print(
                f"  {kind:8} exact P {exact['p']:5.1f} R {exact['r']:5.1f} F {exact['f']:5.1f}"
                f" | overlap P {overlap['p']:5.1f} R {overlap['r']:5.1f} F {overlap['f']:5.1f}"
                f" | gold {exact['gold']} found {exact['pred']}"
            )
    for layer, value in score.quotes(by_id, mine).items():
        exact, iou, speaker = value["exact"], value["iou50"], value["speaker"]
        print(
            f"  {layer:8} exact F {exact['f']} | IoU>=.5 P {iou['p']} R {iou['r']} F {iou['f']}"
            f" | gold {iou['gold']} found {iou['pred']} | speaker right {speaker['span_acc']} %,"
            f" when given {speaker['precision_when_given']} %,"
            f" quote and speaker {speaker['end_to_end_recall']} %"
        )


def _module(file: Path):
    spec = importlib.util.spec_from_file_location("score", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
