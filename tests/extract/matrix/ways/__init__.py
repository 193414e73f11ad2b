"""Directions and doubts of connectors."""
