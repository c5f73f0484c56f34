"""The search: its language, what it finds, and where."""
