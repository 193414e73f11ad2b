"""Boxes of one character, tallies and solid marks of a form, found, settled and read."""
