"""What comes over the network: pages, pictures and feeds, each fetched when the reader asks."""
