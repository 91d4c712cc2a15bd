"""The Google Sheet: what is theirs, what is ours, what our cells should say, and the one write that makes it so."""
