"""Tests of telling and reading a pen's ink."""
