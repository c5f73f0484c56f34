"""What was read when, and of what kind: counts for charts, each with the search behind it."""
