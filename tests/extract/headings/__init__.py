"""Heads of columns."""
