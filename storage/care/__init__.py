"""Looking after a library file: checking, repairing, salvaging, copies, compacting, moving."""
