"""The process that reads files for `isolation.ReadingProcess`."""

from __future__ import annotations

from storage.child_answers import answer

MEMORY_LIMIT = 3_000_000_000  # bytes of address space; a 300 MB file is held three times
NICENESS = 5  # the window comes first

WORK = {
    "read_file": "storage.importers.reading",
    "read_source": "storage.importers.reading",
    "read_thing": "storage.importers.zipped",
    "list_archive": "storage.importers.zipped",
    "read_rich_text": "storage.importers.reading",
    "parsed_feed": "storage.importers.feed",
    "feed_links": "storage.importers.feed",
    "subscriptions_in": "storage.importers.opml",
    "checked": "storage.importers.pictures",
    "render_page": "storage.importers.pdf_pages",
    "open_pages": "storage.importers.pdf_pages",
}


if __name__ == "__main__":
    answer(WORK, memory_limit=MEMORY_LIMIT, niceness=NICENESS)
