"""Everything the reader can do, in one table: names, keys, icons, places in the menus.

The menus, the tool bar, the shortcuts and the list of keys (`?`) are made from it. Keys follow what
readers know from Zotero, calibre and Hypothesis. A single key never fires in a field: fields claim
the keys that type before a shortcut sees them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from gui.icons import icon
from storage.errors import Bug

Section = Literal[
    "File",
    "Edit",
    "Annotate",
    "View",
    "Go",
    "Places",
    "Articles",
    "Quotes",
    "Entities",
    "Search",
    "All annotations",
    "Review",
    "Help",
]
LISTS: tuple[Section, ...] = (  # answer their keys
    *("Places", "Articles", "Quotes", "Entities", "Search", "All annotations", "Review"),
)

SEARCH: Section = "Search"
ALL: Section = "All annotations"
REVIEW: Section = "Review"


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the reader can do.

    `keys` are in QKeySequence's portable form, the usual one first. A command without `in_menu` is
    in the list of keys only; `by_page` says that the reading page, or a list, answers its
    keys itself.
    """

    name: str
    section: Section
    title: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    checkable: bool = False
    in_menu: bool = True
    by_page: bool = False
    divided: bool = False  # a line stands before it in the menu


def _in_quotes(name: str, title: str, *keys: str) -> Command:
    """Give what the list of quotes does by a key of its own."""
    return Command(name, "Quotes", title, keys, in_menu=False, by_page=True)


