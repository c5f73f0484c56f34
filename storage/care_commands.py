"""Looking after a library from a terminal: `postil verify` and the commands beside it."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from time import monotonic

from storage.care.copies import Copy, copies
from storage.care.duplicates import REASONS, DuplicateGroup, duplicates
from storage.care.looking import Progress
from storage.care.reports import HEADS, Report, as_json
from storage.errors import NotFound
from storage.library import Library
from storage.paths import backup_folder
from storage.printing import counted, one_line, table
from storage.store import to_iso
from storage.types import ArticleId

Say = Callable[[str], None]
SOUND, UNSOUND, DAMAGED = 0, 3, 4  # exit codes of verify; 1 and 2 are those of all commands
TOLD_EVERY_S = 0.5
SHOWN = 20  # faults of a subject that are printed


def verify(arguments: Namespace, say: Say) -> tuple[object, int]:
    """Check a library, repair it if asked; gives the report for JSON and the exit code."""
    from storage.care.checking import check

    progress = _progress(arguments)
    report = check(arguments.library, progress)
    told: dict[str, object] = {}
    advice = _advice(report)
    if arguments.repair and not report.is_sound:
        from storage.care.repairing import repair

        _say_report(report, say)
        repaired = repair(arguments.library, report, progress)
        say(f"\n{repaired.sentence()}\nA copy as it was before: {repaired.copy}")
        told = {"repaired": list(repaired.done), "copy": str(repaired.copy)}
        report = repaired.after
        if report.is_sound:
            return as_json(report) | told, SOUND
        advice = _what_is_left(report)
    _say_report(report, say)
    if advice:
        say(f"\n{advice}")
    _say_proposals(arguments.library, report, say)
    code = SOUND if report.is_sound else DAMAGED if report.needs_salvage else UNSOUND
    return as_json(report) | told, code


def compact(arguments: Namespace, say: Say) -> tuple[object, int]:
    """Make a library smaller."""
    from storage.care import compacting

    compacted = compacting.compact(arguments.library, _progress(arguments))
    say(compacted.sentence())
    return asdict(compacted), 0


def list_copies(arguments: Namespace, say: Say) -> tuple[object, int]:
    """List the copies of a library."""
    from storage.care.compacting import megabytes

    found = copies(arguments.library)
    if not found:
        say(f"There are no copies in {backup_folder(arguments.library)}.")
    else:
        rows = [
            (
                str(number),
                f"{copy.made_at.astimezone():%Y-%m-%d %H:%M}",
                megabytes(copy.size),
                "damaged" if copy.articles is None else f"{copy.articles:,}",
                "" if copy.annotations is None else f"{copy.annotations:,}",
                copy.path.name,
            )
            for number, copy in enumerate(found, start=1)
        ]
        say(table(("", "made", "size", "articles", "annotations", "file"), rows))
    return [_copy_facts(copy) for copy in found], 0


def restore(arguments: Namespace, say: Say) -> tuple[object, int]:
    """Make a copy the library again."""
    from storage.care import restoring

    copy = _named_copy(arguments.library, arguments.copy)
    restored = restoring.restore(arguments.library, copy, _progress(arguments))
    say(restored.sentence())
    told = _copy_facts(restored.copy) | {"kept": str(restored.kept) if restored.kept else None}
    return told, 0


def salvage(arguments: Namespace, say: Say) -> tuple[object, int]:
    """Read what can be read of a damaged library into a new one."""
    from storage.care import salvaging

    salvaged = salvaging.salvage(arguments.library, arguments.file, _progress(arguments))
    say(f"{salvaged.sentence()} The new library is {salvaged.path}.")
    for sentence in salvaged.missing:
        say(f"  {sentence}")
    return asdict(salvaged) | {"path": str(salvaged.path)}, 0


def list_duplicates(arguments: Namespace, say: Say) -> tuple[object, int]:
    """List articles that are the same or nearly so; with --merge make one of each group."""
    groups = duplicates(arguments.library, _progress(arguments))
    if arguments.least:
        groups = [group for group in groups if group.similarity * 100 >= arguments.least]
    with Library.open(arguments.library, create=False, busy_timeout_s=10) as library:
        articles = {
            a.id: a
            for group in groups
            for a in library.articles.among([ArticleId(i) for i in group.articles])
        }
        if arguments.merge:
            _merge(library, groups, say)
    for group in groups:
        why = ", ".join(REASONS[reason] for reason in group.reasons)
        say(f"{group.similarity:.0%} alike: {why}")
        for id_ in group.articles:
            if (article := articles.get(ArticleId(id_))) is not None:
                day = (article.published_at or article.imported_at).date().isoformat()
                notes = counted(article.annotation_count, "annotation")
                say(f"  {id_}  {one_line(article.title, 60)}  {article.site}  {day}  {notes}")
    say(f"{counted(len(groups), 'group')} of duplicates found")
    return [asdict(group) for group in groups], 0


ACTS: dict[str, Callable[[Namespace, Say], tuple[object, int]]] = {
    "verify": verify,
    "compact": compact,
    "copies": list_copies,
    "restore": restore,
    "salvage": salvage,
    "duplicates": list_duplicates,
}


# -- inside


def _merge(library: Library, groups: Sequence[DuplicateGroup], say: Say) -> None:
    moved = went = 0
    with library.transaction("Merge duplicates"):
        for group in groups:
            keep, *others = (ArticleId(article) for article in group.articles)
            chosen = [keep]
            for other in others:  # not what the reader keeps apart from any of them
                if all(library.merging.are_open([(one, other) for one in chosen])):
                    chosen.append(other)
            if len(chosen) == 1:
                continue
            merged = library.merging.merge(keep, chosen[1:])
            moved, went = moved + merged.annotations, went + merged.articles
    say(
        f"{counted(went, 'article')} moved to the trash, {counted(moved, 'annotation')} moved "
        "over. “Undo” in a window takes all of it back."
    )


def _say_report(report: Report, say: Say) -> None:
    say(report.sentence())
    for sentence in (*report.unread, *report.notices):
        say(f"  {sentence}")
    for subject, number in report.counts.items():
        say(f"\n{HEADS[subject]} ({number:,})")  # type: ignore[index]  # counted by subject
        shown = [fault for fault in report.faults if fault.subject == subject][:SHOWN]
        for fault in shown:
            say(f"  {one_line(fault.sentence)}")
        if number > len(shown):
            say(f"  … and {number - len(shown):,} more")


def _advice(report: Report) -> str:
    """Say what can be done about a report; "" if nothing need be or can be."""
    if report.needs_salvage:
        return "“postil restore” opens a copy again, “postil salvage FILE” reads what can be read."
    if report.repairs:
        return "“postil verify --repair” mends what can be mended without loss, after a copy."
    return ""


def _what_is_left(report: Report) -> str:
    """Say why a repair left what it left."""
    if report.needs_salvage:
        return _advice(report)
    texts = sum(fault.repair == "text" and fault.table == "article_text" for fault in report.faults)
    if not texts:
        return "This is what no repair mends by itself; “Library care” in a window shows each."
    what = "1 text" if texts == 1 else f"{texts:,} texts"
    return (
        f"{what} could not be repaired: no copy in {backup_folder(Path(report.library))} has "
        f"{'it' if texts == 1 else 'them'} whole. Nothing was changed there. With a copy from "
        "elsewhere in that folder another repair can mend it."
    )


def _say_proposals(path: Path, report: Report, say: Say) -> None:
    """Say where the words of quotations that do not stand in their text may stand now."""
    from storage.care.proposals import proposals

    if report.needs_salvage or not any(fault.table == "annotation" for fault in report.faults):
        return
    with Library.open(path, create=False, busy_timeout_s=10) as library:
        found = proposals(library, report)
    if found:
        say("\nWhere their words may stand")
    for proposal in found:
        say(f"  {proposal.annotation.uid}: {one_line(proposal.sentence())}")


def _named_copy(library: Path, name: str) -> Path:
    """Give the copy of a number in the list, of a name in the folder, or at a path."""
    listed = copies(library)
    if name.isdecimal() and 0 < int(name) <= len(listed):
        return listed[int(name) - 1].path
    for place in (Path(name), backup_folder(library) / name):
        if place.is_file():
            return place
    raise NotFound(f"There is no copy “{name}”. “postil copies” lists them.")


def _copy_facts(copy: Copy) -> dict[str, object]:
    return asdict(copy) | {"path": str(copy.path), "made_at": to_iso(copy.made_at)}


def _progress(arguments: Namespace) -> Progress:
    """Say on a terminal how far it is, on one line that goes."""
    shown, told = sys.stderr.isatty() and not getattr(arguments, "json", False), 0.0

    def progress(what: str, done: int, total: int) -> None:
        nonlocal told
        if not shown or monotonic() - told < TOLD_EVERY_S:
            return
        told = monotonic()
        how_far = f" {done / total:.0%}" if total else ""
        sys.stderr.write(f"\r\033[K{what}{how_far}\r")
        sys.stderr.flush()

    return progress
