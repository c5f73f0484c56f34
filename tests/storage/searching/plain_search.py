"""What a search means, written down the slow way: every part asked of every row, in Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

import snowballstemmer

from storage.indexing.folding import folded, tokens, without_marks
from storage.indexing.irregular import families
from storage.indexing.unspaced import has_unspaced
from storage.searching.query import (
    AllOf,
    AnyOf,
    Choice,
    Dated,
    InField,
    Near,
    Node,
    Not,
    Words,
)
from tests.storage.searching.plain_library import Annotation, Article, Entity, Quote

STEM = snowballstemmer.stemmer("english").stemWord


# -- words


def stands_in(words: Words | Near, text: str) -> bool:
    """Say whether words stand in a text."""
    if isinstance(words, Near):
        return _near(words, text)
    return bool(_places(words, tokens(text))) if not _letters(words) else _inside(words, text)


def _letters(words: Words) -> bool:
    return has_unspaced(words.text)


def _inside(words: Words, text: str) -> bool:
    return all(
        without_marks(folded(word)) in without_marks(folded(text))
        if has_unspaced(word)
        else bool(_places(replace(words, words=(word,), is_exact=True), tokens(text)))
        for word in words.words
    )


def _places(words: Words, own: list[str]) -> list[tuple[int, int]]:
    """Give where words begin and end among the words of a text."""
    typed = words.words if words.is_exact else [re.sub("['’]s$", "", w) for w in words.words]
    wanted = tokens(" ".join(typed))
    open_ = words.is_prefix or (words.is_unfinished and wanted and len(wanted[-1]) > 1)
    found = []
    for first in range(len(own) - len(wanted) + 1 if wanted else 0):
        some = own[first : first + len(wanted)]
        last = some[-1].startswith(wanted[-1]) if open_ else False
        same = [_same(a, b, words.is_exact) for a, b in zip(some, wanted, strict=True)]
        if all(same[:-1]) and (same[-1] or last):
            found.append((first, first + len(wanted)))
    return found


def _same(word: str, wanted: str, is_exact: bool) -> bool:
    if word == wanted or is_exact or not (_english(word) and _english(wanted)):
        return word == wanted
    return STEM(word) in {STEM(one) for one in families().get(wanted, (wanted,))}


def _english(word: str) -> bool:
    return word.isascii() and word.isalpha() and 3 <= len(word) <= 30


def _near(near: Near, text: str) -> bool:
    own = tokens(text)
    places = [_places(part, own) for part in near.parts]

    def fits(chosen: list[tuple[int, int]], rest: list[list[tuple[int, int]]]) -> bool:
        if rest:
            return any(fits([*chosen, place], rest[1:]) for place in rest[0])
        # FTS5: from the end of the first to the start of the last
        return max(start for start, _ in chosen) - min(end for _, end in chosen) <= near.distance

    return fits([], places)


def is_name(words: Words, name: str) -> bool:
    """Say whether words are a path or what it is under."""
    own = "/".join(" ".join(folded(p).split()) for p in name.split("/")) + "/"
    wanted = "/".join(" ".join(folded(p).split()) for p in words.text.split("/") if p.strip())
    open_ = words.is_prefix or words.is_unfinished
    return bool(wanted) and own.startswith(wanted if open_ else wanted + "/")


def is_collection(words: Words, path: str, all_paths: tuple[str, ...]) -> bool:
    """Say whether words are a path; if they are none from the top, one that begins inside."""
    if any(is_name(words, one) for one in all_paths):
        return is_name(words, path)
    parts = path.split("/")
    return any(is_name(words, "/".join(parts[n:])) for n in range(len(parts)))


def exactly(words: Words) -> Words:
    """Give words without other forms."""
    return replace(words, is_exact=True)


def is_called(entity: Entity, node: Node) -> bool:
    """Say whether one of an entity's names has all that is asked."""
    return any(holds(node, lambda leaf, n=name: _named(leaf, n)) for name in entity.names)


