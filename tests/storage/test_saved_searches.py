"""Saved searches: named, in the reader's order, each step taken back."""

import pytest

from storage.errors import NotFound, Refused
from tests.library_files import dump


@pytest.fixture
def saved(library):
    with library.transaction("Save"):
        library.saved_searches.add(" To  read ", "is:unread  climate")
        library.saved_searches.add("Kenya", "Kenya OR Nairobi")
        library.saved_searches.add("Last", "x")
    return library


def names(library) -> list[str]:
    return [one.name for one in library.saved_searches.all()]


def test_they_keep_name_and_query(saved):
    first = saved.saved_searches.all()[0]
    assert (first.name, first.query) == ("To read", "is:unread climate")


@pytest.mark.parametrize(
    "do",
    [
        pytest.param(lambda s, ids: s.rename(ids[0], "Other"), id="rename"),
        pytest.param(lambda s, ids: s.rename(ids[1], "KENYA"), id="case"),
        pytest.param(lambda s, ids: s.change(ids[0], "is:done"), id="change"),
        pytest.param(lambda s, ids: s.move(ids[2], before=ids[0]), id="move"),
        pytest.param(lambda s, ids: s.move(ids[0]), id="to the end"),
        pytest.param(lambda s, ids: s.remove(ids[1]), id="remove"),
        pytest.param(lambda s, ids: s.add("New", "y"), id="add"),
    ],
)
def test_every_step_is_undone_and_done_again(saved, do):
    before = dump(saved.path)
    with saved.transaction("Do"):
        do(saved.saved_searches, [one.id for one in saved.saved_searches.all()])
    after = dump(saved.path)
    assert after != before
    saved.undo()
    assert dump(saved.path) == before
    saved.redo()
    assert dump(saved.path) == after


def test_the_order_is_the_readers(saved):
    ids = [one.id for one in saved.saved_searches.all()]
    with saved.transaction("Move"):
        saved.saved_searches.move(ids[2], before=ids[1])
    assert names(saved) == ["To read", "Last", "Kenya"]


@pytest.mark.parametrize(
    ("name", "query", "said"),
    [("", "x", "needs a name"), ("x", " ", "nothing to search"), ("kenya", "x", "already")],
)
def test_what_is_refused(saved, name, query, said):
    with pytest.raises(Refused, match=said), saved.transaction("Save"):
        saved.saved_searches.add(name, query)


def test_what_is_gone_is_said(saved):
    with pytest.raises(NotFound), saved.transaction("Remove"):
        saved.saved_searches.remove(99)
