"""PDF/A-2b: what a file must and must not hold to be readable in decades."""
