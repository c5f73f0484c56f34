"""Files as they are found on disks, and what is said of those that cannot be read."""

from __future__ import annotations

import base64
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.errors import ImportFailed
from storage.exporters.interchange import FORMAT
from storage.importers.reading import read_file, read_text
from storage.importers.sources import MAX_BYTES, MAX_CHARACTERS
from storage.intake import export_in
from tests.builders import picture_file
from tests.storage.invariants import assert_well_made, texts

REPOSITORY = Path(__file__).parents[2]
SAMPLES = sorted((REPOSITORY.parent / "shared" / "samples").glob("*.txt"))
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX file system")


@pytest.mark.parametrize("ending", [".md", ".markdown", ".mdown", ".mkd", ".MD"])
def test_markdown_is_known_by_its_name(tmp_path, ending):
    path = tmp_path / f"note{ending}"
    path.write_text("# Title\n\nSome *words*.\n", encoding="utf-8")

    article = read_file(path)

    assert (article.source, article.extractor) == ("markdown", "markdown 3")
    assert texts(article) == ["Title", "Some words."]
    assert article.original == path.read_bytes()
    assert article.origin == str(path)


@pytest.mark.parametrize("name", ["note.txt", "note", "note.text", "README.rst", ".hidden"])
def test_everything_else_is_plain_text(tmp_path, name):
    path = tmp_path / name
    path.write_text("Title\n\nSome *words*.\n\n# same\n", encoding="utf-8")

    article = read_file(path)

    assert (article.source, article.extractor) == ("text", "plain text 1")
    assert texts(article) == ["Title", "Some *words*.", "# same"]


def test_comments_without_end_keep_nobody_waiting(tmp_path):
    path = tmp_path / "comments"
    path.write_bytes(b"<!---->" * 400 + b"words")

    assert read_file(path).source == "text"  # it took for ever: 2 s for the first 24


def test_what_was_guessed_is_told(tmp_path):
    path = tmp_path / "old.txt"
    path.write_bytes("Übersicht\r\n\r\nDer Fluß ist schön.\r\n".encode("cp1252"))

    article = read_file(path)

    assert texts(article) == ["Übersicht", "Der Fluß ist schön."]
    assert "Windows-1252" in article.notices[0]


def refusal(path: Path) -> str:
    with pytest.raises(ImportFailed) as caught:
        read_file(path)
    sentence = str(caught.value)
    assert sentence.endswith(".")
    assert "Error" not in sentence
    assert "!" not in sentence
    return sentence


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", "\u3000\n".encode()])
def test_an_empty_file_is_said_to_be_empty(tmp_path, content):
    path = tmp_path / "nothing.txt"
    path.write_bytes(content)

    assert refusal(path) == "nothing.txt is empty, so there is nothing to read."


def test_a_picture_is_called_a_picture(tmp_path):
    path = tmp_path / "photo.txt"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")

    assert refusal(path).startswith("photo.txt is a PNG picture, not a text. ")


def test_a_file_that_is_not_there_is_named_as_it_was_given(tmp_path, monkeypatch):
    words = "It may have been moved, renamed or mistyped."
    gone = tmp_path / "gone.txt"
    monkeypatch.chdir(tmp_path)

    assert refusal(gone) == f"There is no file at {gone}. {words}"
    assert refusal(Path("gone.txt")) == f"There is no file at gone.txt. {words}"
    assert refusal(Path("gone") / "a.txt") == f"There is no file at {Path('gone/a.txt')}. {words}"


def test_a_folder_is_no_file(tmp_path):
    assert "is a folder" in refusal(tmp_path)


def test_a_name_that_no_file_can_have(tmp_path):
    assert "could not be read" in refusal(tmp_path / "a\0b.txt")


@posix
def test_a_pipe_is_refused_without_waiting(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)

    assert "a device or a pipe" in refusal(path)


@posix
def test_a_device_is_refused():
    assert "a device or a pipe" in refusal(Path("/dev/zero"))


@posix
def test_a_link_to_itself_is_refused(tmp_path):
    path = tmp_path / "loop.txt"
    path.symlink_to(path)

    assert "could not be read" in refusal(path)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read everything")
