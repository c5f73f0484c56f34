"""Postil without a window: its commands from a terminal."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from storage.command_arguments import MISUSED, parsed
from storage.command_names import CARE, COMMANDS
from storage.errors import ExportFailed, NotFound, PostilError
from storage.library import Library
from storage.paths import backup_folder
from storage.printing import counted, one_line, table
from storage.store import to_iso
from storage.types import COLORS, AnnotationFilter, AnnotationId, Article, ArticleId, ColorKey

if TYPE_CHECKING:
    from argparse import Namespace

    from storage.finding_commands import Looked


__all__ = ["COMMANDS", "run"]

AT_ONCE = 500  # articles asked for together
BUSY_TIMEOUT_S = 10.0  # a command can wait longer than a window
OK, FAILED, INTERRUPTED = 0, 1, 130  # as shells report Ctrl+C


def run(argv: Sequence[str]) -> int:
    """Do what the arguments say and give the exit code: 0 done, 1 not all of it, 2 misused."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a letter shows "?"
    try:
        arguments = parsed(argv)
        code = ACTS[arguments.command](arguments)
        sys.stdout.flush()
    except SystemExit as end:  # argparse: help, version or misuse
        return end.code if isinstance(end.code, int) else MISUSED
    except PostilError as error:
        _complain(str(error))
        return FAILED
    except BrokenPipeError:  # the reader of our output has had enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


# -- commands


def _import(arguments: Namespace) -> int:
    from storage.command_import import import_all

    with _library(arguments, create=True) as library:
        told = import_all(
            library,
            arguments.files,
            is_json=arguments.json,
            allow_local=arguments.allow_local,
        )
    if arguments.json:
        _print_json(told)
    return FAILED if any(result["status"] == "failed" for result in told) else OK


def _list(arguments: Namespace) -> int:
    from storage.search_commands import asked, found_in

    complaints = _Complaints()
    with _library(arguments) as library:
        query = asked(library, " ".join([*arguments.query, arguments.search]), complaints)
        ids = found_in(library, query, in_trash=arguments.trash, order=arguments.order)
        articles = _articles(library, ids)
    if arguments.json:
        _print_json([_facts(article) for article in articles])
    elif articles:
        header = ("id", "added", "state", "annotations", "title")
        print(table(header, [_row(article) for article in articles]))
    else:
        print("No articles.")
    return complaints.code


def _export(arguments: Namespace) -> int:
    from storage.exporters.catalogue import FORMATS, files, suggested_name, write

    form = FORMATS[arguments.format]
    with _library(arguments) as library:
        ids, among = _wanted_articles(library, arguments)
        wanted = replace(_filter(library, arguments), among=among)
        exports = library.export(
            ids,
            wanted,
            pictures=form.shows_pictures,
            originals=form.is_complete,
            findings=arguments.findings,
        )
        is_library = arguments.output != "-" and _is_same(Path(arguments.output), library.path)
    if is_library:
        raise ExportFailed("The export would replace the library itself. Choose another name.")
    output = Path(arguments.output)
    if arguments.output == "-":
        _print_bytes(form.render(exports).encode("utf-8"))
        return OK
    if output.is_dir() and form.is_separable:
        named = files(exports, form)
        for name, text in named:
            write(output / name, text)
        print(f"{counted(len(named), 'file')} written to {output}")
        return OK
    target = output / suggested_name(exports, form) if output.is_dir() else output
    write(target, form.render(exports))
    print(f"{counted(len(exports), 'article')} written to {target}")
    return OK


def _search(arguments: Namespace) -> int:
    from storage.search_commands import as_json, asked, found_in, printed

    complaints = _Complaints()
    with _library(arguments) as library:
        query = asked(library, " ".join(arguments.query), complaints)
        ids = found_in(library, query, order=arguments.order, is_reversed=arguments.reverse)
        shown = ids[: arguments.limit]
        if arguments.count:
            print(len(ids))
        elif arguments.ids:
            print("".join(f"{article}\n" for article in shown), end="")
        else:
            results = library.results.of(query, shown)
            if arguments.json:
                _print_json(as_json(library, results, _facts))
            else:
                print("\n".join(printed(results, len(ids))))
    return complaints.code


