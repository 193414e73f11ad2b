"""Tests of the identity part: labels, lists, layouts, joining."""
