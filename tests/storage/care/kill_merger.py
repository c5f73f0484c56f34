"""A process that merges until it is killed: articles 2, 3, ... into article 1, one at a time."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from storage.library import Library
from storage.types import ArticleId


def main(path: Path) -> None:
    with Library.open(path) as library:
        sys.stdout.write("go")
        sys.stdout.flush()
        for article in sorted(library.articles.ids())[1:]:
            with library.transaction("Merge duplicates"):
                library.merging.merge(ArticleId(1), [ArticleId(article)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