def _backup(arguments: Namespace) -> int:
    from storage.backup import back_up

    library: Path = arguments.library
    _library(arguments).close()  # so that what is no library is refused
    now = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
    name = f"{library.stem} by hand {now}.postil"  # a name that the rotation leaves alone
    target = arguments.file or backup_folder(library) / name
    target = target / name if target.is_dir() else target
    if _is_same(target, library):
        raise ExportFailed("A library cannot be its own copy. Choose another name.")
    if target.exists() and not arguments.force:
        raise ExportFailed(
            f"There is a file at {target} already. "
            "Choose another name, or add --force to replace it."
        )
    print(f"Copied to {back_up(library, target)}")
    return OK


def _feeds(arguments: Namespace) -> int:
    from storage import feed_commands

    failures: list[str] = []

    def complain(sentence: str) -> None:
        failures.append(sentence)
        _complain(sentence)

    as_json = getattr(arguments, "json", False)

    def say(line: str) -> None:
        if not as_json:
            print(line)

    with _library(arguments, create=arguments.act in ("follow", "import-opml")) as library:
        told = feed_commands.ACTS[arguments.act](library, arguments, say, complain)
    if as_json:
        _print_json(told)
    elif isinstance(told, bytes):
        _print_bytes(told)
    return FAILED if failures else OK


def _quotes(arguments: Namespace) -> int:
    from storage.finding_commands import facts, quote_table

    kinds = [arguments.kind] if arguments.kind else []
    return _look_through(
        arguments,
        lambda looked: facts(looked, quotes=kinds),
        lambda looked, columns: quote_table(looked, kinds, columns),
        "No quotes.",
    )


def _entities(arguments: Namespace) -> int:
    from storage.finding_commands import entity_table, facts

    kinds = arguments.kind or []
    return _look_through(
        arguments,
        lambda looked: facts(looked, entities=kinds),
        lambda looked, columns: entity_table(looked, kinds, columns),
        "No names.",
    )


def _ledger(arguments: Namespace) -> int:
    from storage.exporters.catalogue import write
    from storage.exporters.ledger import LEDGER_FORMATS
    from storage.ledger import LedgerFilter

    wanted = LedgerFilter(
        words=arguments.text,
        speaker_words=arguments.speaker,
        kind=arguments.kind,
        since=arguments.since,
        until=arguments.until,
        states=("suggested", "confirmed") if arguments.all else ("confirmed",),
    )
    is_descending = arguments.order == "date"  # the newest first; names from A to Z
    with _library(arguments) as library:
        ids = library.ledger.ids(wanted, order=arguments.order, is_descending=is_descending)
        entries = library.ledger.entries(ids)
        unread = library.findings.never_looked_through()
        is_library = arguments.output != "-" and _is_same(Path(arguments.output), library.path)
    if is_library:
        raise ExportFailed("The ledger would replace the library itself. Choose another name.")
    if unread:
        sys.stderr.write(
            f"Not looked through for quotes yet: {counted(unread, 'article')}. Postil does that "
            "while its window is open.\n"
        )
    text = LEDGER_FORMATS[arguments.format](entries)
    if arguments.output == "-":
        _print_bytes(text.encode("utf-8"))
    else:
        write(Path(arguments.output), text)
        print(f"{counted(len(entries), 'quote')} written to {arguments.output}")
    return OK


def _care(arguments: Namespace) -> int:
    from storage import care_commands

    told, code = care_commands.ACTS[arguments.command](
        arguments, (lambda _: None) if arguments.json else print
    )
    if arguments.json:
        _print_json(told)
    return code


def _look_through(
    arguments: Namespace,
    facts: Callable[[Looked], dict[str, object]],
    made: Callable[[Looked, int], str],
    nothing: str,
) -> int:
    from storage.command_import import Telling
    from storage.finding_commands import look_through, print_tables

    telling = Telling(is_json=True)
    looked = look_through(arguments.files, telling, allow_local=arguments.allow_local)
    if arguments.json:
        _print_json([facts(one) for one in looked])
    else:
        print_tables(looked, made, nothing)
    return FAILED if telling.report.counts().get("failed") else OK


ACTS: dict[str, Callable[[Namespace], int]] = {
    "import": _import,
    "list": _list,
    "export": _export,
    "search": _search,
    "backup": _backup,
    "feeds": _feeds,
    "quotes": _quotes,
    "entities": _entities,
    "ledger": _ledger,
    **dict.fromkeys(CARE, _care),
}


