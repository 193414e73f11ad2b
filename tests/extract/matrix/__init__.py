"""The activity matrix on drawn sheets."""
