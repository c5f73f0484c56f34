"""The reading page: an article's document, the marks painted on it, and how they are made."""
