"""Boxes of one character on drawn and photographed pages."""
