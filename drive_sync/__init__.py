"""What is true on Drive: the mirror of its metadata, the event folders in it, and their verdicts."""
