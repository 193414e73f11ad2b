"""Tests of the office's own definitions."""
