"""Connectors: pieces of strokes joined and followed from shape to shape."""
