"""Words on values, and masked numbers."""
