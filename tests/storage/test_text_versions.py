"""The same article again: recognised, given its new text, and every annotation accounted for."""

import json

import pytest

from storage.command_line import run
from storage.errors import ImportFailed
from storage.exporters.citation import citation
from storage.exporters.html import html
from storage.exporters.interchange import to_json
from storage.exporters.markdown import markdown
from storage.exporters.spreadsheet import COLUMNS
from storage.exporters.spreadsheet import rows as spreadsheet_rows
from storage.intake import take_in
from storage.library import Library
from storage.read_back import read_back
from storage.types import ArticleId, Span
from tests.builders import (
    CONTENT,
    TITLE,
    add_article,
    export_of,
    make_annotation,
    make_imported,
    make_library,
)
from tests.library_files import assert_sound, dump, rows

URL = "https://example.org/a"
NEW = CONTENT.replace(
    "Delegates from Kenya and Peru agreed.", "Delegates from Kenya agreed."
).replace("Ministers meet in Geneva", "Ministers met in Geneva, Switzerland")


@pytest.fixture
def other(tmp_path):
    with make_library(tmp_path, "other.postil") as library:
        yield library


def update(library, content=NEW, **other):
    with library.transaction("Update article"):
        return library.articles.take(make_imported(content, **({"url": URL} | other)))


def where(library, annotation):
    found = library.annotations.get(annotation)
    text = library.texts.current(found.article_id).content
    return found.standing, text[found.span.start : found.span.end] if found.span else None


def test_changed_page_is_a_new_text_of_the_same_article(library):
    article = add_article(library)
    taken = update(library, url="http://www.example.org/a/?utm_source=feed#top")
    assert (taken.id, taken.status) == (article, "new version")
    text = library.texts.current(article)
    assert (text.id, text.version, text.content) == (taken.text, 2, NEW)
    assert list(library.articles.ids()) == [article]
    assert library.articles.get(article).length == len(NEW)
    assert list(library.search.articles(library.query("Switzerland"))) == [article]
    assert_sound(library.path)


def test_annotations_are_found_again_or_kept_without_a_place(library):
    article = add_article(library)
    same = make_annotation(library, article, "head of the World Health Organization")
    changed = make_annotation(library, article, "Delegates from Kenya and Peru agreed.")
    gone = make_annotation(library, article, "Peru")
    whole = make_annotation(library, article, None, note="About all of it")
    taken = update(library)
    assert taken.standings == (1, 1, 1)
    assert where(library, same) == ("exact", "head of the World Health Organization")
    assert where(library, changed) == ("changed", "Delegates from Kenya agreed.")
    assert where(library, gone) == ("lost", None)
    assert library.annotations.get(gone).passage.exact == "Peru"
    assert library.annotations.get(whole).standing == "exact"
    order = [a.id for a in library.annotations.of(article)]
    assert order == [whole, same, changed, gone]
    assert list(library.annotations.ids_of(article)) == order
    marks = library.annotations.marks_on(taken.text)
    assert [(mark.id, mark.is_unsure) for mark in marks] == [(same, False), (changed, True)]
    assert_sound(library.path)


def test_undo_brings_the_old_text_back_and_redo_the_new_one(library):
    article = add_article(library)
    marked = make_annotation(library, article, "Peru")
    with library.unrecorded():
        library.articles.remember_place(article, 40, 0.5)
    before = dump(library.path), library.texts.current(article)
    update(library, title="Another title", byline="Someone else")
    after = dump(library.path), library.texts.current(article)
    for _ in range(2):
        assert library.undo().label == "Update article"
        assert (dump(library.path), library.texts.current(article)) == before
        assert where(library, marked) == ("exact", "Peru")
        assert rows(library.path, "SELECT count(*) FROM placement") == [(0,)]
        library.redo()
        assert (dump(library.path), library.texts.current(article)) == after
        assert where(library, marked) == ("lost", None)
    assert_sound(library.path)


