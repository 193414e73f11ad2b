"""Tests of reading filled blanks."""
