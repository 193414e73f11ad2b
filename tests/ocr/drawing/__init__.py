"""Shapes and connectors."""
