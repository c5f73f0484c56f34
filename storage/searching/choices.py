"""Fields with a few values: what may be typed for each of them, and what to say otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from difflib import get_close_matches

from storage.legend import DEFAULT_NAMES
from storage.searching.query import ChoiceField
from storage.types import COLORS, ColorKey

Values = Mapping[str, str]  # what may be typed, folded, to what it means

KINDS: Mapping[str, tuple[str, ...]] = {
    "highlight": ("highlights",),
    "note": ("notes",),
    "quote": ("quotes",),
    "entity": ("entities", "name"),
}
STATES: Mapping[str, tuple[str, ...]] = {
    "unread": ("new",),
    "reading": (),
    "done": ("read", "finished"),
    "archived": (),
    "starred": ("favourite", "favorite"),
    "annotated": (),
    "tagged": (),
    "filed": (),
    "deleted": ("trash",),
}
HAVINGS: Mapping[str, tuple[str, ...]] = {
    "highlight": ("highlights",),
    "note": ("notes",),
    "tag": ("tags",),
    "quote": ("quotes",),
    "entity": ("entities",),
    "picture": ("pictures", "image", "images"),
    "collection": ("collections",),
}
LENGTHS: Mapping[str, tuple[str, ...]] = {"short": (), "medium": (), "long": (), "book": ()}
EXPLAINED: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "highlight": "the words stand in a highlight",
        "note": "the words stand in a note",
        "quote": "the words stand in a quote",
        "entity": "the words name a person, place or organisation",
    },
    "is": {
        "unread": "not read yet",
        "reading": "being read",
        "done": "read",
        "archived": "put away",
        "starred": "with a star",
        "annotated": "with a highlight or note",
        "tagged": "with a tag",
        "filed": "in a collection",
        "deleted": "in the trash",
    },
    "has": {
        "highlight": "at least one highlight",
        "note": "at least one note",
        "tag": "a tag, or an annotation with one",
        "quote": "somebody is quoted",
        "entity": "somebody or something is named",
        "picture": "at least one picture",
        "collection": "in a collection",
    },
    "length": {
        "short": "up to 5 minutes",
        "medium": "5 to 15 minutes",
        "long": "15 to 60 minutes",
        "book": "more than an hour",
    },
}
MORE_COLORS: Mapping[str, ColorKey] = {"grey": "gray", "pink": "magenta", "violet": "purple"}
LANGUAGES: Mapping[str, str] = {  # English names of those that are read most
    "ar": "arabic",
    "bg": "bulgarian",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "he": "hebrew",
    "hi": "hindi",
    "hu": "hungarian",
    "id": "indonesian",
    "it": "italian",
    "ja": "japanese",
    "ko": "korean",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "th": "thai",
    "tr": "turkish",
    "uk": "ukrainian",
    "vi": "vietnamese",
    "zh": "chinese",
}
_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
_NAMED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "kind": KINDS,
    "is": STATES,
    "has": HAVINGS,
    "length": LENGTHS,
}
_NOUNS = {"color": "colour", "is": "state", "has": "part"}
_OTHER_WAYS = set(MORE_COLORS).union(
    *(names for named in _NAMED.values() for names in named.values())
)
_LANGUAGE_KEYS = {name: key for key, name in LANGUAGES.items()}


def values_of(field: ChoiceField, colors: Mapping[ColorKey, str] = DEFAULT_NAMES) -> Values:
    """Give what may be typed in a field; `colors` are the reader's names of them.

    Where the same is typed for two values, such as a colour called "Red" that is not, a value
    itself comes before a name. For `lang` these are the names; any BCP 47 tag may be typed, too.
    """
    if field == "lang":
        return _LANGUAGE_KEYS
    if field == "color":
        found: dict[str, str] = {key: key for key in COLORS}
        for key, name in colors.items():
            found.setdefault(folded(name), key)
        return found | {name: key for name, key in MORE_COLORS.items() if name not in found}
    named = _NAMED[field]
    values = {key: key for key in named}
    return values | {name: key for key, names in named.items() for name in names}


def value_of(field: ChoiceField, typed: str, values: Values) -> str | None:
    """Give the value that is meant; None if there is none such."""
    text = folded(typed)
    if text in values:
        return values[text]
    tag = typed.strip().casefold().replace("_", "-")
    return tag if field == "lang" and _LANGUAGE_TAG.fullmatch(tag) else None


def may_become_value(typed: str, values: Values) -> bool:
    """Say whether what was typed may be the beginning of a value."""
    text = folded(typed)
    return any(value.startswith(text) for value in values)


def sentence_on(field: ChoiceField, typed: str, values: Values) -> str:
    """Say that there is no such value, which there are, and which was perhaps meant."""
    if field == "lang":
        said = f"“{typed}” is no language. Write it as en, de or pt-br, or by its English name."
    else:
        noun = _NOUNS.get(field, field)
        said = f"There is no {noun} “{typed}”. {noun.capitalize()}s are {_listed(values)}."
    near = get_close_matches(folded(typed), list(values), n=1, cutoff=0.6)
    return f"{said} Do you mean {near[0]}?" if near else said


def folded(text: str) -> str:
    """Give the form in which values are compared: NFC, without case, dashes as spaces."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return " ".join(plain.replace("-", " ").replace("_", " ").split())


def _listed(values: Values) -> str:
    """Give the values and the reader's names for them, but no other ways to type them."""
    own = [typed for typed in values if typed not in _OTHER_WAYS]
    return ", ".join(sorted(own, key=lambda typed: typed != values[typed]))