# -- which articles, which annotations


def _wanted_articles(
    library: Library, arguments: Namespace
) -> tuple[list[ArticleId], frozenset[AnnotationId] | None]:
    """Give the articles, and which of their annotations a search speaks of; None: of all."""
    from storage.search_commands import annotations_in, asked, found_in

    if arguments.articles:
        return list(dict.fromkeys(_named(library, name) for name in arguments.articles)), None
    query = asked(library, arguments.search, _complain)
    ids = [*found_in(library, query)]
    if arguments.trash:
        ids += found_in(library, query, in_trash=True)
    if not ids:
        raise NotFound("No article was found, so nothing was exported.")
    among = annotations_in(library, query, in_trash=arguments.trash)
    return [ArticleId(one) for one in dict.fromkeys(ids)], among  # is:deleted finds them, too


def _named(library: Library, name: str) -> ArticleId:
    """Find an article by id, by uid or by a part of its title that no other has."""
    if name.isascii() and name.isdigit() and len(name) < 19:  # SQLite has 64 bits
        found = library.articles.among([int(name)])
        if found:
            return found[0].id
    wanted = " ".join(name.split()).casefold()
    found = [
        article
        for article in _articles(library, library.articles.ids())
        if wanted in " ".join(article.title.split()).casefold()
    ]
    exact = [article for article in found if article.title.casefold() == wanted]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0].id
    if len(found) > 1:
        first = ", ".join(f"{article.id} “{article.title}”" for article in found[:5])
        raise NotFound(
            f"{len(found)} articles have “{name}” in their title: {first}"
            f"{', …' if len(found) > 5 else ''}. Give the number of one."
        )
    try:
        return library.articles.by_uid(name).id
    except NotFound:
        raise NotFound(f"No article has the id “{name}” or that in its title.") from None


def _filter(library: Library, arguments: Namespace) -> AnnotationFilter:
    colors = tuple(_color(library, name) for name in arguments.color)
    return AnnotationFilter(colors, tuple(arguments.tag), arguments.text)


def _color(library: Library, name: str) -> ColorKey:
    """Find a colour by its key or by what the reader calls it."""
    names = library.legend.names()
    for color in COLORS:
        if name.casefold() in (color, names[color].casefold()):
            return color
    own = [f"{c} (“{names[c]}”)" if names[c].casefold() != c else c for c in COLORS]
    raise NotFound(f"There is no colour “{name}”. The colours are {', '.join(own)}.")


def _articles(library: Library, ids: Sequence[int]) -> list[Article]:
    starts = range(0, len(ids), AT_ONCE)
    return [a for start in starts for a in library.articles.among(ids[start : start + AT_ONCE])]


def _is_same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


# -- reading and printing


def _library(arguments: Namespace, *, create: bool = False) -> Library:
    return Library.open(arguments.library, create=create, busy_timeout_s=BUSY_TIMEOUT_S)


def _facts(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "uid": article.uid,
        "title": article.title,
        "author": article.byline,
        "site": article.site,
        "url": article.url,
        "language": article.language,
        "published": _time(article.published_at),
        "added": _time(article.imported_at),
        "opened": _time(article.opened_at),
        "deleted": _time(article.deleted_at),
        "state": article.state,
        "progress": article.progress,
        "length": article.length,
        "annotations": article.annotation_count,
    }


def _time(moment: datetime | None) -> str | None:
    return to_iso(moment) if moment else None


def _row(article: Article) -> tuple[str, ...]:
    added = article.imported_at.date().isoformat()
    return (str(article.id), added, article.state, str(article.annotation_count), article.title)


def _print_json(value: object) -> None:
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(value, ensure_ascii=not is_unicode, indent=2))


def _print_bytes(data: bytes) -> None:
    """Write an export to the standard output as it would stand in a file."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


class _Complaints:
    """Tells what goes wrong; `code` is the exit code afterwards."""

    code = OK

    def __call__(self, sentence: str) -> None:
        _complain(sentence)
        self.code = FAILED


def _complain(sentence: str) -> None:
    print(f"postil: {one_line(sentence)}", file=sys.stderr)
