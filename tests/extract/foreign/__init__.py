"""Pages of forms that are defined by places."""
