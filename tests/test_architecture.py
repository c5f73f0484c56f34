"""The rules of the layers, each held by a test."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.builders import add_article, make_library
from tests.library_files import ROOT, python

PRODUCT = [*ROOT.glob("main.py"), *(ROOT / "gui").rglob("*.py"), *(ROOT / "storage").rglob("*.py")]
NOT_AT_THE_START = {
    *("lxml", "PIL", "trafilatura", "htmldate", "justext", "pypdfium2", "mammoth", "feedparser"),
    *("urllib3", "certifi", "rapidfuzz", "markdown_it", "yaml", "charset_normalizer"),
    *("sqlite_utils", "click", "pycrfsuite"),
}
SQL_WORDS = ("select ", "insert into ", "update ", "delete from ", "pragma ", "begin immediate")


def test_import_contracts_are_kept():
    tool = Path(sys.executable).with_name("lint-imports")
    command = [str(tool)] if tool.exists() else [shutil.which("lint-imports") or "lint-imports"]
    done = subprocess.run(
        [*command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_all_of_storage_runs_without_qt():
    script = """if True:
        import importlib, json, pathlib, sys
        for file in sorted(pathlib.Path("storage").rglob("*.py")):
            name = ".".join(file.with_suffix("").parts).removesuffix(".__init__")
            importlib.import_module(name)
        print(json.dumps(sorted(sys.modules)))
    """
    loaded = json.loads(python(script))
    assert "storage.library" in loaded
    assert not [name for name in loaded if name.startswith(("PySide6", "shiboken6"))]


def test_opening_a_current_library_does_not_load_the_slow_tools(tmp_path):
    make_library(tmp_path).close()
    script = """if True:
        import json, sys
        from pathlib import Path
        from storage.library import Library
        with Library.open(Path(sys.argv[1])) as library:
            library.articles.ids()
        print(json.dumps(sorted(sys.modules)))
    """
    loaded = json.loads(python(script, tmp_path / "library.postil"))
    assert not {"sqlite_utils", "click", "PySide6", "yaml", "markdown_it"} & set(loaded)


def test_the_window_with_an_article_open_loads_no_reader_of_formats(tmp_path):
    with make_library(tmp_path) as library:
        add_article(library)
    script = """if True:
        import json, sys
        from PySide6.QtCore import QTimer
        from gui import app
        from main import main
        class Watched(app.MainWindow):
            def __init__(self, session):
                super().__init__(session)
                session.opened.connect(lambda: QTimer.singleShot(0, self, self.tell))
            def tell(self):
                print(json.dumps(sorted(sys.modules)), flush=True)
                QTimer.singleShot(0, self, self.close)
        app.MainWindow = Watched
        main(["--library", sys.argv.pop()])
    """
    loaded = json.loads(python(script, tmp_path / "library.postil"))
    assert "gui.reader.page" in loaded
    assert not [name for name in loaded if name.split(".")[0] in NOT_AT_THE_START]
    assert not [name for name in loaded if name.startswith(("storage.importers", "storage.web."))]


@pytest.mark.parametrize("file", PRODUCT, ids=lambda file: str(file.relative_to(ROOT)))
def test_file_is_at_most_500_lines(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 500


def test_gui_has_no_sql():
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}"
        for file in (ROOT / "gui").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(tuple(word.upper() for word in SQL_WORDS))
    ]
    assert found == []


def test_only_the_two_hooks_and_the_edge_of_a_process_catch_everything():
    hooks = {Path("gui/notices.py"), Path("gui/tasks.py")}
    allowed = {*hooks, Path("storage/child_answers.py")}
    found = {
        file.relative_to(ROOT)
        for file in PRODUCT
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and isinstance(node.type, ast.Name)
        and node.type.id == "Exception"
    }
    assert found <= allowed
