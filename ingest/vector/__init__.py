"""Born-digital pages: typed words and drawn paths, read without a pixel."""
