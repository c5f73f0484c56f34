"""What a search finds, as one types."""
