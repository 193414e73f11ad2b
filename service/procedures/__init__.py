"""Procedures as a library: which version is in force, what changed between two, clean copies."""
