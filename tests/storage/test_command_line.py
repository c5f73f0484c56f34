"""Postil in a terminal: what it prints, what it writes, how it ends."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from storage.command_arguments import FORMAT_KEYS
from storage.command_line import COMMANDS, run
from storage.errors import ExportFailed
from storage.exporters.catalogue import FORMATS, safe_name, suggested_name, write
from storage.library import Library
from storage.printing import one_line, table, width
from tests.builders import add_article, make_annotation, make_export, make_imported, make_library
from tests.library_files import ROOT, assert_sound
from tests.storage.found_texts import add_visit

MAIN = "import sys; from storage.command_line import run; sys.exit(run(sys.argv[1:]))"


@pytest.fixture
def shelf(tmp_path):
    """Give the path of a library with two articles and three annotations."""
    with make_library(tmp_path) as library:
        article = add_article(library)
        make_annotation(library, article, note="Check it", tags=["to do"])
        make_annotation(library, article, "Ana Ruiz", color="red")
        second = add_article(library, make_imported("Rain in Kenya.", title="Weather"))
        make_annotation(library, second, "Kenya", color="blue")
        with library.transaction("Rename"):
            library.legend.rename("red", "People")
    return tmp_path / "library.postil"


@pytest.fixture
def postil(shelf, capsys):
    """Give a function that runs a command on that library: (code, output, errors)."""

    def call(*arguments: object, library: Path = shelf) -> tuple[int, str, str]:
        code = run([str(a) for a in (*arguments, "--library", library)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def in_process(*arguments: object, encoding: str = "utf-8", **options: object):
    return subprocess.run(
        [sys.executable, "-c", MAIN, *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"PYTHONIOENCODING": encoding, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        timeout=60,
        check=False,
        **options,
    )


# -- import


def test_import_tells_each_file_and_one_bad_file_stops_none(postil, tmp_path):
    one, two = tmp_path / "one.txt", tmp_path / "two.md"
    one.write_text("First of all\n\nSome words here.", encoding="utf-8")
    two.write_text("# Second\n\nMore words.", encoding="utf-8")
    missing = tmp_path / "missing.txt"
    code, out, err = postil("import", one, missing, two)
    assert code == 1
    assert out.splitlines() == [
        *("added: First of all", "added: Second", "2 added, 1 could not be read.")
    ]
    assert err == (
        f"postil: There is no file at {missing}. It may have been moved, renamed or mistyped.\n"
    )
    assert postil("import", one)[:2] == (0, "already there: First of all\n")


def test_import_as_json(postil, tmp_path):
    good = tmp_path / "good.txt"
    good.write_text("A title\n\nSome words here.", encoding="utf-8")
    code, out, _ = postil("import", "--json", good, tmp_path / "missing.txt")
    added, failed = json.loads(out)
    assert code == 1
    assert (added["file"], added["status"], added["title"]) == (str(good), "added", "A title")
    assert failed["status"] == "failed"
    assert "missing.txt" in failed["error"]


def test_import_makes_a_library_where_there_is_none(postil, tmp_path):
    file, library = tmp_path / "a.txt", tmp_path / "new" / "l.postil"
    file.write_text("A title\n\nSome words here.", encoding="utf-8")
    assert postil("import", file, library=library)[0] == 0
    assert_sound(library)


def test_import_reads_an_export_back(postil, tmp_path):
    target = tmp_path / "all.json"
    assert postil("export", "--all", "--format", "json", "-o", target)[0] == 0
    new = tmp_path / "new.postil"
    code, out, _ = postil("import", target, library=new)
    assert (code, out) == (
        0,
        "read back: Articles: 2 new, 0 unchanged. Annotations: 3 new, 0 unchanged.\n",
    )
    code, out, _ = postil("export", "--all", "--format", "json", library=new)
    assert out == target.read_text(encoding="utf-8")
    target.write_text(out[: len(out) // 2], encoding="utf-8")
    assert postil("import", target, library=new)[2].startswith("postil: This file is no complete")


def test_import_from_standard_input(shelf):
    text = "Piped in\n\nSome wörds here."
    done = in_process("import", "-", "--library", shelf, input=text.encode("utf-8"))
    assert (done.returncode, done.stdout) == (0, b"added: Piped in\n")
    done = in_process("import", "-", "--library", shelf, input=b"\xff\xfe\xfd")
    assert (done.returncode, done.stdout) == (1, b"")


# -- list and search


def test_list_is_a_table(postil):
    code, out, _ = postil("list")
    lines = out.splitlines()
    assert code == 0
    assert [line.split() for line in lines] == [
        ["id", "added", "state", "annotations", "title"],
        ["2", "2026-01-02", "unread", "1", "Weather"],
        ["1", "2026-01-02", "unread", "2", "Ministers", "meet", "in", "Geneva"],
    ]
    ends = [
        line.rindex(word) for line, word in zip(lines, ("title", "Weather", "Minis"), strict=True)
    ]
    assert len(set(ends)) == 1


def test_list_can_be_ordered_and_searched(postil):
    titles = [a["title"] for a in json.loads(postil("list", "--json", "--order", "title")[1])]
    assert titles == ["Ministers meet in Geneva", "Weather"]
    assert [a["id"] for a in json.loads(postil("list", "--json", "--search", "rain")[1])] == [2]
    assert json.loads(postil("list", "--json", "rain")[1])[0]["id"] == 2
    assert postil("list", "--trash") == (0, "No articles.\n", "")
    assert json.loads(postil("list", "--trash", "--json")[1]) == []


def test_list_as_json_has_the_documented_keys(postil):
    documented = "id uid title author site url language published added opened deleted state"
    documented += " progress length annotations"
    assert list(json.loads(postil("list", "--json")[1])[0]) == documented.split()


def test_search_shows_articles_and_where_the_words_stand_in_them(postil):
    assert postil("search", "Kenya") == (
        0,
        "2  Weather\n"
        "    * blue: Kenya\n"
        "1  Ministers meet in Geneva\n"
        "    * yellow: Delegates from Kenya and Peru agreed.\n"
        "2 articles found\n",
        "",
    )


def test_search_can_give_numbers_only(postil):
    assert postil("search", "--ids", "kenya") == (0, "2\n1\n", "")
    assert postil("search", "--ids", "kenya", "--order", "title", "--limit", 1) == (0, "1\n", "")
    assert postil("search", "--count", "kenya") == (0, "2\n", "")
    assert postil("search", "--count", "kenya", "-rain") == (0, "1\n", "")
    assert postil("search", "--ids", "nowhere") == (0, "", "")


def test_search_tells_a_mistake_and_searches_for_the_rest(postil):
    code, out, err = postil("search", "--ids", "rain", "color:pnk")
    assert (code, out) == (1, "2\n")
    assert err.startswith("postil: There is no colour “pnk”. Colours are yellow, red,")
    assert postil("list", "color:pnk")[:2] == (1, "No articles.\n")
    assert postil("export", "--search", "is:redd rain")[0] == 0


@pytest.mark.parametrize(
    ("search", "exported"),
    [
        ("color:red", {"Ana Ruiz"}),
        ("color:red OR color:blue", {"Ana Ruiz", "Kenya"}),
        ("kenya color:blue", {"Kenya"}),
        ("kind:note check", 1),
        ('tag:"to do"', 1),
        ("tag:urgent", {"Kenya"}),  # of the article, so it is of all in it
        ("-color:red", 1),  # no annotation is spoken of: all of an article without a red one
        ("is:unread", 3),
    ],
)
def test_only_annotations_that_a_search_speaks_of_are_exported(postil, shelf, search, exported):
    with Library.open(shelf) as library, library.transaction("Tag"):
        library.tags.add_to_articles([2], ["urgent"])
    code, out, _ = postil("export", f"--search={search}", "--format", "csv")
    rows = [row for row in csv.DictReader(io.StringIO(out)) if row["type"] == "annotation"]
    assert code == 0
    if isinstance(exported, int):
        assert len(rows) == exported, out
    else:
        assert exported == {row["quotation"] for row in rows}, out


def test_search_as_json_says_where_the_words_stand(postil):
    (hit,) = json.loads(postil("search", "--json", "rain")[1])
    assert hit["annotations"] == []
    (passage,) = hit["passages"]
    assert (passage["kind"], passage["excerpt"]) == ("text", "Rain in Kenya.")
    assert (passage["marks"], passage["annotation"]) == ([[0, 4]], None)
    assert hit["excerpt"] == "Rain in Kenya."
    (hit,) = json.loads(postil("search", "--json", "check", "it")[1])
    assert {p["annotation"] for p in hit["passages"]} == {hit["annotations"][0]["uid"]}


def test_search_finds_annotations_by_note_and_tag(postil):
    (hit,) = json.loads(postil("search", "--json", "check", "it")[1])
    assert [a["note"] for a in hit["annotations"]] == ["Check it"]
    (hit,) = json.loads(postil("search", "--json", "to do")[1])
    assert [a["note"] for a in hit["annotations"]] == ["Check it"]


def test_search_says_how_many_are_not_shown(postil):
    out = postil("search", "Kenya", "--limit", 1)[1]
    assert out.endswith("2 articles found, 1 not shown\n")
    assert postil("search", "...") == (0, "0 articles found\n", "")


# -- export


def test_format_keys_are_those_of_the_catalogue():
    assert tuple(FORMATS) == FORMAT_KEYS
    assert {key: form.key for key, form in FORMATS.items()} == {key: key for key in FORMATS}


@pytest.mark.parametrize("name", ["1", "Ministers meet in Geneva", "ministers", "NEVA"])
def test_export_finds_an_article_by_number_or_title(postil, name):
    code, out, _ = postil("export", name)
    assert code == 0
    assert "# Ministers meet in Geneva\n" in out


def test_export_finds_an_article_by_uid(postil):
    uid = json.loads(postil("list", "--json")[1])[0]["uid"]
    assert "# Weather\n" in postil("export", uid)[1]


def test_export_of_an_unclear_title_names_the_articles(postil):
    code, out, err = postil("export", "e")
    assert (code, out) == (1, "")
    assert "2 articles have “e” in their title: 2 “Weather”, 1 “Ministers meet in Geneva”" in err
    code, _, err = postil("export", "nowhere")
    assert (code, err) == (1, "postil: No article has the id “nowhere” or that in its title.\n")


def test_export_keeps_the_annotations_that_are_wanted(postil):
    def exported(*arguments: str) -> list[str]:
        table = postil("export", "--all", "--format", "csv", *arguments)[1]
        return [row["quotation"] for row in csv.DictReader(io.StringIO(table[1:], newline=""))]

    assert len(exported()) == 3
    assert exported("--color", "people") == ["Ana Ruiz"]
    assert exported("--color", "red", "--color", "Blue") == ["Kenya", "Ana Ruiz"]
    assert exported("--tag", "TO DO") == ["Delegates from Kenya and Peru agreed."]
    assert exported("--text", "kenya peru") == ["Delegates from Kenya and Peru agreed."]
    code, _, err = postil("export", "--all", "--color", "mauve")
    assert code == 1
    assert "There is no colour “mauve”. The colours are yellow, red (“People”), green" in err


def test_export_to_a_folder_is_one_file_for_each_article(postil, tmp_path):
    folder = tmp_path / "notes"
    folder.mkdir()
    assert postil("export", "--all", "-o", folder)[1] == f"2 files written to {folder}\n"
    names = [file.name for file in sorted(folder.iterdir())]
    assert names == ["Ministers meet in Geneva.md", "Weather.md"]
    postil("export", "--all", "--format", "csv", "-o", folder)
    assert (folder / "Postil, 2 articles.csv").read_bytes().startswith(b"\xef\xbb\xbfarticle,")


def test_export_never_replaces_the_library(postil, shelf):
    before = shelf.read_bytes()
    code, _, err = postil("export", "--all", "-o", shelf)
    assert code == 1
    assert "would replace the library" in err
    assert shelf.read_bytes() == before


@pytest.mark.parametrize(
    "arguments", [["export"], ["export", "1", "--all"], ["search"], ["list", "--order", "x"], ["x"]]
)
def test_misuse_is_2_and_explained(postil, arguments):
    code, out, err = postil(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: postil")


def test_export_to_standard_output_is_utf8_whatever_the_terminal(shelf):
    done = in_process("export", "1", "--library", shelf, encoding="ascii")
    assert done.returncode == 0
    assert "“We will act" not in done.stdout.decode("utf-8")  # only what is marked
    done = in_process("export", "1", "--format", "html-text", "--library", shelf, encoding="ascii")
    assert "Geneva 🌍" in done.stdout.decode("utf-8")


# -- backup


def test_backup_is_a_library(postil, tmp_path):
    code, out, _ = postil("backup", tmp_path / "copies" / "mine.postil")
    assert (code, out) == (0, f"Copied to {tmp_path / 'copies' / 'mine.postil'}\n")
    assert_sound(tmp_path / "copies" / "mine.postil")


def test_backup_replaces_a_file_only_when_told_to(postil, tmp_path):
    mine = tmp_path / "mine.postil"
    mine.write_text("something else", encoding="utf-8")
    code, out, err = postil("backup", mine)
    assert (code, out) == (1, "")
    assert err == (
        f"postil: There is a file at {mine} already. "
        "Choose another name, or add --force to replace it.\n"
    )
    assert mine.read_text(encoding="utf-8") == "something else"
    assert postil("backup", mine, "--force") == (0, f"Copied to {mine}\n", "")
    assert_sound(mine)


def test_backup_into_a_folder_has_the_date_in_its_name(postil, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    assert postil("backup", folder)[0] == 0
    (copy,) = folder.iterdir()
    assert re.fullmatch(r"library by hand \d{4}-\d\d-\d\d \d{6}\.postil", copy.name)
    assert_sound(copy)


def test_backup_without_a_name_is_beside_the_library_and_stays(postil, shelf):
    from storage.backup import copies_of

    assert postil("backup")[0] == 0
    (copy,) = (shelf.parent / "library backups").iterdir()
    assert copy.name.startswith("library by hand ")
    assert copies_of(shelf) == []  # the rotation does not know it


def test_backup_onto_the_library_itself_is_refused(postil, shelf):
    before = shelf.read_bytes()
    assert postil("backup", shelf)[0] == 1
    assert shelf.read_bytes() == before


# -- the terminal


@pytest.mark.parametrize("command", [["list"], ["search", "a"], ["export", "--all"], ["backup"]])
def test_missing_library_is_one_sentence(postil, tmp_path, command):
    missing = tmp_path / "none.postil"
    code, out, err = postil(*command, library=missing)
    assert (code, out, err) == (1, "", f"postil: There is no library at {missing}.\n")
    assert not missing.exists()


def test_file_that_is_no_library_is_left_alone(postil, tmp_path):
    other = tmp_path / "other.postil"
    other.write_text("something else", encoding="utf-8")
    code, out, err = postil("list", library=other)
    assert (code, out) == (1, "")
    assert err.startswith("postil: ")
    assert other.read_text(encoding="utf-8") == "something else"


def test_no_command_loads_qt(shelf, tmp_path):
    script = """if True:
        import sys
        from storage.command_line import run
        library = ["--library", sys.argv[1]]
        for command in (["list"], ["search", "a"], ["backup"],
                        *(["export", "--all", "--format", f, "-o", sys.argv[2] + f]
                          for f in ("markdown", "html", "html-text", "csv", "json")),
                        ["import", sys.argv[2] + "json"], ["import", sys.argv[2] + "markdown"]):
            assert run([*command, *library]) == 0, command
        assert not [m for m in sys.modules if m.startswith(("PySide6", "shiboken6"))]
        assert "sqlite_utils" not in sys.modules
    """
    done = subprocess.run(
        [sys.executable, "-c", script, shelf, f"{tmp_path}/out."],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_listing_loads_neither_importers_nor_exporters(shelf):
    script = """if True:
        import sys
        from storage.command_line import run
        run(["list", "--library", sys.argv[1]])
        slow = {"markdown_it", "yaml", "storage.exporters", "storage.importers"} & set(sys.modules)
        assert not slow, slow
    """
    done = subprocess.run(
        [sys.executable, "-c", script, shelf], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_terminal_without_the_letters_shows_something(tmp_path):
    with make_library(tmp_path) as library:
        add_article(library, make_imported(title="Żółw 汉字"))
    path = tmp_path / "library.postil"
    done = in_process("list", "--library", path, encoding="ascii")
    assert done.returncode == 0
    assert b"?" in done.stdout
    done = in_process("list", "--json", "--library", path, encoding="ascii")
    assert json.loads(done.stdout)[0]["title"] == "Żółw 汉字"


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
@pytest.mark.parametrize("command", [["list"], ["export", "--all", "--format", "html-text"]])
def test_reader_that_leaves_early_is_no_error(tmp_path, command):
    with make_library(tmp_path) as library:
        for number in range(400):
            add_article(library, make_imported(f"Text {number} " * 50, title="Long title " * 30))
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "-c", MAIN, *command, "--library", tmp_path / "library.postil"],
            cwd=ROOT,
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


def test_control_signs_of_a_title_do_not_reach_the_terminal(postil, shelf):
    from storage.library import Library

    with Library.open(shelf) as library:
        add_article(library, make_imported("x", title="a\x1b[31mred\x07\nb\u202ec"))
    assert "a [31mred b c" in postil("list")[1]


def test_version_and_help(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("Postil 0.")
    assert run(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"    {command} " in out for command in COMMANDS)
    for command in COMMANDS:
        assert run([command, "--help"]) == 0
        assert f"usage: postil {command}" in capsys.readouterr().out


def test_help_calls_things_as_the_window_does(capsys):
    for command in ([], *([command] for command in COMMANDS)):
        assert run([*command, "--help"]) == 0
        help_ = capsys.readouterr().out.replace("--trash", "").lower()
        assert not re.search("trash|shelf", help_)


def test_table_is_aligned_in_columns_of_a_terminal():
    lines = table(["a", "b"], [["汉字", "x"], ["e\u0301", "y"], ["long", "z"]]).splitlines()
    assert {width(line[: line.index(sign)]) for line, sign in zip(lines, "bxyz", strict=True)} == {
        6
    }


def test_one_line_is_clipped():
    assert one_line("one  two\nthree", 8) == "one two…"
    assert one_line("one", 3) == "one"


# -- files


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ('A: b/c\\d? <e> "f" |g| *', "A b c d e f g"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("Console", "Console"),
        ("..", "Untitled"),
        (".hidden", "hidden"),
        ("-rf", "rf"),
        ("end. ", "end"),
        ("tab\tnew\nline\x00", "tab new line"),
        ("a\u202egnp.exe", "a gnp.exe"),
        ("#1 [x] ^y", "1 x y"),
        ("", "Untitled"),
        ("é" * 200, "é" * 60),
        ("🌍" * 200, "🌍" * 30),
    ],
)
def test_title_becomes_a_name_that_every_system_takes(title, name):
    assert safe_name(title) == name


def test_suggested_name_tells_one_article_or_how_many():
    export = make_export(make_imported(title="A/B"))
    assert suggested_name([export], FORMATS["html"]) == "A B.html"
    assert suggested_name([export] * 3, FORMATS["csv"]) == "Postil, 3 articles.csv"


def test_write_keeps_line_ends_and_replaces_whole(tmp_path):
    target = tmp_path / "a.csv"
    target.write_text("older and longer than the new one", encoding="utf-8")
    target.chmod(0o640)
    write(target, "a\r\nb\n")
    assert target.read_bytes() == b"a\r\nb\n"
    assert [file.name for file in tmp_path.iterdir()] == ["a.csv"]
    if os.name == "posix":
        assert target.stat().st_mode & 0o777 == 0o640


def test_write_follows_a_link(tmp_path):
    (tmp_path / "real.md").write_text("old", encoding="utf-8")
    (tmp_path / "link.md").symlink_to(tmp_path / "real.md")
    write(tmp_path / "link.md", "new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("missing/a.md", "There is no folder"),
        ("folder", "is a folder"),
        ("file/a.md", "There is no folder"),
        ("x" * 300 + ".md", "too long"),
    ],
)
def test_write_that_fails_says_why_and_leaves_nothing(tmp_path, target, words):
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    with pytest.raises(ExportFailed, match=words):
        write(tmp_path / target, "text")
    assert sorted(file.name for file in tmp_path.iterdir()) == ["file", "folder"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do all")
def test_write_without_permission_says_so(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(ExportFailed, match="may not write"):
            write(tmp_path / "a.md", "text")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(sys.platform != "linux", reason="needs a device that is always full")
def test_write_to_a_full_disk_says_so():
    with pytest.raises(ExportFailed, match="no room left"):
        write(Path("/dev/full"), "text")
    assert Path("/dev/full").is_char_device()


def test_export_with_the_trash_has_what_is_in_it(postil, shelf):
    from storage.library import Library

    with Library.open(shelf) as library, library.transaction("Trash"):
        library.articles.move_to_trash([2])
    shown = json.loads(postil("export", "--all", "--format", "json")[1])["articles"]
    both = json.loads(postil("export", "--all", "--trash", "--format", "json")[1])["articles"]
    assert [article["title"] for article in shown] == ["Ministers meet in Geneva"]
    assert len(both) == 2
    assert postil("export", "--search", "Weather")[2].startswith("postil: No article was found")
    gone = ("--search", "is:deleted", "--trash", "--format", "json")
    assert len(json.loads(postil("export", *gone)[1])["articles"]) == 1


# -- folders and archives


def test_import_takes_folders_and_archives_and_says_it_in_numbers(tmp_path, capsys):
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "a.txt").write_text("Title a\n\nWords.")
    (folder / "empty.txt").write_text("")
    (folder / "a.png").write_bytes(b"\x89PNG")
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("b.txt", "Title b\n\nWords.")
    library = ["--library", str(tmp_path / "library.postil")]
    assert run(["import", str(folder), str(tmp_path / "z.zip"), *library]) == 1
    out, err = capsys.readouterr()
    assert sorted(out.splitlines()[:2]) == ["added: Title a", "added: Title b"]
    assert out.splitlines()[2:] == [
        "2 added, 1 could not be read.",
        "1 other file is of a kind that Postil does not read, such as pictures.",
    ]
    assert err == "postil: empty.txt is empty, so there is nothing to read.\n"


def test_import_of_an_archive_as_json(tmp_path, capsys):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as archive:
        archive.writestr("in/b.txt", "Title b\n\nWords.")
    library = ["--library", str(tmp_path / "library.postil")]
    assert run(["import", "--json", str(tmp_path / "z.zip"), *library]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["file"], one["status"]) for one in told] == [("z.zip/in/b.txt", "added")]


@pytest.mark.parametrize("address", ["ftp://x.y/z", "file:///etc/hosts", "Gopher://x"])
def test_import_says_which_addresses_it_opens(postil, address):
    code, out, err = postil("import", address)
    assert (code, out) == (1, "")
    assert err == (
        f"postil: {address} was not opened. Postil opens addresses that begin with http:// or "
        "https://, and files by their path.\n"
    )


def test_export_has_the_findings_that_are_wanted(tmp_path, capsys):
    with make_library(tmp_path) as library:
        add_visit(library)

    def exported(*arguments: str) -> str:
        path = str(tmp_path / "library.postil")
        assert run(["export", "--all", "--library", path, *arguments]) == 0
        return capsys.readouterr().out

    assert "## Quotes" not in exported()
    assert "## Quotes" in exported("--findings", "all")
    assert "## Quotes" not in exported("--findings", "none")
