"""docs/search.md says what the search does."""

from __future__ import annotations

import re
from pathlib import Path

from storage.searching.fields import FIELD_NAMES, FIELDS
from storage.searching.language import parse

PAGE = (Path(__file__).parents[3] / "docs" / "search.md").read_text(encoding="utf-8")


def test_each_field_has_a_row_with_its_example_and_explanation() -> None:
    rows = dict(re.findall(r"^\| (`\w+:`[^|]*) \| (.*) \|$", PAGE, re.MULTILINE))
    named = {re.findall(r"`(\w+):`", names)[0]: (names, rest) for names, rest in rows.items()}
    assert list(named) == [field.name for field in FIELDS]
    for field in FIELDS:
        names, rest = named[field.name]
        assert rest == f"`{field.example}` | {field.explanation}"
        assert all(FIELD_NAMES[name] == field for name in re.findall(r"`(\w+):`", names))


def test_every_search_on_the_page_means_what_it_says() -> None:
    block = PAGE.split("## Examples")[1]
    examples = [line[4:].split("   ")[0] for line in block.splitlines() if line.startswith("    ")]
    typed = re.findall(r"^\| (`.*?`) \|", PAGE, re.MULTILINE)
    examples += [one.replace("\\|", "|") for row in typed for one in re.findall(r"`(.*?)`", row)]
    searched = [one for one in examples if not one.endswith(":") and "postil" not in one]
    assert len(searched) > 12
    for search in searched:
        query = parse(search, is_typing=False)
        assert query.root is not None, search
        assert not query.problems, search
