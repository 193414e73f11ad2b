"""Blanks printed for a unit: which forms there are, numbered copies, what was printed."""