def test_a_file_of_somebody_else_is_refused(tmp_path):
    path = tmp_path / "secret.txt"
    path.write_text("words", encoding="utf-8")
    path.chmod(0)

    assert "may not be read by you" in refusal(path)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_utf_8_is_shown_as_well_as_possible(tmp_path):
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    path.write_text("Nothing here ends well, she said.", encoding="utf-8")

    article = read_file(path)

    assert_well_made(article)
    assert article.origin.endswith("caf\ufffd.txt")


def test_a_text_too_long_is_refused_with_its_size():
    with pytest.raises(
        ImportFailed, match=r"10,000,002 characters; .* up to 10,000,000 .* Split it"
    ):
        read_text("ab" * (MAX_CHARACTERS // 2) + "ab")


def test_a_file_too_large_is_not_read(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    assert "up to 300 MB" in refusal(path)


def test_a_large_file_is_not_read_to_see_that_it_is_no_export(tmp_path):
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(100_000_000_000)
    assert export_in(path) is None


def test_an_export_too_large_to_hold_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "all.json"
    path.write_text(f'{{"format": "{FORMAT}"}}' + " " * 100_000)
    monkeypatch.setattr("storage.intake.MOST_EXPORT_BYTES", 100_000)
    with pytest.raises(ImportFailed, match=r"all\.json .* too much to read back at once"):
        export_in(path)
    monkeypatch.setattr("storage.intake.MOST_EXPORT_BYTES", 200_000)
    assert FORMAT in export_in(path)


def test_pasted_markdown_is_read_as_such():
    article = read_text("# Title\n\nSee [this](https://example.org).")

    assert (article.source, article.extractor) == ("clipboard", "markdown 3")
    assert texts(article) == ["Title", "See this."]


def test_pasted_surrogates_and_controls_do_no_harm():
    article = read_text("Title \ud83d\n\nwords\0 and\x1b more \ufdd0")

    assert_well_made(article)
    assert texts(article) == ["Title", "words and\x1b more"]


@given(st.binary(max_size=300), st.sampled_from(["x.txt", "x.md"]))
def test_any_bytes_make_an_article_or_a_sentence(tmp_path_factory, data, name):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(data)
    try:
        article = read_file(path)
    except ImportFailed as caught:
        assert str(caught).endswith(".")  # noqa: PT017 -- either outcome is right
        return
    assert_well_made(article)
    assert article == read_file(path)


def test_the_welcome_article_shows_what_there_is():
    article = read_file(REPOSITORY / "resources" / "welcome" / "welcome.md")

    assert_well_made(article)
    assert article.notices == ()
    assert (article.byline, article.language) == ("Ida Merrow", "en")
    kinds = {block.kind for block in article.blocks}
    assert kinds == {"heading", "paragraph", "item", "cell", "rule"}
    assert any(block.quote for block in article.blocks)
    assert texts(article).count(article.title) == 1


@pytest.mark.skipif(not SAMPLES, reason="no samples beside the repository (../shared/samples)")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_real_press_report_is_read(path):
    article = read_file(path)

    assert_well_made(article)
    assert article.notices == ()
    assert texts(article).count(article.title) == 1
    assert article.title == path.read_text(encoding="utf-8").split("\n")[0].strip()
    assert len(article.blocks) >= 12
    assert {block.kind for block in article.blocks[1:]} == {"paragraph"}


def test_markdown_finds_its_pictures_beside_it_and_nowhere_else(tmp_path):
    folder = tmp_path / "notes"
    (folder / "img").mkdir(parents=True)
    (folder / "img" / "a.png").write_bytes(picture_file())
    (tmp_path / "b.png").write_bytes(picture_file())
    path = folder / "note.md"
    data = base64.b64encode(picture_file((9, 9))).decode("ascii")
    path.write_text(
        "# T\n\n![a](img/a.png)\n\n![b](../b.png)\n\n![c](https://example.org/c.png)\n\n"
        f"![d](data:image/png;base64,{data})\n"
    )

    article = read_file(path)

    sizes = [(p.file.width, p.file.height) if p.file else None for p in article.pictures]
    assert sizes == [(4, 3), None, None, (9, 9)]
    assert [p.source for p in article.pictures] == ["", "", "https://example.org/c.png", ""]
    assert article.notices == ("2 pictures are not there; Postil shows their descriptions.",)
