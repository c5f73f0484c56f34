"""Looking after the library: how it is, its copies, its duplicates."""
