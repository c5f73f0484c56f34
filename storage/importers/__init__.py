"""Readers of files: bytes in, an `ImportedArticle` out. They know no database."""
