"""Codes, corner marks, layouts laid on pages."""
