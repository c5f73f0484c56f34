"""A complete export: the same bytes after reading it back, nothing overwritten, nothing half."""

import copy
import json
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import storage.proofs
from storage.errors import ImportFailed
from storage.exporters.interchange import FORMAT, VERSION, to_json
from storage.exporters.interchange_reading import from_json, is_export
from storage.importers.isolation import ReadingProcess
from storage.importers.pictures import checked
from storage.intake import exports_in
from storage.library import Library
from storage.read_back import LABEL, read_back
from storage.text.canonical import canonical
from storage.types import (
    COLORS,
    PICTURE,
    READING_STATES,
    ArticleId,
    Block,
    ImportedPicture,
    Mark,
    PageStart,
    Span,
)
from tests.builders import (
    CONTENT,
    add_article,
    export_of,
    make_annotation,
    make_imported,
    make_library,
    picture_file,
)
from tests.library_files import assert_sound, dump

WORDS = st.text(st.characters(codec="utf-8"), max_size=40)


def everything(library: Library) -> str:
    """Export the shelf and the trash."""
    ids = [*library.articles.ids(), *library.articles.ids(in_trash=True)]
    return to_json(library.export(map(ArticleId, ids), originals=True))


@pytest.fixture
def process():
    made = ReadingProcess()
    yield made
    made.close()


@pytest.fixture
def other(tmp_path):
    with make_library(tmp_path, "other.postil") as made:
        yield made


@pytest.fixture
def full(library):
    """Give a library with something of every kind in it."""
    article = add_article(library)
    make_annotation(library, article, note="A *note*", tags=["to do", "Ä"], color="red")
    make_annotation(library, article, "Kenya", style="underline")
    make_annotation(library, article, "Kenya", color="blue")  # on the very same words
    make_annotation(library, article, None, note="On all of it")
    content = "Table\n\none\n\ntwo 🌍"
    blocks = (
        Block(0, 5, "heading", 1),
        Block(7, 10, "cell", table=1, row=0, column=1),
        Block(11, 11, "rule"),
        Block(12, 17, "item", 2, 1, "3."),
    )
    marks = (Mark(0, 5, "strong"), Mark(12, 15, "link", "https://e.org"))
    second = add_article(
        library, make_imported(content, blocks=blocks, marks=marks, published_at=None)
    )
    trashed = add_article(library, make_imported("In the trash", original=b"\x00\xff"))
    make_annotation(library, trashed, "trash")
    with library.transaction("Change"):
        library.articles.set_state([second], "done")
        library.articles.rename(second, "Renamed")
        library.articles.move_to_trash([trashed])
        library.legend.rename("red", "To check")
    with library.unrecorded():
        library.articles.mark_opened(article)
        library.articles.remember_place(article, 30, 1 / 3)
    return library


def test_reading_back_gives_the_same_bytes(full, other):
    text = everything(full)
    report = read_back(other, text)
    assert everything(other) == text
    assert (report.articles.new, report.annotations.new, report.notices) == (3, 5, [])
    assert_sound(other.path)


def test_many_annotations_are_read_back_with_one_look_at_each_text(full, other, monkeypatch):
    monkeypatch.setattr(storage.proofs, "MANY", 5)
    text = everything(full)
    asked: list[str] = []
    other._store._connection.set_trace_callback(asked.append)
    read_back(other, text)
    other._store._connection.set_trace_callback(None)
    assert everything(other) == text
    assert sum(sql.startswith("SELECT content FROM article_text") for sql in asked) == 2
    assert_sound(other.path)


def test_article_deleted_here_comes_back_and_is_told(full):
    text = everything(full)
    with full.transaction("Delete"):
        full.articles.move_to_trash([ArticleId(1)])
    assert read_back(full, text).notices == [
        "“Ministers meet in Geneva” had been deleted here and is back in the library."
    ]


