"""Born-digital pages give their words, rules and drawings without a pixel."""
