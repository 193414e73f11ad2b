"""Parts of matrices joined."""
