"""Data that ships with Postil: icons, themes and language data; no code."""
