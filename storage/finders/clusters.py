"""Which mentions of a text are of one entity: surnames, acronyms, spellings, plurals."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from storage.finders.acronyms import LongForms
from storage.finders.candidates import Candidate
from storage.finders.known_names import KnownNames
from storage.finders.roles import roles_of
from storage.found import EntityKind, FoundEntity, FoundMention

SAME = {
    "us": "united states",
    "usa": "united states",
    "united states of america": "united states",
    "uk": "united kingdom",
    "great britain": "united kingdom",
    "uae": "united arab emirates",
    "un": "united nations",
    "eu": "european union",
    "ussr": "soviet union",
    "prc": "china",
    "dprk": "north korea",
    "world health organization": "world health organisation",
}
_NAME_PART = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*\.?")
_ORDINAL = re.compile(
    r"^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|annual|\d+(?:st|nd|rd|th))\s"
)
_GENERATION = frozenset("jr sr ii iii iv".split())


@dataclass(slots=True)
class _Cluster:
    kind: EntityKind
    names: Counter[str] = field(default_factory=Counter)
    iso: str = ""
    roles: dict[str, None] = field(default_factory=dict)
    fuller: Counter[str] = field(default_factory=Counter)  # "conference of the Red Cross"
    confirmed: str = ""  # as the reader calls it


def clustered(
    content: str, mentions: Sequence[Candidate], long_forms: LongForms, known: KnownNames
) -> tuple[tuple[FoundEntity, ...], tuple[FoundMention, ...]]:
    """Make entities of mentions by start.

    `long_forms` are those of the acronyms of this text.
    """
    names = [" ".join(content[one.start : one.end].split()) for one in mentions]
    confirmed = [known.name_of(name, one.kind) for name, one in zip(names, mentions, strict=True)]
    full = [sure or name for sure, name in zip(confirmed, names, strict=True)]
    kinds = [one.kind for one in mentions]
    people = _People([name * (kind == "person") for name, kind in zip(full, kinds, strict=True)])
    clusters: list[_Cluster] = []
    by_key: dict[tuple[str, str], int] = {}
    found: list[FoundMention] = []
    for number, one in enumerate(mentions):
        is_person = one.kind == "person"
        key = people.key(number) if is_person else _key(full[number], one, long_forms)
        place = by_key.setdefault((one.kind, key), len(clusters))
        if place == len(clusters):
            clusters.append(_Cluster(one.kind))
        cluster = clusters[place]
        cluster.names[names[number]] += 1
        cluster.iso = cluster.iso or one.iso
        cluster.confirmed = cluster.confirmed or confirmed[number]
        if one.kind in ("event", "law") and number + 1 < len(mentions):
            cluster.fuller.update(_fuller(content, one, mentions[number + 1]))
        if is_person:
            near = mentions[max(0, number - 4) : number + 5]
            cluster.roles.update(dict.fromkeys(roles_of(content, one, near)))
        found.append(FoundMention(one.start, one.end, place, round(one.confidence, 3)))
    return tuple(_entity(one, long_forms, known) for one in clusters), tuple(found)


def _entity(cluster: _Cluster, long_forms: LongForms, known: KnownNames) -> FoundEntity:
    names = list(cluster.names)
    written = max(names, key=lambda name: (len(name), not name.isupper(), cluster.names[name]))
    best = written
    if cluster.kind in ("organisation", "event"):
        best = max((long_forms.of(name) for name in names), key=len)
        best = written if len(best) <= len(written) else best
    if cluster.fuller:
        best = cluster.fuller.most_common(1)[0][0]
    best = cluster.confirmed or (written if known.is_killed(best, cluster.kind) else best)
    others: dict[str, str] = {}
    for name in names:
        others.setdefault(name.casefold(), name)
    others.pop(best.casefold(), None)
    return FoundEntity(
        cluster.kind, best, tuple(others.values()), cluster.iso, tuple(cluster.roles)
    )


def _fuller(content: str, one: Candidate, following: Candidate) -> list[str]:
    """Give the name of a happening or law with the body that it is of."""
    if content[one.end : following.start].split() not in (["of"], ["of", "the"]):
        return []
    return [" ".join(content[one.start : following.end].split())]


def _key(name: str, one: Candidate, long_forms: LongForms) -> str:
    if one.kind == "date":
        return one.iso or name.lower()
    key = folded(long_forms.of(name))
    if one.kind == "event":
        return _ORDINAL.sub("", key)
    if one.kind == "group":
        return key.removesuffix("s")
    return SAME.get(key, key)


def folded(name: str) -> str:
    """Give a name as it is compared: no points, no article, no case."""
    plain = re.sub(r"[.’']", "", name).lower()
    return " ".join(re.sub(r"^the\s", "", plain).replace("-", " ").split())


class _People:
    """Finds for each mention of a person the fullest name that it stands for."""

    def __init__(self, names: Sequence[str]) -> None:
        self._parts = [_parts(name) for name in names]
        self._latest: dict[str, str] = {}  # of a part of a name: the full name it was last in
        self._keys: list[str] = []
        full: dict[str, list[int]] = {}
        for number, parts in enumerate(self._parts):
            if len(parts) > 1:
                for part in {parts[0], parts[-1]}:
                    full.setdefault(part, []).append(number)
        self._names: dict[tuple[str, str], str] = {}
        for number, parts in enumerate(self._parts):
            self._keys.append(self._resolve(parts, full))
            if len(parts) > 1:
                for part in (parts[0], parts[-1]):
                    self._latest[part] = self._keys[number]

    def key(self, number: int) -> str:
        """Give what identifies the person of a mention."""
        return self._keys[number]

    def _resolve(self, parts: tuple[str, ...], full: dict[str, list[int]]) -> str:
        if not parts:
            return ""
        if len(parts) > 1:
            return self._full(parts)
        if parts[0] in self._latest:
            return self._latest[parts[0]]
        later = full.get(parts[0])
        return self._full(self._parts[later[0]]) if later else parts[0]

    def _full(self, parts: tuple[str, ...]) -> str:
        """Give the key of a full name: "J. Berg" is "Jan Berg", other first names are others."""
        first, last = parts[0], parts[-1]
        known = self._names.get((first, last)) or self._names.get((first[0] + ".", last))
        if known is None:
            known = f"{first} {last}"
        self._names.setdefault((first, last), known)
        if len(first) == 1:
            self._names.setdefault((first + ".", last), known)  # a fuller name may follow
        else:
            self._names.setdefault((first[0], last), known)  # an initial may follow
        return known


def _parts(name: str) -> tuple[str, ...]:
    parts = [part.rstrip(".").lower() for part in _NAME_PART.findall(name)]
    while len(parts) > 1 and parts[-1] in _GENERATION:
        parts.pop()
    if name[:1].islower():
        parts = parts[-1:]  # "von der Leyen" is a family name
    return tuple(part for part in parts if part)
