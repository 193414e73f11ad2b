"""Groups of options without squares to check."""
