"""Tests of the hall's filing."""
