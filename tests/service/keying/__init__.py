"""Tests of values keyed twice."""
