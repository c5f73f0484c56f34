"""Where articles are: collections, tags, saved searches."""
