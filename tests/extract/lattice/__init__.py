"""Borders and cells from drawn lines."""
