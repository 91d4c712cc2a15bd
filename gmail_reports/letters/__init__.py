"""A letter: its words, its mail, and its way to being sent exactly once."""
