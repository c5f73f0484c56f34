"""Duplicates found and merged: nothing made by the reader is lost, and one undo brings all back."""

import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.care.checking import check
from storage.care.duplicates import duplicates
from storage.errors import Cancelled, LibraryError, NotFound
from storage.text.resemblance import LEAST_RUNS, alike, estimated, resemblance, runs, sketch
from storage.types import Span
from tests.benchmarks.corpus import Prose
from tests.builders import add_article, make_annotation, make_imported, make_library
from tests.library_files import assert_sound, dump, rows
from tests.storage.care.damage import edit

PROSE = " ".join(Prose(11).paragraphs(6_000))
OTHER = " ".join(Prose(12).paragraphs(6_000))


def put(library, content, **other):
    """Add an article as if nothing like it were there."""
    values = {"title": f"An article of its own {len(content)} {hash(content) % 1000}", "url": ""}
    return add_article(library, make_imported(content, **(values | other)))


def shortened(text, part):
    return text[: int(len(text) * part)]


# -- how alike texts are


@pytest.mark.parametrize("part", [0.95, 0.9, 0.8])
def test_a_shorter_version_is_about_as_alike_as_it_is_long(part):
    assert resemblance(runs(PROSE), runs(shortened(PROSE, part))) == pytest.approx(part, abs=0.03)


def test_sketch_tells_about_as_much_as_the_whole():
    whole, part = runs(PROSE), runs(shortened(PROSE, 0.8))
    assert estimated(sketch(whole), sketch(part)) == pytest.approx(0.8, abs=0.2)


def test_case_marks_and_spaces_are_no_difference():
    changed = PROSE.upper().replace(". ", " –  ")
    assert resemblance(runs(PROSE), runs(changed)) > 0.99


def test_scripts_without_spaces_are_compared_by_letters():
    one = "国际合作组织在日内瓦举行会议讨论气候变化和公共卫生问题" * 4
    assert 0.5 < resemblance(runs(one), runs(one + "各国代表同意在五月再次举行会议")) < 1


def test_short_texts_are_not_compared():
    few = sketch(runs("one two three four five"))
    assert len(few) < LEAST_RUNS
    assert list(alike([few, few], 0.5)) == []


def test_phrase_that_all_share_does_not_compare_all_with_all():
    shared = "This page is published under the terms of use that all pages of the site share. " * 3
    prose = Prose(13)
    sketches = [sketch(runs(shared + " ".join(prose.paragraphs(600)))) for _ in range(60)]
    assert len(list(alike(sketches, 0.9))) == 0


# -- finding


def test_nothing_is_alike_in_a_library_of_different_articles(library):
    prose = Prose(14)
    for _ in range(6):
        put(library, " ".join(prose.paragraphs(2_000)))
    assert duplicates(library.path) == []


def test_same_address_title_and_words_are_found_with_their_reasons(library):
    day = datetime(2026, 1, 5, tzinfo=UTC)
    one = put(library, PROSE, title="Ministers meet in Geneva", published_at=day)
    other = put(library, shortened(PROSE, 0.9), title="Ministers meet in Geneva", published_at=day)
    put(library, OTHER)
    (group,) = duplicates(library.path)
    assert group.articles == (one, other)
    assert group.reasons == ("title", "words")
    assert group.similarity == pytest.approx(0.9, abs=0.03)


def test_same_address_is_found_but_not_that_of_a_whole_site(library):
    for words, key in (
        (PROSE, "a.org/x"),
        (OTHER, "a.org/x"),
        ("Home one.", "b.org"),
        ("Home two.", "b.org"),
    ):
        put(library, words)
        edit(
            library.path,
            f"UPDATE article SET url_key = '{key}' WHERE id = (SELECT max(id) FROM article)",
        )
    (group,) = duplicates(library.path)
    assert group.articles == (1, 2)
    assert group.reasons == ("address",)


def test_the_one_with_most_annotations_is_to_be_kept(library):
    put(library, PROSE)
    marked = put(library, PROSE + " And a word more.")
    make_annotation(library, marked, PROSE[:40])
    (group,) = duplicates(library.path)
    assert group.articles[0] == marked


