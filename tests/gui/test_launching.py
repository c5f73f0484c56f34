"""Links into the library open Postil."""

from configparser import ConfigParser
from pathlib import Path

import pytest

from gui.launching import ROOT, can_take_links, take_links


@pytest.mark.skipif(not can_take_links(), reason="only Linux desktops have desktop entries")
def test_links_are_opened_by_this_postil(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no xdg-mime: only the entry
    entry = take_links(tmp_path / "applications")
    desktop = ConfigParser(interpolation=None)
    desktop.read(entry, encoding="utf-8")
    section = desktop["Desktop Entry"]
    assert section["Exec"] == f'"{ROOT / "postil"}" %U'
    assert section["MimeType"] == "x-scheme-handler/postil;"
    assert (ROOT / "postil").is_file()
