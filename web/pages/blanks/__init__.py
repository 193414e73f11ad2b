"""Blanks: printed on order, and defined by administrators."""
