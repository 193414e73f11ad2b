"""Blanks read by place."""
