"""Undo gives back exactly what was, whatever was done."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

import storage.proofs
import storage.store
from storage.errors import NotFound
from storage.library import Library
from storage.types import COLORS, STYLES, Span
from tests.builders import add_article, make_annotation, make_imported, ticking_clock
from tests.library_files import assert_sound, dump, rows

ACTIONS = {
    "move": lambda lib, text, one, all_: lib.annotations.move(one, text, Span(0, 4)),
    "recolor": lambda lib, text, one, all_: lib.annotations.recolor(all_, "blue"),
    "restyle": lambda lib, text, one, all_: lib.annotations.restyle(all_, "underline"),
    "note": lambda lib, text, one, all_: lib.annotations.write_note(one, "ÄÖ 🌍\n*new*"),
    "tag": lambda lib, text, one, all_: lib.tags.add(all_, ["new", "first"]),
    "untag": lambda lib, text, one, all_: lib.tags.remove(all_, ["first", "second"]),
    "retag": lambda lib, text, one, all_: lib.tags.replace(one, ["third", "second"]),
    "delete": lambda lib, text, one, all_: lib.annotations.delete(all_),
    "trash": lambda lib, text, one, all_: lib.articles.move_to_trash([text.article_id]),
    "rename": lambda lib, text, one, all_: lib.articles.rename(text.article_id, "Other"),
    "state": lambda lib, text, one, all_: lib.articles.set_state([text.article_id], "done"),
    "legend": lambda lib, text, one, all_: lib.legend.rename("red", "Doubt"),
    "legend back": lambda lib, text, one, all_: lib.legend.rename("green", ""),
    "add": lambda lib, text, one, all_: lib.annotations.add(text, Span(1, 9), tags=["first"]),
    "update": lambda lib, text, one, all_: lib.articles.take(
        make_imported("Ministers met. Delegates from Kenya agreed.", url="https://example.org/a")
    ),
    "import": lambda lib, text, one, all_: lib.articles.take(make_imported("Another text.")),
}


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_undo_and_redo_three_times_over(library, action):
    article = add_article(library)
    one = make_annotation(library, article, note="an old note", tags=["first", "second"])
    two = make_annotation(library, article, None, tags=["second"])
    with library.transaction("Name"):
        library.legend.rename("green", "Agreed")
    before = dump(library.path)
    with library.transaction("Act"):
        action(library, library.texts.current(article), one, [one, two])
    after = dump(library.path)
    assert after != before
    for _ in range(3):
        assert library.undo_label() == "Act"
        library.undo()
        assert dump(library.path) == before
        assert library.redo_label() == "Act"
        library.redo()
        assert dump(library.path) == after
    assert_sound(library.path)


def test_undone_import_lies_in_the_trash_with_its_text(library):
    article = add_article(library)
    library.undo()
    assert list(library.articles.ids()) == []
    assert list(library.articles.ids(in_trash=True)) == [article]
    assert library.texts.current(article).content == make_imported().content
    library.redo()
    assert list(library.articles.ids()) == [article]


def test_new_action_drops_what_was_undone(library):
    article = add_article(library)
    make_annotation(library, article)
    library.undo()
    with library.transaction("Rename"):
        library.articles.rename(article, "Other")
    assert library.redo_label() == ""
    assert library.redo() is None
    library.undo()
    assert library.undo_label() == "Import"


def test_reading_position_does_not_drop_what_was_undone(library):
    article = add_article(library)
    make_annotation(library, article)
    library.undo()
    with library.unrecorded():
        library.articles.remember_place(article, 3, 0.1)
    assert library.redo_label() == "Add annotation"


def test_nothing_to_undo_is_none(library):
    assert (library.undo(), library.redo(), library.undo_label()) == (None, None, "")


def test_history_survives_closing(tmp_path):
    path = tmp_path / "library.postil"
    with Library.open(path) as library:
        article = add_article(library)
        before = dump(path)
        annotation = make_annotation(library, article, tags=["t"])
        uid = library.annotations.get(annotation).uid
    with Library.open(path) as library:
        library.undo()
        assert dump(path) == before
    with Library.open(path) as library:
        library.redo()
        assert library.annotations.by_uid(uid).tags == ("t",)


def test_many_annotations_come_back_with_their_proof_still_standing(library):
    article = add_article(library)
    text = library.texts.current(article)
    with library.transaction("Add many"):
        many = [
            library.annotations.add(text, Span(n % 50, n % 50 + 9), tags=["a", f"t{n % 7}"])
            for n in range(storage.proofs.MANY)
        ]
    before = dump(library.path)
    triggers = rows(library.path, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    with library.transaction("Delete"):
        library.annotations.delete(many)
    library.undo()
    assert dump(library.path) == before
    now = rows(library.path, "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    assert sorted(now) == sorted(triggers)
    assert_sound(library.path)


def test_journal_keeps_its_length_and_redo_stays_whole(library, monkeypatch):
    monkeypatch.setattr(storage.store, "JOURNAL_LENGTH", 20)
    article = add_article(library)
    for number in range(30):
        with library.transaction(f"Rename {number}"):
            library.articles.rename(article, f"Title {number}")
    assert rows(library.path, "SELECT count(*) FROM journal") == [(20,)]
    for _ in range(15):
        library.undo()
    undone = 0
    while library.redo() is not None:
        undone += 1
    assert undone == 15 or library.undo_label() == ""
    assert library.articles.get(article).title == "Title 29"


def test_purge_leaves_no_history_in_a_recorded_action_either(library):
    for act in (library.unrecorded, lambda: library.transaction("Empty trash")):
        article = add_article(library, make_imported(f"Text {act}"))
        make_annotation(library, article, "Text", tags=["gone"])
        with library.transaction("Trash"):
            library.articles.move_to_trash([article])
        with act():
            library.articles.purge([article])
        assert library.undo_label() == ""
        assert library.undo() is None
        assert rows(library.path, "SELECT changes FROM journal") == [("[]",)]
        for table in ("article", "article_text", "block", "original", "annotation", "tag"):
            assert rows(library.path, f"SELECT count(*) FROM {table}") == [(0,)]
        with pytest.raises(NotFound):
            library.articles.get(article)
    assert_sound(library.path)


def test_purge_of_nothing_keeps_the_history(library):
    article = add_article(library)
    with library.unrecorded():
        library.articles.purge([article, 99])
    assert list(library.articles.ids()) == [article]
    assert library.undo_label() == "Import"


class Reader(RuleBasedStateMachine):
    """Someone who does everything in any order, closes the program, takes it all back."""

    @initialize(folder=st.none())
    def start(self, folder):
        from tempfile import TemporaryDirectory

        self.folder = TemporaryDirectory()
        from pathlib import Path

        self.path = Path(self.folder.name) / "library.postil"
        self.clock = ticking_clock()
        self.library = Library.open(self.path, clock=self.clock)
        add_article(self.library)
        self.now = dump(self.path)
        self.past: list[dict] = []  # what undo has to give back, newest last
        self.future: list[dict] = []
        self.joining: object = None  # the merge key under which the next step would join
        self.articles_made = 1

    def teardown(self):
        if hasattr(self, "library"):
            with suppress(AttributeError):
                self.library.close()
            assert_sound(self.path)
            self.folder.cleanup()

    def act(self, write, merge_key=None):
        with self.library.transaction("Act", merge_key=merge_key):
            write(self.library)
        after = dump(self.path)
        if after == self.now:
            return
        if merge_key is None or merge_key != self.joining:
            self.past.append(self.now)
        self.now, self.future, self.joining = after, [], merge_key

    def annotations(self):
        return [row[0] for row in self.now["annotation"]]

    def has_annotations(self):
        return bool(self.annotations())

    def shelf(self):
        return [row[0] for row in self.now["article"]]

    def some(self, data):
        return data.draw(st.lists(st.sampled_from(self.annotations()), unique=True, min_size=1))

    def text(self, data):
        return self.library.texts.current(data.draw(st.sampled_from(self.shelf())))

    def span(self, data, text):
        start = data.draw(st.integers(0, len(text.content) - 1))
        return Span(start, data.draw(st.integers(start + 1, len(text.content))))

    @precondition(lambda self: self.shelf())
    @rule(data=st.data(), color=st.sampled_from(COLORS), style=st.sampled_from(STYLES))
    def add(self, data, color, style):
        text = self.text(data)
        span = data.draw(st.none()) if data.draw(st.booleans()) else self.span(data, text)
        tags = data.draw(st.lists(st.sampled_from(["One", "two", "TWO", "drei"]), max_size=3))
        self.act(lambda lib: lib.annotations.add(text, span, color=color, style=style, tags=tags))

    @precondition(lambda self: self.has_annotations())
    @rule(data=st.data())
    def move(self, data):
        annotation = self.library.annotations.get(self.some(data)[0])
        text = self.library.texts.current(annotation.article_id)
        span = self.span(data, text)
        self.act(lambda lib: lib.annotations.move(annotation.id, text, span))

    @precondition(lambda self: self.has_annotations())
    @rule(data=st.data(), color=st.sampled_from(COLORS))
    def recolor(self, data, color):
        some = self.some(data)
        self.act(lambda lib: lib.annotations.recolor(some, color))

    @precondition(lambda self: self.has_annotations())
    @rule(data=st.data(), note=st.sampled_from(["", "a", "ab", "ein *Wort* 🌍"]))
    def type_note(self, data, note):
        one = self.some(data)[0]
        self.act(lambda lib: lib.annotations.write_note(one, note), merge_key=f"note:{one}")

    @precondition(lambda self: self.has_annotations())
    @rule(data=st.data(), names=st.lists(st.sampled_from(["One", "two", "drei"]), max_size=3))
    def tag(self, data, names):
        some = self.some(data)
        act = data.draw(st.sampled_from(["add", "remove"]))
        self.act(lambda lib: getattr(lib.tags, act)(some, names))

    @precondition(lambda self: self.has_annotations())
    @rule(data=st.data())
    def delete(self, data):
        some = self.some(data)
        self.act(lambda lib: lib.annotations.delete(some))

    @precondition(lambda self: self.shelf())
    @rule(data=st.data())
    def trash(self, data):
        article = data.draw(st.sampled_from(self.shelf()))
        self.act(lambda lib: lib.articles.move_to_trash([article]))

    @rule()
    def restore(self):
        trashed = self.library.articles.ids(in_trash=True)
        self.act(lambda lib: lib.articles.restore(trashed))

    @rule()
    def import_article(self):
        self.articles_made += 1
        content = f"Article {self.articles_made} 🌍\n\nSome words."
        self.act(lambda lib: lib.articles.take(make_imported(content)))

    @rule(color=st.sampled_from(COLORS), name=st.sampled_from(["", "Doubt", "Yes"]))
    def name_color(self, color, name):
        self.act(lambda lib: lib.legend.rename(color, name))

    @rule()
    def undo(self):
        done = self.library.undo()
        self.joining = None if done else self.joining
        assert (done is not None) == bool(self.past or self.library.redo_label())
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()
        elif done:  # the import that the machine began with
            self.library.redo()

    @rule()
    def redo(self):
        done = self.library.redo()
        assert (done is not None) == bool(self.future)
        if done:
            self.joining = None
            self.past.append(self.now)
            self.now = self.future.pop()

    @rule()
    def close_and_open(self):
        self.library.close()
        self.library = Library.open(self.path, clock=self.clock)

    @invariant()
    def file_is_as_expected(self):
        if hasattr(self, "now"):
            assert dump(self.path) == self.now
            for row in self.now["annotation"]:
                if row[4] is not None:
                    content = self.library.texts.current(row[2]).content
                    assert content[row[4] : row[5]] == row[6]


TestReader = Reader.TestCase
TestReader.settings = settings(
    max_examples=30,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