def test_the_same_text_from_anywhere_is_already_there(library):
    article = add_article(library)
    taken = update(library, CONTENT, url="https://elsewhere.example/b", title="Other")
    assert (taken.id, taken.status) == (article, "already there")
    assert library.articles.get(article).title == TITLE


def test_an_older_text_again_is_read_again_with_what_the_reader_said_of_it(library):
    article = add_article(library)
    first = library.texts.current(article)
    marked = make_annotation(library, article, "Delegates from Kenya and Peru agreed.")
    update(library)
    with library.transaction("Confirm"):
        library.annotations.confirm([marked])
    assert where(library, marked) == ("confirmed", "Delegates from Kenya agreed.")
    later = make_annotation(library, article, "met in Geneva")
    taken = update(library, CONTENT)
    assert (taken.status, taken.text) == ("new version", first.id)
    assert where(library, marked) == ("exact", "Delegates from Kenya and Peru agreed.")
    assert where(library, later)[0] in ("lost", "changed", "ambiguous")
    update(library)
    assert where(library, marked) == ("confirmed", "Delegates from Kenya agreed.")
    assert where(library, later) == ("exact", "met in Geneva")
    assert rows(library.path, "SELECT count(*) FROM article_text") == [(2,)]


def test_what_the_reader_confirmed_is_followed_from_there(library):
    article = add_article(library)
    marked = make_annotation(library, article, "Delegates from Kenya and Peru agreed.")
    update(library)
    with library.transaction("Confirm"):
        library.annotations.confirm([marked])
    update(library, NEW.replace("What comes next", "What comes then"))
    assert where(library, marked) == ("confirmed", "Delegates from Kenya agreed.")


def test_title_of_the_page_is_followed_and_that_of_the_reader_stays(library):
    article = add_article(library)
    update(library, title="Better title", byline="")
    shown = library.articles.get(article)
    assert (shown.title, shown.byline) == ("Better title", "Ana Writer")
    with library.transaction("Rename"):
        library.articles.rename(article, "My title")
    update(library, NEW + " More.", title="Third title", byline="New Writer")
    shown = library.articles.get(article)
    assert (shown.title, shown.byline) == ("My title", "New Writer")


def test_article_in_the_trash_comes_back_with_its_new_text(library):
    article = add_article(library)
    with library.transaction("Trash"):
        library.articles.move_to_trash([article])
    assert update(library).status == "new version"
    assert list(library.articles.ids()) == [article]
    library.undo()
    assert list(library.articles.ids()) == []


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ({"url": URL}, {"url": URL + "/"}, True),
        ({"url": URL}, {"url": "https://example.org/b"}, False),
        ({"url": ""}, {"url": ""}, False),
        ({"url": "", "origin": "/a.txt"}, {"url": "", "origin": "/a.txt"}, True),
        ({"url": "", "origin": "/a.txt"}, {"url": "", "origin": "/b.txt"}, False),
        (
            {"url": "", "origin": "/a.txt"},
            {"url": "", "origin": "/a.txt", "title": "Another"},
            False,
        ),
        ({"url": URL, "origin": "/a.html"}, {"url": URL + "b", "origin": "/a.html"}, False),
        ({"url": "https://example.org/"}, {"url": "https://example.org"}, True),
        ({"url": "https://example.org/"}, {"url": "https://example.org", "title": "B"}, False),
    ],
)
def test_what_is_the_same_article(library, first, second, is_same):
    one = add_article(library, make_imported(**first))
    taken = update(library, **second)
    assert (taken.id == one) is is_same
    assert taken.status == ("new version" if is_same else "added")


@pytest.mark.parametrize("in_trash", ["old", "new", ""])
def test_the_article_on_the_shelf_is_the_same_rather_than_one_in_the_trash(library, in_trash):
    by_file = {"url": "", "origin": "/a.html"}
    found = {}
    found["new"] = add_article(library, make_imported("From a file.", **by_file))
    found["old"] = add_article(library, make_imported("From the web.", url=URL))
    if in_trash:
        with library.transaction("Trash"):
            library.articles.move_to_trash([found[in_trash]])
    taken = update(library, url=URL, origin="/a.html")
    assert taken.id == found["new" if in_trash == "old" else "old"]


