"""Tests of months in the catalogue."""
