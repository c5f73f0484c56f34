"""Who said what: the quotes of the open article, and the ledger of the whole library."""