def test_highlight_made_on_the_older_text_stands_in_the_newer_one(library):
    article = add_article(library)
    old = library.texts.current(article)
    update(library)
    start = old.content.index("They meet again")
    with library.transaction("Highlight"):  # a window that has not heard of it
        made = library.annotations.add(old, Span(start, start + 15))
    assert where(library, made) == ("exact", "They meet again")
    library.undo()
    assert rows(library.path, "SELECT count(*) FROM placement") == [(0,)]
    library.redo()
    assert where(library, made) == ("exact", "They meet again")


def test_moved_ends_are_of_the_text_that_is_read(library):
    article = add_article(library)
    marked = make_annotation(library, article, "Delegates from Kenya and Peru agreed.")
    update(library)
    text = library.texts.current(article)
    span = library.annotations.get(marked).span
    with library.transaction("Move ends"):
        library.annotations.move(marked, text, Span(span.start, span.start + 9))
    found = library.annotations.get(marked)
    assert (found.passage.exact, found.standing, found.text_id) == ("Delegates", "exact", text.id)
    assert rows(library.path, "SELECT count(*) FROM placement") == [(0,)]
    library.undo()
    assert where(library, marked) == ("changed", "Delegates from Kenya agreed.")


def test_deleted_annotation_comes_back_with_its_place(library):
    article = add_article(library)
    marked = make_annotation(library, article, "Kenya")
    update(library)
    before = where(library, marked)
    with library.transaction("Delete"):
        library.annotations.delete([marked])
    assert rows(library.path, "SELECT count(*) FROM placement") == [(0,)]
    library.undo()
    assert where(library, marked) == before


def test_reading_position_goes_with_its_words(library):
    article = add_article(library)
    with library.unrecorded():
        library.articles.remember_place(article, CONTENT.index("What comes next"), 0.4)
    update(library)
    shown = library.articles.get(article)
    assert shown.position == NEW.index("What comes next")
    assert shown.progress == 0.4


def test_purge_removes_all_texts_and_places(library):
    article = add_article(library)
    make_annotation(library, article, "Kenya")
    update(library)
    with library.transaction("Trash"):
        library.articles.move_to_trash([article])
    with library.unrecorded():
        library.articles.purge([article])
    for table in ("article", "article_text", "annotation", "placement"):
        assert rows(library.path, f"SELECT count(*) FROM {table}") == [(0,)]


def test_the_reader_is_told_how_it_went(library):
    article = add_article(library)
    make_annotation(library, article, "head of the World Health Organization")
    make_annotation(library, article, "They meet again in May.")
    make_annotation(library, article, "Peru")
    intake = take_in(library, make_imported(NEW, url=URL, notices=("Pictures are missing.",)))
    assert intake.status == "new version"
    assert intake.notices == (
        "2 annotations keep their place, 1 is not there any more.",
        "Pictures are missing.",
    )
    assert library.undo_label() == "Update article"
    assert take_in(library, make_imported(NEW, url=URL)).status == "already there"


def test_exports_say_what_is_not_sure(library):
    article = add_article(library)
    make_annotation(library, article, "Ana Ruiz", color="red")
    make_annotation(library, article, "Delegates from Kenya and Peru agreed.")
    make_annotation(library, article, "Peru")
    update(library)
    (export,) = export_of(library, article)
    as_markdown, as_html = markdown([export]), html([export], whole_text=True)
    for written in (as_markdown, as_html):
        assert "Ana Ruiz" in written
        assert "Delegates from Kenya and Peru agreed." in written
        assert written.count("the present text has other words here") == 1
        assert written.count("not found in the present text") == 1
        assert written.index("Not found in the present text") < written.rindex("Peru")
    assert as_html.count("<mark") == 2
    cells = [dict(zip(COLUMNS, row, strict=True)) for row in spreadsheet_rows([export])]
    assert [cell["standing"] for cell in cells] == ["exact", "changed", "lost"]
    assert [cell["quotation"] for cell in cells][1:] == [
        "Delegates from Kenya and Peru agreed.",
        "Peru",
    ]
    assert (cells[2]["start"], cells[2]["paragraph"]) == ("", "")
    lost = export.annotations[2]
    assert "not found in the present text" in citation(export.article, lost, export.text)


