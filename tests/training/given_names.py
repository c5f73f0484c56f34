"""Makes the given names of one sex: `python -m tests.training.given_names OUT`.

Wants Faker, listed in `resources/finders/LICENSES.md`; never wanted where Postil runs. The same
byte for byte with the same Faker.
"""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

LOCALES = (
    "en_US en_GB de_DE fr_FR es_ES it_IT pt_BR nl_NL sv_SE da_DK no_NO fi_FI pl_PL cs_CZ ro_RO "
    "hu_HU tr_TR hr_HR en_IN es_MX id_ID pt_PT de_AT ga_IE en_NZ az_AZ ru_RU sl_SI sk_SK uz_UZ "
    "en_NG zu_ZA"
).split()
ENGLISH = 3  # what a name counts in one of the first two; 1 in every other locale
LEAST = 2  # English, or in two other locales
CLEAR = 3  # times as often for one sex, for a name of both
MEN = (
    "barack bernie mitch james elon rupert narendra vladimir dmitry sergei sergey recep benjamin kim "
    "hassan mohammed muhammad ahmed ali omar abdul jean-claude jens kofi ban antonio shinzo rand "
    "rick newt mike steve rudy jared"
).split()
WOMEN = (
    "kellyanne ivanka melania michelle condoleezza aung nikki kamala ursula christine jacinda hillary "
    "gulmira malala loretta ruth sonia"
).split()
HEAD = (
    "# Given names of one sex, from the person providers of Faker (MIT licence, joke2k/faker):\n"
    "# the English ones, and those that stand in two or more other languages; some names of the "
    "news added.\n"
)


def main(out: Path) -> None:
    """Write `given_names.txt` into a folder."""
    men, women = _counted("first_names_male"), _counted("first_names_female")
    both = {name: (men[name], women[name]) for name in set(men) & set(women)}
    for name, (of_men, of_women) in both.items():
        if of_men < CLEAR * of_women:
            del men[name]
        if of_women < CLEAR * of_men:
            del women[name]
    male = {name for name, count in men.items() if count >= LEAST} | set(MEN)
    female = {name for name, count in women.items() if count >= LEAST} | set(WOMEN)
    male -= {*WOMEN, "lindsey"}
    female -= male
    lines = (
        f"{sex} {' '.join(sorted(names))}\n" for sex, names in (("male", male), ("female", female))
    )
    (out / "given_names.txt").write_text(HEAD + "".join(lines), encoding="utf-8")


def _counted(attribute: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        names: Iterable[str] = getattr(provider, attribute, ())
        for whole in {name for name in names if name.strip()}:  # Hans-Peter counts for Hans
            name = whole.split()[0].split("-")[0].lower()
            if len(name) > 1:
                counts[name] += ENGLISH if locale in LOCALES[:2] else 1
    return counts


if __name__ == "__main__":
    main(Path(sys.argv[1]))