def test_order_of_the_articles_makes_no_difference(full):
    exports = full.export(map(ArticleId, full.articles.ids()), originals=True)
    assert to_json(exports) == to_json(exports[::-1])


def test_reading_twice_adds_nothing(full, other):
    text = everything(full)
    read_back(other, text)
    before = dump(other.path)
    report = read_back(other, text)
    assert dump(other.path) == before
    assert report.sentence() == "Articles: 0 new, 3 unchanged. Annotations: 0 new, 5 unchanged."


def test_reading_into_the_same_library_adds_nothing(full):
    before, label = dump(full.path), full.undo_label()
    report = read_back(full, everything(full))
    assert (report.articles.unchanged, report.annotations.unchanged) == (3, 5)
    assert dump(full.path) == before
    assert full.undo_label() == label


def test_undo_takes_all_of_it_back_and_redo_brings_it_again(full, other):
    text = everything(full)
    before = dump(other.path)
    read_back(other, text)
    after = dump(other.path)
    assert other.undo_label() == LABEL
    other.undo()
    assert dump(other.path) == before
    other.redo()
    assert dump(other.path) == after
    assert everything(other) == text


def test_after_undo_it_can_be_read_again(full, other):
    text = everything(full)
    read_back(other, text)
    other.undo()
    report = read_back(other, text)
    assert (report.articles.changed, report.annotations.new) == (2, 5)
    assert sorted(other.articles.get(id_).title for id_ in other.articles.ids()) == [
        "Ministers meet in Geneva",
        "Renamed",
    ]


# -- the same id with different content


def changed(text: str, days: int, **values: object) -> str:
    """Change the first annotation of an export, and when it was changed."""
    document = json.loads(text)
    annotation = document["articles"][0]["annotations"][0]
    moment = datetime.fromisoformat(annotation["updated_at"]) + timedelta(days=days)
    annotation |= {"updated_at": moment.isoformat()} | values
    return json.dumps(document)


def test_annotation_changed_later_in_the_file_replaces_the_one_here(library):
    article = add_article(library)
    id_ = make_annotation(library, article, note="mine", tags=["a"])
    before = dump(library.path)
    text = changed(to_json(export_of(library)), 1, note="theirs", tags=["b"], color="blue")
    report = read_back(library, text)
    annotation = library.annotations.get(id_)
    assert (annotation.note, annotation.tags, annotation.color) == ("theirs", ("b",), "blue")
    assert report.annotations.changed == 1
    library.undo()
    assert dump(library.path) == before


@pytest.mark.parametrize("days", [-1, 0], ids=["older", "tie"])
def test_annotation_here_stays_when_it_is_not_older(library, days):
    article = add_article(library)
    id_ = make_annotation(library, article, note="mine")
    report = read_back(library, changed(to_json(export_of(library)), days, note="theirs"))
    assert library.annotations.get(id_).note == "mine"
    assert report.annotations.kept == 1
    assert "1 kept as here" in report.sentence()


def test_article_that_differs_here_stays_as_it_is(library):
    article = add_article(library)
    text = to_json(export_of(library))
    with library.transaction("Rename"):
        library.articles.rename(article, "My title")
    report = read_back(library, text)
    assert library.articles.get(article).title == "My title"
    assert report.articles.kept == 1


def test_annotations_join_the_article_that_has_the_very_same_text(library, other):
    theirs = add_article(library)
    make_annotation(library, theirs)
    mine = add_article(other)
    report = read_back(other, to_json(export_of(library)))
    assert report.ids == [mine]
    assert len(other.annotations.of(mine)) == 1
    assert len(other.articles.ids()) == 1