COMMANDS: tuple[Command, ...] = (
    Command("open", "File", "Open…", ("Ctrl+O",), "folder-open"),
    Command("open_address", "File", "Open address…", ("Ctrl+L",), "globe"),
    Command("import_folder", "File", "Import folder…", ("Ctrl+Shift+O",)),
    Command("paste", "File", "Paste as new article", ("Ctrl+V",), "clipboard-paste"),
    Command("write", "File", "New article…", ("Ctrl+N",), "plus"),
    Command("feeds", "File", "Feeds…", ("Ctrl+Shift+L",), "rss"),
    Command("watched", "File", "Watched folders…"),
    Command("export", "File", "Export…", ("Ctrl+E",), "share", divided=True),
    Command("show_original", "File", "Show original", (), "external-link"),
    Command("save_original", "File", "Save original as…"),
    Command("rename", "File", "Rename article…", ("F2",), "pen-line"),
    Command("trash", "File", "Delete article", ("Ctrl+Delete",), "trash-2"),
    Command("back_up", "File", "Back up library…", (), "hard-drive-download", divided=True),
    Command("care", "File", "Library care…", (), "archive-restore"),
    Command("duplicates", "File", "Find duplicates…", (), "copy"),
    Command("open_library", "File", "Open another library…", (), "library"),
    Command("quit", "File", "Quit", ("Ctrl+Q",), "log-out", divided=True),
    Command("undo", "Edit", "Undo", ("Ctrl+Z",), "undo-2"),
    Command("redo", "Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2"),
    Command("copy", "Edit", "Copy", ("Ctrl+C",), "copy", divided=True),
    Command("cite", "Edit", "Copy with citation", ("Ctrl+Shift+C", "X"), "quote"),
    Command("find", "Edit", "Find in article…", ("Ctrl+F", "/"), "search", divided=True),
    Command("find_next", "Edit", "Find next", ("F3", "Ctrl+G")),
    Command("find_previous", "Edit", "Find previous", ("Shift+F3", "Ctrl+Shift+G")),
    Command("search", "Edit", "Search the library", ("Ctrl+K", "Ctrl+Shift+F"), "library"),
    Command("save_search", "Edit", "Save search", ("Ctrl+D",), "bookmark-plus"),
    Command("collect", "Edit", "Add to collection…", ("Ctrl+Shift+D",), "folder", divided=True),
    Command("new_collection", "Edit", "New collection…", ("Ctrl+Alt+N",), "folder-plus"),
    Command("tag_article", "Edit", "Tags of the article…", ("Shift+T",), "tag"),
    Command("manage_tags", "Edit", "Manage tags…", ("Ctrl+Shift+J",), "tags"),
    Command("preferences", "Edit", "Preferences…", ("Ctrl+,",), "settings-2", divided=True),
    Command("highlight", "Annotate", "Highlight", ("H", "Q", "Ctrl+Alt+1"), "highlighter"),
    Command("underline", "Annotate", "Underline", ("U", "Alt+2", "Ctrl+Alt+2"), "underline"),
    Command("note", "Annotate", "Note", ("N", "A", "Alt+3", "Ctrl+Alt+3"), "pen-line"),
    Command("tag", "Annotate", "Tag…", ("T",), "tag"),
    Command("tag_as", "Annotate", "Tag as person, place, quote…", ("E",), "user-plus"),
    Command("article_note", "Annotate", "Note on the article", ("Shift+N",), "notebook-pen"),
    *(
        Command(f"color_{n}", "Annotate", f"Colour {n}", (str(n),), divided=n == 1)
        for n in range(1, 9)
    ),
    Command("keep", "Annotate", "Keep where it is now", ("Y",), "check", divided=True),
    Command("find_words", "Annotate", "Find its words in the text", ("Shift+Y",), "search"),
    Command("delete", "Annotate", "Delete annotation", ("Del", "Backspace"), "trash-2"),
    Command("edit", "Annotate", "Edit the note in focus", ("Return",), divided=True),
    Command("next_mark", "Annotate", "Next annotation", ("]",)),
    Command("previous_mark", "Annotate", "Previous annotation", ("[",)),
    Command("next_overlap", "Annotate", "Next one under the cursor", ("O",)),
    Command(
        "end",
        "Annotate",
        "Move its end",
        ("Shift+Left", "Shift+Right"),
        in_menu=False,
        by_page=True,
    ),
    Command(
        "end_word",
        "Annotate",
        "Move its end by a word",
        ("Shift+Alt+Left", "Shift+Alt+Right"),
        in_menu=False,
        by_page=True,
    ),
    Command(
        "end_line",
        "Annotate",
        "Move its end by a line",
        ("Shift+Up", "Shift+Down"),
        in_menu=False,
        by_page=True,
    ),
    Command(
        "start",
        "Annotate",
        "Move its start",
        ("Ctrl+Shift+Left", "Ctrl+Shift+Right", "Ctrl+Shift+Up", "Ctrl+Shift+Down"),
        in_menu=False,
        by_page=True,
    ),
    Command("leave", "Annotate", "Leave the annotation", ("Esc",), in_menu=False, by_page=True),
    Command("color_names", "Annotate", "Name the colours…", (), "palette", divided=True),
    Command("shelf", "View", "Library", ("F8",), "panel-left", checkable=True),
    Command("places", "View", "Places", ("F7",), "folder", checkable=True),
    Command("library_table", "View", "Library as a table", ("Shift+F8",), "table-2", True),
    Command("sort", "View", "Sort the library by…", ("Ctrl+Shift+B",), "arrow-up-down"),
    Command("panel", "View", "Side panel", ("F9",), "panel-right", checkable=True),
    Command("show_notes", "View", "Annotations", ("Ctrl+1",), "highlighter"),
    Command("show_quotes", "View", "Quotes", ("Ctrl+2",), "quote"),
    Command("show_entities", "View", "Entities", ("Ctrl+3",), "users"),
    Command("all_annotations", "View", "All annotations", ("Ctrl+Shift+A",), "scroll-text"),
    Command("review", "View", "Review annotations", ("Ctrl+Shift+R",), "history"),
    Command("ledger", "View", "Quote ledger", ("Ctrl+Shift+Q",), "message-square-quote"),
    Command("overview", "View", "Overview", ("Ctrl+Shift+V",), "chart-column"),
    Command("library_entities", "View", "Entities of the library", ("Ctrl+Shift+I",), "users"),
    Command(
        "marks", "View", "Show annotations in the text", ("Ctrl+Shift+H",), "eye", checkable=True
    ),
    Command("names_in_text", "View", "Show names in the text", ("Ctrl+Shift+N",), checkable=True),
    Command("quotes_in_text", "View", "Show quotes in the text", ("Ctrl+Shift+S",), checkable=True),
    Command("kinds_in_text", "View", "Names and quotes in the text…", (), "list-filter"),
    Command("page_numbers", "View", "Show page numbers", checkable=True),
    Command("outline", "View", "Outline…", ("Ctrl+T",), "list-tree", divided=True),
    Command("pages", "View", "Pages…", ("Ctrl+Shift+P",), "book-open"),
    Command("show_picture", "View", "Show picture", ("P",), "maximize"),
    Command("typography", "View", "Page and theme…", ("Ctrl+Shift+T",), "a-large-small"),
    Command("larger", "View", "Larger text", ("Ctrl++", "Ctrl+=")),
    Command("smaller", "View", "Smaller text", ("Ctrl+-",)),
    Command("normal", "View", "Normal size", ("Ctrl+0",)),
    Command("theme_light", "View", "Light", (), "sun", checkable=True, divided=True),
    Command("theme_sepia", "View", "Sepia", (), "coffee", checkable=True),
    Command("theme_dark", "View", "Dark", (), "moon", checkable=True),
    Command("theme_system", "View", "As the system", (), "monitor", checkable=True),
    Command("full_screen", "View", "Full screen", ("F11",), "maximize", divided=True),
    Command("back", "Go", "Back", ("Alt+Left",), "arrow-left"),
    Command("forward", "Go", "Forward", ("Alt+Right",), "arrow-right"),
    Command("page", "Go", "Go to page…", ("Ctrl+Alt+G", "G"), divided=True),
    Command("follow", "Go", "Follow the link or note at the cursor", ("Ctrl+Return",)),
    Command("next_finding", "Go", "Next suggestion", (".",), divided=True),
    Command("previous_finding", "Go", "Previous suggestion", (",",)),
    Command("next_mention", "Go", "Next mention of the name at the cursor", ("W",)),
    Command("previous_mention", "Go", "Previous mention of it", ("Shift+W",)),
    Command("about_name", "Go", "What is known of it", ("I",), "info"),
    Command("next_hit", "Go", "Next place that the search found", ("F4",), divided=True),
    Command("previous_hit", "Go", "Previous place that it found", ("Shift+F4",)),
    Command(
        "fold",
        "Go",
        "Fold an article of the search, or show its places",
        ("Left", "Right"),
        in_menu=False,
        by_page=True,
    ),
    Command(
        "peek",
        "Go",
        "Show the place and stay in the list",
        ("Space",),
        in_menu=False,
        by_page=True,
    ),
    Command("next_article", "Go", "Next article", ("Alt+Down",), divided=True),
    Command("previous_article", "Go", "Previous article", ("Alt+Up",)),
    Command("find_again", "Go", "Find quotes and names again", (), "refresh-cw", divided=True),
    Command("pause_finding", "Go", "Pause finding in the library", checkable=True),
    Command("next_pane", "Go", "Next part of the window", ("F6",), divided=True),
    Command("previous_pane", "Go", "Previous part of the window", ("Shift+F6",)),
    Command("down", "Go", "Next in a list", ("J",), in_menu=False, by_page=True),
    Command("up", "Go", "Previous in a list", ("K",), in_menu=False, by_page=True),
    *(
        Command(f"place_{name}", "Places", title, keys, in_menu=False, by_page=True)
        for name, title, keys in (
            ("choose", "List it, go to the list", ("Return",)),
            ("open", "Open or close what is inside", ("Right", "Left")),
            ("rename", "Rename a collection, tag or search", ("F2",)),
            ("remove", "Remove it", ("Del",)),
        )
    ),
    *(
        Command(f"article_{name}", "Articles", title, keys, in_menu=False, by_page=True)
        for name, title, keys in (
            ("open", "Open", ("Return",)),
            ("star", "Star, or take the star away", ("S",)),
            ("unread", "Mark as unread", ("Shift+U",)),
            ("reading", "Mark as reading", ("Shift+R",)),
            ("done", "Mark as done", ("Shift+D",)),
            ("archived", "Mark as archived", ("Shift+A",)),
            ("all", "Select all", ("Ctrl+A",)),
            ("delete", "Delete", ("Del",)),
        )
    ),
    _in_quotes("quote_accept", "Accept, go on to the next", "A", "Space"),
    _in_quotes("quote_reject", "Reject, go on to the next", "R", "Del"),
    _in_quotes("quote_accept_all", "Accept all of this speaker", "Shift+A"),
    _in_quotes("quote_speaker", "Change speaker", "S"),
    _in_quotes("quote_kind", "Direct or indirect", "D"),
    _in_quotes("quote_end", "Move its end", "Shift+Left", "Shift+Right"),
    _in_quotes("quote_end_word", "Move its end by a word", "Shift+Alt+Left", "Shift+Alt+Right"),
    _in_quotes("quote_start", "Move its start", "Ctrl+Shift+Left", "Ctrl+Shift+Right"),
    _in_quotes("quote_highlight", "Highlight it", "H"),
    _in_quotes("quote_cite", "Copy with citation", "X", "Ctrl+C"),
    _in_quotes("quote_reopen", "Take the decision back", "U"),
    _in_quotes("quote_group", "Group by speaker", "G"),
    _in_quotes("quote_page", "Go to it on the page", "Return"),
    *(
        Command(f"entity_{name}", "Entities", title, keys, sign, False, False, True, line)
        for name, title, keys, sign, line in (
            ("accept", "Accept, go on to the next", ("A", "Space"), "check", False),
            ("accept_all", "Accept in all articles", ("Shift+A",), "library", False),
            ("reject", "Reject, go on to the next", ("R", "Del"), "x", False),
            ("never", "Never show again", ("Shift+R",), "eye-off", False),
            ("reopen", "Take the decision back", ("U",), "rotate-ccw", False),
            ("walk", "Next mention", ("N", "Return"), "arrow-right", True),
            ("walk_back", "Previous mention", ("Shift+N",), "arrow-left", False),
            ("page", "Everything about it", ("O",), "users", False),
            ("rename", "Rename…", ("F2",), "pen-line", True),
            ("kind", "Change kind…", ("C",), "tags", False),
            ("merge", "Merge…", ("M",), "merge", False),
            ("split", "Split…", ("S",), "list-tree", False),
            ("mark_all", "Mark its names in the article", ("Shift+M",), "highlighter", False),
            ("same", "Two that may be the same: they are", ("Y",), "check", True),
            ("different", "Two that may be the same: they are not", ("D",), "x", False),
        )
    ),
    *(
        Command(f"{of}_{name}", section, title, keys, in_menu=False, by_page=True)
        for of, section, name, title, keys in (
            ("search", SEARCH, "list", "Go to the list", ("Down",)),
            ("search", SEARCH, "complete", "Complete a word", ("Tab",)),
            ("search", SEARCH, "leave", "Clear, go to the list", ("Esc",)),
            ("search", SEARCH, "help", "How to search", ("F1",)),
            ("all", ALL, "open", "Open in the article", ("Return",)),
            ("all", ALL, "note", "Edit its note", ("N", "F2")),
            ("all", ALL, "tag", "Tag", ("T",)),
            ("all", ALL, "highlight", "Highlight", ("H",)),
            ("all", ALL, "underline", "Underline", ("U",)),
            ("all", ALL, "every", "Select all", ("Ctrl+A",)),
            ("all", ALL, "copy", "Copy", ("Ctrl+C",)),
            ("all", ALL, "cite", "Copy with citation", ("X",)),
            ("all", ALL, "export", "Export what is selected or listed", ("Ctrl+E",)),
            ("all", ALL, "delete", "Delete", ("Del",)),
            ("all", ALL, "look", "As table or cards", ("V",)),
            ("all", ALL, "group", "Group by the next", ("G",)),
            ("all", ALL, "side", "Show details", ("F9",)),
            ("review", REVIEW, "keep", "Keep, show again later", ("Space", "Right")),
            ("review", REVIEW, "done", "Done, never show again", ("D",)),
            ("review", REVIEW, "back", "Back", ("Left",)),
            ("review", REVIEW, "note", "Edit its note", ("N", "E")),
            ("review", REVIEW, "tag", "Tag", ("T",)),
            ("review", REVIEW, "open", "Open in the article", ("Return",)),
        )
    ),
    Command("keys", "Help", "All keys", ("?", "F1"), "keyboard"),
    Command("links", "Help", "Open postil:// links with Postil", (), "link"),
    Command("about", "Help", "About Postil", (), "info"),
)


