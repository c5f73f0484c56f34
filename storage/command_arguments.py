"""What can be said to Postil on a command line."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from storage.command_names import COMMANDS
from storage.exported import FINDING_CHOICES
from storage.found import ENTITY_KINDS, QUOTE_KINDS
from storage.paths import default_library
from storage.searching.searcher import ARTICLE_ORDERS

FORMAT_KEYS = ("markdown", "html", "html-text", "csv", "json")  # as in `catalogue`; a test holds it
LEDGER_KEYS = ("markdown", "csv", "json")  # as in `exporters.ledger`
LEDGER_ORDERS = ("date", "speaker", "article")  # as in `ledger`
MISUSED = 2  # argparse's exit code
WITH_QUERY = ("search", "list")
WITHOUT_LIBRARY = ("quotes", "entities")

_QUERY = "words, “phrases”, tag:x, -tag:y, after:2026-01, ...; see docs/search.md"
_FEED = "its number, its address, or a part of its name that no other has"
DESCRIPTION = "Read articles closely, mark them, write notes. Without a command Postil opens."
EPILOG = "“postil COMMAND --help” says more about a command. See docs/command-line.md."


def parsed(argv: Sequence[str]) -> argparse.Namespace:
    """Give the arguments with `command`; misuse, --help and --version end in SystemExit."""
    parser, commands = _parser()
    arguments = parser.parse_args(list(_with_minus(argv)))
    if arguments.command == "export":
        ways = [bool(arguments.articles), arguments.all or bool(arguments.search)]
        if sum(ways) != 1:
            commands["export"].error("name articles, or give --all or --search, but not both")
    return arguments


def _with_minus(argv: Sequence[str]) -> Iterator[str]:
    """Give the arguments; what a search excludes, -tag:x, has a sign that is no option's.

    Options with one dash are single letters here.
    """
    is_search = next((name for name in argv if name in COMMANDS), "") in WITH_QUERY
    for argument in argv:
        is_excluding = argument[:1] == "-" and argument[1:2] not in ("", "-") and len(argument) > 2
        yield f"\N{MINUS SIGN}{argument[1:]}" if is_search and is_excluding else argument


def version() -> str:
    """Give Postil's version."""
    project = Path(__file__).parent.parent / "pyproject.toml"
    return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])


def _parser() -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    parser = argparse.ArgumentParser("postil", description=DESCRIPTION, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"Postil {version()}")
    _add_library(parser, default_library())
    group = parser.add_subparsers(
        title="commands", metavar="COMMAND", dest="command", required=True
    )
    made: dict[str, argparse.ArgumentParser] = {}
    for name, (what, add_arguments) in zip(COMMANDS, _ABOUT, strict=True):
        made[name] = group.add_parser(name, help=what, description=what)
        if name not in WITHOUT_LIBRARY:
            _add_library(made[name], argparse.SUPPRESS)
        add_arguments(made[name])
    return parser, made


def _add_library(parser: argparse.ArgumentParser, usual: Path | str) -> None:
    parser.add_argument(
        "--library", type=Path, metavar="PATH", default=usual, help="another library file"
    )


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def _of_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="file, folder, ZIP, web address, export, or -"
    )
    _add_allow_local(parser)
    _add_json(parser)


def _of_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="*", metavar="QUERY", help=_QUERY)
    parser.add_argument("--search", default="", metavar="QUERY", help="the same")
    parser.add_argument("--trash", action="store_true", help="articles that were deleted")
    _add_order(parser)
    _add_json(parser)


def _of_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        *("articles",),
        nargs="*",
        metavar="ARTICLE",
        help="its number, its uid, or a part of its title that no other has",
    )
    parser.add_argument("--all", action="store_true", help="every article of the library")
    parser.add_argument(
        *("--search",),
        default="",
        metavar="QUERY",
        help="articles that it finds; with color:, note:, highlight:, tag:, kind:highlight or "
        "kind:note in it only the annotations that it finds",
    )
    parser.add_argument(
        "--trash",
        action="store_true",
        help="with --all or --search: also articles that were deleted",
    )
    parser.add_argument("--format", choices=FORMAT_KEYS, default="markdown", help="markdown")
    parser.add_argument(
        *("--color",),
        action="append",
        default=[],
        metavar="COLOR",
        help="only annotations of this colour (key or your name for it); may be repeated",
    )
    parser.add_argument(
        *("--tag",),
        action="append",
        default=[],
        metavar="TAG",
        help="only annotations with this tag; repeated: with all of them",
    )
    parser.add_argument("--text", default="", metavar="WORDS", help="annotations with the words")
    parser.add_argument(
        "--findings",
        choices=FINDING_CHOICES,
        default="confirmed",
        help="which quotes and entities; all: suggestions too, marked as such; usual: confirmed",
    )
    parser.add_argument(
        *("--output", "-o"),
        default="-",
        metavar="FILE",
        help="a file, a folder (one file per article), or - for the standard output (usual)",
    )


