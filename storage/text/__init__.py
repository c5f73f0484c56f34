"""Canonical text: how it is made, measured and quoted. Knows no database."""
