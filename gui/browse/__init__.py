"""All annotations of the library."""