class Actions(QObject):
    """The QActions of one window, by name."""

    def __init__(self, parent: QObject) -> None:
        """Make an action for each command that has a place of its own."""
        super().__init__(parent)
        self._actions = {c.name: self._made(c) for c in COMMANDS if not c.by_page}

    def __getitem__(self, name: str) -> QAction:
        """Give an action by its command's name."""
        return self._actions[name]

    def all(self) -> list[QAction]:
        """Give every action, in the order of the table."""
        return list(self._actions.values())

    def connect_to(self, slots: dict[str, Callable[[], object]]) -> None:
        """Tie actions to what they do. Raises: Bug if one is left without."""
        if different := self._actions.keys() ^ slots.keys():
            raise Bug(f"commands and slots differ: {different}")
        for name, slot in slots.items():
            self._actions[name].triggered.connect(slot)

    def _made(self, command: Command) -> QAction:
        action = QAction(command.title, self)
        action.setObjectName(command.name)
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setCheckable(command.checkable)
        if command.icon:
            action.setIcon(icon(command.icon))
        shown = command.title.removesuffix("…")
        keys = ", ".join(key_text(key) for key in command.keys[:2])
        action.setToolTip(f"{shown} ({keys})" if keys else shown)
        return action


def key_text(key: str) -> str:
    """Write a key as this platform's readers know it."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
