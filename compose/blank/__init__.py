"""Blanks for the pen: laid out in points, drawn at absolute places, known by their marks."""