def _named(leaf: Node, name: str) -> bool:
    if isinstance(leaf, Near):
        leaf = replace(leaf, parts=tuple(map(exactly, leaf.parts)))
    elif isinstance(leaf, Words):
        leaf = exactly(leaf)
    return isinstance(leaf, Words | Near) and stands_in(leaf, name)


def holds(node: Node, leaf: Callable[[Node], bool]) -> bool:
    """Evaluate a tree whose leaves are asked one by one."""
    match node:
        case AllOf(parts):
            return all(holds(part, leaf) for part in parts)
        case AnyOf(parts):
            return any(holds(part, leaf) for part in parts)
        case Not(part):
            return not holds(part, leaf)
    return leaf(node)


# -- the tree


def speaks_of(node: Node) -> str:
    """Say what a part speaks of: words, article, annotation, quote."""
    match node:
        case Words() | Near():
            return "words"
        case InField("note" | "highlight") | Choice("color") | Choice("kind", "highlight" | "note"):
            return "annotation"
        case InField("quote" | "speaker") | Choice("kind", "quote"):
            return "quote"
        case Not(part):
            return speaks_of(part)
        case AllOf(parts) | AnyOf(parts):
            found = {speaks_of(part) for part in parts}
            return found.pop() if len(found) == 1 else "article"
    return "article"


def without_distance(node: Node) -> Node:
    """Make words near each other words beside each other where words cannot be counted."""
    match node:
        case Near(parts) if any(map(_letters, parts)):
            return AllOf(parts)
        case AllOf(parts):
            return AllOf(tuple(map(without_distance, parts)))
        case AnyOf(parts):
            return AnyOf(tuple(map(without_distance, parts)))
        case Not(part):
            return Not(without_distance(part))
    return node


def beside(node: AllOf) -> Node:
    """Make alternatives of kinds alternatives of all that stands beside them."""
    flat: list[Node] = []
    for part in node.parts:
        flat += (
            beside(part).parts
            if isinstance(part, AllOf) and isinstance(beside(part), AllOf)
            else [beside(part) if isinstance(part, AllOf) else part]
        )  # type: ignore[union-attr]
    for n, part in enumerate(flat):
        kinds = isinstance(part, AnyOf) and all(
            isinstance(p, Choice) and p.field == "kind" for p in part.parts
        )
        if kinds and len(flat) > 1:
            rest = flat[:n] + flat[n + 1 :]
            return AnyOf(tuple(AllOf((*rest, kind)) for kind in part.parts))  # type: ignore[union-attr]
    return AllOf(tuple(flat))


def article_has(article: Article, node: Node) -> bool:
    """Say whether an article is found."""
    match node:
        case AnyOf(parts):
            return any(article_has(article, part) for part in parts)
        case Not(part):
            return not article_has(article, part)
        case AllOf():
            flat = beside(node)
            if isinstance(flat, AnyOf):
                return article_has(article, flat)
            return _all_hold(article, flat.parts)
        case InField() | Choice() if speaks_of(node) in ("annotation", "quote"):
            return _all_hold(article, (node,))
        case Choice("kind", "entity"):
            return bool(article.entities)
    return _of_article(article, node)


def _all_hold(article: Article, parts: tuple[Node, ...]) -> bool:
    kinds = {p.value for p in parts if isinstance(p, Choice) and p.field == "kind"}
    words = [p for p in parts if speaks_of(p) == "words"]
    done: list[Node] = [p for p in parts if p == Choice("kind", "entity")]
    if "entity" in kinds:
        done += words
        if not any(all(is_any(e, words) for _ in (0,)) for e in article.entities):
            return False
    marks = [p for p in parts if speaks_of(p) == "annotation"]
    own = marks + (words if kinds & {"highlight", "note"} else [])
    if any(not isinstance(p, Not) for p in own):
        done += own
        where = _where(kinds)
        if not any(
            all(annotation_has(article, a, p, where) for p in own) for a in article.annotations
        ):
            return False
    said = [p for p in parts if speaks_of(p) == "quote"]
    own = said + (words if "quote" in kinds else [])
    if any(not isinstance(p, Not) for p in own):
        done += own
        if not any(all(quote_has(article, q, p) for p in own) for q in article.quotes):
            return False
    return all(article_has(article, part) for part in parts if part not in done)


