"""Tests of the proof that the archive is whole."""
