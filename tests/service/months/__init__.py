"""Tests of the hall's months."""