def is_any(entity: Entity, words: list[Node]) -> bool:
    """Say whether one name of an entity has all the words."""
    if not words:
        return True
    return is_called(entity, AllOf(tuple(words)) if len(words) > 1 else words[0])


def _where(kinds: set[str]) -> tuple[str, ...]:
    asked = kinds & {"highlight", "note"}
    if asked == {"highlight"}:
        return ("exact",)
    return ("note",) if asked == {"note"} else ("exact", "note")


def _of_article(article: Article, node: Node) -> bool:
    row = article.row
    match node:
        case Words() | Near():
            headings = [str(row[c]) for c in ("title", "byline", "site")]
            notes = [a.note for a in article.annotations]
            lost = [a.exact for a in article.annotations if a.is_lost]
            return (
                any(
                    stands_in(node, one) for one in [article.text, *notes, *lost, *article.all_tags]
                )
                or any(stands_in(node, one) for one in headings)
                or _in_any(node, headings)
            )
        case InField("title" | "by", words):
            column = "title" if node.field == "title" else "byline"
            return stands_in(words, str(row[column]))
        case InField("text", words):
            return stands_in(words, article.text)
        case InField("site", words):
            host = str(row["url_key"]).split("/")[0]
            return stands_in(exactly(words), str(row["site"])) or _in_host(words, host)
        case InField("tag", words):
            return any(is_name(words, tag) for tag in article.all_tags)
        case InField("in", words):
            return any(
                is_collection(words, path, article.all_collections) for path in article.collections
            )
        case InField("mentions", words):
            return any(is_called(entity, words) for entity in article.entities)
        case Choice("is" | "has" | "lang"):
            return _fact(article, node)
        case Dated():
            return _dated(article, node)
    raise AssertionError(node)


def _in_any(words: Words | Near, texts: Iterable[str]) -> bool:
    """Letters without spaces: each run may stand in another column."""
    runs = words.parts if isinstance(words, Near) else (words,)
    if not any(_letters(run) for run in runs):
        return False
    pieces = [replace(r, words=(w,), is_exact=True) for r in runs for w in r.words]
    return all(any(stands_in(piece, text) for text in texts) for piece in pieces)


def _in_host(words: Words, host: str) -> bool:
    open_ = words.is_prefix or words.is_unfinished
    own, wanted = tokens(host), tokens(words.text)
    return any(
        own[n : n + len(wanted)] == wanted
        or (
            open_
            and own[n : n + len(wanted) - 1] == wanted[:-1]
            and own[n + len(wanted) - 1].startswith(wanted[-1])
        )
        for n in range(len(own) - len(wanted) + 1 if wanted else 0)
    )


def _fact(article: Article, node: Choice) -> bool:
    row, annotations = article.row, article.annotations
    match node.field, node.value:
        case "is", "starred":
            return bool(row["is_starred"])
        case "is", "deleted":
            return row["deleted_at"] is not None
        case "is", "annotated":
            return bool(annotations)
        case ("is", "tagged") | ("has", "tag"):
            return bool(article.all_tags)
        case ("is", "filed") | ("has", "collection"):
            return bool(article.collections)
        case "is", state:
            return row["state"] == state
        case "has", "highlight":
            return any(a.is_highlight for a in annotations)
        case "has", "note":
            return any(a.note for a in annotations)
        case "has", "quote":
            return bool(article.quotes)
        case "has", "entity":
            return bool(article.entities)
        case "has", "picture":
            return False
        case "lang", tag:
            own = str(row["language"]).lower()
            return own == tag or own.startswith(f"{tag}-")
    raise AssertionError(node)


