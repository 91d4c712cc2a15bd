"""Who is owed which letter now, and why somebody is not."""
