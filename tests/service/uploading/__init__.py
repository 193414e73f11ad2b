"""Tests of uploads in pieces."""
