"""Parts of matrices on several pages become whole ones: what belongs together, what goes on."""
