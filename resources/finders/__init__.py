"""Language data of the finders: lexicon and weights; origins in LICENSES.md."""
