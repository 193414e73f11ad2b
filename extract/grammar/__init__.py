"""Tolerant grammars of the papers' numbers, dates, names and ranks: text to value, or nothing."""
