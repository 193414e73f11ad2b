"""Blanks that were printed, and the filled papers that came back, by serial number."""