def test_annotation_without_its_words_in_the_text_here_is_kept_and_reported(library, other):
    theirs = add_article(library)
    make_annotation(library, theirs, "Kenya")
    make_annotation(library, theirs, "Ministers")
    text = to_json(export_of(library))
    with other.transaction("Import"):
        shorter = make_imported("Ministers meet elsewhere")
        mine = other.articles.take(shorter, uid=library.articles.get(theirs).uid).id
    report = read_back(other, text)
    assert [(a.passage.exact, a.standing) for a in other.annotations.of(mine)] == [
        ("Ministers", "exact"),
        ("Kenya", "lost"),
    ]
    assert other.texts.current(mine).content == "Ministers meet elsewhere"
    assert (report.annotations.new, report.annotations.lost) == (2, 1)
    assert "“Kenya”" in report.notices[0]
    assert_sound(other.path)


def test_own_colour_names_stay_and_others_come(full, other):
    with other.transaction("Rename"):
        other.legend.rename("red", "Mine")
    report = read_back(other, everything(full))
    assert other.legend.names()["red"] == "Mine"
    assert report.notices == ["The file calls red “To check”; here it stays “Mine”."]


# -- files that are not as they must be


def put(document: dict, path: str, value: object) -> None:
    *above, last = [int(key) if key.isdigit() else key for key in path.split("/")]
    for key in above:
        document = document[key]
    if value is ...:
        del document[last]
    else:
        document[last] = value


ANNOTATION = "articles/0/annotations/1"  # after the note on the article
BROKEN = [
    ("format", "something else"),
    ("format", ...),
    ("version", VERSION + 1),
    ("version", "1"),
    ("version", True),
    ("version", 10**400),
    ("articles", {}),
    ("articles", ...),
    ("articles/0", None),
    ("articles/0/uid", ""),
    ("articles/0/uid", '"><script>'),
    ("articles/0/title", ""),
    ("articles/0/title", 5),
    ("articles/0/title", "\ud800"),
    ("articles/0/state", "eaten"),
    ("articles/0/source", "nowhere"),
    ("articles/0/position", -1),
    ("articles/0/position", 1e300),
    ("articles/0/progress", 2),
    ("articles/0/progress", "0.5"),
    ("articles/0/imported_at", None),
    ("articles/0/imported_at", "2026-01-02T03:04:05"),
    ("articles/0/imported_at", "0001-01-01T00:00:00+23:59"),
    ("articles/0/published_at", "yesterday"),
    ("articles/0/original", "not base64"),
    ("articles/0/text", ...),
    ("articles/0/text/content", "another text"),
    ("articles/0/text/sha256", "0" * 64),
    ("articles/0/text/blocks/0/end", 10**9),
    ("articles/0/text/blocks/0/kind", "volcano"),
    ("articles/0/text/blocks/0/level", 10**9),
    ("articles/0/text/blocks/0/column", 10**9),
    ("articles/0/text/blocks/1/start", 3),
    ("articles/0/text/blocks/1/start", 40),
    ("articles/0/text/blocks", []),
    ("articles/0/text/marks", [{"start": 5, "end": 5, "kind": "strong"}]),
    ("articles/0/text/marks", [{"start": 5, "end": 6, "kind": "blink"}]),
    (f"{ANNOTATION}/start", 1),
    (f"{ANNOTATION}/start", None),
    (f"{ANNOTATION}/end", 10**30),
    (f"{ANNOTATION}/exact", "other words"),
    (f"{ANNOTATION}/prefix", "other words"),
    (f"{ANNOTATION}/suffix", "other words"),
    (f"{ANNOTATION}/color", "octarine"),
    (f"{ANNOTATION}/style", "blinking"),
    (f"{ANNOTATION}/tags", "tag"),
    (f"{ANNOTATION}/tags", [1]),
    (f"{ANNOTATION}/note", None),
    (f"{ANNOTATION}/updated_at", "soon"),
    ("color_names", []),
    ("color_names/red", 5),
]


@pytest.fixture(scope="module")
def document(tmp_path_factory):
    with make_library(tmp_path_factory.mktemp("export")) as library:
        article = add_article(library)
        make_annotation(library, article, note="n", tags=["t"])
        make_annotation(library, article, None, note="all")
        return json.loads(to_json(export_of(library)))


