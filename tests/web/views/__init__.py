"""Tests of what pages show of records."""
