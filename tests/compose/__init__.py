"""Tests of the documents we make."""
