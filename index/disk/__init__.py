"""Pages on disk: the private folder, Whoosh behind one module, columns of facts, merging."""
