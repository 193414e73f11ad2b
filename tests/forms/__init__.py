"""Tests of the form definitions."""