def _of_search(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", nargs="+", metavar="QUERY", help=_QUERY)
    parser.add_argument("--limit", type=_count, default=50, metavar="N", help="at most N articles")
    _add_order(parser)
    parser.add_argument("--reverse", action="store_true", help="the other way round")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--count", action="store_true", help="say only how many articles")
    only.add_argument("--ids", action="store_true", help="only the numbers of the articles")
    _add_json(parser)


def _of_backup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        *("file",),
        nargs="?",
        type=Path,
        metavar="FILE",
        help="a file, or a folder for a dated copy; usual: a dated copy beside the library",
    )
    parser.add_argument("--force", action="store_true", help="replace FILE if it is there")


def _of_feeds(parser: argparse.ArgumentParser) -> None:
    group = parser.add_subparsers(title="what to do", metavar="ACT", dest="act", required=True)

    def made(name: str, what: str) -> argparse.ArgumentParser:
        act = group.add_parser(name, help=what, description=what)
        _add_library(act, argparse.SUPPRESS)
        return act

    _add_json(made("list", "List the feeds that are followed."))
    follow = made("follow", "Follow feeds, or those that pages offer; take in what is new.")
    follow.add_argument("addresses", nargs="+", metavar="ADDRESS", help="of a feed or a page")
    follow.add_argument("--folder", default="", metavar="NAME", help="put them into a folder")
    follow.add_argument("--full-page", action="store_true", help="fetch the page of each entry")
    _add_allow_local(follow)
    _add_json(follow)
    unfollow = made("unfollow", "Follow feeds no longer; their articles stay.")
    unfollow.add_argument("feeds", nargs="+", metavar="FEED", help=_FEED)
    check = made("check", "Take in what is new.")
    check.add_argument("feeds", nargs="*", metavar="FEED", help=f"{_FEED}; usual: all")
    check.add_argument("--due", action="store_true", help="only those whose time has come")
    _add_json(check)
    lists = made("import-opml", "Follow the feeds of a list from another program.")
    lists.add_argument("file", type=Path, metavar="FILE", help="an OPML file")
    export = made("export-opml", "Write the list of feeds for another program.")
    export.add_argument("--output", "-o", default="-", metavar="FILE", help="usual: -")


def _of_quotes(parser: argparse.ArgumentParser) -> None:
    _add_files(parser)
    parser.add_argument("--kind", choices=QUOTE_KINDS, help="only direct or indirect ones")


def _of_entities(parser: argparse.ArgumentParser) -> None:
    _add_files(parser)
    parser.add_argument(
        *("--kind",),
        action="append",
        choices=ENTITY_KINDS,
        help="only entities of this kind; may be repeated",
    )


def _of_ledger(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", choices=LEDGER_KEYS, default="markdown", help="markdown")
    parser.add_argument("--speaker", default="", metavar="WORDS", help="of speakers so called")
    parser.add_argument("--text", default="", metavar="WORDS", help="with the words in them")
    parser.add_argument("--kind", choices=QUOTE_KINDS, help="only direct or indirect ones")
    parser.add_argument("--since", type=_day, metavar="DAY", help="of articles since, 2026-01-31")
    parser.add_argument("--until", type=_day, metavar="DAY", help="of articles until, 2026-12-31")
    parser.add_argument("--order", choices=LEDGER_ORDERS, default="date", help="usual: date")
    parser.add_argument("--all", action="store_true", help="also what is not confirmed, marked")
    parser.add_argument("--output", "-o", default="-", metavar="FILE", help="usual: -")


def _of_verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--repair", action="store_true", help="mend what can be mended without loss, after a copy"
    )
    _add_json(parser)


def _of_restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("copy", metavar="COPY", help="its number in “postil copies”, or its file")
    _add_json(parser)


def _of_salvage(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the new library")
    _add_json(parser)


def _of_duplicates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        *("--least",),
        type=_count,
        metavar="PERCENT",
        help="only those whose words are so much alike; usual: all",
    )
    parser.add_argument(
        "--merge", action="store_true", help="make one of each group; can be undone in a window"
    )
    _add_json(parser)


def _add_order(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        *("--order",),
        choices=ARTICLE_ORDERS,
        default="added",
        metavar="ORDER",
        help=f"{', '.join(ARTICLE_ORDERS)}; usual: added",
    )


def _add_files(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="file, folder, ZIP, web address, or -"
    )
    _add_allow_local(parser)
    _add_json(parser)


def _add_allow_local(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--allow-local", action="store_true", help="also addresses of this machine and its network"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"“{text}” is no day as 2026-01-31 is") from error


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}” is no number from 1 on")
    return int(text)


_ABOUT = (
    ("Add files to the library; read Postil's own exports back.", _of_import),
    ("List the articles of the library.", _of_list),
    ("Write articles with their annotations to a file.", _of_export),
    ("Find articles and annotations by words.", _of_search),
    ("Copy the library, also while it is in use.", _of_backup),
    ("Follow feeds (RSS, Atom, JSON Feed) and take in what is new.", _of_feeds),
    ("Show who says what in files; the library stays as it is.", _of_quotes),
    ("Show the people, organisations, places, dates, ... in files.", _of_entities),
    ("Write who said what in the articles of the library.", _of_ledger),
    ("Check that the library is whole and that every quotation stands in its text.", _of_verify),
    ("Make the library smaller.", _add_json),
    ("List the copies of the library.", _add_json),
    ("Make a copy the library again; what it was is kept.", _of_restore),
    ("Read what can be read of a damaged library into a new one.", _of_salvage),
    ("Find articles that are the same or nearly the same.", _of_duplicates),
)
