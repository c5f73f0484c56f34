"""What holds for every article, whatever it was read from."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import get_args

from storage.importers.composition import LONGEST_BLOCK
from storage.importers.titles import clipped
from storage.text.addresses import is_link
from storage.text.canonical import canonical
from storage.types import PICTURE, BlockKind, ImportedArticle, MarkKind


def assert_well_made(article: ImportedArticle) -> None:
    content, blocks = article.content, article.blocks
    assert content.replace(PICTURE, "-") == canonical(content.replace(PICTURE, "-"))
    assert article.title == article.title.strip()
    assert article.title
    content.encode("utf-8")
    article.origin.encode("utf-8")

    first = blocks[0]
    assert (first.kind, first.level, first.start) == ("heading", 1, 0)
    assert clipped(content[first.start : first.end]).casefold() == article.title.casefold()

    for before, after in pairwise(blocks):
        assert before.end <= after.start
    outside = []
    last = 0
    for block in blocks:
        outside.append(content[last : block.start])
        last = block.end
        text = content[block.start : block.end]
        assert block.kind in get_args(BlockKind)
        assert len(text) <= LONGEST_BLOCK
        if block.kind == "rule":
            assert text == ""
        else:
            assert text.strip(), "a block has words"
            assert text == text.rstrip() or block.kind == "code"
            assert not text[0].isspace() or block.kind == "code"
        assert (block.table > 0) == (block.kind == "cell")
        assert block.marker == canonical(block.marker)
        assert PICTURE not in block.marker
        assert block.level > 0 or block.kind not in ("heading", "item")
    outside.append(content[last:])
    assert "".join(outside).strip() == "", "every character that shows is in a block"

    begins = [block.start for block in blocks]
    for mark in article.marks:
        assert mark.kind in get_args(MarkKind)
        assert mark.start < mark.end
        owner = blocks[bisect_right(begins, mark.start) - 1]
        assert owner.start <= mark.start
        assert mark.end <= owner.end
        if mark.kind == "link":
            assert is_link(mark.target)
        elif mark.kind in ("note", "jump"):
            assert 0 <= int(mark.target) < len(content)
        else:
            assert not mark.target
    starts = [mark.start for mark in article.marks]
    assert starts == sorted(starts)

    places = [at for at, character in enumerate(content) if character == PICTURE]
    assert [picture.start for picture in article.pictures] == places
    pages = [page.start for page in article.pages]
    assert pages == sorted(pages)
    assert all(0 <= start <= len(content) for start in pages)


def texts(article: ImportedArticle, kind: BlockKind | None = None) -> list[str]:
    return [
        article.content[block.start : block.end]
        for block in article.blocks
        if kind is None or block.kind == kind
    ]
