"""Tests of connectors followed from symbol to symbol."""
