"""Makes what is known of other languages: `python -m tests.training.languages OUT`.

Names of months, weekdays and territories from Unicode CLDR, through Babel; wanted here only.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

LANGUAGES = (
    "af ar az be bg bn bs ca cs cy da de el es et eu fa fi fil fr ga gl gu he hi "
    "hr hu hy id is it ja ka kk km ko ky lo lt lv mk mn mr ms my nb ne nl nn pa "
    "pl pt ro ru si sk sl sq sr sv sw ta te th tr uk ur uz vi zh"
).split()


def main(out: Path) -> None:
    """Write `languages.json.gz` into a folder."""
    from babel import Locale

    known = {}
    for language in LANGUAGES:
        locale = Locale.parse(language)
        known[language] = {
            "name": Locale("en").languages.get(language, language),
            "months": [_forms(locale.months, number) for number in range(1, 13)],
            "weekdays": [_forms(locale.days, number) for number in range(7)],
            "territories": sorted(
                {
                    name
                    for code, name in locale.territories.items()
                    if len(code) == 2 and code.isalpha() and len(name) > 1
                }
            ),
        }
    body = json.dumps(known, ensure_ascii=False, sort_keys=True).encode()
    (out / "languages.json.gz").write_bytes(gzip.compress(body, 9, mtime=0))


def _forms(names: dict, number: int) -> list[str]:
    """Give the full and the shortened names of a month or day, longest first."""
    found = set()
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            name = names[context][width][number].rstrip(".").lower()
            if len(name) > 1 and not name.isdigit():
                found.add(name)
    return sorted(found, key=lambda name: (-len(name), name))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
