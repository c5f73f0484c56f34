"""What was read when, drawn as charts."""
