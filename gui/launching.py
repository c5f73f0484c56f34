"""Postil started from elsewhere: another window, and links of the form postil://."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QStandardPaths

ROOT = Path(__file__).resolve().parent.parent
SCHEME = "x-scheme-handler/postil"
ENTRY = """\
[Desktop Entry]
Type=Application
Name=Postil
Comment=Read articles closely
Exec="{command}" %U
Terminal=false
Categories=Office;Education;
MimeType={scheme};
"""


def start_another(library: Path) -> None:
    """Start Postil on a library, making it if there is none."""
    QProcess.startDetached(
        sys.executable, [str(ROOT / "main.py"), "--library", str(library)], str(ROOT)
    )


def can_take_links() -> bool:
    """Say whether this desktop can be told here who opens links; only Linux's can."""
    return sys.platform == "linux"


def take_links(applications: Path | None = None) -> Path:
    """Make Postil the program that opens postil:// links; gives the desktop entry written.

    `applications` is the folder for the entry, if not the user's own. Raises: OSError.
    """
    if applications is None:
        place = QStandardPaths.StandardLocation.ApplicationsLocation
        applications = Path(QStandardPaths.writableLocation(place))
    applications.mkdir(parents=True, exist_ok=True)
    entry = applications / "postil.desktop"
    entry.write_text(ENTRY.format(command=ROOT / "postil", scheme=SCHEME), encoding="utf-8")
    if (xdg_mime := shutil.which("xdg-mime")) is not None:
        QProcess.execute(xdg_mime, ["default", entry.name, SCHEME])
    return entry
