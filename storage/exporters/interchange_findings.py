"""Entities, mentions and quotes in a JSON export: written, and read back checked.

Entities stand once for the whole file; mentions and quotes name them by `uid`. What only explains
a quote to other programs ("speaker_name", "sentence", "paragraph") is not read back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storage.exported import (
    ORIGINS,
    ArticleExport,
    ExportedQuote,
    KeptEntity,
    KeptFindings,
    KeptMention,
    KeptQuote,
)
from storage.exporters.interchange_parts import Part, refusal
from storage.finding_types import FINDING_STATES
from storage.found import ENTITY_KINDS, QUOTE_KINDS
from storage.text.canonical import canonical
from storage.types import PICTURE, Span

Json = str | int | float | None | Sequence["Json"] | Mapping[str, "Json"]
Entities = Mapping[str, KeptEntity]  # by uid


def entities_json(exports: Sequence[ArticleExport]) -> list[Json]:
    """Give the entities of some articles, each once, by uid."""
    entities = {entity.uid: entity for export in exports for entity in export.kept.entities}
    return [_entity(entities[uid]) for uid in sorted(entities)]


def findings_json(export: ArticleExport) -> dict[str, Json]:
    """Give the mentions and the quotes of an article."""
    placed = {one.quote.uid: one for one in export.quotes}
    return {
        "mentions": [mention._asdict() for mention in export.kept.mentions],
        "quotes": [_quote(quote, placed.get(quote.uid)) for quote in export.kept.quotes],
    }


def read_entities(part: Part) -> Entities:
    """Give the entities of a file. Raises: ImportFailed."""
    read = [_read_entity(one) for one in part.parts("entities", "entity")]
    entities = {entity.uid: entity for entity in read}
    if len(entities) < len(read):
        raise refusal(part.where, "the same entity is in it twice")
    for entity in read:
        root = entities.get(entity.merged_into)
        if entity.merged_into and (root is None or root.merged_into):
            raise refusal(part.where, f"“{entity.name[:40]}” is merged into what is not there")
    return entities


def read_findings(part: Part, content: str, entities: Entities) -> KeptFindings:
    """Give the mentions and the quotes of an article with this text. Raises: ImportFailed."""
    mentions = [_read_mention(one, content, entities) for one in part.parts("mentions", "mention")]
    quotes = [_read_quote(one, content, entities) for one in part.parts("quotes", "quote")]
    named = {mention.entity for mention in mentions} | {quote.speaker for quote in quotes}
    named |= {entities[uid].merged_into for uid in named if uid}
    wanted = tuple(e for e in entities.values() if e.uid in named or e.merged_into in named - {""})
    return KeptFindings(wanted, tuple(mentions), tuple(quotes))


def _entity(entity: KeptEntity) -> Json:
    return {
        "uid": entity.uid,
        "kind": entity.kind,
        "name": entity.name,
        "iso": entity.iso,
        "state": entity.state,
        "is_everywhere": entity.is_everywhere,
        "aliases": list(entity.aliases),
        "roles": list(entity.roles),
        "merged_into": entity.merged_into or None,
    }


def _quote(quote: KeptQuote, placed: ExportedQuote | None) -> Json:
    return {
        "uid": quote.uid,
        "start": quote.span.start,
        "end": quote.span.end,
        "exact": quote.exact,
        "kind": quote.kind,
        "speaker": quote.speaker or None,
        "speaker_name": placed.quote.speaker_name if placed else "",
        **_place("speaker", quote.speaker_span, quote.speaker_text),
        **_place("cue", quote.cue_span, quote.cue_text),
        "state": quote.state,
        "origin": quote.origin,
        "confidence": float(quote.confidence),
        "speaker_confidence": float(quote.speaker_confidence),
        "is_speaker_confirmed": quote.is_speaker_confirmed,
        "sentence": placed.sentence if placed else "",
        "paragraph": placed.paragraph if placed else 0,
    }


def _place(name: str, span: Span | None, words: str) -> dict[str, Json]:
    return {
        f"{name}_start": span.start if span else None,
        f"{name}_end": span.end if span else None,
        f"{name}_text": words,
    }


def _read_entity(part: Part) -> KeptEntity:
    name = _name(part, "name")
    if not name.strip():
        raise part.failed("it has no name")
    return KeptEntity(
        uid=part.uid(),
        kind=part.one_of("kind", ENTITY_KINDS),
        name=name,
        iso=_name(part, "iso"),
        state=part.one_of("state", FINDING_STATES),
        is_everywhere=part.claim("is_everywhere"),
        aliases=_texts(part, "aliases"),
        roles=_texts(part, "roles"),
        merged_into="" if part.value("merged_into") is None else part.uid("merged_into"),
    )


def _name(part: Part, key: str) -> str:
    name = part.text(key)
    if canonical(name.replace(PICTURE, "-")) != name.replace(PICTURE, "-"):
        raise part.failed(f"“{key}” has characters that no name has")
    return name


def _texts(part: Part, key: str) -> tuple[str, ...]:
    return tuple(_name(Part({key: one}, part.where), key) for one in part.items(key))


def _read_mention(part: Part, content: str, entities: Entities) -> KeptMention:
    span, exact = _words(part, content)
    return KeptMention(
        *(span.start, span.end, exact),
        _known(part, "entity", entities),
        part.one_of("state", FINDING_STATES),
        part.one_of("origin", ORIGINS),
        part.share("confidence"),
    )


def _read_quote(part: Part, content: str, entities: Entities) -> KeptQuote:
    span, exact = _words(part, content)
    is_known = part.value("speaker") is not None
    return KeptQuote(
        uid=part.uid(),
        span=span,
        exact=exact,
        kind=part.one_of("kind", QUOTE_KINDS),
        speaker=_known(part, "speaker", entities) if is_known else "",
        speaker_span=_span_or_none(part, "speaker", content),
        speaker_text=part.text("speaker_text"),
        cue_span=_span_or_none(part, "cue", content),
        cue_text=part.text("cue_text"),
        state=part.one_of("state", FINDING_STATES),
        origin=part.one_of("origin", ORIGINS),
        confidence=part.share("confidence"),
        speaker_confidence=part.share("speaker_confidence"),
        is_speaker_confirmed=part.claim("is_speaker_confirmed"),
    )


def _words(part: Part, content: str) -> tuple[Span, str]:
    start = part.number("start", 0, len(content))
    end = part.number("end", start + 1, len(content))
    exact = part.text("exact")
    if content[start:end] != exact:
        raise part.failed("its words do not stand where it says")
    return Span(start, end), exact


def _span_or_none(part: Part, name: str, content: str) -> Span | None:
    if part.value(f"{name}_start") is None and part.value(f"{name}_end") is None:
        return None
    start = part.number(f"{name}_start", 0, len(content))
    return Span(start, part.number(f"{name}_end", start + 1, len(content)))


def _known(part: Part, key: str, entities: Entities) -> str:
    uid = part.uid(key)
    if uid not in entities:
        raise part.failed(f"“{key}” names an entity that is not in the file")
    return uid
