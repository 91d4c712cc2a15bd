"""What was promised and what we tell whom: Appendix 1, the calendar, letters and their delivery."""