def versions(library):
    """Make an article with a newer text and annotations of every standing; give its id."""
    article = add_article(library)
    make_annotation(library, article, None, note="About all of it")
    make_annotation(library, article, "Ana Ruiz", note="Who?", tags=["name"])
    make_annotation(library, article, "Delegates from Kenya and Peru agreed.", color="red")
    confirmed = make_annotation(library, article, "Ministers meet in Geneva 🌍")
    make_annotation(library, article, "Peru")
    update(library)
    make_annotation(library, article, "Switzerland")
    with library.transaction("Confirm"):
        library.annotations.confirm([confirmed])
    return article


def stands(library, article):
    return [
        (a.uid, a.passage and a.passage.exact, a.span, a.standing, a.note, a.tags)
        for a in library.annotations.of(article)
    ]


def test_complete_export_brings_older_texts_and_places_along(library, other):
    article = versions(library)
    written = to_json(export_of(library))
    report = read_back(other, written)
    assert stands(other, report.ids[0]) == stands(library, article)
    assert other.texts.current(report.ids[0]).content == NEW
    assert to_json(export_of(other)) == written
    again = read_back(other, written)
    assert (again.annotations.unchanged, again.annotations.new) == (6, 0)
    assert_sound(other.path)
    other.undo()
    assert list(other.articles.ids()) == []


def test_annotations_of_the_older_text_come_into_a_library_that_has_the_newer_one(library, other):
    first = add_article(library)
    make_annotation(library, first, "Ana Ruiz")
    make_annotation(library, first, "Peru")
    there = add_article(other)
    update(other)
    report = read_back(other, to_json(export_of(library)))
    assert report.ids == [there]
    assert [(a.passage.exact, a.standing) for a in other.annotations.of(there)] == [
        ("Ana Ruiz", "exact"),
        ("Peru", "lost"),
    ]
    assert other.texts.current(there).content == NEW
    other.undo()
    assert other.annotations.of(there) == []


def test_damaged_place_in_an_export_is_refused(library, other):
    versions(library)
    document = json.loads(to_json(export_of(library)))
    annotation = next(a for a in document["articles"][0]["annotations"] if a.get("now_end"))
    annotation["now_end"] = 10**9
    with pytest.raises(ImportFailed):
        read_back(other, json.dumps(document))


def test_hits_of_a_search_come_in_the_order_of_the_present_text(library):
    article = add_article(
        library, make_imported("One agreed.\n\nTwo agreed. Words follow.", url=URL)
    )
    one, two = (make_annotation(library, article, words) for words in ("One agreed", "Two agreed"))
    update(library, "Two agreed. Words follow.\n\nNow a sentence.\n\nOne agreed.")
    (found,) = library.results.of(library.query("agreed"), [article])
    assert [p.annotation for p in found.passages] == [two, one]
    assert [p.span for p in found.passages] == [a.span for a in library.annotations.of(article)]


def test_command_line_tells_of_a_new_version(tmp_path, capsys):
    page, path = tmp_path / "page.md", str(tmp_path / "made.postil")
    page.write_text(f"# {TITLE}\n\n{CONTENT}", encoding="utf-8")
    assert run(["--library", path, "import", str(page)]) == 0
    with Library.open(tmp_path / "made.postil") as library:
        make_annotation(library, ArticleId(1), "Ana Ruiz")
        make_annotation(library, ArticleId(1), "Peru")
    page.write_text(f"# {TITLE}\n\n{NEW}", encoding="utf-8")
    capsys.readouterr()
    assert run(["--library", path, "import", str(page)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"new version: {TITLE}",
        "  1 annotation keeps its place, 1 is not there any more.",
    ]
    assert run(["--library", path, "import", str(page)]) == 0
    assert capsys.readouterr().out.splitlines() == [f"already there: {TITLE}"]
