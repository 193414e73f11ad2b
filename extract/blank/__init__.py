"""Filled blanks: which form, where its fields stand, what is written in them."""
