"""Tests of who comes in, and of what is told of small reads."""
