"""Bytes from outside become scans we trust and pages we can read."""
