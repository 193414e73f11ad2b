"""One module a change of shape, never edited once released."""
