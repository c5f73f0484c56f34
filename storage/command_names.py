"""The words that make Postil work without a window; apart, since each start asks for them."""

CARE = ("verify", "compact", "copies", "restore", "salvage", "duplicates")
COMMANDS = (
    *("import", "list", "export", "search", "backup", "feeds", "quotes", "entities", "ledger"),
    *CARE,
)
