"""Templates that become definitions."""