@pytest.mark.parametrize(("path", "value"), BROKEN, ids=[f"{p}={v!r:.30}" for p, v in BROKEN])
def test_file_that_is_not_right_is_refused_whole(document, library, path, value):
    broken = copy.deepcopy(document)
    put(broken, path, value)
    before = dump(library.path)
    with pytest.raises(ImportFailed, match="Nothing was added"):
        read_back(library, json.dumps(broken))
    assert dump(library.path) == before
    assert not library.articles.ids(in_trash=True)


@pytest.mark.parametrize(
    "text",
    ["", "{", "null", "[]", "NaN", "[" * 100_000, '{"format": 1e999}', "1" * 5000, "\ufeff{}"],
    ids=["empty", "cut", "null", "list", "nan", "deep", "infinite", "long number", "empty object"],
)
def test_text_that_is_no_export_is_refused(library, text):
    with pytest.raises(ImportFailed):
        read_back(library, text)


def test_export_cut_short_anywhere_is_refused(document, library):
    text = json.dumps(document)
    for end in range(0, len(text), 97):
        with pytest.raises(ImportFailed):
            from_json(text[:end])


def test_newer_version_says_what_to_do(document, library):
    newer = VERSION + 1
    with pytest.raises(ImportFailed, match=rf"newer Postil \(format {newer}\)\. Update Postil"):
        read_back(library, json.dumps(document | {"version": newer}))


def test_pictures_pages_and_notes_come_back(library, other):
    file = checked(picture_file())
    content = f"Title\n\n{PICTURE}\n\nA caption [1]\n\nThe note"
    imported = make_imported(
        content,
        blocks=(
            Block(0, 5, "heading", 1),
            Block(7, 8, "picture"),
            Block(10, 23, "caption"),
            Block(25, 33, "item", 1, marker="1."),
        ),
        marks=(Mark(20, 23, "note", "25"),),
        pictures=(ImportedPicture(7, "A map", "https://example.org/map.png", file),),
        pages=(PageStart(0, "iv"), PageStart(10, "5")),
        original_name="report.html",
    )
    article = add_article(library, imported)
    make_annotation(library, article, f"{PICTURE}\n\nA caption")
    exported = everything(library)
    read_back(other, exported)
    assert everything(other) == exported
    text = other.texts.current(ArticleId(1))
    assert other.texts.picture(text.pictures[0].id) == file
    assert text.pages == imported.pages
    assert text.marks == imported.marks


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"start": 3}, id="no picture there"),
        pytest.param({"body": "%%%"}, id="no base64"),
        pytest.param({"start": 10**9}, id="beyond the text"),
    ],
)
def test_picture_that_is_not_as_it_must_be_is_refused(library, change):
    content = f"Title\n\n{PICTURE}"
    blocks = (Block(0, 5, "heading", 1), Block(7, 8, "picture"))
    pictures = (ImportedPicture(7, "A map", "", checked(picture_file())),)
    add_article(library, make_imported(content, blocks=blocks, pictures=pictures))
    document = json.loads(everything(library))
    document["articles"][0]["text"]["pictures"][0] |= change
    with pytest.raises(ImportFailed, match="picture 1"):
        from_json(json.dumps(document))


def test_pictures_of_an_export_are_checked_in_the_reading_process(library, process):
    content = f"Title\n\n{PICTURE}"
    blocks = (Block(0, 5, "heading", 1), Block(7, 8, "picture"))
    pictures = (ImportedPicture(7, "A map", "", checked(picture_file())),)
    add_article(library, make_imported(content, blocks=blocks, pictures=pictures))
    text = everything(library)
    asked = []
    from_json(text, lambda body: asked.append(body))
    assert asked == [picture_file()]  # nobody else looks into it

    (export,) = exports_in(text, process)
    assert list(export.pictures.values()) == [checked(picture_file())]

    process = ReadingProcess(time_limit_s=0.001)  # as if the picture kept it busy
    try:
        (export,) = exports_in(text, process)
    finally:
        process.close()
    assert not export.pictures
    assert [one.alt for one in export.text.pictures] == ["A map"]


