"""Records become searchable; a query of our own grammar becomes hits with snippets."""
