"""Procedures as pages show them: versions, differences, the drawing over the scan."""
