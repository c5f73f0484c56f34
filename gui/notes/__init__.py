"""The annotations panel: the list of what the reader marked, its filter, and the inspector."""
