"""Tests of the hall's units."""
