"""The left panel: the articles of the library."""
