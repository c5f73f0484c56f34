"""Parts that show and change annotations: for the panel, the lists of the library, the review."""
