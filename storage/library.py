"""A library file, open: what gui and the command line work with."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from storage.annotations import Annotations
from storage.articles import Articles
from storage.decisions import Decisions
from storage.entities import Entities
from storage.errors import LibraryError, explained
from storage.exported import ArticleExport, ExportedQuote, FindingChoice, KeptFindings, KeptShelf
from storage.feeds import Feeds
from storage.finding_types import ArticleEntity
from storage.findings import FindingLog
from storage.indexing.indexes import SearchIndexes
from storage.journal import ChangeSet
from storage.legend import Legend
from storage.long_steps import next_is_long
from storage.mentions import Mentions
from storage.migrations import SCHEMA, schema_of, upgrade
from storage.paths import moved_library
from storage.placements import Placements
from storage.quotes import Quotes
from storage.store import Clock, Listener, Store, utc_now
from storage.tags import Tags
from storage.texts import Texts
from storage.types import AnnotationFilter, ArticleId, ArticleText, ColorKey, Original

if TYPE_CHECKING:
    from storage.annotation_lists import AnnotationLists
    from storage.article_collections import Collections
    from storage.entity_index import EntityIndex
    from storage.entity_pages import EntityPages
    from storage.kept_findings import FindingKeeper
    from storage.kept_shelf import ShelfKeeper
    from storage.ledger import Ledger
    from storage.merging import Merging
    from storage.mixed_lists import MixedLists
    from storage.overview.counting import Overview
    from storage.place_counts import PlaceCounts
    from storage.reviews import Reviews
    from storage.saved_searches import SavedSearches
    from storage.searching.completion import Completer
    from storage.searching.query import Query
    from storage.searching.results import Results
    from storage.searching.searcher import Search
    from storage.surroundings import Surroundings
    from storage.tag_tree import TagTree

OLDEST_SQLITE = (3, 37, 0)  # STRICT tables


class Library:
    """One library file and everything in it; belongs to the thread that opened it.

    Everything is written inside `with library.transaction("Add highlight"):`.
    """

    def __init__(self, store: Store) -> None:
        """Gather what works on the store; use `Library.open`."""
        self._store = store
        self.path = store.path
        self.texts = Texts(store)
        self.placements = Placements(store)
        self._decided = Decisions(store)
        self.articles = Articles(store, self.texts, self.placements, self._decided)
        self.tags = Tags(store)
        self.annotations = Annotations(store, self.tags, self.placements)
        self.legend = Legend(store)
        self.feeds = Feeds(store)
        self.entities = Entities(store)
        self.mentions = Mentions(store, self._decided)
        self.quotes = Quotes(store, self._decided)
        self.findings = FindingLog(store, self.entities, self._decided)

    # What the first window does not need is loaded when it is asked for.

    @cached_property
    def entity_index(self) -> EntityIndex:
        """All entities with their counts."""
        from storage.entity_index import EntityIndex

        return EntityIndex(self._store)

    @cached_property
    def entity_pages(self) -> EntityPages:
        """What the library has of one entity."""
        from storage.entity_pages import EntityPages

        return EntityPages(self._store, self.entities, self.quotes, self.annotations)

    @cached_property
    def ledger(self) -> Ledger:
        """The quotes of all articles."""
        from storage.ledger import Ledger

        return Ledger(self._store, self.texts)

    @cached_property
    def collections(self) -> Collections:
        """Folders of articles."""
        from storage.article_collections import Collections

        return Collections(self._store)

    @cached_property
    def saved_searches(self) -> SavedSearches:
        """Searches with a name."""
        from storage.saved_searches import SavedSearches

        return SavedSearches(self._store)

    @cached_property
    def tag_tree(self) -> TagTree:
        """The tags inside one another, and what is done to whole branches of them."""
        from storage.tag_tree import TagTree

        return TagTree(self._store, self.tags)

    def count_places(self) -> PlaceCounts:
        """Give how many articles there are in each state, starred, filed, in the trash."""
        from storage.place_counts import count_places

        return count_places(self._store)

    @cached_property
    def annotation_lists(self) -> AnnotationLists:
        """The annotations of all articles, in order and in groups."""
        from storage.annotation_lists import AnnotationLists

        return AnnotationLists(self._store, self.annotations, self.search)

    @cached_property
    def mixed_lists(self) -> MixedLists:
        """Annotations of all articles, or quotes in their place."""
        from storage.mixed_lists import MixedLists

        return MixedLists(self._store, self.annotation_lists, self.quotes, self.search)

    @cached_property
    def surroundings(self) -> Surroundings:
        """What stands around passages."""
        from storage.surroundings import Surroundings

        return Surroundings(self._store)

    @cached_property
    def reviews(self) -> Reviews:
        """The walk through past annotations."""
        from storage.reviews import Reviews

        return Reviews(self._store, self.annotation_lists)

    @cached_property
    def search(self) -> Search:
        """What a query finds."""
        from storage.searching.searcher import Search

        return Search(self._store)

    @cached_property
    def results(self) -> Results:
        """Where in articles it stands."""
        from storage.searching.results import Results

        return Results(self._store, self.articles, self.annotations)

    @cached_property
    def kept_shelf(self) -> ShelfKeeper:
        """Where articles are, for exports and from them."""
        from storage.kept_shelf import ShelfKeeper

        return ShelfKeeper(
            *(self._store, self.tags, self.tag_tree, self.collections, self.saved_searches)
        )

    @cached_property
    def merging(self) -> Merging:
        """Making one article of several."""
        from storage.merging import Merging

        return Merging(self._store, self.articles, self.texts, self.placements, self._decided)

    @cached_property
    def overview(self) -> Overview:
        """What was read when, and of what kind."""
        from storage.overview.counting import Overview

        return Overview(self._store, self.search)

    @cached_property
    def completer(self) -> Completer:
        """What a search that is being typed may go on with."""
        from storage.searching.completion import Completer

        return Completer(self._store)

    @cached_property
    def decisions(self) -> FindingKeeper:
        """What was decided on findings, for exports and from them."""
        from storage.kept_findings import FindingKeeper

        return FindingKeeper(self._store, self.entities, self._decided)

    @classmethod
    def open(
        cls, path: Path, *, create: bool = True, busy_timeout_s: float = 1.5, clock: Clock = utc_now
    ) -> Library:
        """Open a library, after making or upgrading it where needed.

        A copy is made before an upgrade. What is no library, or a newer one, is left untouched.
        Raises: LibraryError.
        """
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            raise LibraryError(
                f"Postil needs SQLite 3.37 or newer; this Python comes with "
                f"{sqlite3.sqlite_version}. Install a newer Python."
            )
        schema = schema_of(path, busy_timeout_s=busy_timeout_s)
        if schema == 0 and not create:
            raise LibraryError(f"There is no library at {path}.")
        if schema < SCHEMA:
            _prepare(path, schema)
        return cls(Store(path, busy_timeout_s=busy_timeout_s, clock=clock))

    @classmethod
    def reading(cls, path: Path) -> Library:
        """Open a library that is there and current, to read only. Raises: LibraryError."""
        return cls(Store(path, read_only=True))

    def interrupt(self) -> None:
        """Stop what another thread is asking here: `Cancelled`, until `resume`."""
        self._store.interrupt()

    def resume(self) -> None:
        """Answer again after `interrupt`."""
        self._store.resume()

    def transaction(
        self,
        label: str,
        *,
        merge_key: str | None = None,
        series: str = "",
        annotations: int = 0,
    ) -> AbstractContextManager[None]:
        """Do all that happens inside as one action that can be undone; see `Store.transaction`."""
        return self._store.transaction(
            label, merge_key=merge_key, series=series, annotations=annotations
        )

    def news(self, label: str) -> AbstractContextManager[None]:
        """Write what has come by itself: every window hears of it, undo passes over it."""
        return self._store.transaction(label, is_news=True)

    def unrecorded(self, *, patience_s: float | None = None) -> AbstractContextManager[None]:
        """Write what is no action of the reader, such as a reading position.

        `patience_s` is how long to wait for others who write, if not as long as usual.
        """
        return self._store.transaction("", patience_s=patience_s)

    def query(self, text: str, *, is_typing: bool = True) -> Query:
        """Read a search with the reader's names of the colours; see `searching.language.parse`."""
        from storage.searching.language import parse

        return parse(text, colors=self.legend.names(), is_typing=is_typing)

    def undo(self, *, only: int = 0) -> ChangeSet | None:
        """Take back the newest action; None if there is none, or it is not `only`.

        Raises: LibraryError.
        """
        return self._store.undo(only=only)

    def undo_seq(self) -> int:
        """Give the number of the step that undo would take back, 0 if none."""
        return self._store.undo_seq()

    def redo(self) -> ChangeSet | None:
        """Do the last undone action again; None if there is none. Raises: LibraryError."""
        return self._store.redo()

    def undo_label(self) -> str:
        """Name what undo would take back, '' if nothing."""
        return self._store.undo_label()

    def redo_label(self) -> str:
        """Name what redo would do again, '' if nothing."""
        return self._store.redo_label()

    def undo_is_long(self) -> bool:
        """Say whether undo takes longer than a window may stand still."""
        return next_is_long(self._store, "done")

    def redo_is_long(self) -> bool:
        """Say whether redo takes longer than a window may stand still."""
        return next_is_long(self._store, "undone")

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Hear of every ChangeSet after its commit, from here and (by `poll`) from others."""
        return self._store.subscribe(listener)

    def poll(self) -> None:
        """Bring what other windows and programs did since last time to the listeners."""
        self._store.poll()

    def rebuild_search(self) -> None:
        """Make the search indexes anew, as after `SearchIndexDamaged`. Raises: LibraryError."""
        with self.unrecorded():
            SearchIndexes(self._store).rebuild()

    def export(
        self,
        articles: Iterable[ArticleId],
        wanted: AnnotationFilter | None = None,
        *,
        pictures: bool = False,
        originals: bool = False,
        findings: FindingChoice = "confirmed",
    ) -> list[ArticleExport]:
        """Gather articles for an exporter, with the annotations that a filter lets through.

        `pictures` adds the files of their pictures, and `originals` also those that they were read
        from, for a complete export. `findings` says which quotes and entities are wanted.
        """
        names = self.legend.names()
        keep = wanted or AnnotationFilter()
        shelf = self.kept_shelf.kept() if originals else KeptShelf()
        gathered = [
            self._exported(article, names, keep, pictures or originals, originals, findings)
            for article in articles
        ]
        return [replace(one, shelf=shelf) for one in self.kept_shelf.with_places(gathered)]

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def __enter__(self) -> Library:
        """Close the library at the end of a with statement."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the library."""
        self.close()

    def _exported(
        self,
        article: ArticleId,
        names: dict[ColorKey, str],
        keep: AnnotationFilter,
        has_pictures: bool,
        has_original: bool,
        findings: FindingChoice,
    ) -> ArticleExport:
        text = self.texts.current(article)
        original = self.texts.original(text.id) if has_original else Original("", b"")
        shown = {picture.id for picture in text.pictures if picture.id} if has_pictures else ()
        annotations = tuple(a for a in self.annotations.of(article) if keep.admits(a))
        older = sorted({a.text_id for a in annotations} - {text.id}) if has_original else []
        return ArticleExport(
            self.articles.get(article),
            text,
            annotations,
            names,
            {picture: self.texts.picture(picture) for picture in shown},
            original.body,
            original.name,
            tuple(map(self.texts.get, older)),
            self._exported_quotes(text, findings),
            self._exported_entities(text, findings),
            self.decisions.on(text.id, findings) if has_original else KeptFindings(),
            reviews=self.reviews.of_article(article) if has_original else {},
        )

    def _exported_quotes(
        self, text: ArticleText, findings: FindingChoice
    ) -> tuple[ExportedQuote, ...]:
        from storage.exporters.quotations import with_places  # finders: not before the window

        if findings == "none":
            return ()
        quotes = self.quotes.on(text.id)
        return with_places(text, [q for q in quotes if findings == "all" or q.state == "confirmed"])

    def _exported_entities(
        self, text: ArticleText, findings: FindingChoice
    ) -> tuple[ArticleEntity, ...]:
        if findings == "none":
            return ()
        return tuple(self.entities.of(text.id, only_confirmed=findings == "confirmed"))


def _prepare(path: Path, schema: int) -> None:
    if not path.exists() and path == moved_library():  # on a disk that is not there, perhaps
        raise LibraryError(
            f"Your library was moved to {path}, and there is nothing there now. Connect the disk "
            "that it is on and start Postil again, or choose another library."
        )
    if schema:
        from storage.backup import back_up_before_upgrade

        back_up_before_upgrade(path, schema)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explained(error, path) from error
    upgrade(path)
