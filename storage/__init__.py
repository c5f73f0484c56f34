"""Everything of Postil that needs no Qt: the library file, text, importers, exporters, search."""
