"""Documents for the superior office: the official .docx of a month."""
