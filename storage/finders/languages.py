"""Which language a text is in, and what is known of languages other than English."""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from storage.finders.lexicon import RESOURCES

ENGLISH = "en"
LOOKED_AT = 6_000  # characters that the guess is made from
_LEAST = 0.06  # share of the words that must be function words of the language
_PLAIN = 0.15  # share from which a text is not in the language that it declares
_TIMES = 3
_TELLING = 15  # words from which a text can overrule what is declared
_FEW = 12  # words; of fewer no share is worth much
_WORD = re.compile(r"[^\W\d_]+")
_FUNCTION_WORDS = {
    "en": "the of and to in is that was for with he on are this his they at be from not have had",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch",
    "fr": "de la le et les des en un du une que est pour qui dans au par plus pas sur il ne",
    "es": "de la que el en y a los del se las por un para con no una su al es lo como más pero",
    "pt": "de a o que e do da em um para é com não uma os no se na por mais as dos como mas foi",
    "it": "di e il la che in un a per è una del si della non sono con le da dei nel al alla gli",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook als maar bij door",
    "da": "og i at det er en til af på for med den de ikke som der et har var han fra om vi",
    "sv": "och i att det som en på är av för med till den har de inte om ett han men var sig från",
    "nb": "og i det er på en til av for at med som den ikke har de et var om fra han men seg",
    "fi": "ja on ei että se oli hän ovat myös mutta joka kun niin sen tai kuin mukaan ole hänen",
    "pl": "w i na z do się nie że jest to o jak a po od za przez dla są co ale być oraz jego",
    "cs": "a v se na je že s z do o i to ve k za pro by jako ale podle jsou po není byl které",
    "sk": "a v sa na je že s z do o to vo k za pre by ako ale podľa sú po nie bol ktoré aj",
    "hr": "i u je se na da za od su s koji o a kao iz će to ne bi što do po nije ali samo",
    "sl": "in je v na se da za so z ki pa s o ne tudi kot po iz bi bil ali še pri",
    "hu": "a az és hogy nem is egy ez meg volt de azt csak mint már van el ha lesz szerint",
    "ro": "de și în a la cu pe nu că din o care se un mai este pentru sunt au fost prin ca",
    "tr": "ve bir bu da de için ile olarak daha çok olan gibi en ne ama kadar sonra olduğu",
    "id": "yang dan di dengan untuk dari ini pada itu tidak dalam akan ke adalah oleh juga telah",
    "vi": "và của là có được cho không các một những với đã này người trong khi đó để ra tại",
    "ru": "и в не на что с по как это он к из у за от но о его для же был так все мы",
    "uk": "і в не на що з до як це та у за від але про його для він так було є ми й",
    "bg": "и на в да се е за не от с че по ще са като до това но при има тя към",
    "sr": "и у је се на да за од су са који о а као из ће то не би што до по није",
    "el": "και το της την να του η στο με που για είναι οι από στην των δεν τα θα σε ο",
    "ar": "في من على إلى أن عن التي هذا مع ما هذه الذي لا بعد كان ذلك بين كما قال",
    "fa": "و در به از که این را با است برای آن یک تا بر می شود های خود بود کرد",
    "he": "של את על לא הוא כי זה עם גם היא יותר אבל הם או רק כל אל מה אני",
    "hi": "के में की है और से को का कि यह पर ने हैं भी एक नहीं इस लिए था",
    "ca": "de la i el que a en els les del un per una és amb no al ha més es com",
}
_SCRIPTS = (
    (re.compile(r"[\u3040-\u30ff]"), "ja"),
    (re.compile(r"[\uac00-\ud7af]"), "ko"),
    (re.compile(r"[\u4e00-\u9fff]"), "zh"),
    (re.compile(r"[\u0e00-\u0e7f]"), "th"),
    (re.compile(r"[\u0980-\u09ff]"), "bn"),
    (re.compile(r"[\u10a0-\u10ff]"), "ka"),
    (re.compile(r"[\u0530-\u058f]"), "hy"),
    (re.compile(r"[\u0b80-\u0bff]"), "ta"),
)
_SCRIPT_SHARE = 0.2  # of the letters, from which a script tells the language


class Language(NamedTuple):
    """Names of one language; `months` from January, `weekdays` from Monday, in small letters."""

    name: str  # in English
    months: tuple[tuple[str, ...], ...]
    weekdays: tuple[tuple[str, ...], ...]
    territories: tuple[str, ...]


def guessed(content: str) -> str:
    """Guess the language of a text from its script and its commonest words; "" for none."""
    counts = _counts(content)
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= _LEAST else ""


def language_taken(declared: str, content: str) -> str:
    """Give the language that a text is read in: as declared, else as guessed, else English.

    A text that is declared English and is plainly in another language is taken as that: many pages
    declare what their template was made in.
    """
    code = base_of(declared)
    if code not in ("", ENGLISH):
        return code
    guess = guessed(content) or ENGLISH
    if code == ENGLISH and guess != ENGLISH:
        counts = _counts(content)
        is_short = counts[guess] < 1 and len(content.split()) < _TELLING
        if is_short or counts[guess] < _PLAIN or counts[guess] < _TIMES * counts[ENGLISH]:
            return ENGLISH
    return guess


def _counts(content: str) -> dict[str, float]:
    """Give for each language the share of the words, or letters, of a text that speak for it."""
    start = content[:LOOKED_AT]
    letters = 1 if start.isascii() else sum(map(str.isalpha, start)) or 1
    for script, language in () if start.isascii() else _SCRIPTS:
        share = len(script.findall(start)) / letters
        if share > _SCRIPT_SHARE:
            return {language: 1.0, ENGLISH: 0.0}
    words = Counter(_WORD.findall(start.lower()))
    count = max(words.total(), _FEW)
    return {
        language: sum(words[member] for member in words.keys() & members) / count
        for language, members in _sets().items()
    }


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _FUNCTION_WORDS.items()}


def base_of(tag: str) -> str:
    """Give the language of a BCP 47 tag alone: "pt" of "pt-BR"; "nb" of "no"."""
    base = re.split("[-_]", tag.strip().lower())[0]
    return {"no": "nb", "iw": "he", "in": "id", "tl": "fil"}.get(base, base)


@lru_cache(maxsize=4)
def language_of(code: str) -> Language | None:
    """Load what is known of a language; None for nothing."""
    data = files(RESOURCES).joinpath("languages.json.gz").read_bytes()
    known = json.loads(zlib.decompress(data, wbits=31)).get(code)
    if known is None:
        return None
    return Language(
        known["name"],
        tuple(map(tuple, known["months"])),
        tuple(map(tuple, known["weekdays"])),
        tuple(known["territories"]),
    )


def missing_in(code: str) -> str:
    """Say what is not detected in a language; "" for English."""
    if code == ENGLISH:
        return ""
    language = language_of(code)
    if language is None:
        return (
            "Names are not detected in the language of this text; "
            "dates in figures and your own names are."
        )
    return (
        f"Names of people and organisations are not detected in {language.name}; "
        "dates, countries and your own names are."
    )