def _dated(article: Article, day: Dated) -> bool:
    row = article.row
    moments = {
        "": [row["published_at"] or row["imported_at"]],
        "added": [row["imported_at"]],
        "finished": [row["finished_at"]] if row["finished_at"] else [],
        "read": list(article.days),
    }[day.event]
    return any(
        str(m) >= (day.since or "") and (not day.until or str(m) < day.until) for m in moments
    )


def annotation_has(
    article: Article, one: Annotation, node: Node, where: tuple[str, ...] = ("exact", "note", "tag")
) -> bool:
    """Say whether an annotation is found."""

    def has(part: Node) -> bool:
        return annotation_has(article, one, part, where)

    match node:
        case AnyOf(parts):
            return any(map(has, parts))
        case Not(part):
            return not has(part)
        case AllOf():
            flat = beside(node)
            if isinstance(flat, AnyOf):
                return has(flat)
            kinds = {p.value for p in flat.parts if isinstance(p, Choice) and p.field == "kind"}
            inner = _where(kinds) if kinds & {"highlight", "note"} else where
            others = tuple(p for p in flat.parts if _is_articles(p))
            return all(
                annotation_has(article, one, p, inner) for p in flat.parts if p not in others
            ) and (not others or article_has(article, AllOf(others) if others[1:] else others[0]))
        case Words() | Near():
            texts = [one.exact] * ("exact" in where) + [one.note] * ("note" in where)
            tags = one.tags if "tag" in where or where == ("exact", "note") else ()
            return any(stands_in(node, t) for t in (*texts, *tags)) or _in_any(node, texts)
        case InField("note", words):
            return stands_in(words, one.note)
        case InField("highlight", words):
            return stands_in(words, one.exact)
        case InField("tag", words):
            return any(is_name(words, tag) for tag in (*one.tags, *article.tags))
        case Choice("color", color):
            return one.color == color
        case Choice("kind", kind):
            return {"highlight": one.is_highlight, "note": bool(one.note)}.get(kind, False)
        case Choice("has", "highlight"):
            return one.is_highlight
        case Choice("has", "note"):
            return bool(one.note)
        case Choice("has", "tag"):
            return bool(one.tags)
    return article_has(article, node)


def _is_articles(node: Node) -> bool:
    match node:
        case InField("tag") | Choice("kind") | Choice("has", "highlight" | "note" | "tag"):
            return False
        case Choice():
            return speaks_of(node) != "annotation"
        case Not(part):
            return _is_articles(part)
        case AnyOf(parts) | AllOf(parts):
            return all(map(_is_articles, parts))
    return speaks_of(node) in ("article", "quote")


def quote_has(article: Article, one: Quote, node: Node) -> bool:
    """Say whether a quote is found."""
    match node:
        case AnyOf(parts):
            return any(quote_has(article, one, part) for part in parts)
        case Not(part):
            return not quote_has(article, one, part)
        case AllOf():
            flat = beside(node)
            if isinstance(flat, AnyOf):
                return quote_has(article, one, flat)
            others = tuple(
                p
                for p in flat.parts
                if speaks_of(p) in ("article", "annotation")
                and not (isinstance(p, Choice) and p.field == "kind")
            )
            return all(quote_has(article, one, p) for p in flat.parts if p not in others) and (
                not others or article_has(article, AllOf(others) if others[1:] else others[0])
            )
        case Words() | Near():
            texts = (one.exact, one.speaker_text)
            return (
                any(stands_in(node, t) for t in texts)
                or _in_any(node, texts)
                or (one.speaker is not None and is_called(one.speaker, node))
            )
        case InField("quote", words):
            return stands_in(words, one.exact)
        case InField("speaker", words):
            named = one.speaker is not None and is_called(one.speaker, words)
            return named or stands_in(exactly(words), one.speaker_text)
        case Choice("kind", kind):
            return kind == "quote"
    return article_has(article, node)
