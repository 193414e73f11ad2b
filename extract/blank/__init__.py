"""Filled blanks: which form a page is, where its values stand, and what the pen wrote there."""
