"""Checking beyond one look: values keyed by two persons, and what checking costs."""
