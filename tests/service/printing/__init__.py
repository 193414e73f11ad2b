"""Blanks on order."""
