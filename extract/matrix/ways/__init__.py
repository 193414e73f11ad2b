"""Connectors between marks, and which way they run."""
