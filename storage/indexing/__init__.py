"""What searches need beside the indexes of SQLite: forms of words, scripts without spaces."""
