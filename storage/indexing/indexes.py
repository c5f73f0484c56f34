"""What the library keeps for the search beside its own indexes: written with texts, made anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from storage.indexing.unspaced import pairs
from storage.indexing.words import WordForms, is_english
from storage.indexing.writing import Writing
from storage.journal import Change

INDEXES: Final = ("article_fts", "text_fts", "annotation_fts", "quote_fts", "entity_fts")
READ: Final = {  # columns whose words are found in other forms, beside texts
    "annotation": ("note",),
    "article": ("title", "byline", "site"),
    "tag": ("name",),
}
_AT_ONCE: Final = 200  # texts


class SearchIndexes:
    """Writes what searches need and no trigger can. Outside the journal, in a transaction."""

    def __init__(self, store: Writing) -> None:
        """Work on a store."""
        self._store = store
        self._words = WordForms(store)

    def add_text(self, text: int, content: str, language: str = "") -> None:
        """Have a text of a language (BCP 47) found by forms of its words and by letters."""
        self._words.learn([content], language)
        if letters := pairs(content):
            self._store.execute_unrecorded(
                "INSERT INTO unspaced_fts (rowid, content) VALUES (?, ?)", text, letters
            )

    def learn(self, texts: Iterable[str], language: str = "") -> None:
        """Have titles, notes or tags found by forms of their words."""
        self._words.learn(texts, language)

    def drop_texts(self, article: int) -> None:
        """Forget all texts of an article, which are still there."""
        for row in self._store.query(
            "SELECT id, content FROM article_text WHERE article_id = ?", (article,)
        ):
            if letters := pairs(row["content"]):
                self._store.execute_unrecorded(
                    "INSERT INTO unspaced_fts (unspaced_fts, rowid, content)"
                    " VALUES ('delete', ?, ?)",
                    row["id"],
                    letters,
                )

    def rebuild(self) -> None:
        """Make everything anew that searches need."""
        for index in INDEXES:
            self._store.execute_unrecorded(f"INSERT INTO {index}({index}) VALUES ('rebuild')")
        self._store.execute_unrecorded(
            "INSERT INTO unspaced_fts(unspaced_fts) VALUES ('delete-all')"
        )
        self._store.execute_unrecorded("DELETE FROM word")
        self.fill()

    def fill(self) -> None:
        """Learn all that the library has, as after an upgrade; both tables are empty."""
        last = 0
        while rows := self._store.query(
            "SELECT article_text.id, content, title, byline, site, language FROM article_text"
            " JOIN article ON article.id = article_id WHERE article_text.id > ?"
            " ORDER BY article_text.id LIMIT ?",
            (last, _AT_ONCE),
        ):
            for row in rows:
                self.add_text(row["id"], row["content"], row["language"])
            english = [row for row in rows if is_english(row["language"])]
            self.learn(row[column] for row in english for column in ("title", "byline", "site"))
            last = rows[-1]["id"]
        notes = self._store.query("SELECT note FROM annotation WHERE note <> ''")
        self.learn(row["note"] for row in notes)
        self.learn(row["name"] for row in self._store.query("SELECT name FROM tag"))


def learn_changes(store: Writing, changes: Sequence[Change]) -> None:
    """Have what changes have written be found by forms of its words: notes, titles, tags.

    Before the commit. What undo brings back is known from then.
    """
    texts: list[str] = []
    headings: dict[int, list[str]] = {}
    for change in changes:
        written = [
            value
            for name in READ.get(change.table, ())
            if isinstance(value := (change.after or {}).get(name), str) and value
        ]
        if change.table == "article":
            headings.setdefault(change.id, []).extend(written)
        else:
            texts += written
    words = WordForms(store)
    if texts:
        words.learn(texts)
    for article, heading in headings.items():
        if heading:
            sql = "SELECT language FROM article WHERE id = ?"
            for row in store.query(sql, (article,)):
                words.learn(heading, row["language"])
