"""Procedures: the library, versions side by side, the matrix over its scan."""