def test_deleted_ones_and_those_kept_apart_are_left_out(library):
    one, two = put(library, PROSE), put(library, shortened(PROSE, 0.95))
    three = put(library, shortened(PROSE, 0.9))
    with library.transaction("Keep apart"):
        library.merging.keep_apart([two, one])
        library.merging.keep_apart([one, two])
    assert rows(library.path, "SELECT one_id, other_id FROM article_apart") == [(one, two)]
    assert duplicates(library.path)[0].articles == (one, two, three)  # both are like the third
    with library.transaction("Delete"):
        library.articles.move_to_trash([three])
    assert duplicates(library.path) == []
    library.undo()
    library.undo()
    assert rows(library.path, "SELECT * FROM article_apart") == []


def test_an_article_that_is_gone_cannot_be_kept_apart(library):
    article = add_article(library)
    with pytest.raises(NotFound), library.transaction("Keep both"):
        library.merging.keep_apart([article, 99])


def test_it_can_be_stopped_and_refuses_what_is_no_library(library, tmp_path):
    put(library, PROSE)
    with pytest.raises(Cancelled):
        duplicates(library.path, None, lambda: True)
    (tmp_path / "x.postil").write_text("a text, long enough to be looked at")
    with pytest.raises(LibraryError):
        duplicates(tmp_path / "x.postil")


# -- merging


def merged(library, keep, *others):
    with library.transaction("Merge duplicates"):
        return library.merging.merge(keep, others)


def test_annotations_move_with_notes_and_tags_and_one_undo_brings_all_back(library):
    keep, other = put(library, PROSE), put(library, "A line in front.\n\n" + PROSE)
    note = make_annotation(library, other, PROSE[100:160], note="n", tags=["t"], color="red")
    before = dump(library.path)
    done = merged(library, keep, other)
    assert (done.articles, done.annotations) == (1, 1)
    assert done.sentence() == "1 annotation moved over, 1 article moved to “Deleted”."
    (annotation,) = library.annotations.of(keep)
    assert annotation.id == note
    assert (annotation.note, annotation.tags, annotation.color) == ("n", ("t",), "red")
    assert annotation.passage.exact == PROSE[100:160]
    assert annotation.standing in ("exact", "moved")
    assert annotation.span == Span(100, 160)
    assert library.articles.get(other).deleted_at is not None
    assert check(library.path).is_sound
    library.undo()
    assert dump(library.path) == before
    assert [a.id for a in library.annotations.of(other)] == [note]
    assert check(library.path).is_sound
    library.redo()
    assert [a.id for a in library.annotations.of(keep)] == [note]
    assert_sound(library.path)


def test_words_that_are_not_in_the_other_are_kept_as_lost_ones(library):
    keep, other = put(library, shortened(PROSE, 0.8)), put(library, PROSE)
    words = PROSE[-120:-60]
    make_annotation(library, other, words, note="only there")
    merged(library, keep, other)
    (annotation,) = library.annotations.of(keep)
    assert annotation.passage.exact == words
    assert annotation.note == "only there"
    assert annotation.standing == "lost"
    assert library.texts.get(annotation.text_id).content == PROSE
    assert check(library.path).is_sound


def test_the_merged_article_can_be_deleted_for_good(library):
    keep, other = put(library, shortened(PROSE, 0.8)), put(library, PROSE)
    make_annotation(library, other, PROSE[:50])
    make_annotation(library, other, None, note="on the whole article")
    merged(library, keep, other)
    with library.unrecorded():
        library.articles.purge([other])
    assert sorted(a.note for a in library.annotations.of(keep)) == ["", "on the whole article"]
    assert check(library.path).is_sound


def test_text_without_spaces_that_came_along_can_be_found_and_deleted_for_good(library):
    text = "国际合作组织在日内瓦举行会议讨论气候变化和公共卫生问题" * 4
    keep, other = put(library, text), put(library, text + "各国代表同意在五月再次举行会议")
    make_annotation(library, other, "各国代表同意")
    merged(library, keep, other)
    assert check(library.path).is_sound
    with library.unrecorded():
        library.articles.move_to_trash([keep])
        library.articles.purge([keep, other])
    assert check(library.path).is_sound


