"""Tests of the library of procedures."""
