"""Appendix 1: from a file or the Sheet to sections, items and questions; and what a careful reader would ask."""