def test_the_very_same_text_needs_no_second_one(library):
    keep = put(library, PROSE)
    with library.transaction("Import"):
        other = library.articles._insert_in_trash(make_imported(PROSE, url=""), "u" * 32)
        library.texts.add(other, make_imported(PROSE, url=""), version=1, is_current=True)
        library.articles.restore([other])
    make_annotation(library, other, PROSE[:50])
    assert duplicates(library.path)[0].reasons[0] == "text"
    merged(library, keep, other)
    assert rows(library.path, "SELECT count(*) FROM article_text WHERE article_id = ?", keep) == [
        (1,)
    ]
    assert library.annotations.of(keep)[0].span == Span(0, 50)


def test_tags_collections_and_star_of_the_article_go_along(library):
    keep, other = put(library, PROSE), put(library, shortened(PROSE, 0.9))
    edit(
        library.path,
        "INSERT INTO tag (id, name, name_key) VALUES (1, 't', 't'), (2, 'u', 'u')",
        f"INSERT INTO article_tag (article_id, tag_id) VALUES ({keep}, 1), ({other}, 1),"
        f" ({other}, 2)",
        "INSERT INTO collection (id, uid, name, name_key) VALUES (1, 'x', 'c', 'c')",
        f"INSERT INTO collection_article (collection_id, article_id) VALUES (1, {other})",
        f"UPDATE article SET is_starred = 1 WHERE id = {other}",
    )
    merged(library, keep, other)
    tags = "SELECT tag_id FROM article_tag WHERE article_id = ? ORDER BY tag_id"
    assert rows(library.path, tags, keep) == [(1,), (2,)]
    assert rows(library.path, "SELECT article_id FROM collection_article ORDER BY id") == [
        (other,),
        (keep,),
    ]
    assert rows(library.path, "SELECT is_starred FROM article WHERE id = ?", keep) == [(1,)]
    library.undo()
    assert rows(library.path, tags, keep) == [(1,)]
    assert rows(library.path, "SELECT is_starred FROM article WHERE id = ?", keep) == [(0,)]


@pytest.mark.parametrize(("own", "is_taken"), [("unread", True), ("reading", False)])
def test_what_was_read_stays_read_where_the_other_was_not(library, own, is_taken):
    keep, other, unread = (put(library, shortened(PROSE, part)) for part in (1, 0.95, 0.9))
    with library.transaction("Read"):
        library.articles.set_state([other], "done")
        library.articles.set_state([keep], own)
    finished = library.articles.get(other).finished_at
    with library.transaction("Merge"):
        library.merging.merge(keep, [unread, other])
    kept = library.articles.get(keep)
    assert (kept.state, kept.finished_at) == (("done", finished) if is_taken else (own, None))
    library.undo()
    assert library.articles.get(keep).state == own


def test_three_at_once_are_one_step(library):
    articles = [put(library, shortened(PROSE, part)) for part in (1, 0.95, 0.9)]
    for article in articles:
        make_annotation(library, article, PROSE[200:260])
    before = dump(library.path)
    assert merged(library, *articles).annotations == 2
    assert len(library.annotations.of(articles[0])) == 3
    library.undo()
    assert dump(library.path) == before


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_merge_is_there_whole_or_not_at_all(tmp_path):
    start = tmp_path / "start.postil"
    with make_library(tmp_path, "start.postil") as library:
        for number in range(12):
            article = put(library, f"Number {number}. {shortened(PROSE, 1 - number / 100)}")
            make_annotation(library, article, f"Number {number}.", note=str(number))
    chance, path = random.Random(3), tmp_path / "library.postil"
    merged_ones = set()
    for _ in range(8):
        for file in tmp_path.glob("library.postil*"):
            file.unlink()
        shutil.copyfile(start, path)
        script = str(Path(__file__).with_name("kill_merger.py"))
        with subprocess.Popen(
            [sys.executable, script, str(path)], stdout=subprocess.PIPE
        ) as process:
            process.stdout.read(2)
            time.sleep(chance.uniform(0, 0.3))  # the moment of the kill
            process.kill()
        assert check(path).is_sound
        gone = {row[0] for row in rows(path, "SELECT id FROM article WHERE deleted_at IS NOT NULL")}
        homes = dict(rows(path, "SELECT note, article_id FROM annotation"))
        assert homes == {str(n): 1 if n + 1 in gone else n + 1 for n in range(12)}
        merged_ones.add(len(gone))
    assert len(merged_ones) > 1  # the kills did fall into the merging
