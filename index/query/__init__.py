"""Our query language: the tree, and text to tree and back."""
