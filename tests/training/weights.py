"""Trains the weights of the tagger: `python -m tests.training.weights DATA OUT`.

DATA is the folder with `train/*.jsonl`. The same data, lexicon and python-crfsuite give the same
bytes: documents come in the order of the files' names and lines, and nothing is random.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite

from storage.finders.features import Features
from storage.finders.lexicon import lexicon
from storage.finders.paragraphs import paragraphs_of
from storage.finders.sentences import sentences_of
from storage.finders.tagging import KINDS, OTHER, OUTSIDE, document_of
from storage.finders.wording import Wording
from storage.finders.words import Word

OPTIONS = {
    "c1": 0.1,
    "c2": 0.05,
    "max_iterations": 60,
    "feature.possible_transitions": True,
}


def main(data: Path, out: Path) -> None:
    """Write `weights.crf.gz` into a folder."""
    trainer = pycrfsuite.Trainer("lbfgs", OPTIONS, verbose=False)
    features = Features(lexicon())
    for file in sorted((data / "train").glob("*.jsonl")):
        for line in file.read_text("utf-8").splitlines():
            for rows, tags in examples(json.loads(line), features):
                trainer.append(rows, tags)
    with tempfile.TemporaryDirectory() as folder:
        model = Path(folder) / "weights.crf"
        trainer.train(str(model))
        packed = gzip.compress(model.read_bytes(), 9, mtime=0)
    (out / "weights.crf.gz").write_bytes(packed)


def examples(record: dict, features: Features) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Give the sentences of a record as features and tags."""
    content = record["text"]
    sentences = sentences_of(content, paragraphs_of(content))
    wording = Wording(content, sentences)
    document = document_of(wording)
    gold = sorted(
        (entity["start"], entity["end"], entity["type"])
        for entity in record["entities"]
        if entity["type"] in KINDS or entity["type"] == OTHER
    )
    for sentence, words in zip(sentences, wording, strict=True):
        inside = [one for one in gold if one[0] < sentence.end and one[1] > sentence.start]
        yield features.of(words, document), tags_of(words, inside)


def tags_of(words: Sequence[Word], gold: Sequence[tuple[int, int, str]]) -> list[str]:
    """Give each word the tag of the name that it begins in or stands in."""
    tags: list[str] = []
    last = None
    for word in words:
        one = next((span for span in gold if span[0] <= word.start < span[1]), None)
        if one is None:
            tags.append(OUTSIDE)
        else:
            tags.append(("I-" if one is last else "B-") + one[2])
        last = one
    return tags


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
