"""Tests of seals, exports and their return."""
