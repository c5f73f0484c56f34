"""Finding of quotes and entities in texts: pure functions, no Qt, no database."""
