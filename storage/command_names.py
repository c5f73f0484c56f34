"""The words that make Postil work without a window; apart, since each start asks for them."""

COMMANDS = ("import", "list", "export", "search", "backup", "feeds", "quotes", "entities", "ledger")
