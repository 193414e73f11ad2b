"""Tests of the grammars of numbers, dates, names and ranks."""
