"""Definitions proposed from the empty templates of an office's own forms."""
