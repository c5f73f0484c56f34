"""The people, organisations, places, dates, events ... of the open article and the library."""