def test_export_without_pictures_and_pages_is_read(document, other):
    older = copy.deepcopy(document) | {"version": 1}
    for article in older["articles"]:
        del article["text"]["pictures"], article["text"]["pages"], article["original_name"]
    assert len(from_json(json.dumps(older))) == len(older["articles"])


@pytest.mark.parametrize("kind", ["article", "annotation"])
def test_same_id_twice_in_one_file_is_refused(document, library, kind):
    broken = copy.deepcopy(document)
    articles = broken["articles"] if kind == "article" else broken["articles"][0]["annotations"]
    articles.append(articles[0])
    with pytest.raises(ImportFailed, match="twice"):
        read_back(library, json.dumps(broken))


def leaves(value: object, path: str = "") -> list[str]:
    if not isinstance(value, dict | list) or not value:
        return [path]
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return [leaf for key, inner in items for leaf in leaves(inner, f"{path}/{key}".lstrip("/"))]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("\udfff"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
)


@settings(max_examples=60)
@given(data=st.data(), junk=JUNK)
def test_any_value_in_any_place_is_read_or_refused(document, data, junk):
    broken = copy.deepcopy(document)
    put(broken, data.draw(st.sampled_from(leaves(document))), junk)
    with tempfile.TemporaryDirectory() as folder, make_library(Path(folder)) as library:
        try:
            read_back(library, json.dumps(broken))
        except ImportFailed:
            assert not library.articles.ids()
        else:
            text = everything(library)
            assert from_json(text)
            assert_sound(library.path)


@st.composite
def libraries(draw):
    """Give contents with what is made of them: (content, annotations)."""
    made = []
    for _ in range(draw(st.integers(1, 3))):
        content = canonical(draw(WORDS)).strip() or "x"
        ends = st.integers(0, len(content))
        spans = st.tuples(ends, ends).map(sorted).filter(lambda pair: pair[0] < pair[1])
        annotation = st.tuples(
            st.none() | spans.map(lambda pair: Span(*pair)),
            st.sampled_from(COLORS),
            WORDS,
            st.lists(WORDS, max_size=3),
        )
        made.append((content, draw(st.lists(annotation, max_size=4)), draw(WORDS)))
    return made


@settings(max_examples=60)
@given(libraries(), st.sampled_from(READING_STATES), st.booleans())
def test_any_library_comes_back_as_the_same_bytes(articles, state, in_trash):
    with tempfile.TemporaryDirectory() as folder:
        one, two = make_library(Path(folder), "1.postil"), make_library(Path(folder), "2.postil")
        with one, two:
            for content, annotations, name in articles:
                id_ = add_article(one, make_imported(content, title=name or "T", byline=name))
                with one.transaction("Mark"):
                    text = one.texts.current(id_)
                    for span, color, note, tags in annotations:
                        one.annotations.add(text, span, color=color, note=note, tags=tags)
                    one.legend.rename("green", name)
                    one.articles.set_state([id_], state)
                    if in_trash:
                        one.articles.move_to_trash([id_])
            exported = everything(one)
            report = read_back(two, exported)
            assert everything(two) == exported
            again = read_back(two, exported)
            assert (again.articles.new, again.annotations.new) == (0, 0)
            assert again.annotations.unchanged == report.annotations.new


def test_export_is_recognised():
    text = to_json([])
    assert is_export(text)
    assert json.loads(text)["format"] == FORMAT
    assert not is_export('{"format": "other"}')
    assert not is_export(FORMAT)


def test_times_are_written_in_utc(full):
    first = json.loads(everything(full))["articles"][0]
    assert first["imported_at"] == "2026-01-02T03:04:05.678Z"
    assert datetime.fromisoformat(first["opened_at"]).tzinfo == UTC
    assert first["text"]["content"] == CONTENT
