"""A walk through past highlights."""
